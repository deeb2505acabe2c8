#include "storage/retention_store.h"

namespace qy::storage::retention {
namespace {

constexpr Time kIdsBegin = Time::from_seconds(1'704'067'200);  // base/id.h: 2024-01-01T00:00:00Z
constexpr int kIdBitsBelowTime = 22;

/// Ids are ordered by time: below this one is what was made before.
std::int64_t first_id_from(Time time) {
    return (time.milliseconds() - kIdsBegin.milliseconds()) * (std::int64_t{1} << kIdBitsBelowTime);
}

constexpr Statement kScans{"retention.scans",
                           "DELETE FROM scan WHERE scan_id IN (SELECT scan_id FROM scan WHERE scan_id < $first ORDER "
                           "BY scan_id LIMIT $limit)"};
constexpr Statement kRejectedIds{"retention.rejected_ids",
                                 "SELECT submission_id FROM submission WHERE state = $state AND decided_at < $before "
                                 "ORDER BY party_id, submission_id "
                                 "LIMIT $limit"};
constexpr Statement kRemovePersons{
    "retention.remove_persons",
    "DELETE FROM personal_reference WHERE relation = 'submission' AND row_id {in:submissions}"};
constexpr Statement kRemove{"retention.remove_submissions",
                            "DELETE FROM submission WHERE submission_id {in:submissions}"};
constexpr Statement kTokens{"retention.tokens",
                            "DELETE FROM token WHERE token_hash IN (SELECT token_hash FROM token WHERE created_at < "
                            "$before AND (revoked = 1 OR "
                            "expires_at < $before) ORDER BY created_at LIMIT $limit)"};
constexpr Statement kEvents{
    "retention.events",
    "SELECT DISTINCT r.row_id FROM personal_reference r JOIN trace_event e ON e.event_id = r.row_id WHERE r.relation = "
    "'trace_event' AND e.event_at < $before ORDER BY r.row_id LIMIT $limit"};

}  // namespace

Result<std::int64_t> remove_scans(Writer& writer, Time before, std::int64_t limit) {
    return writer.run(kScans, {{"first", first_id_from(before)}, {"limit", limit}});
}

Result<std::int64_t> remove_rejected(Writer& writer, Time before, std::int64_t limit) {
    std::vector<std::int64_t> ids;
    for (const std::string_view state : {"rejected", "withdrawn"}) {
        const std::int64_t left = limit - static_cast<std::int64_t>(ids.size());
        QY_TRY(some, writer.all(kRejectedIds, {{"state", state}, {"before", before}, {"limit", left}},
                                [](const Row& row) { return row.integer(0); }));
        ids.insert(ids.end(), some.begin(), some.end());
    }
    const std::span<const std::int64_t> submissions(ids);
    QY_TRY(persons, writer.run(kRemovePersons, {{"submissions", submissions}}));
    (void)persons;
    return writer.run(kRemove, {{"submissions", submissions}});
}

Result<std::int64_t> remove_tokens(Writer& writer, Time before, std::int64_t limit) {
    return writer.run(kTokens, {{"before", before}, {"limit", limit}});
}

Result<std::vector<model::EventId>> events_with_persons(Reader& reader, Time before, std::int64_t limit) {
    return reader.all(kEvents, {{"before", before}, {"limit", limit}},
                      [](const Row& row) { return row.id<model::EventId>(0); });
}

}  // namespace qy::storage::retention
