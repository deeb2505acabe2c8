#pragma once
// Structured log for operators: one line, `time level event key=value …`, to standard error. No personal data:
// values are texts and numbers that the caller names; Secret<T> does not fit.
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace qy::log {

struct Pair {
    std::string_view key;
    std::string value;
    Pair(std::string_view k, std::string_view v) : key(k), value(v) {}
    Pair(std::string_view k, const char* v) : key(k), value(v) {}
    Pair(std::string_view k, const std::string& v) : key(k), value(v) {}
    template <class N>
    requires std::is_arithmetic_v<N> Pair(std::string_view k, N number) : key(k), value(std::to_string(number)) {}
};

enum class Level { debug, info, warning, error };

/// Lines below this level are dropped. Default: info.
void set_level(Level level);
/// `event` is a stable name such as "server.started". Safe from any thread. Control characters are escaped.
void debug(std::string_view event, std::initializer_list<Pair> pairs = {});
void info(std::string_view event, std::initializer_list<Pair> pairs = {});
void warning(std::string_view event, std::initializer_list<Pair> pairs = {});
void error(std::string_view event, std::initializer_list<Pair> pairs = {});

}  // namespace qy::log
