#include "storage/outbox_store.h"

#include "storage/vault.h"
#include "stored.h"

namespace qy::storage::outbox {
namespace {

constexpr Statement kInsert{
    "outbox_message.insert",
    "INSERT INTO outbox_message (outbox_message_id, channel, kind, state, content, created_at, expires_at, next_at, "
    "ended_at) VALUES ($message, $channel, $kind, $state, $content, $created_at, $expires_at, $next_at, $ended_at)"};
constexpr Statement kDue{
    "outbox_message.due",
    "SELECT outbox_message_id, kind, state, content, attempts, unclear, fault, created_at, expires_at, next_at FROM "
    "outbox_message WHERE channel = $channel AND next_at <= $now ORDER BY next_at LIMIT 1"};
constexpr Statement kClaim{
    "outbox_message.claim",
    "UPDATE outbox_message SET state = 'sending', attempts = $attempts + 1, unclear = $unclear, next_at = $until WHERE "
    "outbox_message_id = $message AND attempts = $attempts AND next_at IS NOT NULL"};
constexpr Statement kPutBack{
    "outbox_message.put_back",
    "UPDATE outbox_message SET state = 'waiting', unclear = $unclear, fault = $fault, next_at = $next_at WHERE "
    "outbox_message_id = $message AND next_at IS NOT NULL"};
constexpr Statement kEnd{
    "outbox_message.end",
    "UPDATE outbox_message SET state = $state, content = '', fault = $fault, next_at = NULL, ended_at = $now WHERE "
    "outbox_message_id = $message"};
constexpr Statement kWaiting{"outbox_message.waiting",
                             "SELECT COUNT(*) FROM outbox_message WHERE channel = $channel AND next_at IS NOT NULL"};
constexpr Statement kForget{
    "outbox_message.forget",
    "DELETE FROM outbox_message WHERE outbox_message_id IN (SELECT outbox_message_id FROM outbox_message WHERE "
    "ended_at < $before ORDER BY ended_at LIMIT $limit)"};

Place content_of(model::MessageId id) {
    return {"outbox_message", "content", id.number()};
}

Result<JsonObject> opened(Reader& reader, model::MessageId id, std::string_view stored) {
    if (stored.empty()) return JsonObject();
    QY_TRY(plain, reader.vault().open(content_of(id), stored));
    QY_TRY(parsed, parse_json(plain));
    if (!parsed.is_object()) return corrupt("storage.corrupt").because("outbox_message.content");
    return std::move(parsed.as_object());
}

}  // namespace

Result<void> insert(Writer& writer, const Message& message) {
    std::string content;
    if (message.next_at) {
        QY_TRY(sealed, writer.vault().seal(content_of(message.id), to_text(message.content)));
        content = std::move(sealed);
    }
    return insert_row(writer, kInsert,
                      {{"message", message.id},
                       {"channel", model::to_string(message.channel)},
                       {"kind", message.kind},
                       {"state", model::to_string(message.state)},
                       {"content", content},
                       {"created_at", message.created_at},
                       {"expires_at", message.expires_at},
                       {"next_at", message.next_at},
                       {"ended_at", message.next_at ? std::optional<Time>() : std::optional(message.created_at)}});
}

Result<std::optional<Message>> due(Reader& reader, model::MessageChannel channel, Time now) {
    return first_of(reader, kDue, {{"channel", model::to_string(channel)}, {"now", now}},
                    [&](const Row& row) -> Result<Message> {
                        const auto state = model::parse_message_state(row.text(2));
                        if (!state) return unknown_word("outbox_message.state", row.text(2));
                        Message message;
                        message.id = row.id<model::MessageId>(0);
                        message.channel = channel;
                        message.kind = row.text(1);
                        message.state = *state;
                        QY_TRY(content, opened(reader, message.id, row.text(3)));
                        message.content = std::move(content);
                        message.attempts = row.integer(4);
                        message.unclear = row.integer(5);
                        message.fault = row.text(6);
                        message.created_at = row.time(7);
                        message.expires_at = row.time(8);
                        message.next_at = row.optional_time(9);
                        return message;
                    });
}

Result<bool> claim(Writer& writer, const Message& seen, std::int64_t unclear, Time until) {
    QY_TRY(rows,
           writer.run(kClaim,
                      {{"message", seen.id}, {"attempts", seen.attempts}, {"unclear", unclear}, {"until", until}}));
    return rows == 1;
}

Result<void> put_back(Writer& writer, const Message& message, Time next_at) {
    return update_row(
        writer, kPutBack,
        {{"message", message.id}, {"unclear", message.unclear}, {"fault", message.fault}, {"next_at", next_at}});
}

Result<void> end(Writer& writer, model::MessageId id, model::MessageState state, std::string_view fault, Time now) {
    QY_ASSERT(state != model::MessageState::waiting && state != model::MessageState::sending);
    return update_row(writer, kEnd,
                      {{"message", id}, {"state", model::to_string(state)}, {"fault", fault}, {"now", now}});
}

Result<std::int64_t> waiting(Reader& reader, model::MessageChannel channel) {
    QY_TRY(count, reader.first(kWaiting, {{"channel", model::to_string(channel)}},
                               [](const Row& row) { return row.integer(0); }));
    return count.value_or(0);
}

Result<std::int64_t> forget(Writer& writer, Time before, std::int64_t limit) {
    return writer.run(kForget, {{"before", before}, {"limit", limit}});
}

}  // namespace qy::storage::outbox
