// A ZIP of a table with photos: each file goes where its row went, once, whatever happens on the way.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "business/capture.h"
#include "business/import_desk.h"
#include "business/media_desk.h"
#include "business/seed.h"
#include "business/testing/media_files.h"
#include "business/testing/trace_world.h"
#include "collection/archive_file.h"
#include "collection/bundle.h"
#include "storage/media_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::ImportState;
using model::MediaSubject;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

using Parts = std::vector<std::pair<std::string, std::string>>;

std::string sample(const std::string& name) {
    std::ifstream file(QY_SOURCE_DIR "/fuzz/corpus/picture/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class ImportAttachmentsTest : public ::testing::Test {
 protected:
    void SetUp() override {
        operator_.name = "operator:0";
        operator_.channel = model::Channel::operator_command;
        operator_.party = seed(world_.services()).value();
        restart();
    }
    /// As after the end of the program: nothing is remembered but what was written down.
    void restart() {
        desk_ = std::make_unique<ImportDesk>(world_.services(), files_.objects, files_.media, ImportWorker{0, true});
    }
    Bytes zip(const Parts& parts) {
        const auto path = std::filesystem::path(folder_.path()) / "a.zip";
        auto writer = collection::ArchiveWriter::create(path).value();
        for (const auto& [name, text] : parts) {
            const auto next = [content = text](std::string& chunk) -> Result<bool> {
                chunk = content;
                return false;
            };
            QY_ASSERT(writer.add(name, next).ok());
        }
        QY_ASSERT(writer.close().ok());
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    }
    static std::string row(const std::string& lot, const std::string& files = "", const std::string& day = "2026-03-01",
                           const std::string& product = "芒果") {
        return product + "," + lot + ",儋州云岭果蔬专业合作社," + day + ",儋州," + files + "\n";
    }
    static std::string table(const std::string& rows) {
        return "产品名称,批次,生产企业名称,生产日期,产地,附件\n" + rows;
    }

    model::ImportJob start(const Parts& parts) {
        const auto bytes = zip(parts);
        const auto received = desk_->receive(operator_, {}, 0, bytes).value();
        auto job = desk_->start(operator_, {received.upload, "a.zip", {}, {}, {}});
        EXPECT_TRUE(job.ok()) << job.error().code;
        return *job;
    }
    model::ImportJob now(const model::ImportJob& job) { return desk_->find(operator_, job.id).value(); }
    model::ImportJob finish(const model::ImportJob& job) {
        while (now(job).state == ImportState::running) {
            const auto stepped = desk_->step();
            EXPECT_TRUE(stepped.ok()) << stepped.error().code;
        }
        return now(job);
    }
    /// "name status code" of each.
    std::vector<std::string> told(const model::ImportJob& job) {
        std::vector<std::string> all;
        for (const auto& file : desk_->files(operator_, job.id, 1, 10'000).value()) {
            all.push_back(file.name + " " + file.outcome + (file.faults.empty() ? "" : " " + file.faults[0].code));
        }
        return all;
    }
    std::int64_t media_of_lots() {
        std::int64_t all = 0;
        for (const auto& file : desk_->files(operator_, last_, 1, 10'000).value()) {
            if (file.subject != MediaSubject::lot) continue;
            all += static_cast<std::int64_t>(
                files_.media.list(MediaSubject::lot, file.subject_id, operator_).value().size());
        }
        return all;
    }

    testing::TraceWorld world_;
    testing::MediaFiles files_{world_.services()};
    storage::testing::TempFolder folder_;
    model::Actor operator_;
    std::unique_ptr<ImportDesk> desk_;
    model::ImportId last_;
};

TEST_F(ImportAttachmentsTest, FilesGoWhereTheirRowsWent) {
    const auto job =
        start({{"t.csv", table(row("M-1", "封面.jpg") + row("M-2") + row("M-21") + row("M-9", "", "早上"))},
               {"封面.jpg", sample("corners.jpg")},
               {"M-2 果园.png", sample("corners.png")},
               {"M-21/果.jpg", sample("corners.jpg")},
               {"M-9.jpg", sample("corners.jpg")},
               {"X-1.jpg", sample("corners.jpg")},
               {"M-1.txt", "no picture"}});
    EXPECT_EQ(job.files, 6);
    const auto done = finish(job);
    EXPECT_EQ(done.state, ImportState::done);
    EXPECT_EQ(done.accepted, 3);
    EXPECT_EQ(done.files_done, 6);
    EXPECT_EQ(done.files_attached, 3);
    EXPECT_THAT(told(job), ElementsAre("封面.jpg attached", "M-2 果园.png attached", "M-21/果.jpg attached",
                                       "M-9.jpg unmatched attachment.row_not_taken",
                                       "X-1.jpg unmatched attachment.no_row", "M-1.txt refused media.format"));
    const auto files = desk_->files(operator_, job.id, 1, 3).value();
    EXPECT_NE(files[0].subject_id, files[1].subject_id);
    EXPECT_NE(files[1].subject_id, files[2].subject_id);
    EXPECT_EQ(files[1].line, 3);
    const auto media = files_.media.find(files[1].media, operator_).value();
    EXPECT_EQ(media.caption, "M-2 果园.png");
    EXPECT_EQ(media.subject, MediaSubject::lot);
}

TEST_F(ImportAttachmentsTest, SentAgainItIsThereAlready) {
    const Parts parts{{"t.csv", table(row("M-1"))}, {"M-1.jpg", sample("corners.jpg")}};
    const auto first = finish(start(parts));
    const auto again = finish(start(parts));
    EXPECT_EQ(again.already, 1);
    EXPECT_EQ(again.files_attached, 1);
    EXPECT_EQ(desk_->files(operator_, again.id, 1, 1).value()[0].media,
              desk_->files(operator_, first.id, 1, 1).value()[0].media);
}

TEST_F(ImportAttachmentsTest, AfterARestartNothingIsDoubledAndNothingMissing) {
    Parts parts{{"t.csv", table(row("M-1") + row("M-2"))}};
    for (const auto* const name : {"M-1/a.jpg", "M-1/b.jpg", "M-2/a.jpg", "M-2/b.jpg"}) {
        parts.emplace_back(name, sample(std::string(name).ends_with("a.jpg") ? "corners.jpg" : "alpha.png"));
    }
    const auto job = start(parts);
    while (now(job).state == ImportState::running) {
        restart();
        ASSERT_TRUE(desk_->step().ok());
    }
    last_ = job.id;
    EXPECT_EQ(now(job).files_attached, 4);
    EXPECT_EQ(told(job).size(), 4U);
    EXPECT_EQ(media_of_lots(), 2 * 4) << "two of each lot, counted for each of its files";
}

TEST_F(ImportAttachmentsTest, WhatIsNotSureIsAskedBack) {
    const auto job =
        start({{"t.csv", table(row("M-1") + row("M-1", "", "2026-03-01", "荔枝") + row("M-3", "none.jpg；a.jpg"))},
               {"M-1.jpg", sample("corners.jpg")},
               {"x/a.jpg", sample("corners.jpg")},
               {"y/a.jpg", sample("corners.jpg")}});
    finish(job);
    EXPECT_THAT(told(job), ElementsAre("M-1.jpg refused attachment.ambiguous", "x/a.jpg unmatched attachment.no_row",
                                       "y/a.jpg unmatched attachment.no_row", "a.jpg missing attachment.missing",
                                       "none.jpg missing attachment.missing"));
}

TEST_F(ImportAttachmentsTest, ProductsAndReportsHaveColumnsOfTheirOwn) {
    const std::string text =
        "产品名称,批次,生产企业名称,生产日期,产地,检测机构名称,检测项目,检测结果,检测日期,产品图片,检测报告附件\n"
        "芒果,M-1,儋州云岭果蔬专业合作社,2026-02-01,儋州,海南检测中心,毒死蜱,合格,2026-02-02,p.jpg,r.pdf\n";
    const auto job = start({{"t.csv", text}, {"p.jpg", sample("corners.jpg")}, {"r.pdf", sample("empty.pdf")}});
    const auto done = finish(job);
    EXPECT_EQ(done.accepted, 1);
    const auto files = desk_->files(operator_, job.id, 1, 10).value();
    ASSERT_EQ(files.size(), 2U);
    EXPECT_EQ(files[0].subject, MediaSubject::product) << files[0].outcome;
    EXPECT_EQ(files[1].subject, MediaSubject::event) << files[1].outcome;
}

TEST_F(ImportAttachmentsTest, ABundleWithoutAttachmentsEnds) {
    const auto done = finish(start({{"t.csv", table(row("M-1"))}}));
    EXPECT_EQ(done.state, ImportState::done);
    EXPECT_EQ(done.files, 0);
}

TEST_F(ImportAttachmentsTest, TheResultIsAZipThatMayBeSentBack) {
    const auto job =
        finish(start({{"收成/t.csv", table(row("M-1") + row("M-2", "", "早上"))}, {"M-1.jpg", sample("corners.jpg")}}));
    auto result = desk_->result(operator_, job.id, Language::zh).value();
    EXPECT_EQ(result.file_name, "import-" + job.id.to_string() + ".zip");
    std::string all;
    std::string chunk;
    for (bool more = true; more; all += chunk) {
        chunk.clear();
        more = result.next(chunk).value();
    }
    const auto bundle = collection::Bundle::open(bytes_of(all)).value();
    EXPECT_THAT(std::string(text_of(bundle.table().value().bytes)), HasSubstr(",已接收,,\n"));
    EXPECT_TRUE(bundle.files().empty()) << "what the result adds is no attachment";
    EXPECT_THAT(all, HasSubstr("import-result/attachments.csv"));
    const auto received = desk_->receive(operator_, {}, 0, bytes_of(all)).value();
    const auto again = finish(desk_->start(operator_, {received.upload, "b.zip", {}, {}, {}}).value());
    EXPECT_EQ(again.already, 1);
    EXPECT_EQ(again.rejected, 1);
}

TEST_F(ImportAttachmentsTest, APreviewTellsWhichRowsTheFilesBelongTo) {
    const auto bytes = zip({{"t.csv", table(row("M-1") + row("M-2", "gone.jpg"))},
                            {"M-1.jpg", sample("corners.jpg")},
                            {"Q.jpg", sample("corners.jpg")}});
    Capture capture(world_.services());
    const auto seen = capture.preview_file({"a.zip", bytes, {}}, operator_).value();
    EXPECT_EQ(seen.good, 2);
    ASSERT_EQ(seen.files.size(), 3U);
    EXPECT_THAT(seen.files[0].lines, ElementsAre(2));
    EXPECT_EQ(seen.files[1].fault, "attachment.no_row");
    EXPECT_EQ(seen.files[2].fault, "attachment.missing");
    EXPECT_EQ(seen.reading.columns.back().attribute, collection::kLotFiles);
    const auto fresh = capture.preview_file({"a.zip", bytes, {}}, operator_).value();
    EXPECT_EQ(fresh.exists, 0) << "nothing was written";
}

}  // namespace
}  // namespace qy::business
