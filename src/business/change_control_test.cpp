// Several people change one product at once: for each base version one wins, the others are told both versions, and no
// change is lost. On the database that QY_TEST_DATABASE names.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>
#include <thread>

#include "business/review.h"
#include "business/testing/code_world.h"
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

class ChangeControl : public ::testing::Test {
 protected:
    [[nodiscard]] Review review() const { return Review(world_.services()); }
    [[nodiscard]] model::Actor administrator() const {
        auto actor = CodeWorld::user(world_.names.farm, Role::party_administrator);
        actor.name = "administrator";
        actor.user = model::UserId(81);
        return actor;
    }
    [[nodiscard]] static model::Actor regulator(int number) {
        auto actor = CodeWorld::user(model::PartyId(14), Role::regulator);
        actor.name = "regulator" + std::to_string(number);
        actor.user = model::UserId(90 + number);
        return actor;
    }
    Result<model::Submission> save(std::int64_t base_version, JsonObject content) {
        std::vector<model::Change> changes{
            {ChangeKind::product, world_.names.branded.number(), base_version, std::move(content)}};
        return review().submit(world_.names.farm, std::move(changes), administrator());
    }
    model::Product product() {
        return world_.store()
            .read(
                [&](storage::Reader& reader) { return storage::catalogue::find_product(reader, world_.names.branded); })
            .value()
            .value();
    }
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
    /// `count` threads do `work(number)` at once.
    template <class Work>
    static void at_once(int count, Work work) {
        std::vector<std::thread> threads;
        for (int t = 0; t < count; ++t) threads.emplace_back([&work, t] { work(t); });
        for (auto& thread : threads) thread.join();
    }

    CodeWorld world_;
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

TEST_F(ChangeControl, of_many_writers_one_wins_each_version_and_nothing_is_lost) {
    let_through();
    constexpr int kWriters = 8;
    constexpr int kRounds = 25;
    const auto first = product();
    std::mutex mutex;
    std::vector<std::pair<std::int64_t, std::string>> won;
    int lost = 0;
    at_once(kWriters, [&](int writer) {
        for (int round = 0; round < kRounds; ++round) {
            const std::int64_t base = product().version;
            const std::string mine = std::to_string(writer) + "/" + std::to_string(round);
            const auto saved = save(base, {{"name_en", mine}});
            const std::lock_guard lock(mutex);
            if (saved.ok()) {
                won.emplace_back(base, mine);
                continue;
            }
            ++lost;
            EXPECT_EQ(saved.error().code, "submission.base_version");
            EXPECT_THAT(fields_of(saved.error()), ::testing::Contains("name_en")) << "both versions are told";
        }
    });
    std::ranges::sort(won);
    EXPECT_EQ(static_cast<int>(won.size()) + lost, kWriters * kRounds);
    std::vector<std::string> expected{first.name_en};
    for (std::size_t i = 0; i < won.size(); ++i) {
        EXPECT_EQ(won[i].first, first.version + static_cast<std::int64_t>(i)) << "one winner of each version";
        expected.push_back(won[i].second);
    }
    EXPECT_EQ(names_of_versions(), expected) << "every change that was told as done stands in the history, in order";
    EXPECT_GT(won.size(), static_cast<std::size_t>(kRounds) - 1);
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
