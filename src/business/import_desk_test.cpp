#include "business/import_desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/import_limits.h"
#include "base/limits.h"
#include "business/capture.h"
#include "business/media_desk.h"
#include "business/object_keeper.h"
#include "business/retention.h"
#include "business/seed.h"
#include "business/testing/trace_world.h"
#include "storage/object_folder.h"

namespace qy::business {
namespace {

using model::ImportState;
using testing::TraceWorld;

class ImportDeskTest : public ::testing::Test {
 protected:
    void SetUp() override {
        operator_.name = "operator:0";
        operator_.channel = model::Channel::operator_command;
        operator_.party = seed(world_.services()).value();
        folder_ = std::filesystem::temp_directory_path() / ("qy-import-" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_ / "objects");
        const auto services = world_.services();
        objects_ =
            std::make_unique<storage::ObjectFolder>((folder_ / "objects").string(), services.keys, services.random);
        keeper_ = std::make_unique<ObjectKeeper>(services, *objects_);
        media_ = std::make_unique<MediaDesk>(services, *keeper_);
        desk_ = fresh_desk();
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    /// As after a restart: nothing is remembered but what was written down.
    std::unique_ptr<ImportDesk> fresh_desk(std::int64_t worker = 0, bool alone = true) {
        return std::make_unique<ImportDesk>(world_.services(), *keeper_, *media_, ImportWorker{worker, alone});
    }

    static std::string row(int number, const std::string& inputs = "") {
        const auto lot = "IMP-" + std::to_string(number);
        return "芒果," + lot + ",儋州云岭果蔬专业合作社,2026-03-01,儋州," + inputs + "\n";
    }
    static std::string file_of(int rows) {
        std::string text = "产品名称,批次,生产企业名称,生产日期,产地,原料批次\n";
        for (int i = 0; i < rows; ++i) text += row(i);
        return text;
    }
    model::ImportJob start(const std::string& text, const std::string& name = "a.csv") {
        const auto half = static_cast<std::int64_t>(text.size() / 2);
        const auto bytes = bytes_of(text);
        auto received = desk_->receive(operator_, {}, 0, bytes.first(static_cast<std::size_t>(half))).value();
        received =
            desk_->receive(operator_, received.upload, half, bytes.subspan(static_cast<std::size_t>(half))).value();
        EXPECT_EQ(received.bytes, static_cast<std::int64_t>(text.size()));
        return desk_->start(operator_, {received.upload, name, {}, {}, {}}).value();
    }
    model::ImportJob now(const model::ImportJob& job) { return desk_->find(operator_, job.id).value(); }
    model::ImportJob finish(const model::ImportJob& job) {
        while (now(job).state == ImportState::running) EXPECT_TRUE(desk_->step().value());
        return now(job);
    }

    TraceWorld world_;
    model::Actor operator_;
    std::filesystem::path folder_;
    std::unique_ptr<storage::ObjectFolder> objects_;
    std::unique_ptr<ObjectKeeper> keeper_;
    std::unique_ptr<MediaDesk> media_;
    std::unique_ptr<ImportDesk> desk_;
};

TEST_F(ImportDeskTest, RowsAreTakenInPiecesAndTheSameFileAgainExists) {
    const auto text = file_of(2'500);
    const auto done = finish(start(text));
    EXPECT_EQ(done.state, ImportState::done);
    EXPECT_EQ(done.accepted, 2'500);
    EXPECT_EQ(done.already + done.rejected + done.deferred, 0);
    const auto again = finish(start(text));
    EXPECT_EQ(again.already, 2'500);
    EXPECT_EQ(again.accepted, 0);
}

TEST_F(ImportDeskTest, AfterARestartItGoesOnWhereItWas) {
    const auto job = start(file_of(2'500));
    EXPECT_TRUE(desk_->step().value());
    EXPECT_EQ(now(job).position, 1'000);
    desk_ = fresh_desk();
    const auto done = finish(job);
    EXPECT_EQ(done.accepted, 2'500);
    EXPECT_EQ(done.already, 0);
    const auto rows = desk_->rows(operator_, job.id, 0, 10'000).value();
    ASSERT_EQ(rows.size(), 2'500U);
    for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(rows[i].line, static_cast<std::int64_t>(i) + 2);
}

TEST_F(ImportDeskTest, TwoProgramsNeverWorkOnOneJob) {
    const auto job = start(file_of(3'500));
    const auto other = fresh_desk(7, false);
    EXPECT_TRUE(desk_->step().value());
    EXPECT_FALSE(other->step().value()) << "the lease is the first one's";
    EXPECT_TRUE(desk_->step().value());
    world_.clock().advance_seconds(limits::import_lease_seconds + 1);
    EXPECT_TRUE(other->step().value()) << "the first one is gone";
    EXPECT_EQ(now(job).position, 3'000);
    EXPECT_FALSE(desk_->step().value());
    while (now(job).state == ImportState::running) EXPECT_TRUE(other->step().value());
    EXPECT_EQ(now(job).accepted, 3'500);
    EXPECT_EQ(now(job).already, 0);
}

TEST_F(ImportDeskTest, AFileOfAnotherProgramsFolderIsLeftToIt) {
    const auto job = start(file_of(10));
    std::filesystem::rename(folder_ / "objects", folder_ / "away");
    const auto other = fresh_desk(7, false);
    EXPECT_TRUE(other->step().value());
    EXPECT_FALSE(other->step().value());
    EXPECT_EQ(now(job).state, ImportState::running);
    world_.clock().advance_seconds(limits::import_lease_seconds + 1);
    EXPECT_TRUE(desk_->step().value()) << "alone: what is not there is lost";
    EXPECT_EQ(now(job).state, ImportState::failed);
    EXPECT_EQ(now(job).fault_code, "object.missing");
    std::filesystem::rename(folder_ / "away", folder_ / "objects");
    EXPECT_EQ(desk_->resume(operator_, job.id)->state, ImportState::running);
    EXPECT_EQ(finish(job).accepted, 10);
}

TEST_F(ImportDeskTest, TheFileIsSealedAndGoesWhenItsTimeIsOver) {
    const auto job = finish(start(file_of(3)));
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string content(std::istreambuf_iterator<char>(file), {});
        EXPECT_EQ(content.find("IMP-1"), std::string::npos) << entry.path();
    }
    world_.clock().advance_seconds(31 * 24 * 3600);
    EXPECT_GT(apply_retention(world_.services(), 100).value(), 0);
    EXPECT_FALSE(now(job).file_kept);
    EXPECT_TRUE(desk_->rows(operator_, job.id, 0, 10)->empty());
    EXPECT_EQ(desk_->result(operator_, job.id, Language::zh).error().code, "import.file_gone");
    EXPECT_EQ(keeper_->sweep(100).value(), 1) << "nothing else needs the file";
}

TEST_F(ImportDeskTest, AnUploadThatNobodyStartsGoes) {
    const auto received = desk_->receive(operator_, {}, 0, bytes_of(std::string_view("abc"))).value();
    EXPECT_EQ(desk_->tidy(10).value(), 0);
    world_.clock().advance_seconds(limits::import_upload_seconds + 1);
    EXPECT_EQ(desk_->tidy(10).value(), 1);
    EXPECT_EQ(desk_->receive(operator_, received.upload, 3, bytes_of(std::string_view("d"))).error().code,
              "upload.not_found");
}

TEST_F(ImportDeskTest, TheResultIsTheFileWithWhatBecameOfItsRows) {
    const auto text = file_of(2) + row(3, "IMP-99") + "合计,,,,,\n";
    const auto job = finish(start(text));
    const auto result = desk_->result(operator_, job.id, Language::zh).value();
    EXPECT_EQ(result.file_name, "import-" + job.id.to_string() + ".csv");
    std::string all;
    std::string chunk;
    for (bool more = true; more; all += chunk) more = result.next(chunk).value();
    EXPECT_THAT(all, ::testing::HasSubstr("原料批次,导入结果,导入说明,导入提醒\n"));
    EXPECT_THAT(all, ::testing::HasSubstr("2026-03-01,儋州,,已接收,,\n"));
    EXPECT_THAT(all, ::testing::HasSubstr("IMP-99,未通过,"));
    EXPECT_THAT(all, ::testing::EndsWith("合计,,,,,\n"));
    const auto again = finish(start(all));
    EXPECT_EQ(again.already, 2) << "a result may be sent back as it is";
}

TEST_F(ImportDeskTest, PausedItWaitsCancelledItStops) {
    const auto& actor = operator_;
    const auto job = start(file_of(2'500));
    EXPECT_TRUE(desk_->step().value());
    EXPECT_EQ(desk_->pause(actor, job.id)->state, ImportState::paused);
    EXPECT_FALSE(desk_->step().value());
    EXPECT_EQ(desk_->pause(actor, job.id).error().code, "import.state");
    EXPECT_EQ(desk_->resume(actor, job.id)->state, ImportState::running);
    EXPECT_TRUE(desk_->step().value());
    EXPECT_EQ(now(job).accepted, 2'000);
    EXPECT_EQ(desk_->cancel(actor, job.id)->state, ImportState::cancelled);
    EXPECT_FALSE(desk_->step().value());
    EXPECT_EQ(desk_->resume(actor, job.id).error().code, "import.state");
    EXPECT_EQ(now(job).accepted, 2'000);
}

TEST_F(ImportDeskTest, RowsMayNameLotsThatLaterRowsMake) {
    std::string text = "产品名称,批次,生产企业名称,生产日期,产地,原料批次\n";
    text += row(1, "IMP-2") + row(2, "IMP-3") + row(3) + row(4, "IMP-99");
    const auto done = finish(start(text));
    EXPECT_EQ(done.accepted, 3);
    EXPECT_EQ(done.rejected, 1);
    EXPECT_EQ(done.deferred, 0);
    const auto rows = desk_->rows(operator_, done.id, 5, 1).value();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].outcome, "rejected");
    EXPECT_EQ(rows[0].faults.at(0).code, "inputs.unknown_lot");
}

TEST_F(ImportDeskTest, ARowMayUseTheLotOfARowFarBehindIt) {
    std::string text = "产品名称,批次,生产企业名称,生产日期,产地,原料批次\n";
    for (int i = 0; i < 2'200; ++i) text += row(i, i == 1 ? "IMP-2100" : i == 2'100 ? "IMP-2150" : "");
    const auto done = finish(start(text));
    EXPECT_EQ(done.accepted, 2'200);
    EXPECT_EQ(done.rejected, 0);
    EXPECT_EQ(finish(start(text)).already, 2'200);
    Capture capture(world_.services());
    std::string small = "产品名称,批次,生产企业名称,生产日期,产地,原料批次\n";
    for (int i = 3'000; i < 4'000; ++i) small += row(i, i == 3'002 ? "IMP-3900" : "");
    const auto seen = capture.preview_file({"a.csv", bytes_of(small), {}}, operator_).value();
    EXPECT_EQ(seen.good, 1'000) << "a preview knows of later rows too";
    const auto report = capture.import_file({"a.csv", bytes_of(small), {}}, operator_).value();
    EXPECT_EQ(report.accepted, 1'000);
}

TEST_F(ImportDeskTest, APreviewTriesTheRowsAndWritesNothing) {
    const std::string text =
        "产品名称,批次,生产企业名称,生产日期,产地,数量,原料批次\n"
        "芒果,W-1,儋州云岭果蔬专业合作社,2026-02-01,儋州,10公斤,\n"
        "芒果干,W-2,儋州云岭果蔬专业合作社,2026-02-02,儋州,5公斤,W-1=12公斤\n"
        "芒果干,W-3,儋州云岭果蔬专业合作社,2026-02-02,儋州,5公斤,W-9=1公斤\n";
    Capture capture(world_.services());
    for (int again = 0; again < 2; ++again) {
        const auto seen = capture.preview_file({"a.csv", bytes_of(text), {}}, operator_).value();
        EXPECT_EQ(seen.good, 2);
        EXPECT_EQ(seen.exists, 0) << "nothing was written";
        ASSERT_EQ(seen.warnings.size(), 1U);
        EXPECT_EQ(seen.warnings[0].line, 3);
        EXPECT_EQ(seen.warnings[0].warnings.at(0).code, "quantity.more_than_left");
        ASSERT_EQ(seen.faults.size(), 1U);
        EXPECT_EQ(seen.faults[0].faults.at(0).code, "inputs.unknown_lot");
    }
    const auto job = finish(start(text));
    const auto rows = desk_->rows(operator_, job.id, 3, 1).value();
    EXPECT_EQ(rows[0].outcome, "accepted");
    EXPECT_TRUE(rows[0].faults.empty());
    EXPECT_EQ(rows[0].warnings.at(0).code, "quantity.more_than_left");
    const auto result = desk_->result(operator_, job.id, Language::zh).value();
    std::string all;
    std::string chunk;
    for (bool more = true; more; all += chunk) more = result.next(chunk).value();
    EXPECT_THAT(all, ::testing::HasSubstr("W-1=12公斤,已接收,,"));
    EXPECT_THAT(all, ::testing::Not(::testing::HasSubstr("W-1=12公斤,已接收,,\n"))) << "the warning has a column";
}

TEST_F(ImportDeskTest, AFileThatCannotBeReadIsToldBeforeItBegins) {
    const auto& actor = operator_;
    const std::string text = "甲列,乙列\n绿,大\n";
    const auto received = desk_->receive(actor, {}, 0, bytes_of(text)).value();
    EXPECT_EQ(desk_->start(actor, {received.upload, "a.csv", {}, {}, {}}).error().code, "file.no_known_column");
    // The upload is still there: the next try says what the columns are.
    const model::TableOptions reading{{}, {{{"甲列", "note"}, {"乙列", "lot_number"}}, true}};
    EXPECT_EQ(desk_->start(actor, {received.upload, "a.csv", {}, reading, std::string(64, '0')}).error().code,
              "upload.hash");
    const auto job = desk_->start(actor, {received.upload, "a.csv", {}, reading, {}}).value();
    EXPECT_EQ(finish(job).rejected, 1);
    EXPECT_EQ(desk_->start(actor, {received.upload, "a.csv", {}, reading, {}})->id, job.id) << "begun once";
}

TEST_F(ImportDeskTest, PartsComeInOrder) {
    const auto& actor = operator_;
    const std::string text = "abc";
    const auto received = desk_->receive(actor, {}, 0, bytes_of(text)).value();
    EXPECT_EQ(desk_->receive(actor, received.upload, 5, bytes_of(text)).error().arguments.at(0), "3");
    EXPECT_EQ(desk_->receive(actor, received.upload, 3, bytes_of(text)).value().bytes, 6);
    EXPECT_EQ(desk_->receive(actor, received.upload, 3, bytes_of(text)).value().bytes, 6) << "the answer was lost";
    model::Actor other = actor;
    other.name = "operator:other";
    EXPECT_EQ(desk_->receive(other, received.upload, 6, bytes_of(text)).error().code, "upload.not_found");
    const auto most = static_cast<std::int64_t>(limits::import_bytes_max);
    EXPECT_EQ(desk_->receive(actor, received.upload, most - 2, bytes_of(text)).error().code, "file.too_large");
}

}  // namespace
}  // namespace qy::business
