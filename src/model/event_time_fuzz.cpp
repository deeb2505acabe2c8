// Any text as a time, as readings and as a number with a check character: what is accepted has one form.
#include "model/event_time.h"

#include "base/assert.h"
#include "base/bytes.h"
#include "base/text.h"
#include "model/checks.h"
#include "model/trace_event.h"

namespace {

using qy::model::EventTime;

void check_time(std::string_view text) {
    const auto time = EventTime::parse(text);
    if (!time.ok()) return;
    const auto shown = time->to_string();
    const auto again = EventTime::parse(shown);
    QY_ASSERT(again.ok() && *again == *time && again->to_string() == shown);
    const auto day = EventTime::parse(time->day());
    QY_ASSERT(day.ok() && day->precision == qy::model::Precision::day && day->day() == time->day());
    QY_ASSERT(time->latest() >= time->at && not_after(*time, *time));
    QY_ASSERT(not_after(*day, *time) && not_after(*time, *day));
}

void check_readings(std::string_view text) {
    const auto readings = qy::model::parse_readings(text);
    if (!readings.ok()) return;
    for (std::size_t i = 1; i < readings->size(); ++i) QY_ASSERT((*readings)[i - 1].at.at <= (*readings)[i].at.at);
}

void check_numbers(std::string_view text) {
    using Check = qy::Result<std::string> (*)(std::string_view);
    for (const Check check : {Check(&qy::model::checked_credit_code), Check(&qy::model::checked_gtin),
                              Check(&qy::model::checked_identity_number), Check(&qy::model::checked_sscc)}) {
        const auto number = check(text);
        if (!number.ok()) continue;
        const auto again = check(*number);
        QY_ASSERT(again.ok() && *again == *number);
    }
    if (qy::is_utf8(text)) {
        QY_ASSERT(qy::is_utf8(qy::model::masked_name(text)) && qy::is_utf8(qy::model::masked_phone(text)));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto text = qy::text_of({data, size});
    check_time(text);
    check_readings(text);
    check_numbers(text);
    return 0;
}
