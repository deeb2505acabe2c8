#include "business/watch_desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "base/settings.h"
#include "business/import_desk.h"
#include "business/media_desk.h"
#include "business/object_keeper.h"
#include "business/seed.h"
#include "business/testing/trace_world.h"
#include "storage/object_folder.h"

namespace qy::business {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using testing::TraceWorld;
using ::testing::UnorderedElementsAre;

constexpr std::int64_t kStable = 10;

class WatchDeskTest : public ::testing::Test {
 protected:
    void SetUp() override {
        operator_party_ = seed(world_.services()).value();
        folder_ = fs::temp_directory_path() / ("qy-watch-" + std::to_string(::getpid()));
        fs::create_directories(inbox());
        fs::create_directories(folder_ / "objects");
        const auto services = world_.services();
        objects_ =
            std::make_unique<storage::ObjectFolder>((folder_ / "objects").string(), services.keys, services.random);
        keeper_ = std::make_unique<ObjectKeeper>(services, *objects_);
        media_ = std::make_unique<MediaDesk>(services, *keeper_);
        restart();
    }
    void TearDown() override { fs::remove_all(folder_); }

    /// As after the end of the program: nothing is remembered but what was written down.
    void restart(WatchHours hours = {}) {
        watch_.reset();
        imports_ = std::make_unique<ImportDesk>(world_.services(), *keeper_, *media_, ImportWorker{0, true});
        watch_ = std::make_unique<WatchDesk>(world_.services(), *imports_, WatchRules{{{{}, inbox()}}, kStable, hours},
                                             operator_party_);
    }
    [[nodiscard]] fs::path inbox() const { return folder_ / "in"; }
    static void write(const fs::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }
    static std::string read(const fs::path& path) {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    static std::string rows(const std::string& prefix, int count) {
        std::string text = "产品名称,批次,生产企业名称,生产日期,产地\n";
        for (int i = 0; i < count; ++i) {
            text += "芒果," + prefix + std::to_string(i) + ",儋州云岭果蔬专业合作社,2026-03-01,儋州\n";
        }
        return text;
    }
    bool look() { return watch_->step().value(); }
    void look_twice() {
        look();
        world_.clock().advance_seconds(kStable + 1);
        look();
    }
    void work() {
        while (imports_->step().value()) {
        }
    }
    static std::vector<std::string> names_in(const fs::path& path) {
        std::vector<std::string> names;
        if (!fs::exists(path)) return names;
        for (const auto& entry : fs::directory_iterator(path)) {
            if (entry.is_regular_file()) names.push_back(entry.path().filename().string());
        }
        return names;
    }

    TraceWorld world_;
    model::PartyId operator_party_;
    fs::path folder_;
    std::unique_ptr<storage::ObjectFolder> objects_;
    std::unique_ptr<ObjectKeeper> keeper_;
    std::unique_ptr<MediaDesk> media_;
    std::unique_ptr<ImportDesk> imports_;
    std::unique_ptr<WatchDesk> watch_;
};

TEST_F(WatchDeskTest, AFileThatNobodyWritesToAnyMoreIsImportedAndLaidAside) {
    write(inbox() / "a.csv", rows("W-", 3));
    EXPECT_FALSE(look()) << "it may still grow";
    world_.clock().advance_seconds(kStable + 1);
    EXPECT_TRUE(look());
    work();
    EXPECT_TRUE(look());
    EXPECT_THAT(names_in(inbox()), UnorderedElementsAre());
    EXPECT_THAT(names_in(inbox() / "done"), UnorderedElementsAre("a.csv", "a.result.csv"));
    EXPECT_THAT(read(inbox() / "done" / "a.result.csv"),
                HasSubstr("W-2,儋州云岭果蔬专业合作社,2026-03-01,儋州,已接收"));
    EXPECT_FALSE(look());
}

TEST_F(WatchDeskTest, AHalfWrittenFileWaits) {
    const auto all = rows("H-", 40);
    write(inbox() / "a.csv", all.substr(0, all.size() / 2));
    look();
    world_.clock().advance_seconds(kStable - 1);
    write(inbox() / "a.csv", all);
    look();
    world_.clock().advance_seconds(kStable - 1);
    EXPECT_FALSE(look()) << "it has changed since";
    world_.clock().advance_seconds(2);
    EXPECT_TRUE(look());
    work();
    look();
    EXPECT_THAT(read(inbox() / "done" / "a.result.csv"), HasSubstr("H-39"));
    write(inbox() / "b.csv.part", all);
    write(inbox() / "~$c.xlsx", all);
    look_twice();
    EXPECT_THAT(names_in(inbox()), UnorderedElementsAre("b.csv.part", "~$c.xlsx"));
}

TEST_F(WatchDeskTest, AfterARestartItGoesOnWithTheSameImport) {
    write(inbox() / "a.csv", rows("R-", 2'500));
    look_twice();
    EXPECT_TRUE(imports_->step().value());
    restart();
    look_twice();
    EXPECT_THAT(names_in(inbox()), UnorderedElementsAre("a.csv")) << "in hand, and not taken again";
    work();
    look();
    model::Actor actor;
    actor.channel = model::Channel::operator_command;
    const auto jobs = imports_->list(actor, {}, 10).value();
    ASSERT_EQ(jobs.size(), 1U);
    EXPECT_EQ(jobs[0].accepted, 2'500);
    EXPECT_EQ(jobs[0].already, 0);
    EXPECT_THAT(names_in(inbox() / "done"), UnorderedElementsAre("a.csv", "a.result.csv"));
}

TEST_F(WatchDeskTest, WhatIsWrongIsToldBesideTheFile) {
    write(inbox() / "rows.csv", rows("F-", 2) + "芒果,F-X,儋州云岭果蔬专业合作社,早上,儋州\n");
    write(inbox() / "other.csv", "颜色,大小\n绿,大\n");
    write(inbox() / "empty.csv", "");
    look_twice();
    work();
    look();
    EXPECT_THAT(names_in(inbox() / "failed"),
                UnorderedElementsAre("rows.csv", "rows.result.csv", "other.csv", "other.result.txt", "empty.csv",
                                     "empty.result.txt"));
    EXPECT_THAT(read(inbox() / "failed" / "other.result.txt"), HasSubstr("file.no_known_column"));
    EXPECT_THAT(read(inbox() / "failed" / "rows.result.csv"), HasSubstr("早上,儋州,未通过,"));
    EXPECT_THAT(read(inbox() / "failed" / "rows.result.csv"),
                HasSubstr("F-1,儋州云岭果蔬专业合作社,2026-03-01,儋州,已接收"));
}

TEST_F(WatchDeskTest, WhatIsSavedInItsPlaceMeanwhileIsAnotherFile) {
    write(inbox() / "a.csv", rows("S-", 2));
    look_twice();
    write(inbox() / "a.csv", rows("T-", 5));
    work();
    look();
    EXPECT_THAT(names_in(inbox()), UnorderedElementsAre("a.csv"));
    EXPECT_THAT(names_in(inbox() / "done"), UnorderedElementsAre("a.result.csv"));
    look_twice();
    work();
    look();
    EXPECT_THAT(names_in(inbox()), UnorderedElementsAre());
    EXPECT_THAT(names_in(inbox() / "done"), ::testing::SizeIs(3));
}

TEST_F(WatchDeskTest, FilesAreTakenInTheHoursThatAreSet) {
    const auto minute = static_cast<int>((world_.clock().now().seconds() / 60 + 8 * 60) % (24 * 60));
    restart({(minute + 60) % 1440, (minute + 120) % 1440});
    write(inbox() / "a.csv", rows("Z-", 1));
    look_twice();
    EXPECT_FALSE(look());
    world_.clock().advance_seconds(3'600);
    look_twice();
    work();
    look();
    EXPECT_THAT(names_in(inbox() / "done"), UnorderedElementsAre("a.csv", "a.result.csv"));
}

TEST(WatchRules, SettingsAreChecked) {
    const auto rules = [](const std::string& folders, const std::string& hours) {
        const Settings::Flags flags{{"import.watch", folders}, {"import.watch_hours", hours}};
        return watch_rules(Settings::load(
                               "", [](const std::string&) { return std::nullopt; }, flags)
                               .value());
    };
    const auto good = rules("12=/srv/in,*=/srv/all", "22:00-06:30").value();
    ASSERT_EQ(good.folders.size(), 2U);
    EXPECT_EQ(good.folders[0].recorder, model::PartyId(12));
    EXPECT_TRUE(good.folders[1].recorder.is_none());
    EXPECT_EQ(good.hours.from, 22 * 60);
    EXPECT_EQ(good.hours.until, 6 * 60 + 30);
    for (const auto* const folder : {"/srv/in", "x=/srv/in", "12="}) {
        EXPECT_EQ(rules(folder, "").error().code, "watch.folder") << folder;
    }
    for (const auto* const hours : {"22", "22:00", "24:00-06:00", "22:00-6", "a-b"}) {
        EXPECT_EQ(rules("", hours).error().code, "watch.hours") << hours;
    }
}

}  // namespace
}  // namespace qy::business
