#pragma once
// Answers kept under the caller's idempotency keys. (interfaces: HTTP, requestId) Errors: those of the port.
#include <optional>
#include <string>
#include <string_view>

#include "storage/store.h"

namespace qy::storage::idempotency {

struct Answer {
    std::string function;
    std::string request_hash;
    int status = 0;
    std::string answer;
    Time at;
};

Result<std::optional<Answer>> find(Reader& reader, std::string_view actor, std::string_view key);
/// Errors: conflict `storage.duplicate` (the actor has used the key).
Result<void> insert(Writer& writer, std::string_view actor, std::string_view key, const Answer& answer);
/// Forgets what is older than `before`; returns how many.
Result<std::int64_t> remove_before(Writer& writer, Time before);

}  // namespace qy::storage::idempotency
