// Several people change one product, category or word at once: for each base version one wins, the others are told both
// versions, and no change is lost. On the database that QY_TEST_DATABASE names.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <mutex>
#include <thread>

#include "business/catalogue.h"
#include "business/review.h"
#include "business/review_queue.h"
#include "business/submission_diff.h"
#include "business/testing/review_world.h"
#include "business/words.h"
#include "storage/catalogue_store.h"
#include "storage/category_store.h"
#include "storage/policy_store.h"
#include "three_way.h"

namespace qy::business {
namespace {

using model::ChangeKind;
using model::Role;
using model::SubmissionState;
using model::SubmissionVerb;
using testing::CodeWorld;
using ::testing::ElementsAre;

class ChangeControl : public testing::ReviewWorld {
 protected:
    [[nodiscard]] model::Actor administrator() const {
        return named("administrator", 81, world_.names.farm, Role::party_administrator);
    }
    [[nodiscard]] static model::Actor regulator(int number) {
        return named("regulator" + std::to_string(number), 90 + number, model::PartyId(14), Role::regulator);
    }
    Result<model::Submission> save(std::int64_t base_version, JsonObject content) {
        return change_product(world_.names.branded, base_version, std::move(content), administrator());
    }
    model::Product product() { return ReviewWorld::product(world_.names.branded); }
    std::vector<std::string> names_of_versions() {
        const auto versions = world_.store()
                                  .read([&](storage::Reader& reader) {
                                      return storage::catalogue::product_versions(reader, world_.names.branded);
                                  })
                                  .value();
        std::vector<std::string> names;
        for (const auto& one : versions) names.push_back(one.product.name_en);
        names.push_back(product().name_en);
        return names;
    }
    void let_through() {
        auto done = world_.store().write([&](storage::Writer& writer) {
            storage::policies::Policy policy;
            policy.id = model::PolicyId(900);
            policy.kind = ChangeKind::product;
            policy.decision = storage::policies::Decision::automatic;
            return storage::policies::insert(writer, policy);
        });
        ASSERT_TRUE(done.ok()) << done.error().code;
    }
    /// Whoever keeps the catalogue changes it at once.
    Result<model::Submission> propose(ChangeKind kind, JsonObject content, const model::Actor& actor) {
        auto change = catalogue_change(kind, std::move(content));
        if (!change.ok()) return std::move(change).error();
        return review().submit(actor.party, {*std::move(change)}, actor);
    }
    Result<model::Submission> propose(ChangeKind kind, JsonObject content) {
        return propose(kind, std::move(content), CodeWorld::user(world_.names.idle, Role::system_administrator));
    }
    /// `count` threads do `work(number)` at once.
    template <class Work>
    static void at_once(int count, Work work) {
        std::vector<std::thread> threads;
        for (int t = 0; t < count; ++t) threads.emplace_back([&work, t] { work(t); });
        for (auto& thread : threads) thread.join();
    }
};

std::vector<std::string> fields_of(const Error& error) {
    std::vector<std::string> fields;
    for (const auto& other : error.others) fields.push_back(other.arguments.front());
    return fields;
}

TEST_F(ChangeControl, a_conflict_tells_base_theirs_and_yours) {
    let_through();
    const auto base = product();
    ASSERT_TRUE(save(base.version, {{"name_en", "Theirs"}, {"gtin", "4006381333931"}}).ok());
    const auto late = save(base.version, {{"name_en", "Yours"}});
    ASSERT_FALSE(late.ok());
    const auto& error = late.error();
    EXPECT_EQ(error.kind, ErrorKind::conflict);
    EXPECT_EQ(error.code, "submission.base_version");
    EXPECT_THAT(error.arguments, ElementsAre(std::to_string(base.version + 1)));
    EXPECT_THAT(fields_of(error), ElementsAre("name_en", "gtin"));
    const auto& name = error.others.front();
    EXPECT_EQ(name.code, "submission.differs");
    EXPECT_EQ(name.path, "changes.name_en");
    EXPECT_THAT(name.arguments, ElementsAre("name_en", to_text(Json(base.name_en)), R"("Theirs")", R"("Yours")"));
    EXPECT_THAT(error.others.back().arguments,
                ElementsAre("gtin", to_text(Json(base.gtin)), R"("04006381333931")", R"("04006381333931")"))
        << "what one does not touch stays theirs";
    EXPECT_TRUE(save(base.version + 1, {{"name_en", "Yours"}}).ok()) << "made again on the new version";
}

/// What many who change one thing at once are told, and what is left of their changes.
struct Contest {
    std::function<std::int64_t()> version;                                                      ///< now
    std::function<Result<model::Submission>(std::int64_t base, const std::string& text)> save;  ///< a new text
    std::function<std::vector<std::string>()> texts;                                            ///< of all versions
    std::string field;                                                                          ///< that holds the text
};

void many_write_at_once(const Contest& contest) {
    constexpr int kWriters = 8;
    constexpr int kRounds = 25;
    const auto first = contest.version();
    auto expected = contest.texts();
    std::mutex mutex;
    std::vector<std::pair<std::int64_t, std::string>> won;
    int lost = 0;
    const auto write = [&](int writer) {
        for (int round = 0; round < kRounds; ++round) {
            const std::int64_t base = contest.version();
            const std::string mine = std::to_string(writer) + "/" + std::to_string(round);
            const auto saved = contest.save(base, mine);
            const std::lock_guard lock(mutex);
            if (saved.ok()) {
                won.emplace_back(base, mine);
                continue;
            }
            ++lost;
            EXPECT_EQ(saved.error().code, "submission.base_version");
            EXPECT_THAT(fields_of(saved.error()), ::testing::Contains(contest.field)) << "both versions are told";
        }
    };
    std::vector<std::thread> threads;
    for (int writer = 0; writer < kWriters; ++writer) threads.emplace_back(write, writer);
    for (auto& thread : threads) thread.join();
    std::ranges::sort(won);
    EXPECT_EQ(static_cast<int>(won.size()) + lost, kWriters * kRounds);
    for (std::size_t i = 0; i < won.size(); ++i) {
        EXPECT_EQ(won[i].first, first + static_cast<std::int64_t>(i)) << "one winner of each version";
        expected.push_back(won[i].second);
    }
    EXPECT_EQ(contest.texts(), expected) << "every change that was told as done stands in the history, in order";
    EXPECT_GT(won.size(), static_cast<std::size_t>(kRounds) - 1);
}

TEST_F(ChangeControl, of_many_writers_one_wins_each_version_and_nothing_is_lost) {
    let_through();
    many_write_at_once({[&] { return product().version; },
                        [&](std::int64_t base, const std::string& text) {
                            return save(base, {{"name_en", text}});
                        },
                        [&] { return names_of_versions(); }, "name_en"});
}

TEST_F(ChangeControl, the_same_holds_for_a_category) {
    const auto versions = [&] { return show_category(world_.services(), "coffee", "")->versions; };
    const auto newest = [&] {
        std::int64_t number = 0;
        for (const auto& one : versions()) number = std::max(number, one.version);
        return number;
    };
    const auto texts = [&] {
        auto all = versions();
        std::ranges::sort(all, {}, &model::Category::version);
        std::vector<std::string> names;
        for (const auto& one : all) names.push_back(one.name_en);
        return names;
    };
    const auto save_category = [&](std::int64_t base, const std::string& text) {
        return propose(ChangeKind::catalogue,
                       {{"operation", "save"}, {"category", "coffee"}, {"base_version", base}, {"name_en", text}});
    };
    many_write_at_once({newest, save_category, texts, "name_en"});
}

TEST_F(ChangeControl, the_same_holds_for_a_word) {
    const JsonObject word{
        {"operation", "save"}, {"dictionary", "colour"}, {"code", "red"}, {"zh", "红"}, {"en", "red"}};
    ASSERT_TRUE(propose(ChangeKind::dictionary, word).ok());
    const auto versions = [&] { return word_history(world_.services(), "colour", "red").value(); };
    const auto texts = [&] {
        std::vector<std::string> names;
        for (const auto& one : versions()) names.push_back(one.en);
        return names;
    };
    const auto save_word = [&](std::int64_t base, const std::string& text) {
        auto next = word;
        next["base_version"] = base;
        next["en"] = text;
        return propose(ChangeKind::dictionary, std::move(next));
    };
    many_write_at_once({[&] { return versions().back().version; }, save_word, texts, "en"});
}

TEST_F(ChangeControl, what_waits_is_made_anew_on_what_is_there_now) {
    const auto base = product().version;
    const auto mine = save(base, {{"name_en", "Mine"}});
    ASSERT_TRUE(mine.ok());
    EXPECT_EQ(review().rebase(mine->id, {}, "", administrator()).error().code, "submission.base_holds");
    ASSERT_TRUE(review().decide(mine->id, SubmissionVerb::comment, "看看", regulator(1)).ok());
    const auto theirs = save(base, {{"name_en", "Theirs"}, {"gtin", "4006381333931"}});
    ASSERT_TRUE(review().decide(theirs->id, SubmissionVerb::approve, "", regulator(1)).ok());
    EXPECT_EQ(review().decide(mine->id, SubmissionVerb::approve, "", regulator(1)).error().code,
              "submission.base_version");

    EXPECT_EQ(review().rebase(mine->id, {}, "", regulator(2)).error().code, "submission.not_found");
    auto colleague = administrator();
    colleague.user = model::UserId(77);
    EXPECT_EQ(review().rebase(mine->id, {}, "", colleague).error().code, "submission.not_author");
    ASSERT_TRUE(claim_submission(world_.services(), mine->id, regulator(1)).ok());
    EXPECT_EQ(review().rebase(mine->id, {}, "", administrator()).error().code, "submission.claimed");
    ASSERT_TRUE(release_submission(world_.services(), mine->id, regulator(1)).ok());
    const JsonObject merged{{"name_en", "Theirs and mine"}};
    const auto anew = review().rebase(mine->id, {merged}, "合并后重交", administrator());
    ASSERT_TRUE(anew.ok()) << anew.error().code;
    EXPECT_EQ(anew->id, mine->id);
    EXPECT_EQ(anew->state, SubmissionState::submitted);
    EXPECT_EQ(anew->changes.front().base_version, base + 1);
    ASSERT_TRUE(review().decide(mine->id, SubmissionVerb::approve, "", regulator(1)).ok());
    EXPECT_EQ(product().name_en, "Theirs and mine");
    EXPECT_EQ(product().gtin, "04006381333931") << "what somebody else did stays";
    std::vector<SubmissionVerb> verbs;
    for (const auto& step : review().steps(mine->id, administrator()).value()) verbs.push_back(step.verb);
    EXPECT_THAT(verbs, ElementsAre(SubmissionVerb::submit, SubmissionVerb::comment, SubmissionVerb::rebase,
                                   SubmissionVerb::approve));
    EXPECT_EQ(review().rebase(mine->id, {}, "", administrator()).error().code, "submission.state");
}

TEST_F(ChangeControl, who_looked_at_another_version_does_not_decide_and_is_told_what_is_there_now) {
    const auto mine = save(product().version, {{"name_en", "First"}});
    ASSERT_TRUE(mine.ok());
    const auto looked_at = mine->version;
    ASSERT_TRUE(review().rebase(mine->id, {JsonObject{{"name_en", "Second"}}}, "", administrator()).ok());
    for (const auto verb : {SubmissionVerb::approve, SubmissionVerb::give_back, SubmissionVerb::reject}) {
        const auto refused = review().decide(mine->id, verb, "", regulator(1), looked_at);
        ASSERT_FALSE(refused.ok());
        EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
        EXPECT_EQ(refused.error().code, "submission.version");
        EXPECT_THAT(refused.error().arguments, ElementsAre(std::to_string(looked_at + 1), "submitted"));
        ASSERT_EQ(refused.error().others.size(), 1U);
        const auto& now = refused.error().others.front();
        EXPECT_EQ(now.code, "submission.would_change");
        EXPECT_EQ(now.path, "changes.name_en");
        EXPECT_THAT(now.arguments, ElementsAre("name_en", to_text(Json(product().name_en)), R"("Second")"));
    }
    EXPECT_EQ(review().get(mine->id, regulator(1))->state, SubmissionState::submitted) << "nothing was decided";
    ASSERT_TRUE(review().decide(mine->id, SubmissionVerb::approve, "", regulator(1), looked_at + 1).ok());
    EXPECT_EQ(product().name_en, "Second");
}

TEST_F(ChangeControl, what_is_made_anew_stands_under_the_brand_that_its_product_has_now) {
    const auto mine = save(product().version, {{"name_en", "Mine"}});
    ASSERT_TRUE(mine.ok());
    const auto manager = CodeWorld::user(world_.names.manager, Role::brand_manager);
    ASSERT_TRUE(review().get(mine->id, manager).ok());
    const auto moved = world_.store().write([&](storage::Writer& writer) {
        auto without = product();
        without.brand = {};
        return storage::catalogue::update_product(writer, without, without.version);
    });
    ASSERT_TRUE(moved.ok()) << moved.error().code;
    ASSERT_TRUE(review().rebase(mine->id, {}, "", administrator()).ok());
    EXPECT_EQ(review().get(mine->id, manager).error().code, "submission.not_found");
    EXPECT_TRUE(review().get(mine->id, administrator()).ok());
}

TEST_F(ChangeControl, a_returned_change_of_the_catalogue_is_made_anew_about_the_same_thing) {
    const auto change_of = [](std::string_view code, std::int64_t base, std::string_view name) {
        return JsonObject{{"operation", "save"}, {"category", code}, {"base_version", base}, {"name_en", name}};
    };
    auto manager = CodeWorld::user(world_.names.manager, Role::brand_manager);
    const auto mine = propose(ChangeKind::catalogue, change_of("coffee", 1, "Mine"), manager);
    ASSERT_TRUE(mine.ok()) << mine.error().code;
    ASSERT_EQ(mine->state, SubmissionState::submitted);
    ASSERT_TRUE(propose(ChangeKind::catalogue, change_of("coffee", 1, "Theirs")).ok());
    ASSERT_TRUE(review().decide(mine->id, SubmissionVerb::give_back, "有冲突", regulator(1)).ok());
    const auto diff = submission_diff(world_.services(), manager, *mine).value().front();
    ASSERT_EQ(diff.fields.size(), 1U);
    EXPECT_EQ(diff.fields.front().zh, "英文名称");
    EXPECT_EQ(diff.fields.front().now, Json("Theirs"));
    EXPECT_EQ(diff.fields.front().after, Json("Mine"));

    auto other = change_of("tea", 1, "Mine");
    other.erase("base_version");
    EXPECT_EQ(review().rebase(mine->id, {other}, "", manager).error().code, "submission.other_thing");
    EXPECT_EQ(review().rebase(mine->id, {other, other}, "", manager).error().code, "submission.contents");
    const auto anew = review().rebase(mine->id, {}, "", manager);
    ASSERT_TRUE(anew.ok()) << anew.error().code;
    EXPECT_EQ(anew->state, SubmissionState::submitted);
    ASSERT_TRUE(review().decide(mine->id, SubmissionVerb::approve, "", regulator(1)).ok());
    EXPECT_EQ(show_category(world_.services(), "coffee", "")->category.name_en, "Mine");
}

TEST_F(ChangeControl, of_two_that_wait_and_are_approved_at_once_one_goes_through) {
    for (int round = 0; round < 10; ++round) {
        const auto base = product().version;
        std::vector<model::SubmissionId> waiting;
        for (int i = 0; i < 4; ++i) {
            const auto saved = save(base, {{"name_en", std::to_string(round) + "-" + std::to_string(i)}});
            ASSERT_TRUE(saved.ok()) << saved.error().code;
            ASSERT_EQ(saved->state, SubmissionState::submitted);
            waiting.push_back(saved->id);
        }
        std::vector<std::string> outcomes(waiting.size());
        at_once(static_cast<int>(waiting.size()), [&](int i) {
            const auto at = static_cast<std::size_t>(i);
            const auto done = review().decide(waiting[at], SubmissionVerb::approve, "", regulator(i));
            outcomes[at] = done.ok() ? "approved" : done.error().code;
        });
        EXPECT_EQ(std::ranges::count(outcomes, "approved"), 1);
        EXPECT_EQ(std::ranges::count(outcomes, "submission.base_version"), 3);
        EXPECT_EQ(product().version, base + 1);
        for (std::size_t i = 0; i < waiting.size(); ++i) {
            const auto now = review().get(waiting[i], regulator(9));
            ASSERT_TRUE(now.ok());
            EXPECT_EQ(now->state, outcomes[i] == "approved" ? SubmissionState::approved : SubmissionState::submitted)
                << "who lost waits as before";
        }
    }
}

}  // namespace
}  // namespace qy::business
