#include "base/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "base/limits.h"
#include "base/text.h"

namespace qy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

// A settings file that lives as long as the test.
class TomlFile {
 public:
    explicit TomlFile(std::string_view text)
        : path_(std::filesystem::temp_directory_path() /
                ("qy_settings_test_" + std::to_string(::getpid()) + "_" + std::to_string(++count_) + ".toml")) {
        std::ofstream(path_) << text;
    }
    ~TomlFile() { std::filesystem::remove(path_); }
    TomlFile(const TomlFile&) = delete;
    TomlFile& operator=(const TomlFile&) = delete;
    [[nodiscard]] std::string path() const { return path_.string(); }

 private:
    static inline int count_ = 0;
    std::filesystem::path path_;
};

Settings::Environment environment(std::map<std::string, std::string> values) {
    return [values = std::move(values)](const std::string& name) -> std::optional<std::string> {
        const auto found = values.find(name);
        if (found == values.end()) return std::nullopt;
        return found->second;
    };
}

const Settings::Environment kNoEnvironment = environment({});

// "name code argument …" of every fault; the code alone of one that stands for itself.
std::vector<std::string> faults(const Result<Settings>& loaded) {
    if (loaded.ok()) return {};
    if (loaded.error().code != "settings.invalid") return {loaded.error().code};
    std::vector<std::string> out;
    for (const auto& error : loaded.error().others) {
        EXPECT_EQ(error.kind, ErrorKind::invalid);
        out.push_back(error.path + " " + error.code + " " + join(error.arguments, "|"));
    }
    return out;
}

TEST(Settings, EveryRowIsComplete) {
    for (const auto& row : settings_table()) {
        EXPECT_EQ(split(row.name, '.').size(), 2U) << row.name;
        EXPECT_EQ(row.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_."), std::string_view::npos) << row.name;
        EXPECT_TRUE(row.help.ends_with('.') && length_of(row.help) == row.help.size()) << row.name;
        EXPECT_TRUE(row.help_zh.ends_with("。")) << row.name;
        if (row.type == SettingType::integer) {
            EXPECT_LT(row.low, row.high) << row.name;
            EXPECT_FALSE(row.unit.empty()) << row.name;
        }
    }
    const Settings defaults;  // ends the program when a default breaks its own row
    EXPECT_EQ(defaults.origin("server.https_port"), SettingOrigin::built_in);
}

TEST(Settings, DefaultsAgreeWithTheLimits) {
    const Settings settings;
    EXPECT_EQ(settings.integer("limits.body_bytes"), static_cast<std::int64_t>(limits::http_body_bytes_max));
    EXPECT_EQ(settings.integer("trace.depth_max"), static_cast<std::int64_t>(limits::trace_depth_max));
    EXPECT_EQ(settings.integer("trace.nodes_max"), static_cast<std::int64_t>(limits::trace_nodes_max));
    EXPECT_EQ(settings.integer("trace.events_max"), static_cast<std::int64_t>(limits::trace_events_max));
    EXPECT_EQ(settings.integer("server.https_port"), 8443);
    EXPECT_EQ(settings.integer("limits.public_per_minute"), 600);
    EXPECT_EQ(settings.text("server.bind_address"), "0.0.0.0");
    EXPECT_THAT(settings.list("server.trusted_proxies"), IsEmpty());
    EXPECT_THAT(settings.list("server.trusted_proxies"), IsEmpty());
}

TEST(Settings, FlagsBeatEnvironmentBeatsFileBeatsDefault) {
    const TomlFile file(R"(
        [server]
        https_port = 1001
        http_port = 1002
        ops_port = 1003
        trusted_proxies = ["10.0.0.1", " 10.0.0.2"]
        [storage]
        synchronous = "normal"
    )");
    const auto loaded = Settings::load(
        file.path(), environment({{"QIONGYUAN_SERVER_HTTP_PORT", "2002"}, {"QIONGYUAN_SERVER_OPS_PORT", "2003"}}),
        {{"server.ops_port", "1"}, {"server.ops_port", "3003"}});
    ASSERT_TRUE(loaded.ok()) << ::testing::PrintToString(faults(loaded));
    EXPECT_EQ(loaded->integer("server.https_port"), 1001);
    EXPECT_EQ(loaded->origin("server.https_port"), SettingOrigin::file);
    EXPECT_EQ(loaded->integer("server.http_port"), 2002);
    EXPECT_EQ(loaded->origin("server.http_port"), SettingOrigin::environment);
    EXPECT_EQ(loaded->integer("server.ops_port"), 3003);
    EXPECT_EQ(loaded->origin("server.ops_port"), SettingOrigin::flag);
    EXPECT_EQ(loaded->integer("server.workers"), 2);
    EXPECT_EQ(loaded->origin("server.workers"), SettingOrigin::built_in);
    EXPECT_EQ(loaded->text("storage.synchronous"), "normal");
    EXPECT_THAT(loaded->list("server.trusted_proxies"), ElementsAre("10.0.0.1", "10.0.0.2"));
    EXPECT_EQ(loaded->as_text("server.trusted_proxies"), "10.0.0.1,10.0.0.2");
    EXPECT_EQ(loaded->as_text("server.http_port"), "2002");
}

TEST(Settings, AListInTheEnvironmentIsSeparatedByCommas) {
    const auto loaded =
        Settings::load("", environment({{"QIONGYUAN_SERVER_TRUSTED_PROXIES", "10.0.0.1, 10.0.0.2,,::1"}}), {});
    ASSERT_TRUE(loaded.ok());
    EXPECT_THAT(loaded->list("server.trusted_proxies"), ElementsAre("10.0.0.1", "10.0.0.2", "::1"));
}

TEST(Settings, EveryRowHasAnEnvironmentName) {
    EXPECT_EQ(environment_name_of("server.https_port"), "QIONGYUAN_SERVER_HTTPS_PORT");
    std::vector<std::string> asked;
    const auto loaded = Settings::load(
        "", [&](const std::string& name) { return asked.push_back(name), std::optional<std::string>(); }, {});
    ASSERT_TRUE(loaded.ok());
    EXPECT_EQ(asked.size(), settings_table().size());
}

TEST(Settings, RangesAtTheirEdges) {
    struct Row {
        std::string name;
        std::string text;
        std::string_view fault;
    };
    const Row rows[] = {
        {"server.workers", "0", "server.workers settings.range server.workers|1|64|threads"},
        {"server.workers", "1", ""},
        {"server.workers", "64", ""},
        {"server.workers", "65", "server.workers settings.range server.workers|1|64|threads"},
        {"server.workers", "99999999999999999999", "server.workers settings.range server.workers|1|64|threads"},
        {"codes.epoch", "0", "codes.epoch settings.range codes.epoch|1|9|key epoch"},
        {"codes.epoch", "9", ""},
        {"codes.epoch", "10", "codes.epoch settings.range codes.epoch|1|9|key epoch"},
        {"id.node", "1023", ""},
        {"id.node", "1024", "id.node settings.range id.node|0|1023|node number"},
        {"server.workers", "", "server.workers settings.type server.workers|integer"},
        {"server.workers", "two", "server.workers settings.type server.workers|integer"},
        {"server.workers", "2 ", "server.workers settings.type server.workers|integer"},
        {"server.workers", "2.0", "server.workers settings.type server.workers|integer"},
        {"log.level", "loud", "log.level settings.choice log.level|debug,info,warning,error"},
        {"log.level", "", "log.level settings.choice log.level|debug,info,warning,error"},
        {"log.level", "debug", ""},
        {"codes.qr_content", "digital_link", ""},
        {"server.workerz", "2", "server.workerz settings.unknown server.workerz"},
        {"", "2", " settings.unknown "},
        {"zzz", "2", "zzz settings.unknown zzz"},
    };
    for (const auto& row : rows) {
        const auto found = faults(Settings::load("", kNoEnvironment, {{row.name, row.text}}));
        EXPECT_EQ(found.empty() ? "" : found[0], row.fault) << row.name << "=" << row.text;
    }
}

TEST(Settings, AllFaultsOfAllSourcesAtOnce) {
    const TomlFile file(R"(
        stray = 1
        [server]
        https_port = "8443"
        http_port = 70000
        workers = 2.5
        icp_filing = 5
        trusted_proxies = ["a,b"]
        nonsense = true
        [server.deeper]
        x = 1
        [unheard]
        of = 1
    )");
    const auto loaded =
        Settings::load(file.path(), environment({{"QIONGYUAN_LOG_LEVEL", "loud"}}), {{"id.node", "-1"}});
    EXPECT_THAT(
        faults(loaded),
        UnorderedElementsAre(
            "stray settings.unknown stray", "server.https_port settings.type server.https_port|integer",
            "server.http_port settings.range server.http_port|0|65535|port; 0 = off",
            "server.workers settings.type server.workers|integer",
            "server.icp_filing settings.type server.icp_filing|text",
            "server.trusted_proxies settings.type server.trusted_proxies|list",
            "server.nonsense settings.unknown server.nonsense", "server.deeper settings.unknown server.deeper",
            "unheard.of settings.unknown unheard.of", "log.level settings.choice log.level|debug,info,warning,error",
            "id.node settings.range id.node|0|1023|node number"));
    EXPECT_EQ(loaded.error().arguments, std::vector<std::string>{"11"});
}

TEST(Settings, NamesTheLineOfAMalformedFile) {
    const TomlFile file("[server]\nhttps_port = 1\nhttp_port = = 2\n");
    const auto loaded = Settings::load(file.path(), kNoEnvironment, {});
    ASSERT_FALSE(loaded.ok());
    EXPECT_EQ(loaded.error().code, "settings.file");
    EXPECT_EQ(loaded.error().arguments, (std::vector<std::string>{file.path(), "3"}));

    const TomlFile doubled("[server]\nworkers = 1\nworkers = 2\n");
    EXPECT_THAT(faults(Settings::load(doubled.path(), kNoEnvironment, {})), ElementsAre("settings.file"));
}

TEST(Settings, AMissingFileIsNotAnEmptyOne) {
    const auto missing = Settings::load("/nonexistent/qiongyuan.toml", kNoEnvironment, {});
    ASSERT_FALSE(missing.ok());
    EXPECT_EQ(missing.error().kind, ErrorKind::not_found);
    EXPECT_EQ(missing.error().code, "settings.no_file");
    EXPECT_THAT(faults(Settings::load("/", kNoEnvironment, {})), ElementsAre("settings.no_file"));  // a folder
    const TomlFile empty("");
    EXPECT_TRUE(Settings::load(empty.path(), kNoEnvironment, {}).ok());
}

TEST(Settings, AskingForTheWrongTypeEndsTheProgram) {
    const Settings settings;
    EXPECT_DEATH((void)settings.text("server.workers"), "assertion failed");
    EXPECT_DEATH((void)settings.integer("no.such"), "assertion failed");
    EXPECT_DEATH((void)settings.flag("log.level"), "assertion failed");
}

}  // namespace
}  // namespace qy
