#include "storage/audit_store.h"

#include <algorithm>

#include "stored.h"

namespace qy::storage::audit {
namespace {

#define QY_AUDIT_COLUMNS                                                                                        \
    "position, at, actor, party_id, address, action, object, result, request_id, detail, previous_hash, hash, " \
    "format, roles, channel, before_hash, after_hash "

constexpr Statement kInsert{
    "audit_record.insert",
    "INSERT INTO audit_record (position, at, actor, party_id, address, action, object, result, request_id, detail, "
    "previous_hash, hash, format, roles, channel, before_hash, after_hash) VALUES ($position, $at, $actor, $party, "
    "$address, $action, $object, $result, $request_id, $detail, $previous_hash, $hash, $format, $roles, $channel, "
    "$before_hash, $after_hash)"};
constexpr Statement kLast{"audit_record.last",
                          "SELECT " QY_AUDIT_COLUMNS "FROM audit_record ORDER BY position DESC LIMIT 1"};
constexpr Statement kFirst{"audit_record.first",
                           "SELECT " QY_AUDIT_COLUMNS "FROM audit_record ORDER BY position LIMIT 1"};
constexpr Statement kFind{"audit_record.find",
                          "SELECT " QY_AUDIT_COLUMNS "FROM audit_record WHERE position = $position"};
constexpr Statement kLastOf{"audit_record.last_of",
                            "SELECT " QY_AUDIT_COLUMNS
                            "FROM audit_record WHERE action = $action ORDER BY at DESC, position DESC LIMIT 1"};
constexpr Statement kPage{"audit_record.page",
                          "SELECT " QY_AUDIT_COLUMNS
                          "FROM audit_record WHERE position >= $position ORDER BY position LIMIT $limit"};
// `+ 0` keeps to the order of positions: the walk ends at the first record that is not old, after a step when none is.
constexpr Statement kFirstSince{
    "audit_record.first_since",
    "SELECT position FROM audit_record WHERE position >= $from AND at + 0 >= $at ORDER BY position LIMIT 1"};
constexpr Statement kCut{"audit_record.cut", "DELETE FROM audit_record WHERE position <= $through"};

// One statement for each way to begin, so that each begins at an index; what else is asked filters its rows.
#define QY_AUDIT_SEARCH(name, lead, order, past)                                                         \
    Statement {                                                                                          \
        "audit_record.search_" name,                                                                     \
            "SELECT " QY_AUDIT_COLUMNS "FROM audit_record WHERE " lead                                   \
            "at >= $from AND at < $until AND (at <> $after_at OR position " past                         \
            " $after_position) "                                                                         \
            "AND ($actor = '' OR actor = $actor) AND ($action = '' OR action = $action) "                \
            "AND ($object = '' OR object = $object) AND ($request_id = '' OR request_id = $request_id) " \
            "AND ($result = '' OR result = $result OR ($result = '!ok' AND result <> 'ok')) "            \
            "ORDER BY at " order ", position " order " LIMIT $limit"                                     \
    }
#define QY_AUDIT_BOTH_WAYS(name, lead) \
    QY_AUDIT_SEARCH(name "_newest", lead, "DESC", "<"), QY_AUDIT_SEARCH(name "_oldest", lead, "ASC", ">")

struct Lead {
    std::string Query::*member;  // null: by time alone
    Statement newest_first;
    Statement oldest_first;
};
// The most telling first.
constexpr Lead kLeads[] = {
    {&Query::request_id, QY_AUDIT_BOTH_WAYS("request", "request_id = $request_id AND ")},
    {&Query::object, QY_AUDIT_BOTH_WAYS("object", "object = $object AND ")},
    {&Query::actor, QY_AUDIT_BOTH_WAYS("actor", "actor = $actor AND ")},
    {&Query::action, QY_AUDIT_BOTH_WAYS("action", "action = $action AND ")},
    {&Query::result, QY_AUDIT_BOTH_WAYS("result", "result = $result AND ")},
    {nullptr, QY_AUDIT_BOTH_WAYS("time", "")},
};

constexpr std::string_view kNotOk = "!ok";

const Statement& statement_for(const Query& query) {
    const auto* const lead = std::ranges::find_if(kLeads, [&](const Lead& each) {
        return each.member == nullptr || (!(query.*each.member).empty() && query.*each.member != kNotOk);
    });
    return query.order == Order::newest_first ? lead->newest_first : lead->oldest_first;
}

Record record_of(const Row& row) {
    Record record;
    record.position = row.integer(0);
    record.at = row.time(1);
    record.actor = row.text(2);
    record.party = row.id<model::PartyId>(3);
    record.address = row.text(4);
    record.action = row.text(5);
    record.object = row.text(6);
    record.result = row.text(7);
    record.request_id = row.text(8);
    record.detail = row.text(9);
    record.previous_hash = row.text(10);
    record.hash = row.text(11);
    record.format = row.integer(12);
    record.roles = row.text(13);
    record.channel = row.text(14);
    record.before_hash = row.text(15);
    record.after_hash = row.text(16);
    return record;
}

}  // namespace

Result<Record> append(Writer& writer, Record record, const std::function<std::string(const Record&)>& hash_of) {
    QY_TRY(before, last(writer));
    record.position = before ? before->position + 1 : 0;
    record.previous_hash = before ? before->hash : std::string();
    record.hash = hash_of(record);
    QY_CHECK(insert_row(writer, kInsert,
                        {{"position", record.position},
                         {"at", record.at},
                         {"actor", record.actor},
                         {"party", record.party},
                         {"address", record.address},
                         {"action", record.action},
                         {"object", record.object},
                         {"result", record.result},
                         {"request_id", record.request_id},
                         {"detail", record.detail},
                         {"previous_hash", record.previous_hash},
                         {"hash", record.hash},
                         {"format", record.format},
                         {"roles", record.roles},
                         {"channel", record.channel},
                         {"before_hash", record.before_hash},
                         {"after_hash", record.after_hash}}));
    return record;
}

Result<std::optional<Record>> last(Reader& reader) {
    return reader.first(kLast, {}, record_of);
}

Result<std::optional<Record>> first(Reader& reader) {
    return reader.first(kFirst, {}, record_of);
}

Result<std::optional<Record>> find(Reader& reader, std::int64_t position) {
    return reader.first(kFind, {{"position", position}}, record_of);
}

Result<std::optional<Record>> last_of(Reader& reader, std::string_view action) {
    return reader.first(kLastOf, {{"action", action}}, record_of);
}

Result<std::vector<Record>> page(Reader& reader, std::int64_t position, std::int64_t limit) {
    return reader.all(kPage, {{"position", position}, {"limit", limit}}, record_of);
}

Result<std::vector<Record>> search(Reader& reader, const Query& query) {
    Time from = query.from;
    Time until = query.until;
    if (query.after) {
        if (query.order == Order::newest_first) until = std::min(until, Time{query.after->at.microseconds + 1});
        if (query.order == Order::oldest_first) from = std::max(from, query.after->at);
    }
    return reader.all(statement_for(query),
                      {{"from", from},
                       {"until", until},
                       {"after_at", query.after ? query.after->at.microseconds : std::int64_t{-1}},
                       {"after_position", query.after ? query.after->position : std::int64_t{0}},
                       {"actor", query.actor},
                       {"action", query.action},
                       {"object", query.object},
                       {"request_id", query.request_id},
                       {"result", query.result},
                       {"limit", query.limit}},
                      record_of);
}

Result<std::optional<std::int64_t>> first_since(Reader& reader, std::int64_t from, Time at) {
    return reader.first(kFirstSince, {{"from", from}, {"at", at}}, [](const Row& row) { return row.integer(0); });
}

Result<std::int64_t> cut(Writer& writer, std::int64_t through) {
    return writer.run(kCut, {{"through", through}});
}

}  // namespace qy::storage::audit
