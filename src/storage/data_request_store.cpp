#include "storage/data_request_store.h"

#include <array>

#include "base/json.h"
#include "storage/vault.h"
#include "stored.h"

namespace qy::storage::requests {
namespace {

using model::DataRequest;
using model::DataRequestState;

#define QY_REQUEST_COLUMNS \
    "data_request_id, user_id, kind, state, content, created_at, due_at, reminded_at, handler_id, decided_at "

constexpr Statement kInsert{
    "data_request.insert",
    "INSERT INTO data_request (data_request_id, user_id, kind, state, content, created_at, due_at) VALUES ($request, "
    "$user, $kind, $state, $content, $created_at, $due_at)"};
constexpr Statement kFind{"data_request.find",
                          "SELECT " QY_REQUEST_COLUMNS "FROM data_request WHERE data_request_id = $request"};
constexpr Statement kOfUser{"data_request.of_user", "SELECT " QY_REQUEST_COLUMNS
                                                    "FROM data_request WHERE user_id = $user ORDER BY data_request_id"};
constexpr Statement kQueue{"data_request.queue",
                           "SELECT " QY_REQUEST_COLUMNS
                           "FROM data_request WHERE state = $state AND (due_at, data_request_id) > ($due_at, $after) "
                           "ORDER BY due_at, data_request_id LIMIT $limit"};
constexpr Statement kDecide{
    "data_request.decide",
    "UPDATE data_request SET state = $state, content = $content, handler_id = $handler, decided_at = $decided_at WHERE "
    "data_request_id = $request AND state = $before"};
constexpr Statement kUnreminded{
    "data_request.unreminded",
    "SELECT " QY_REQUEST_COLUMNS
    "FROM data_request WHERE state = $state AND due_at < $due_before AND reminded_at IS NULL ORDER BY due_at, "
    "data_request_id LIMIT $limit"};
constexpr Statement kSetReminded{"data_request.set_reminded",
                                 "UPDATE data_request SET reminded_at = $now WHERE data_request_id = $request"};
constexpr Statement kCountDue{"data_request.count_due",
                              "SELECT COUNT(*) FROM data_request WHERE state = $state AND due_at < $due_before"};
constexpr Statement kForgetWords{"data_request.forget_words",
                                 "UPDATE data_request SET content = '' WHERE user_id = $user"};
constexpr Statement kKeepWithdrawn{
    "consent_withdrawal.insert",
    "INSERT INTO consent_withdrawal (user_id, policy_version, consented_at, withdrawn_at) SELECT user_id, "
    "policy_version, consented_at, $now FROM consent_record WHERE user_id = $user"};
constexpr Statement kRemoveConsents{"consent_record.remove", "DELETE FROM consent_record WHERE user_id = $user"};
constexpr Statement kWithdrawals{"consent_withdrawal.list",
                                 "SELECT policy_version, consented_at, withdrawn_at FROM consent_withdrawal WHERE "
                                 "user_id = $user ORDER BY withdrawn_at, policy_version"};

constexpr std::array kWaiting{DataRequestState::open, DataRequestState::taken};

Place content_of(model::DataRequestId id) {
    return {"data_request", "content", id.number()};
}

Result<std::string> sealed_content(Writer& writer, const DataRequest& request) {
    return writer.vault().seal(content_of(request.id),
                               to_text(JsonObject{{"words", request.words}, {"answer", request.answer}}));
}

Result<void> open_content(Reader& reader, DataRequest& request, std::string_view stored) {
    if (stored.empty()) return {};
    QY_TRY(plain, reader.vault().open(content_of(request.id), stored));
    QY_TRY(parsed, parse_json(plain));
    ObjectReader in(parsed, "");
    request.words = in.text("words", SIZE_MAX);
    request.answer = in.text("answer", SIZE_MAX);
    return in.finish();
}

Result<DataRequest> request_of(Reader& reader, const Row& row) {
    const auto kind = model::parse_data_request_kind(row.text(2));
    const auto state = model::parse_data_request_state(row.text(3));
    if (!kind) return unknown_word("data_request.kind", row.text(2));
    if (!state) return unknown_word("data_request.state", row.text(3));
    DataRequest request;
    request.id = row.id<model::DataRequestId>(0);
    request.user = row.id<model::UserId>(1);
    request.kind = *kind;
    request.state = *state;
    QY_CHECK(open_content(reader, request, row.text(4)));
    request.created_at = row.time(5);
    request.due_at = row.time(6);
    request.reminded_at = row.optional_time(7);
    request.handler = row.id<model::UserId>(8);
    request.decided_at = row.optional_time(9);
    return request;
}

}  // namespace

Result<void> insert(Writer& writer, const DataRequest& request) {
    QY_TRY(content, sealed_content(writer, request));
    return insert_row(writer, kInsert,
                      {{"request", request.id},
                       {"user", request.user},
                       {"kind", model::to_string(request.kind)},
                       {"state", model::to_string(request.state)},
                       {"content", content},
                       {"created_at", request.created_at},
                       {"due_at", request.due_at}});
}

Result<std::optional<DataRequest>> find(Reader& reader, model::DataRequestId id) {
    return first_of(reader, kFind, {{"request", id}}, [&](const Row& row) { return request_of(reader, row); });
}

Result<std::vector<DataRequest>> of_user(Reader& reader, model::UserId user) {
    return all_of(reader, kOfUser, {{"user", user}}, [&](const Row& row) { return request_of(reader, row); });
}

Result<std::vector<DataRequest>> queue(Reader& reader, DataRequestState state, model::DataRequestId after,
                                       std::int64_t limit) {
    Time due_at{INT64_MIN};
    if (after) {
        QY_TRY(last, find(reader, after));
        if (last) due_at = last->due_at;
    }
    return all_of(reader, kQueue,
                  {{"state", model::to_string(state)}, {"due_at", due_at}, {"after", after.number()}, {"limit", limit}},
                  [&](const Row& row) { return request_of(reader, row); });
}

Result<void> decide(Writer& writer, const DataRequest& request, DataRequestState before) {
    QY_TRY(content, sealed_content(writer, request));
    return update_row(writer, kDecide,
                      {{"request", request.id},
                       {"state", model::to_string(request.state)},
                       {"content", content},
                       {"handler", request.handler},
                       {"decided_at", request.decided_at},
                       {"before", model::to_string(before)}});
}

Result<std::vector<DataRequest>> unreminded(Reader& reader, Time due_before, std::int64_t limit) {
    std::vector<DataRequest> found;
    for (const auto state : kWaiting) {
        QY_TRY(some, all_of(reader, kUnreminded,
                            {{"state", model::to_string(state)}, {"due_before", due_before}, {"limit", limit}},
                            [&](const Row& row) { return request_of(reader, row); }));
        found.insert(found.end(), some.begin(), some.end());
    }
    return found;
}

Result<void> set_reminded(Writer& writer, model::DataRequestId id, Time now) {
    return update_row(writer, kSetReminded, {{"request", id}, {"now", now}});
}

Result<std::int64_t> count_due(Reader& reader, Time due_before) {
    std::int64_t count = 0;
    for (const auto state : kWaiting) {
        QY_TRY(some, reader.first(kCountDue, {{"state", model::to_string(state)}, {"due_before", due_before}},
                                  [](const Row& row) { return row.integer(0); }));
        count += some.value_or(0);
    }
    return count;
}

Result<std::int64_t> forget_words(Writer& writer, model::UserId user) {
    return writer.run(kForgetWords, {{"user", user}});
}

Result<std::int64_t> withdraw_consents(Writer& writer, model::UserId user, Time now) {
    QY_TRY(kept, writer.run(kKeepWithdrawn, {{"user", user}, {"now", now}}));
    (void)kept;
    return writer.run(kRemoveConsents, {{"user", user}});
}

Result<std::vector<Withdrawal>> withdrawals(Reader& reader, model::UserId user) {
    return reader.all(kWithdrawals, {{"user", user}}, [](const Row& row) {
        return Withdrawal{std::string(row.text(0)), row.time(1), row.time(2)};
    });
}

}  // namespace qy::storage::requests
