#include <gtest/gtest.h>

#include "base/limits.h"
#include "business/testing/code_world.h"
#include "code_access.h"

namespace qy::business {
namespace {

using model::Authenticity;
using model::Role;
using testing::CodeWorld;

template <class T>
std::string code_of(const Result<T>& result) {
    return result.ok() ? "ok" : result.error().code;
}

model::TraceCode code_from(std::string_view text) {
    return model::TraceCode::parse(text).value();
}

// Another last digit: the check fails in all but one of a million.
model::TraceCode mistyped(const model::TraceCode& code) {
    std::string text(code.text());
    text.back() = text.back() == '9' ? '0' : static_cast<char>(text.back() + 1);
    return code_from(text);
}

TEST(CodeResolve, TellsTheStates) {
    CodeWorld world;
    auto desk = world.desk();
    const auto boss = CodeWorld::operator_();
    const auto bound = world.issued(world.names.roast, 10);
    const auto unbound = world.issued_ahead(10);
    const auto spoilt = world.issued(world.names.roast, 10);
    const auto lost = world.issued(world.names.roast, 10);
    const auto returned = world.issued(world.names.roast, 10);
    const auto frozen = world.issued(world.names.roast, 10);
    const auto frozen_unbound = world.issued_ahead(10);
    ASSERT_TRUE(desk.change_state(boss, spoilt.range.id, RangeVerb::annul).ok());
    ASSERT_TRUE(desk.change_state(boss, lost.range.id, RangeVerb::lose).ok());
    ASSERT_TRUE(desk.change_state(boss, returned.range.id, RangeVerb::take_back).ok());
    ASSERT_TRUE(desk.freeze(boss, {.range = frozen.range.id, .reason = "抽检不合格"}).ok());
    ASSERT_TRUE(desk.freeze(boss, {.range = frozen_unbound.range.id, .reason = "标签被盗"}).ok());
    ASSERT_TRUE(desk.freeze(boss, {.code = world.code(bound, 4), .reason = "被仿冒"}).ok());
    const auto never_issued = code_of_serial(world.services(), 1, 999'999).value();

    const struct {
        const char* story;
        model::TraceCode code;
        Authenticity state;
        FreezeCause cause;
        const char* reason;
    } rows[] = {
        {"first of the range", world.code(bound, 0), Authenticity::genuine, FreezeCause::none, ""},
        {"last of the range", world.code(bound, 9), Authenticity::genuine, FreezeCause::none, ""},
        {"no lot yet", world.code(unbound, 0), Authenticity::unbound, FreezeCause::none, ""},
        {"a typing slip", mistyped(world.code(bound, 0)), Authenticity::forged, FreezeCause::none, ""},
        {"an epoch without key", code_from("9" + std::string(world.code(bound, 0).text().substr(1))),
         Authenticity::forged, FreezeCause::none, ""},
        {"well formed, never issued", never_issued, Authenticity::unknown, FreezeCause::none, ""},
        {"void", world.code(spoilt, 3), Authenticity::unknown, FreezeCause::none, ""},
        {"lost", world.code(lost, 3), Authenticity::frozen, FreezeCause::lost, ""},
        {"returned", world.code(returned, 3), Authenticity::frozen, FreezeCause::returned, ""},
        {"frozen range", world.code(frozen, 3), Authenticity::frozen, FreezeCause::range, "抽检不合格"},
        {"frozen before it was bound", world.code(frozen_unbound, 3), Authenticity::frozen, FreezeCause::range,
         "标签被盗"},
        {"one frozen code", world.code(bound, 4), Authenticity::frozen, FreezeCause::code, "被仿冒"},
        {"its neighbour", world.code(bound, 5), Authenticity::genuine, FreezeCause::none, ""},
    };
    for (const auto& row : rows) {
        const auto resolved = desk.resolve(row.code).value();
        EXPECT_EQ(to_string(resolved.state), to_string(row.state)) << row.story;
        EXPECT_EQ(to_string(resolved.cause), to_string(row.cause)) << row.story;
        EXPECT_EQ(resolved.reason, row.reason) << row.story;
    }
}

TEST(CodeResolve, FreezingCanBeLifted) {
    CodeWorld world;
    const auto range = world.issued(world.names.roast, 10);
    const auto code = world.code(range, 1);
    auto desk = world.desk();
    const auto regulator = CodeWorld::user(world.names.stranger, Role::regulator);
    ASSERT_TRUE(desk.freeze(regulator, {.code = code, .reason = "r"}).ok());
    ASSERT_TRUE(desk.freeze(regulator, {.range = range.range.id, .reason = "r"}).ok());
    ASSERT_TRUE(desk.freeze(regulator, {.range = range.range.id, .frozen = false}).ok());
    EXPECT_EQ(world.state_of(code), Authenticity::frozen);
    EXPECT_EQ(world.state_of(world.code(range, 0)), Authenticity::genuine);
    ASSERT_TRUE(desk.freeze(regulator, {.code = code, .frozen = false}).ok());
    EXPECT_EQ(world.state_of(code), Authenticity::genuine);
}

TEST(CodeResolve, FreezingAnswersEachOrder) {
    CodeWorld world;
    const auto range = world.issued(world.names.roast, 10);
    const auto honey = world.issued(world.names.honey, 10);
    const auto manager = CodeWorld::user(world.names.manager, Role::brand_manager);
    const auto clerk = CodeWorld::user(world.names.farm, Role::party_clerk);
    const auto other_manager = CodeWorld::user(world.names.stranger, Role::brand_manager);
    const std::string longest(limits::short_text_code_points_max, 'x');
    const struct {
        const char* story;
        model::Actor actor;
        FreezeOrder order;
        const char* expected;
    } rows[] = {
        {"the brand's manager", manager, {.range = range.range.id, .reason = longest}, "ok"},
        {"one character too many", manager, {.range = range.range.id, .reason = longest + "x"}, "code_freeze.reason"},
        {"a range of no brand", manager, {.range = honey.range.id, .reason = "r"}, "code_range.not_found"},
        {"the manager of other brands",
         other_manager,
         {.range = range.range.id, .reason = "r"},
         "code_range.not_found"},
        {"the same by code", other_manager, {.code = range.first_code, .reason = "r"}, "code_range.not_found"},
        {"a clerk", clerk, {.range = range.range.id, .reason = "r"}, "permission.denied"},
        {"no reason", manager, {.range = range.range.id, .reason = " "}, "code_freeze.reason"},
        {"nothing named", manager, {.reason = "r"}, "code_freeze.target"},
        {"both named",
         manager,
         {.code = range.first_code, .range = range.range.id, .reason = "r"},
         "code_freeze.target"},
        {"a forged code", manager, {.code = mistyped(range.first_code), .reason = "r"}, "code_range.not_found"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(code_of(world.desk().freeze(row.actor, row.order)), row.expected) << row.story;
    }
}

TEST(CodeResolve, RangesMoveByTheTable) {
    using enum model::RangeState;
    const struct {
        model::RangeState from;
        RangeVerb verb;
        bool has_lot;
        std::optional<model::RangeState> to;
    } rows[] = {
        {approved, RangeVerb::print, false, printing},
        {printing, RangeVerb::deliver, false, delivered},
        {bound, RangeVerb::print, true, bound},
        {delivered, RangeVerb::lose, false, lost},
        {lost, RangeVerb::recover, false, delivered},
        {lost, RangeVerb::recover, true, bound},
        {voided, RangeVerb::recover, true, {}},
        {voided, RangeVerb::annul, true, {}},
        {lost, RangeVerb::print, true, {}},
        {requested, RangeVerb::deliver, false, {}},
        {returned, RangeVerb::annul, false, voided},
        {approved, RangeVerb::lose, false, {}},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(next_state(row.from, row.verb, row.has_lot), row.to)
            << to_string(row.from) << " " << to_string(row.verb);
    }
    for (int verb = 0; verb <= static_cast<int>(RangeVerb::annul); ++verb) {
        EXPECT_EQ(parse_range_verb(to_string(static_cast<RangeVerb>(verb))), static_cast<RangeVerb>(verb));
    }
}

TEST(CodeResolve, OnlyReachedRangesChangeState) {
    CodeWorld world;
    const auto id = world.issued(world.names.roast, 10).range.id;
    const struct {
        const char* story;
        model::Actor actor;
        RangeVerb verb;
        const char* expected;
    } rows[] = {
        {"the owner's clerk", CodeWorld::user(world.names.farm, Role::party_clerk), RangeVerb::print, "ok"},
        {"the brand's manager hands them to the printer", CodeWorld::user(world.names.manager, Role::brand_manager),
         RangeVerb::print, "ok"},
        {"the brand's manager does not annul", CodeWorld::user(world.names.manager, Role::brand_manager),
         RangeVerb::annul, "permission.denied"},
        {"a stranger", CodeWorld::user(world.names.stranger, Role::party_clerk), RangeVerb::annul,
         "code_range.not_found"},
        {"out of order", CodeWorld::operator_(), RangeVerb::approve, "code_range.state"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(code_of(world.desk().change_state(row.actor, id, row.verb)), row.expected) << row.story;
    }
}

TEST(CodeResolve, ForeignCodesStandForOurs) {
    CodeWorld world;
    auto desk = world.desk();
    const auto range = world.issued(world.names.roast, 10);
    const auto clerk = CodeWorld::user(world.names.farm, Role::party_clerk);
    const auto stranger = CodeWorld::user(world.names.stranger, Role::party_clerk);
    const std::string longest(limits::code_alias_code_points_max, 'a');
    const struct {
        const char* story;
        model::Actor actor;
        std::string alias;
        model::TraceCode code;
        const char* expected;
    } rows[] = {
        {"a new one", clerk, " HN-0001 ", world.code(range, 1), "true"},
        {"again", clerk, "HN-0001", world.code(range, 1), "false"},
        {"for another code", clerk, "HN-0001", world.code(range, 2), "code_alias.taken"},
        {"twenty digits that fail our check", clerk, "12345678901234567890", world.code(range, 3), "true"},
        {"the longest", clerk, longest, world.code(range, 4), "true"},
        {"one too long", clerk, longest + "a", world.code(range, 4), "code_alias.malformed"},
        {"empty", clerk, " ", world.code(range, 4), "code_alias.malformed"},
        {"another party's code", stranger, "HN-0002", world.code(range, 1), "code_range.not_found"},
        {"a forged code", clerk, "HN-0002", mistyped(world.code(range, 1)), "code_range.not_found"},
    };
    for (const auto& row : rows) {
        const auto added = desk.add_alias(row.actor, row.alias, row.code);
        EXPECT_EQ(added.ok() ? (*added ? "true" : "false") : added.error().code, row.expected) << row.story;
    }
    EXPECT_EQ(desk.resolve("HN-0001").value().code, world.code(range, 1));
    EXPECT_EQ(desk.resolve("12345678901234567890").value().code, world.code(range, 3));
    EXPECT_EQ(desk.resolve(std::string_view("HN-9")).error().code, "code.malformed");
}

TEST(CodeResolve, ChecksManyAtOnce) {
    CodeWorld world;
    const auto range = world.issued(world.names.roast, 10);
    const std::string good(range.first_code.text());
    const std::string texts[] = {good, "https://ye.example.cn/t/" + good,
                                 std::string(mistyped(range.first_code).text()), "coffee", ""};
    const auto checks = world.desk().check(texts).value();
    ASSERT_EQ(checks.size(), std::size(texts));
    const std::optional<Authenticity> expected[] = {Authenticity::genuine, Authenticity::genuine, Authenticity::forged,
                                                    std::nullopt, std::nullopt};
    for (std::size_t i = 0; i < checks.size(); ++i) {
        EXPECT_EQ(checks[i].state, expected[i]) << texts[i];
        EXPECT_EQ(checks[i].text, texts[i]);
        EXPECT_EQ(checks[i].lot, i < 2 ? world.names.roast : model::LotId());
        EXPECT_EQ(checks[i].product, i < 2 ? world.names.branded : model::ProductId());
    }
}

}  // namespace
}  // namespace qy::business
