// The feed of changes: in order, by name, as far as one reaches; streams are told at once, and what they missed.
#include "business/change_feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "base/change_limits.h"
#include "business/labels.h"
#include "business/review.h"
#include "business/review_queue.h"
#include "business/testing/code_world.h"
#include "storage/change_store.h"

// Tests name only the members that they are about.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

namespace qy::business {
namespace {

using model::ChangedThing;
using model::Role;
using testing::CodeWorld;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ChangeFeed : public ::testing::Test {
 protected:
    void note(ChangedThing thing, std::int64_t subject, model::PartyId party = {}, std::string what = "event",
              model::BrandId brand = {}) {
        auto done = world_.store().write([&](storage::Writer& writer) {
            return note_change(writer, {0, world_.clock().now(), thing, subject, party, brand, what});
        });
        ASSERT_TRUE(done.ok()) << done.error().code;
    }
    FollowedChanges next(std::string_view follower, std::int64_t limit = 100) {
        return world_.store()
            .read([&](storage::Reader& reader) { return next_changes(reader, follower, limit); })
            .value();
    }
    void followed(std::string_view follower, std::int64_t position) {
        auto done =
            world_.store().write([&](storage::Writer& writer) { return have_followed(writer, follower, position); });
        ASSERT_TRUE(done.ok());
    }
    static std::vector<std::int64_t> subjects(const std::vector<model::ChangeNote>& notes) {
        std::vector<std::int64_t> all;
        for (const auto& one : notes) all.push_back(one.subject);
        return all;
    }

    CodeWorld world_;
};

TEST_F(ChangeFeed, each_follower_reads_everything_once_and_in_order) {
    for (int i = 1; i <= 5; ++i) note(ChangedThing::lot, i);
    const auto start = next("webhooks", 3);
    EXPECT_THAT(subjects(start.notes), ElementsAre(1, 2, 3));
    EXPECT_THAT(subjects(next("webhooks", 3).notes), ElementsAre(1, 2, 3)) << "not followed yet";
    followed("webhooks", start.notes.back().position);
    EXPECT_THAT(subjects(next("webhooks").notes), ElementsAre(4, 5));
    EXPECT_THAT(subjects(next("partners").notes), ElementsAre(1, 2, 3, 4, 5)) << "another follower";
}

TEST_F(ChangeFeed, who_was_away_for_too_long_is_told_that_something_is_missed) {
    for (int i = 1; i <= 3; ++i) note(ChangedThing::lot, i);
    followed("webhooks", 1);
    auto remove = [&](Time before) {
        return world_.store()
            .write([&](storage::Writer& writer) { return storage::changes::remove_before(writer, before, 100); })
            .value();
    };
    EXPECT_EQ(remove(world_.clock().now().plus_seconds(1)), 2) << "the newest stays: positions go on behind it";
    EXPECT_TRUE(next("webhooks").missed);
    EXPECT_FALSE(next("a new one").missed);
    note(ChangedThing::lot, 4);
    EXPECT_EQ(next("webhooks").notes.back().position, 4);
    followed("webhooks", 4);
    EXPECT_FALSE(next("webhooks").missed);
}

TEST_F(ChangeFeed, a_reach_holds_its_own_and_what_is_everybodys) {
    note(ChangedThing::submission, 1, world_.names.farm);
    note(ChangedThing::submission, 2, world_.names.stranger);
    note(ChangedThing::catalogue, 0);
    const auto reach = CodeWorld::user(world_.names.farm, Role::party_clerk).reach(model::Permission::read_submissions);
    const auto notes =
        world_.store()
            .read([&](storage::Reader& reader) { return storage::changes::after(reader, reach, 0, 100); })
            .value();
    EXPECT_THAT(subjects(notes), ElementsAre(1, 0));
}

TEST_F(ChangeFeed, a_manager_is_told_of_what_is_submitted_under_its_brand_while_the_grant_holds) {
    note(ChangedThing::submission, 1, world_.names.farm, "submitted", world_.names.brand);
    note(ChangedThing::submission, 2, world_.names.farm, "submitted");
    note(ChangedThing::submission, 3, world_.names.stranger, "submitted", world_.names.brand);
    note(ChangedThing::lot, 4, world_.names.farm, "event", world_.names.brand);
    const auto told = [&] {
        const auto manager = CodeWorld::user(world_.names.manager, Role::brand_manager);
        const auto reach = manager.reach(model::Permission::read_submissions);
        return subjects(
            world_.store()
                .read([&](storage::Reader& reader) { return storage::changes::after(reader, reach, 0, 100); })
                .value());
    };
    EXPECT_THAT(told(), ElementsAre(1, 4)) << "the stranger holds no grant";
    world_.set_grant(model::GrantState::suspended);
    EXPECT_THAT(told(), ElementsAre(4)) << "what bears the brand stays";
}

TEST_F(ChangeFeed, a_submission_is_told_under_its_brand) {
    std::vector<model::Change> changes{
        {model::ChangeKind::product, world_.names.branded.number(), 1, JsonObject{{"name_en", "New"}}}};
    auto author = CodeWorld::user(world_.names.farm, Role::party_administrator);
    Review review(world_.services());
    const auto made = review.submit(world_.names.farm, std::move(changes), author);
    ASSERT_TRUE(made.ok()) << made.error().code;
    auto manager = CodeWorld::user(world_.names.manager, Role::brand_manager);
    manager.user = model::UserId(2);
    ASSERT_TRUE(claim_submission(world_.services(), made->id, manager).ok());
    ASSERT_TRUE(review.decide(made->id, model::SubmissionVerb::reject, "", manager).ok());
    std::vector<std::string> what;
    for (const auto& one : next("webhooks").notes) {
        if (one.thing != ChangedThing::submission) continue;
        EXPECT_EQ(one.brand, world_.names.brand);
        what.push_back(one.what);
    }
    EXPECT_THAT(what, ElementsAre("submitted", "claim", "rejected"));
}

class ChangeStreams : public ChangeFeed {
 protected:
    ChangeStreams() : labels_(Labels::load(world_.services()).value()), hub_(world_.services()) {
        QY_ASSERT(hub_.start(labels_).ok());
    }
    ChangeTopic topic(const std::string& name, const model::Actor& actor) {
        auto found = change_topic(world_.services(), name, actor);
        EXPECT_TRUE(found.ok()) << found.error().code;
        return found.ok() ? *std::move(found) : ChangeTopic{};
    }
    std::shared_ptr<ChangeListener> listen(const ChangeTopic& topic, std::optional<std::int64_t> since = {},
                                           const std::string& address = "192.0.2.1") {
        auto listener = hub_.listen({topic}, since, {address});
        EXPECT_TRUE(listener.ok());
        return *std::move(listener);
    }
    /// What the listener is told by the time that the hub has seen everything.
    ChangeListener::Waiting told(ChangeListener& listener) {
        hub_.written();
        const auto newest = hub_.newest().value();
        while (hub_.seen() < newest) std::this_thread::yield();
        return listener.take();
    }
    /// What the listener is told when it is woken by what `work` does.
    template <class Work>
    static ChangeListener::Waiting woken_by(ChangeListener& listener, Work work) {
        std::atomic<bool> woken = false;
        listener.when_news([&] {
            woken = true;
            woken.notify_all();
        });
        work();
        woken.wait(false);
        listener.when_news({});
        return listener.take();
    }
    static std::vector<std::int64_t> subjects_told(const ChangeListener::Waiting& waiting) {
        std::vector<std::int64_t> all;
        for (const auto& change : waiting.changes) all.push_back(change.subject);
        return all;
    }
    [[nodiscard]] model::Actor clerk() const { return CodeWorld::user(world_.names.farm, Role::party_clerk); }

    Labels labels_;
    ChangeHub hub_;
};

TEST_F(ChangeStreams, a_public_topic_is_about_the_lots_and_the_product_of_its_page) {
    model::Actor anybody;
    anybody.name = "anonymous";
    const auto lot = topic("lot:" + world_.names.roast.to_string(), anybody);
    const auto listener = listen(lot);
    note(ChangedThing::lot, world_.names.honey.number());
    note(ChangedThing::lot, world_.names.roast.number());
    note(ChangedThing::product, world_.names.branded.number());
    const auto waiting = told(*listener);
    EXPECT_THAT(subjects_told(waiting), ElementsAre(world_.names.roast.number(), world_.names.branded.number()));
    EXPECT_TRUE(waiting.changes.front().is_public);
    EXPECT_THAT(told(*listener).changes, IsEmpty());
}

TEST_F(ChangeStreams, a_public_topic_of_a_code) {
    const auto range = world_.issued(world_.names.roast, 10);
    const auto code = std::string(world_.code(range, 3).text());
    const auto listener = listen(topic("code:" + code, {}));
    QY_ASSERT(
        world_.desk().freeze(CodeWorld::operator_(), {.range = range.range.id, .frozen = true, .reason = "r"}).ok());
    EXPECT_THAT(subjects_told(told(*listener)), ElementsAre(world_.names.roast.number())) << "its state is told";
}

TEST_F(ChangeStreams, staff_topics_need_a_right_and_reach_as_far_as_it) {
    EXPECT_EQ(change_topic(world_.services(), "submissions", {}).error().code, "token.missing");
    const auto printer = CodeWorld::user(world_.names.farm, Role::printing_house);
    EXPECT_EQ(change_topic(world_.services(), "submissions", printer).error().code, "permission.denied");
    EXPECT_EQ(change_topic(world_.services(), "nothing", clerk()).error().code, "change.topic_unknown");
    EXPECT_EQ(change_topic(world_.services(), "code:12", clerk()).error().code, "code.malformed");
    EXPECT_EQ(change_topic(world_.services(), "submission:77", clerk()).error().code, "submission.not_found");
    const auto listener = listen(topic("submissions", clerk()));
    note(ChangedThing::submission, 1, world_.names.farm, "submitted");
    note(ChangedThing::submission, 2, world_.names.stranger, "submitted");
    note(ChangedThing::product, 3, world_.names.farm);
    const auto waiting = told(*listener);
    EXPECT_THAT(subjects_told(waiting), ElementsAre(1));
    EXPECT_EQ(waiting.changes.front().what, "submitted");
    EXPECT_FALSE(waiting.changes.front().is_public);
}

TEST_F(ChangeStreams, who_comes_again_is_told_what_came_in_between) {
    const auto lot = topic("lot:" + world_.names.roast.to_string(), {});
    note(ChangedThing::lot, world_.names.roast.number());
    const auto seen = hub_.newest().value();
    note(ChangedThing::lot, world_.names.honey.number());
    note(ChangedThing::lot, world_.names.roast.number());
    const auto listener = listen(lot, seen);
    EXPECT_THAT(subjects_told(listener->take()), ElementsAre(world_.names.roast.number()));
    EXPECT_THAT(told(*listener).changes, IsEmpty()) << "once";
    auto removed = world_.store().write([&](storage::Writer& writer) {
        return storage::changes::remove_before(writer, world_.clock().now().plus_seconds(1), 100);
    });
    ASSERT_TRUE(removed.ok());
    EXPECT_TRUE(listen(lot, 0)->take().missed) << "what is not kept any more may have been about it";
}

TEST_F(ChangeStreams, a_stream_ends_when_what_its_user_may_do_changes) {
    const auto lot = topic("lot:" + world_.names.roast.to_string(), {});
    const auto of = [&](std::int64_t user) {
        return hub_.listen({lot}, {}, {"192.0.2.1", model::UserId(user)}).value();
    };
    const auto visitor = listen(lot);
    const auto one = of(1);
    const auto two = of(2);
    int calls = 0;
    one->when_news([&] { ++calls; });
    note(ChangedThing::access, 1);
    EXPECT_TRUE(told(*one).ended);
    EXPECT_EQ(calls, 1);
    EXPECT_FALSE(told(*two).ended);
    note(ChangedThing::access, 0);  // a role changed: everybody's
    EXPECT_TRUE(told(*two).ended);
    EXPECT_FALSE(told(*visitor).ended) << "who never signed in has nothing to lose";
    EXPECT_THAT(told(*visitor).changes, IsEmpty());
    const auto later = of(1);
    EXPECT_FALSE(told(*later).ended) << "what was before it is not about it";
    one->when_news({});
}

TEST_F(ChangeStreams, a_stream_ends_with_the_time_of_what_was_shown_for_it) {
    const auto lot = topic("lot:" + world_.names.roast.to_string(), {});
    const auto until = [&](std::int64_t seconds) {
        return hub_.listen({lot}, {}, {"192.0.2.1", model::UserId(1), world_.clock().now().plus_seconds(seconds)})
            .value();
    };
    const auto visitor = listen(lot);
    const auto soon = until(60);
    const auto later = until(120);
    world_.clock().advance_seconds(59);
    EXPECT_FALSE(told(*soon).ended);
    const auto ended = woken_by(*soon, [&] { world_.clock().advance_seconds(1); });
    EXPECT_TRUE(ended.ended) << "though nothing happened";
    EXPECT_FALSE(told(*later).ended);
    EXPECT_FALSE(told(*visitor).ended);
}

TEST_F(ChangeStreams, all_streams_end_when_from_where_one_may_listen_changes) {
    const auto lot = topic("lot:" + world_.names.roast.to_string(), {});
    const auto visitor = listen(lot);
    const auto user = hub_.listen({lot}, {}, {"192.0.2.1", model::UserId(1)}).value();
    hub_.end_all();
    EXPECT_TRUE(told(*visitor).ended);
    EXPECT_TRUE(told(*user).ended);
    EXPECT_FALSE(told(*listen(lot)).ended);
}

TEST_F(ChangeStreams, who_does_not_read_keeps_little_and_is_told_so) {
    const auto listener = listen(topic("lot:" + world_.names.roast.to_string(), {}));
    for (std::size_t i = 0; i < limits::change_waiting_max + 5; ++i)
        note(ChangedThing::lot, world_.names.roast.number());
    const auto waiting = told(*listener);
    EXPECT_TRUE(waiting.missed);
    EXPECT_LE(waiting.changes.size(), limits::change_waiting_max);
}

TEST_F(ChangeStreams, one_address_opens_so_many_and_no_more_until_some_close) {
    const auto lot = topic("lot:" + world_.names.roast.to_string(), {});
    std::vector<std::shared_ptr<ChangeListener>> open;
    for (std::size_t i = 0; i < limits::change_streams_per_address_max; ++i) open.push_back(listen(lot));
    const auto more = hub_.listen({lot}, {}, {"192.0.2.1"});
    EXPECT_EQ(more.error().code, "change.too_many_streams");
    EXPECT_TRUE(hub_.listen({lot}, {}, {"192.0.2.2"}).ok());
    open.pop_back();
    EXPECT_TRUE(hub_.listen({lot}, {}, {"192.0.2.1"}).ok());
    open.clear();
    EXPECT_EQ(hub_.listeners(), 0U);
}

TEST_F(ChangeStreams, what_another_program_writes_is_seen_without_a_word_from_it) {
    const auto listener = listen(topic("lot:" + world_.names.roast.to_string(), {}));
    note(ChangedThing::lot, world_.names.roast.number());  // nobody calls written()
    const auto newest = hub_.newest().value();
    while (hub_.seen() < newest) std::this_thread::yield();
    EXPECT_THAT(subjects_told(listener->take()), ElementsAre(world_.names.roast.number()));
}

TEST_F(ChangeStreams, news_wake_whoever_waits_for_them) {
    const auto listener = listen(topic("lot:" + world_.names.roast.to_string(), {}));
    std::atomic<int> woken = 0;
    listener->when_news([&] { ++woken; });
    note(ChangedThing::lot, world_.names.roast.number());
    EXPECT_EQ(told(*listener).changes.size(), 1U);
    EXPECT_EQ(woken, 1);
    listener->when_news({});
    note(ChangedThing::lot, world_.names.roast.number());
    EXPECT_EQ(told(*listener).changes.size(), 1U);
    EXPECT_EQ(woken, 1);
}

}  // namespace
}  // namespace qy::business
