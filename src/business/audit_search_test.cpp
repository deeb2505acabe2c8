#include "business/audit_search.h"

#include <gmock/gmock.h>

#include "business/audit.h"
#include "business/testing/trace_world.h"

namespace qy::business {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::TraceWorld;

struct Told {
    const char* actor;
    const char* action;
    const char* object;
    const char* result;
    const char* request;
};
// Positions 0 to 5, a minute apart; the last two at the same time.
constexpr Told kTold[] = {
    {"li.na", "user.add", "user:1", "ok", "r0"},        {"li.na", "code.issue", "code_range:1", "ok", "r1"},
    {"wang", "code.issue", "code_range:2", "ok", "r2"}, {"wang", "code.export", "code_range:2", "denied", "r3"},
    {"=SUM(1)", "code.issue", "a,\"b\"", "ok", "r4"},   {"wang", "code.export", "code_range:2", "lot.not_found", "r5"},
};

class AuditSearchTest : public ::testing::Test {
 protected:
    AuditSearchTest() {
        for (const auto& told : kTold) {
            model::Actor actor;
            actor.name = told.actor;
            actor.request_id = told.request;
            EXPECT_TRUE(write_audit_alone(world_.services(), actor, {told.action, told.object, told.result, {}}).ok());
            if (&told != &kTold[4]) world_.clock().advance_seconds(60);
        }
    }
    static Time minute(int count) { return storage::testing::kTestTime.plus_seconds(count * 60); }
    std::vector<std::string> found(const AuditQuery& query, std::int64_t limit = 100) {
        std::vector<std::string> positions;
        std::string cursor;
        do {
            const auto page = search_audit(world_.services(), query, cursor, limit).value();
            EXPECT_LE(static_cast<std::int64_t>(page.items.size()), limit);
            for (const auto& item : page.items) positions.emplace_back(item.at("position").as_string());
            cursor = page.next;
        } while (!cursor.empty());
        return positions;
    }
    TraceWorld world_;
};

TEST_F(AuditSearchTest, EveryMemberNarrows) {
    EXPECT_THAT(found({}), ElementsAre("5", "4", "3", "2", "1", "0"));
    EXPECT_THAT(found({.actor = "wang"}), ElementsAre("5", "3", "2"));
    EXPECT_THAT(found({.action = "code.issue"}), ElementsAre("4", "2", "1"));
    EXPECT_THAT(found({.object = "code_range:2"}), ElementsAre("5", "3", "2"));
    EXPECT_THAT(found({.result = "denied"}), ElementsAre("3"));
    EXPECT_THAT(found({.result = "!ok"}), ElementsAre("5", "3"));
    EXPECT_THAT(found({.request_id = "r1"}), ElementsAre("1"));
    EXPECT_THAT(found({.actor = "wang", .action = "code.issue"}), ElementsAre("2"));
    EXPECT_THAT(found({.actor = "wang", .result = "!ok"}), ElementsAre("5", "3"));
    EXPECT_THAT(found({.actor = "nobody"}), IsEmpty());
}

TEST_F(AuditSearchTest, TimesIncludeTheFirstAndExcludeTheLast) {
    EXPECT_THAT(found({.from = minute(1), .until = minute(3)}), ElementsAre("2", "1"));
    EXPECT_THAT(found({.from = minute(4)}), ElementsAre("5", "4"));
    EXPECT_THAT(found({.until = minute(1)}), ElementsAre("0"));
}

TEST_F(AuditSearchTest, CursorsLeaveNothingOutAndRepeatNothing) {
    for (const std::int64_t limit : {1, 2, 3, 5, 6, 7}) {
        EXPECT_THAT(found({}, limit), ElementsAre("5", "4", "3", "2", "1", "0")) << limit;
        EXPECT_THAT(found({.oldest_first = true}, limit), ElementsAre("0", "1", "2", "3", "4", "5")) << limit;
        EXPECT_THAT(found({.actor = "wang", .oldest_first = true}, limit), ElementsAre("2", "3", "5")) << limit;
    }
}

TEST_F(AuditSearchTest, AStrangeCursorIsRefused) {
    for (const auto* const cursor : {"x", "1", "1.", ".1", "-1.1", "1.1x"}) {
        EXPECT_EQ(search_audit(world_.services(), {}, cursor, 1).error().code, "cursor.malformed") << cursor;
    }
    for (const auto* const cursor : {"", "-1", "1x", "99999999999999999999"}) {
        EXPECT_EQ(audit_page(world_.services(), cursor, 2).error().code, "cursor.malformed") << cursor;
    }
}

TEST_F(AuditSearchTest, PagesByPosition) {
    const auto first = audit_page(world_.services(), "0", 4).value();
    EXPECT_EQ(first.items.size(), 4U);
    const auto rest = audit_page(world_.services(), first.next, 4).value();
    EXPECT_EQ(rest.items.size(), 2U);
    EXPECT_TRUE(rest.next.empty());
}

TEST_F(AuditSearchTest, TheExportHoldsAllThatFitsAndNoFormula) {
    AuditStream stream(world_.services(), {.oldest_first = true}, AuditFormat::csv);
    std::string csv;
    std::string chunk;
    bool more = true;
    while (more) {
        more = stream.next(chunk).value();
        csv += chunk;
    }
    EXPECT_TRUE(csv.starts_with("position,at,actor,")) << csv;
    EXPECT_NE(csv.find("\r\n4,2026-03-01T00:04:00+08:00,'=SUM(1),"), std::string::npos) << csv;
    EXPECT_NE(csv.find("\"a,\"\"b\"\"\""), std::string::npos) << csv;
    EXPECT_EQ(std::ranges::count(csv, '\n'), 7);

    AuditStream lines(world_.services(), {.actor = "li.na", .oldest_first = true}, AuditFormat::json_lines);
    ASSERT_FALSE(lines.next(chunk).value());
    EXPECT_EQ(std::ranges::count(chunk, '\n'), 2);
    EXPECT_EQ(parse_json(chunk.substr(0, chunk.find('\n')))->at("object"), "user:1");
}

}  // namespace
}  // namespace qy::business
