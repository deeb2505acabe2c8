#pragma once
// What went wrong, told twice: to the client (code, arguments) and to the operator (detail). (style: errors)
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace qy {

/// What kind of failure it is; each kind is one HTTP status (presentation/error_response).
enum class ErrorKind {
    invalid,          ///< the input must change
    unauthenticated,  ///< nobody is logged in, or the credential is wrong
    denied,           ///< known, but not allowed
    not_found,        ///< no such thing, or one that the caller may not know of
    conflict,         ///< the thing has changed, or exists with other content
    too_large,        ///< over a limit of base/limits.h
    limited,          ///< too often
    busy,             ///< try again soon; nothing was done
    unavailable,      ///< a part that is needed does not answer
    corrupt,          ///< stored data contradicts itself
    internal,         ///< a fault of the program
};
[[nodiscard]] std::string_view to_string(ErrorKind kind);

/// Words for the operator's log only; never sent to a client. Not convertible from or to a public text.
struct PrivateDetail {
    std::string text;
};

/// `code` is stable and for programs ("lot_number.too_long"); its texts in Chinese and English are rows of
/// base/messages. `arguments` fill {0}, {1} … of those texts and are public. `path` names the faulty member
/// ("rows[3].lot_number"), empty when the whole input is meant.
struct Error {
    ErrorKind kind = ErrorKind::internal;
    std::string code;
    std::vector<std::string> arguments;
    std::string path;
    PrivateDetail detail;
    std::vector<Error> others;  ///< further faults of the same input, when all are reported at once

    [[nodiscard]] Error at(std::string where) && {
        path = std::move(where);
        return std::move(*this);
    }
    [[nodiscard]] Error because(std::string why) && {
        detail.text = std::move(why);
        return std::move(*this);
    }
};

// Makers. The code must be a row of base/messages.cpp: a test reads the sources and fails on a gap.
[[nodiscard]] Error invalid(std::string_view code, std::vector<std::string> arguments = {});
[[nodiscard]] Error unauthenticated(std::string_view code, std::vector<std::string> arguments = {});
[[nodiscard]] Error denied(std::string_view code, std::vector<std::string> arguments = {});
[[nodiscard]] Error not_found(std::string_view code, std::vector<std::string> arguments = {});
[[nodiscard]] Error conflict(std::string_view code, std::vector<std::string> arguments = {});
[[nodiscard]] Error too_large(std::string_view code, std::vector<std::string> arguments = {});
[[nodiscard]] Error limited(std::string_view code, std::vector<std::string> arguments = {});
[[nodiscard]] Error busy(std::string_view code, std::vector<std::string> arguments = {});
[[nodiscard]] Error unavailable(std::string_view code, std::vector<std::string> arguments = {});
[[nodiscard]] Error corrupt(std::string_view code, std::vector<std::string> arguments = {});
[[nodiscard]] Error internal(std::string_view code, std::vector<std::string> arguments = {});

}  // namespace qy
