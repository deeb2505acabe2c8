#pragma once
// Values as people read them, in Chinese and English. Pure functions.
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/messages.h"
#include "model/attribute.h"
#include "model/event_time.h"
#include "model/field.h"
#include "model/quantity.h"

namespace qy::presentation {

struct PageWriter;

/// "2026-03-05" → "2026年3月5日" or "5 Mar 2026". Anything else is returned as it is.
[[nodiscard]] std::string shown_day(std::string_view day, Language language);
/// With hours and minutes of its own zone when the precision is `second`: "2026年3月5日 08:30", "5 Mar 2026, 08:30".
[[nodiscard]] std::string shown_time(const model::EventTime& time, Language language);
/// An instant in UTC+08:00, to the minute.
[[nodiscard]] std::string shown_instant(Time time, Language language);
/// "1200.5 kg" → "1,200.5 千克"/"1,200.5 kg".
[[nodiscard]] std::string shown_quantity(const model::Quantity& quantity, Language language);
/// Fen as digits → "¥12.80". Anything else is returned as it is.
[[nodiscard]] std::string shown_money(std::string_view fen);
/// "1234567.5" → "1,234,567.5".
[[nodiscard]] std::string grouped_number(std::string_view digits);
/// 20 digits → "1234 5678 …". Anything else is returned as it is.
[[nodiscard]] std::string grouped_code(std::string_view code);
/// The canonical value of a field; empty when the page shows it otherwise or not at all (readings, inputs).
[[nodiscard]] std::string shown_value(const model::FieldRow& row, std::string_view canonical, const PageWriter& page);
/// The value of a category's attribute, with its unit.
[[nodiscard]] std::string shown_attribute(const model::AttributeValue& value, const PageWriter& page);
/// The label of a field on this page.
[[nodiscard]] std::string_view field_label(const model::FieldRow& row, const PageWriter& page);
/// Whether Chinese characters stand in the text.
[[nodiscard]] bool has_chinese(std::string_view text);
/// Percent-encodes everything but unreserved characters (RFC 3986), for one piece of a path or one query value.
[[nodiscard]] std::string percent_encoded(std::string_view text);

}  // namespace qy::presentation
