// The example data goes in as a user's files do: every row is accepted, and a second time every row exists.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "base/clock.h"
#include "base/id.h"
#include "business/capture.h"
#include "business/seed.h"
#include "business/testing/trace_world.h"
#include "business/trace_query.h"
#include "model/checks.h"
#include "storage/lot_store.h"
#include "storage/testing/temp_store.h"

namespace qy::business {
namespace {

using model::InfoKind;
using model::Step;
using testing::TraceWorld;

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::filesystem::path> example_files() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(QY_SOURCE_DIR "/examples")) {
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string told(const std::filesystem::path& file, const model::RowStatus& status) {
    std::string text = file.filename().string() + " line " + std::to_string(status.line) + ":";
    for (const auto& fault : status.faults) {
        text += " " + fault.field + " " + fault.code;
        for (const auto& argument : fault.arguments) text += " [" + argument + "]";
    }
    return text;
}

model::Actor the_operator() {
    model::Actor actor;
    actor.name = "operator:0";
    actor.channel = model::Channel::operator_command;
    return actor;
}

/// Nothing may have happened later than now: the examples end in October 2026.
constexpr Time kAfterTheExamples = Time::from_seconds(1'795'000'000);

class Examples : public ::testing::Test {
 protected:
    Examples() {
        const auto party = seed(services_);
        QY_ASSERT(party.ok());
        operator_ = the_operator();
        operator_.party = *party;
    }

    CaptureReport import(const std::filesystem::path& file) {
        const std::string bytes = read_file(file);
        auto report = Capture(services_).import_file({file.filename().string(), bytes_of(bytes), {}}, operator_);
        EXPECT_TRUE(report.ok()) << file << " " << report.error().code;
        return report.ok() ? *report : CaptureReport{};
    }

    void import_all() {
        for (const auto& file : example_files()) {
            const auto report = import(file);
            for (const auto& row : report.rows) {
                EXPECT_EQ(row.outcome, model::RowOutcome::accepted) << told(file, row);
            }
            EXPECT_THAT(report.ignored_columns, ::testing::IsEmpty()) << file;
        }
    }

    model::TraceAnswer trace(std::string_view lot_number) {
        auto answer = TraceQuery(services_).by_lot_number(lot_number, "", "", operator_);
        EXPECT_TRUE(answer.ok()) << lot_number << " " << answer.error().code;
        return answer.ok() ? *std::move(answer) : model::TraceAnswer{};
    }

    TraceWorld world_;
    ManualClock clock_{kAfterTheExamples};
    Services services_{world_.services().store,  world_.services().keys, world_.services().settings, clock_,
                       world_.services().random, world_.services().ids,  world_.services().roles};
    model::Actor operator_;
};

TEST_F(Examples, EveryRowIsAcceptedAndASecondTimeEveryRowExists) {
    import_all();
    for (const auto& file : example_files()) {
        const auto again = import(file);
        EXPECT_GT(again.exists, 0) << file;
        EXPECT_EQ(again.accepted, 0) << file;
        EXPECT_EQ(again.rejected, 0) << file;
    }
}

// The roasted coffee: three farms, three washed lots, their blend, the roast; its test, its transport in a box, its
// shop.
TEST_F(Examples, TheRoastedCoffeeTellsItsWholeLife) {
    import_all();
    const auto answer = trace("CYR260106-HK01");
    std::set<std::string> lots;
    for (const auto& node : answer.nodes) lots.insert(node.lot_number);
    EXPECT_THAT(lots, ::testing::IsSupersetOf({"CQS-20251208", "FYL-20251208", "HAF-20251209", "XPW2512-1", "XPW2512-2",
                                               "XPW2512-3", "CYB260104", "CYR260106"}));
    EXPECT_EQ(lots.count("CYR260210-HK01"), 0) << "what lay in the box a month later is not of this coffee";
    std::set<Step> steps;
    for (const auto& event : answer.events) steps.insert(event.event.step);
    EXPECT_THAT(steps,
                ::testing::IsSupersetOf({Step::commissioning, Step::transforming, Step::merging, Step::inspecting,
                                         Step::packing, Step::transporting, Step::unpacking, Step::retail_selling}));
}

TEST_F(Examples, ALotIsSoldToTwentyDealers) {
    import_all();
    EXPECT_THAT(trace("QJ20251122-D20").nodes, ::testing::Not(::testing::IsEmpty()));
    const auto whole = trace("QJ20251122");
    const auto consignments = std::count_if(whole.nodes.begin(), whole.nodes.end(), [](const auto& node) {
        return node.lot_number.starts_with("QJ20251122-D");
    });
    EXPECT_EQ(consignments, 20);
}

// Every kind of information of 7.1.1–7.1.5 is told somewhere, and nearly every field of the table is filled.
TEST_F(Examples, EveryKindOfInformationIsTold) {
    import_all();
    std::set<InfoKind> kinds;
    std::set<model::Field> filled;
    for (const auto* lot : {"CYR260106-HK01", "QJ20251122", "LS20260318", "LS20260310", "YF20260615-SY", "LWT260403",
                            "JYW2604-07", "YX260712-01", "YYT260508"}) {
        for (const auto& event : trace(lot).events) {
            kinds.insert(model::kind_of(event.event.step));
            for (const auto& [field, value] : event.event.contents.items()) filled.insert(field);
        }
    }
    EXPECT_EQ(kinds.size(), 5);
    for (const auto& row : model::fields()) {
        const bool structural = row.identity || row.kind == InfoKind::common || row.field == model::Field::inputs ||
                                row.field == model::Field::sale_quantity;
        EXPECT_TRUE(structural || filled.contains(row.field)) << row.name << " is filled in no example";
    }
}

}  // namespace
}  // namespace qy::business
