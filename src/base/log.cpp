#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/assert.h"
#include "log_format.h"

namespace qy::log {
namespace {

// The one process-wide object of this layer: there is one standard error. Never destroyed, so that a thread may still
// log while the program ends.
spdlog::logger& logger() {
    static auto* const only = [] {
        auto* made = new spdlog::logger("qiongyuan", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        made->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
        return made;
    }();
    return *only;
}

spdlog::level::level_enum level_of(Level level) {
    switch (level) {
        case Level::debug:
            return spdlog::level::debug;
        case Level::info:
            return spdlog::level::info;
        case Level::warning:
            return spdlog::level::warn;
        case Level::error:
            return spdlog::level::err;
    }
    QY_ASSERT(false && "a Level outside the enumeration");
}

void write(Level level, std::string_view event, std::initializer_list<Pair> pairs) {
    const auto wanted = level_of(level);
    if (logger().should_log(wanted)) {
        logger().log(wanted, spdlog::string_view_t(format_event(event, {pairs.begin(), pairs.size()})));
    }
}

}  // namespace

void set_level(Level level) {
    logger().set_level(level_of(level));
}
void debug(std::string_view event, std::initializer_list<Pair> pairs) {
    write(Level::debug, event, pairs);
}
void info(std::string_view event, std::initializer_list<Pair> pairs) {
    write(Level::info, event, pairs);
}
void warning(std::string_view event, std::initializer_list<Pair> pairs) {
    write(Level::warning, event, pairs);
}
void error(std::string_view event, std::initializer_list<Pair> pairs) {
    write(Level::error, event, pairs);
}

}  // namespace qy::log
