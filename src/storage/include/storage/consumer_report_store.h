#pragma once
// Reports of consumers. (clauses 5.6, 6.4.2) Words and contact stand sealed, each by itself: who may not see the
// contact is never given it. Staff reads through its reach: the party concerned, its brand's manager, its region, all.
// Errors of all: those of the port and the vault; corrupt `storage.corrupt` for a stored word that is unknown.
#include <optional>
#include <string_view>
#include <vector>

#include "model/consumer_report.h"
#include "model/role.h"
#include "storage/store.h"

namespace qy::storage::consumer_reports {

/// Uses the photo's objects. Errors: conflict `storage.duplicate` (a report with this receipt is there),
/// `storage.reference`.
Result<void> insert(Writer& writer, const model::ConsumerReport& report, std::string_view receipt_hash);

/// Without its contact.
Result<std::optional<model::ConsumerReport>> find(Reader& reader, const model::Reach& reach,
                                                  model::ConsumerReportId id);
/// Without its contact.
Result<std::optional<model::ConsumerReport>> by_receipt(Reader& reader, std::string_view receipt_hash);
/// Empty when none is kept.
Result<model::ReportContact> contact(Reader& reader, model::ConsumerReportId id);

struct Question {
    model::Reach reach;
    model::ReportState state = model::ReportState::received;
    std::optional<model::ReportKind> kind;  ///< none: both
    model::ConsumerReportId after;          ///< none: from the oldest
    std::int64_t limit = 0;
};
/// Oldest first, without contacts. REQUIRES: limit ≥ 1.
Result<std::vector<model::ConsumerReport>> queue(Reader& reader, const Question& question);

struct Counts {
    std::int64_t fake = 0;
    std::int64_t complaints = 0;
};
/// How many there are about one code.
Result<Counts> counts_of_code(Reader& reader, const model::Reach& reach, std::string_view code);

/// State, words, handler and time of a report that is one version further. Errors: conflict `storage.changed` when its
/// version is no longer the one before.
Result<void> advance(Writer& writer, const model::ConsumerReport& report);
/// True when there was one.
Result<bool> forget_contact(Writer& writer, model::ConsumerReportId id);

/// Contacts of reports to which nothing has happened since. Returns how many went.
Result<std::int64_t> forget_contacts(Writer& writer, Time unchanged_since, std::int64_t rows_max);
/// Older reports, and what they used. Returns how many went.
Result<std::int64_t> remove_older(Writer& writer, Time before, std::int64_t rows_max);

/// Words and contact under the present key.
Result<void> seal_anew(Writer& writer, model::ConsumerReportId id);

}  // namespace qy::storage::consumer_reports
