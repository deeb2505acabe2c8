// Queues, claims, two reviewers, samples and deadlines. On the database that QY_TEST_DATABASE names.
#include "business/review_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "arrival.h"
#include "base/change_limits.h"
#include "business/review.h"
#include "business/submission_diff.h"
#include "business/testing/installation.h"
#include "business/testing/media_files.h"
#include "business/testing/review_world.h"
#include "storage/catalogue_store.h"
#include "storage/change_store.h"
#include "storage/policy_store.h"

// Tests name only the members that they are about.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

namespace qy::business {
namespace {

using model::ChangeKind;
using model::Role;
using model::SubmissionState;
using model::SubmissionVerb;
using testing::CodeWorld;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ReviewQueues : public testing::ReviewWorld {
 protected:
    [[nodiscard]] model::Actor clerk() const {
        return named("clerk", 71, world_.names.farm, Role::party_administrator);
    }
    [[nodiscard]] model::Actor reviewer() const {
        return named("reviewer", 72, world_.names.farm, Role::party_reviewer);
    }
    [[nodiscard]] model::Actor regulator() const {
        return named("regulator", 73, world_.names.manager, Role::regulator);
    }
    [[nodiscard]] model::Actor manager() const {
        return named("manager", 74, world_.names.manager, Role::brand_manager);
    }
    [[nodiscard]] model::Actor elsewhere() const {
        return named("elsewhere", 75, world_.names.stranger, Role::party_reviewer);
    }

    model::Submission save(model::ProductId id, std::string name_en) {
        auto saved = change_product(id, product(id).version, {{"name_en", std::move(name_en)}}, clerk());
        EXPECT_TRUE(saved.ok()) << saved.error().code;
        return saved.ok() ? *std::move(saved) : model::Submission{};
    }
    std::string decide(model::SubmissionId id, SubmissionVerb verb, const model::Actor& actor) {
        const auto done = review().decide(id, verb, "", actor);
        return done.ok() ? std::string(model::to_string(done->state)) : done.error().code;
    }
    std::vector<model::SubmissionId> queue(const model::Actor& actor, QueueQuery query = {}) {
        const auto page = review_queue(world_.services(), query, actor);
        EXPECT_TRUE(page.ok()) << page.error().code;
        std::vector<model::SubmissionId> ids;
        if (!page.ok()) return ids;
        for (const auto& item : page->items) ids.push_back(item.task.submission);
        return ids;
    }
    /// Somebody who has nothing but the database.
    void edit(const std::string& sql) {
        const auto done = world_.store().write([&](storage::Writer& writer) { return writer.script("edit", sql); });
        EXPECT_TRUE(done.ok()) << done.error().detail.text;
    }
    std::string claim(model::SubmissionId id, const model::Actor& actor) {
        const auto done = claim_submission(world_.services(), id, actor);
        return done.ok() ? "ok" : done.error().code;
    }
    std::string add_policy(const PolicyOrder& order) {
        const auto done = business::add_policy(world_.services(), order, CodeWorld::operator_());
        return done.ok() ? "ok" : done.error().code;
    }
    PolicyOrder policy(std::string decision) {
        PolicyOrder order;
        order.decision = std::move(decision);
        order.party = world_.names.farm;
        order.kind = ChangeKind::product;
        order.reason = "三年无差错";
        return order;
    }
};

TEST_F(ReviewQueues, hold_what_waits_earliest_due_first_as_far_as_one_reviews) {
    const auto first = save(world_.names.branded, "A").id;
    world_.clock().advance_seconds(3'600);
    const auto second = save(world_.names.plain, "B").id;
    EXPECT_THAT(queue(regulator()), ElementsAre(first, second));
    EXPECT_THAT(queue(reviewer()), ElementsAre(first, second));
    EXPECT_THAT(queue(elsewhere()), IsEmpty());
    EXPECT_THAT(queue(regulator(), {.brand = world_.names.brand}), ElementsAre(first));
    EXPECT_THAT(queue(regulator(), {.kind = ChangeKind::row}), IsEmpty());
    EXPECT_THAT(queue(regulator(), {.waits_hours = 1}), ElementsAre(first));
    EXPECT_EQ(decide(first, SubmissionVerb::approve, regulator()), "approved");
    EXPECT_EQ(decide(second, SubmissionVerb::give_back, regulator()), "draft");
    EXPECT_THAT(queue(regulator()), IsEmpty());
    EXPECT_EQ(decide(second, SubmissionVerb::submit, clerk()), "submitted");
    EXPECT_THAT(queue(regulator()), ElementsAre(second)) << "it waits again";
}

TEST_F(ReviewQueues, what_waits_again_under_another_brand_takes_its_photos_along_and_the_former_manager_is_told) {
    const auto id = save(world_.names.branded, "A").id;
    testing::MediaFiles files(world_.services());
    MediaOrder photo;
    photo.subject = model::MediaSubject::submission;
    photo.subject_id = id.number();
    const auto text = testing::file_text(QY_SOURCE_DIR "/fuzz/corpus/picture/corners.png");
    photo.content.assign(text.begin(), text.end());
    const auto media = files.media.add(photo, clerk()).value();
    const auto seen_by = [&](const model::Actor& actor) {
        const auto found = files.media.find(media.id, actor);
        return found.ok() ? "ok" : found.error().code;
    };
    const auto told = [&](const model::Actor& actor) {
        const auto reach = actor.reach(model::Permission::read_submissions);
        const auto notes =
            world_.store().read([&](storage::Reader& reader) { return storage::changes::after(reader, reach, 0, 99); });
        return notes->empty() ? std::string() : notes->back().what;
    };
    const auto other = named("other", 76, world_.names.dealer, Role::brand_manager);
    EXPECT_EQ(seen_by(manager()), "ok");
    EXPECT_EQ(decide(id, SubmissionVerb::give_back, regulator()), "draft");
    EXPECT_EQ(told(manager()), "draft");

    edit("UPDATE brand SET manager_id = " + world_.names.dealer.to_string() +
         " WHERE brand_id = " + world_.names.other_brand.to_string());
    edit("UPDATE product SET brand_id = " + world_.names.other_brand.to_string() +
         " WHERE product_id = " + world_.names.branded.to_string());
    edit(
        "INSERT INTO brand_grant (brand_grant_id, brand_id, party_id, category_code, valid_from, valid_to, state) "
        "VALUES "
        "(9901, " +
        world_.names.other_brand.to_string() + ", " + world_.names.farm.to_string() +
        ", '', '2026-01-01', '2026-12-31', 'active')");
    EXPECT_EQ(seen_by(other), "media.not_found") << "not yet";
    EXPECT_EQ(decide(id, SubmissionVerb::submit, clerk()), "submitted");
    EXPECT_EQ(seen_by(manager()), "media.not_found");
    EXPECT_EQ(seen_by(other), "ok");
    EXPECT_EQ(seen_by(clerk()), "ok");
    EXPECT_EQ(told(manager()), "left");
    EXPECT_EQ(told(other), "submitted");
    EXPECT_THAT(queue(manager()), IsEmpty());
    EXPECT_THAT(queue(other), ElementsAre(id));
}

TEST_F(ReviewQueues, come_in_pages_without_gap_or_double) {
    std::set<model::SubmissionId> all;
    for (int i = 0; i < 5; ++i) all.insert(save(world_.names.plain, "N" + std::to_string(i)).id);
    std::set<model::SubmissionId> seen;
    QueueQuery query;
    query.limit = 2;
    do {
        const auto page = review_queue(world_.services(), query, regulator());
        ASSERT_TRUE(page.ok());
        for (const auto& item : page->items) EXPECT_TRUE(seen.insert(item.task.submission).second);
        query.cursor = page->next;
    } while (!query.cursor.empty());
    EXPECT_EQ(seen, all);
    query.cursor = "12";
    EXPECT_EQ(review_queue(world_.services(), query, regulator()).error().code, "cursor.malformed");
}

TEST_F(ReviewQueues, what_one_has_taken_is_not_decided_by_another_until_its_time_is_over) {
    const auto id = save(world_.names.branded, "A").id;
    EXPECT_EQ(claim(id, elsewhere()), "submission.not_found");
    EXPECT_EQ(claim(id, reviewer()), "ok");
    EXPECT_EQ(claim(id, reviewer()), "ok") << "for longer";
    EXPECT_EQ(claim(id, regulator()), "submission.claimed");
    EXPECT_EQ(decide(id, SubmissionVerb::approve, regulator()), "submission.claimed");
    EXPECT_THAT(queue(regulator(), {.free = true}), IsEmpty());
    EXPECT_THAT(queue(reviewer(), {.mine = true}), ElementsAre(id));
    world_.clock().advance_seconds(limits::review_claim_seconds);
    EXPECT_THAT(queue(regulator(), {.free = true}), ElementsAre(id));
    EXPECT_EQ(claim(id, regulator()), "ok");
    ASSERT_TRUE(release_submission(world_.services(), id, regulator()).ok());
    EXPECT_EQ(decide(id, SubmissionVerb::approve, reviewer()), "approved");
    EXPECT_EQ(claim(id, reviewer()), "submission.not_waiting");
}

TEST_F(ReviewQueues, who_wrote_it_does_not_approve_it_and_two_means_two) {
    auto order = policy("review");
    order.reviewers = 2;
    ASSERT_EQ(add_policy(order), "ok");
    const auto id = save(world_.names.branded, "A").id;
    auto author = clerk();
    author.rights = regulator().rights;
    EXPECT_EQ(decide(id, SubmissionVerb::approve, author), "submission.own");
    EXPECT_EQ(decide(id, SubmissionVerb::approve, reviewer()), "submitted");
    EXPECT_EQ(product(world_.names.branded).version, 1);
    EXPECT_EQ(decide(id, SubmissionVerb::approve, reviewer()), "submission.endorsed");
    EXPECT_EQ(decide(id, SubmissionVerb::approve, regulator()), "approved");
    EXPECT_EQ(product(world_.names.branded).name_en, "A");
    const auto steps = review().steps(id, regulator());
    ASSERT_TRUE(steps.ok());
    std::vector<std::string> told;
    for (const auto& step : *steps) told.push_back(std::string(to_string(step.verb)) + " by " + step.actor);
    EXPECT_THAT(told, ElementsAre("submit by clerk", "endorse by reviewer", "approve by regulator"));
}

TEST_F(ReviewQueues, an_endorsement_is_of_what_was_submitted_then) {
    auto order = policy("review");
    order.reviewers = 2;
    ASSERT_EQ(add_policy(order), "ok");
    const auto id = save(world_.names.branded, "A").id;
    EXPECT_EQ(decide(id, SubmissionVerb::approve, reviewer()), "submitted");
    EXPECT_EQ(decide(id, SubmissionVerb::give_back, regulator()), "draft");
    EXPECT_EQ(decide(id, SubmissionVerb::submit, clerk()), "submitted");
    EXPECT_EQ(decide(id, SubmissionVerb::approve, regulator()), "submitted") << "the first again";
    EXPECT_EQ(decide(id, SubmissionVerb::approve, reviewer()), "approved");
}

TEST_F(ReviewQueues, a_sample_is_drawn_about_as_often_as_the_policy_says_and_never_twice) {
    const std::vector<storage::policies::Policy> policies{[] {
        storage::policies::Policy policy;
        policy.id = model::PolicyId(5);
        policy.decision = storage::policies::Decision::sample;
        policy.review_share = 2'000;
        return policy;
    }()};
    int reviewed = 0;
    constexpr int kTries = 4'000;
    for (int i = 0; i < kTries; ++i) {
        const SubmissionFacts facts{world_.names.farm, {}, ChangeKind::row, {}, {}, "row " + std::to_string(i)};
        const auto one = arrival_of(policies, world_.keys(), facts);
        const auto again = arrival_of(policies, world_.keys(), facts);
        ASSERT_TRUE(one.ok() && again.ok());
        ASSERT_EQ(one->draw, again->draw);
        ASSERT_EQ(one->passes, *one->draw >= 2'000);
        reviewed += one->passes ? 0 : 1;
    }
    EXPECT_NEAR(reviewed, kTries / 5, 120) << "five standard deviations";
}

TEST_F(ReviewQueues, what_a_rule_lets_through_says_so_in_its_history_and_a_reworded_try_gets_the_same_draw) {
    auto order = policy("sample");
    order.review_share = 5'000;
    ASSERT_EQ(add_policy(order), "ok");
    bool passed = false;
    bool waited = false;
    for (int i = 0; i < 40 && !(passed && waited); ++i) {
        const auto saved = save(world_.names.branded, "Name " + std::to_string(i));
        ASSERT_TRUE(saved.draw.has_value());
        if (saved.state == SubmissionState::approved) {
            passed = true;
            const auto steps = review().steps(saved.id, regulator()).value();
            EXPECT_EQ(steps.back().actor, "policy");
            EXPECT_THAT(steps.back().comment, ::testing::HasSubstr("drawn " + std::to_string(*saved.draw)));
            EXPECT_THAT(steps.back().comment, ::testing::HasSubstr("三年无差错"));
            continue;
        }
        waited = true;
        EXPECT_EQ(decide(saved.id, SubmissionVerb::withdraw, clerk()), "withdrawn");
        const auto again = save(world_.names.branded, "Reworded " + std::to_string(i));
        EXPECT_EQ(again.draw, saved.draw);
        EXPECT_EQ(again.state, SubmissionState::submitted);
        EXPECT_EQ(decide(again.id, SubmissionVerb::approve, regulator()), "approved");
    }
    EXPECT_TRUE(passed && waited);
}

TEST_F(ReviewQueues, policies_that_make_no_sense_are_refused) {
    EXPECT_EQ(add_policy(policy("perhaps")), "policy.decision_unknown");
    EXPECT_EQ(add_policy(policy("sample")), "policy.share");
    auto share = policy("review");
    share.review_share = 100;
    EXPECT_EQ(add_policy(share), "policy.share");
    auto two = policy("auto");
    two.reviewers = 2;
    EXPECT_EQ(add_policy(two), "policy.reviewers");
    PolicyOrder wide;
    wide.decision = "auto";
    EXPECT_EQ(add_policy(wide), "policy.too_wide");
    auto unknown = policy("review");
    unknown.category = "nothing";
    EXPECT_EQ(add_policy(unknown), "category.not_found");
    EXPECT_EQ(remove_policy(world_.services(), model::PolicyId(77), CodeWorld::operator_()).error().code,
              "policy.changed");
}

TEST_F(ReviewQueues, what_is_late_is_told_once) {
    const auto id = save(world_.names.branded, "A").id;
    EXPECT_EQ(remind_reviewers(world_.services()).value(), 0);
    world_.clock().advance_seconds(7 * 24 * 3'600);
    const auto page = review_queue(world_.services(), {}, regulator());
    ASSERT_TRUE(page.ok());
    EXPECT_TRUE(page->items.front().overdue);
    const auto counted = count_queue(world_.services()).value();
    EXPECT_EQ(counted.waiting, 1);
    EXPECT_EQ(counted.overdue, 1);
    EXPECT_EQ(remind_reviewers(world_.services()).value(), 2) << "its reviewers, and who stands above them";
    EXPECT_EQ(remind_reviewers(world_.services()).value(), 0);
    EXPECT_EQ(decide(id, SubmissionVerb::approve, regulator()), "approved");
    EXPECT_EQ(count_queue(world_.services())->waiting, 0);
}

TEST_F(ReviewQueues, the_diff_tells_before_after_and_now) {
    const auto waiting = save(world_.names.branded, "Yours");
    const auto other = save(world_.names.branded, "Theirs");
    const auto was = product(world_.names.branded).name_en;
    EXPECT_EQ(decide(other.id, SubmissionVerb::approve, regulator()), "approved");
    const auto shown = review().get(waiting.id, regulator());
    ASSERT_TRUE(shown.ok());
    const auto diffs = submission_diff(world_.services(), regulator(), *shown);
    ASSERT_TRUE(diffs.ok());
    ASSERT_EQ(diffs->size(), 1U);
    EXPECT_EQ(diffs->front().present_version, 2);
    ASSERT_EQ(diffs->front().fields.size(), 1U);
    const auto& field = diffs->front().fields.front();
    EXPECT_EQ(field.field, "name_en");
    EXPECT_EQ(field.zh, "英文名称");
    EXPECT_EQ(field.before, Json(was));
    EXPECT_EQ(field.after, Json("Yours"));
    EXPECT_EQ(field.now, Json("Theirs"));
}

}  // namespace
}  // namespace qy::business
