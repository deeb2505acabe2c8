// qy_bench TASK [--name value]…: prints one JSON object. Called by the rows of bench/rows/.
#include <cstdio>
#include <cstdlib>

#include "base/log.h"
#include "tasks.h"

namespace qy::bench {
namespace {

struct Task {
    std::string_view name;
    Result<JsonObject> (*run)(const Arguments&);
};

constexpr Task kTasks[] = {{"fill", &fill},     {"cold", &cold},         {"growth", &growth},
                           {"codes", &codes},   {"accounts", &accounts}, {"inserts", &inserts},
                           {"sheets", &sheets}, {"probe", &probe},       {"hold", &hold}};

const Task* find_task(std::string_view name) {
    for (const auto& task : kTasks) {
        if (task.name == name) return &task;
    }
    return nullptr;
}

/// Nothing when an option has no value.
std::optional<Arguments> read_arguments(int argc, char** argv) {
    std::map<std::string, std::string, std::less<>> values;
    for (int i = 2; i < argc; i += 2) {
        const std::string_view name(argv[i]);
        if (!name.starts_with("--") || i + 1 == argc) return std::nullopt;
        values.emplace(name.substr(2), argv[i + 1]);
    }
    return Arguments(std::move(values));
}

int run(int argc, char** argv) {
    const auto* const task = argc < 2 ? nullptr : find_task(argv[1]);
    const auto arguments = read_arguments(argc, argv);
    if (task == nullptr || !arguments) {
        std::fputs("usage: qy_bench fill|cold|growth|codes|accounts|inserts|sheets|probe|hold [--name value]...\n",
                   stderr);
        return 2;
    }
    log::set_level(log::Level::error);
    const auto answer = task->run(*arguments);
    if (!answer.ok()) {
        std::fprintf(stderr, "qy_bench: %s %s\n", answer.error().code.c_str(), answer.error().detail.text.c_str());
        return 1;
    }
    std::printf("%s\n", to_text(*answer).c_str());
    return 0;
}

}  // namespace

std::string Arguments::text(std::string_view name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::string() : found->second;
}

std::int64_t Arguments::number(std::string_view name, std::int64_t otherwise) const {
    const auto found = values_.find(name);
    return found == values_.end() ? otherwise : std::strtoll(found->second.c_str(), nullptr, 10);
}

}  // namespace qy::bench

int main(int argc, char** argv) {
    return qy::bench::run(argc, argv);
}
