#include "output.h"

#include <unistd.h>

#include <cstdio>
#include <iostream>

namespace qy::app {
namespace {

void to_stream(std::FILE* stream, std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stream);
    std::fputc('\n', stream);
}

void tell_line(const Error& error, Language language, std::string_view indent) {
    std::string line(indent);
    if (!error.path.empty()) line += error.path + ": ";
    line += message_text(error.code, error.arguments, language);
    if (error.code != "admin.told") line += " (" + error.code + ")";
    to_stream(stderr, line);
}

}  // namespace

SecretText read_secret_line() {
    std::string line;
    std::getline(std::cin, line);
    return SecretText(std::move(line));
}

void print_line(std::string_view text) {
    to_stream(stdout, text);
}

void print_json(const Json& value) {
    to_stream(stdout, to_text(value));
}

Exit tell(const Error& error, const Talk& talk) {
    tell_line(error, talk.language, "");
    for (const auto& other : error.others) tell_line(other, talk.language, "  ");
    if (!error.detail.text.empty()) to_stream(stderr, "  " + error.detail.text);
    return Exit::failed;
}

std::string_view words(const Talk& talk, std::string_view zh, std::string_view en) {
    return talk.language == Language::en ? en : zh;
}

void show_progress(std::string_view text) {
    if (::isatty(STDERR_FILENO) == 0) return;
    std::fputs("\r\033[K", stderr);
    std::fwrite(text.data(), 1, text.size(), stderr);
    std::fflush(stderr);
}

}  // namespace qy::app
