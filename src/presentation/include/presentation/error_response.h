#pragma once
// From an Error to what a client gets: status by kind, code, texts and details. (interfaces: HTTP)
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/messages.h"
#include "base/result.h"

namespace qy::presentation {

/// The HTTP status of a kind of error: one table.
[[nodiscard]] int status_of(ErrorKind kind);
/// Whether it counts for the limit of failures of the caller's address: a code that is not ours, a wrong PIN or a wrong
/// credential. What everybody meets in time, such as a captcha that is asked for or a token that has ended, does not.
[[nodiscard]] bool counts_as_failure(const Error& error);
/// When to come back: the seconds of Retry-After. Nothing for what waiting does not mend.
[[nodiscard]] std::optional<std::int64_t> retry_after_seconds(const Error& error);
/// {"code","message","details":[{"path","code","message"}],"request_id"}.
[[nodiscard]] JsonObject error_json(const Error& error, Language language, std::string_view request_id);

}  // namespace qy::presentation
