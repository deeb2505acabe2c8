#pragma once
// For tests: a whole installation with its own keys, on either database, which takes the example files in.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "base/settings.h"
#include "business/archive.h"
#include "business/capture.h"
#include "business/role_book.h"
#include "business/seed.h"
#include "storage/archive_store.h"
#include "storage/testing/temp_store.h"

namespace qy::business::testing {

using storage::testing::Backend;
using storage::testing::TempStore;

inline std::string file_text(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline void put_file(const std::filesystem::path& path, std::string_view text) {
    std::ofstream(path, std::ios::binary) << text;
}

inline model::Actor machine() {
    model::Actor actor;
    actor.name = "operator:0";
    actor.channel = model::Channel::operator_command;
    return actor;
}

/// An installation with keys of its own.
struct Installation {
    explicit Installation(Backend backend) : store(backend) { owner.party = seed(services).value(); }

    CaptureReport import(const std::string& name) {
        const auto text = file_text(std::filesystem::path(QY_SOURCE_DIR) / "examples" / name);
        Capture capture(services);
        return capture.import_file({name, bytes_of(text), {}, {}}, owner).value();
    }
    std::string archive(const std::filesystem::path& path, bool personal) {
        const auto written = write_archive(services, machine(), {{}, personal, "移机", {}}, path);
        return written.ok() ? file_text(path) : written.error().code;
    }
    std::string take(const std::filesystem::path& path) {
        const auto read = read_archive(services, machine(), path);
        if (!read.ok()) return read.error().code;
        owner.party = seed(services).value();  // the operator's party has come with the rest
        clock.advance_seconds(86'400);         // a program that starts takes no id from before
        return "ok";
    }
    bool untouched() {
        return store->read([](storage::Reader& reader) { return storage::archive::is_untouched(reader); }).value();
    }

    model::Actor owner = machine();  ///< the operator, of its own party
    TempStore store;
    ManualClock clock{storage::testing::kTestTime.plus_seconds(86'400LL * 200)};
    SystemRandom random;
    IdSource ids{clock, 1};
    Settings settings = Settings::load("", [](const std::string&) { return std::nullopt; }, {}).value();
    RoleBook roles{*store, clock};
    Services services{*store, store.keys(), settings, clock, random, ids, roles};
};

inline std::vector<std::string> examples() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(QY_SOURCE_DIR) / "examples")) {
        const auto kind = entry.path().extension();
        if (kind == ".csv" || kind == ".json") names.push_back(entry.path().filename());
    }
    std::ranges::sort(names);
    return names;
}

}  // namespace qy::business::testing
