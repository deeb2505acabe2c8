#pragma once
// What consumers report of a code or lot: that it looks fake, or what is wrong with it; and what becomes of that.
// (clauses 5.6, 6.4.2)
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "model/code_range.h"
#include "model/ids.h"

namespace qy::model {

using ConsumerReportId = Id<struct ConsumerReportTag>;

/// fake: "this looks fake", which marks nothing by itself. complaint: about what was in the pack.
enum class ReportKind : std::uint8_t { fake, complaint };
[[nodiscard]] std::string_view to_string(ReportKind kind);
[[nodiscard]] std::optional<ReportKind> parse_report_kind(std::string_view name);

/// taken: somebody of the brand or of the supervision is at it.
enum class ReportState : std::uint8_t { received, taken, answered, closed };
[[nodiscard]] std::string_view to_string(ReportState state);
[[nodiscard]] std::optional<ReportState> parse_report_state(std::string_view name);

/// What is done with a report. close: after an answer, or with words that say why there is none.
enum class ReportVerb : std::uint8_t { take, answer, close };
[[nodiscard]] std::string_view to_string(ReportVerb verb);
/// The state after `verb`, or nullopt when the table has no such step.
[[nodiscard]] std::optional<ReportState> next_state(ReportState from, ReportVerb verb);

/// How its sender wants to hear of it; both may be empty.
struct ReportContact {
    std::string phone;
    std::string mail;
    std::string language = "zh";  ///< of the message: zh | en
    [[nodiscard]] bool is_empty() const { return phone.empty() && mail.empty(); }
};

struct ConsumerReport {
    ConsumerReportId id;
    ReportKind kind = ReportKind::fake;
    ReportState state = ReportState::received;
    // What it is about, as it was then. Of a code that is not ours, only the code is known.
    std::string code;  ///< 20 digits; empty: of a lot whose page was found without a code
    LotId lot;
    ProductId product;
    PartyId party;  ///< the party concerned: who owns the lot, or to whom the code was issued
    BrandId brand;
    std::optional<Authenticity> authenticity;  ///< what the code was said to be; none: no code
    std::int64_t scan_count = 0;
    std::optional<Time> first_scanned_at;
    // What was said
    std::string words;
    std::string answer;
    std::string closing;  ///< what was said when it was closed
    ReportContact contact = {};
    bool has_contact = false;    ///< that one is kept, for whom it is not shown
    std::string policy_version;  ///< that the sender agreed to for the contact; empty: none was given
    std::string photo;           ///< names of the objects; empty: none
    std::string small_photo;
    // What became of it
    Time created_at;
    Time changed_at;
    UserId handler;
    std::int64_t version = 1;
};

}  // namespace qy::model
