#pragma once
// What commands print: results on standard output, faults and progress on standard error; exit codes. (interfaces:
// command line)
#include <cstdint>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/messages.h"
#include "base/result.h"
#include "base/secret.h"

namespace qy::app {

enum class Exit : int { done = 0, failed = 1, usage = 2, faults = 3 };

/// How a command talks: `json` for machines, `language` from LANG for people.
struct Talk {
    bool json = false;
    Language language = Language::zh;
};

/// One line from standard input, where a password is piped in.
[[nodiscard]] SecretText read_secret_line();
/// Prints one line to standard output.
void print_line(std::string_view text);
/// A JSON value as one line, when the command talks JSON.
void print_json(const Json& value);
/// Tells an error and returns `failed`. Details come one per line.
Exit tell(const Error& error, const Talk& talk);
/// The words for the language of the talk.
[[nodiscard]] std::string_view words(const Talk& talk, std::string_view zh, std::string_view en);
/// Overwrites one line on standard error when it is a terminal.
void show_progress(std::string_view text);

}  // namespace qy::app
