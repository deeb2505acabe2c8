#pragma once
// Messages on their way out. (clause 6.5.1) What is personal or secret in them stands sealed and goes when they are
// over. Errors of all: those of the port and the vault; corrupt `storage.corrupt` for a stored word that is unknown.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "model/contact.h"
#include "storage/store.h"

namespace qy::storage::outbox {

struct Message {
    model::MessageId id;
    model::MessageChannel channel = model::MessageChannel::mail;
    std::string kind;
    model::MessageState state = model::MessageState::waiting;
    JsonObject content;  ///< to whom, and what the text is filled with; empty when it is over
    std::int64_t attempts = 0;
    std::int64_t unclear = 0;  ///< attempts of which nobody knows whether they arrived
    std::string fault;
    Time created_at;
    Time expires_at;
    std::optional<Time> next_at;  ///< none when it is over
};

/// Errors: conflict `storage.duplicate`.
Result<void> insert(Writer& writer, const Message& message);
/// The one that has been due longest, or nothing.
Result<std::optional<Message>> due(Reader& reader, model::MessageChannel channel, Time now);
/// Makes it one's own for one attempt, until `until`: false when another program was faster. `unclear`: with it.
Result<bool> claim(Writer& writer, const Message& seen, std::int64_t unclear, Time until);
/// Back to waiting, after an attempt.
Result<void> put_back(Writer& writer, const Message& message, Time next_at);
/// It is over: what it held is forgotten. REQUIRES: neither waiting nor sending.
Result<void> end(Writer& writer, model::MessageId id, model::MessageState state, std::string_view fault, Time now);
/// How many wait or are being sent.
Result<std::int64_t> waiting(Reader& reader, model::MessageChannel channel);
/// Forgets what ended before that time. Returns how many.
Result<std::int64_t> forget(Writer& writer, Time before, std::int64_t limit);

}  // namespace qy::storage::outbox
