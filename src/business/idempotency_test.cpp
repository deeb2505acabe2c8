#include "business/idempotency.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "business/testing/code_world.h"
#include "storage/code_store.h"

namespace qy::business {
namespace {

class IdempotencyTest : public ::testing::Test {
 protected:
    using Work = std::function<Result<KeptAnswer>(const Services&)>;

    Result<KeptAnswer> once(const IdempotentRequest& request, const Work& work) {
        return answer_once(world_.services(), request, work);
    }
    // Issues ten codes and answers with the first.
    Result<KeptAnswer> issue(const Services& joined) {
        ++runs_;
        IssueOrder order;
        order.lot = world_.names.roast;
        order.count = 10;
        QY_TRY(issued, CodeDesk(joined).issue(testing::CodeWorld::operator_(), order));
        return KeptAnswer{200, std::string(issued.first_code.text())};
    }
    std::int64_t last_serial() {
        return world_.store()
            .read([](storage::Reader& reader) { return storage::codes::last_serial(reader, 1); })
            .value();
    }
    testing::CodeWorld world_;
    IdempotentRequest request_{"demo.clerk", "key-1", "code.issue", "{}"};
    int runs_ = 0;
};

TEST_F(IdempotencyTest, ASecondRequestGetsTheFirstAnswer) {
    const auto first = once(request_, [this](const Services& joined) { return issue(joined); });
    ASSERT_TRUE(first.ok());
    const auto second = once(request_, [this](const Services& joined) { return issue(joined); });
    ASSERT_TRUE(second.ok());
    EXPECT_EQ(second->answer, first->answer);
    EXPECT_EQ(runs_, 1);
    EXPECT_EQ(last_serial(), 10);
    EXPECT_EQ(find_answer(world_.services(), request_).value()->answer, first->answer);
}

TEST_F(IdempotencyTest, WorkWhoseAnswerIsNotKeptIsUndone) {
    const auto failed = once(request_, [this](const Services& joined) -> Result<KeptAnswer> {
        QY_CHECK(issue(joined));
        return unavailable("storage.unavailable");  // such as a full disk between the work and its answer
    });
    EXPECT_EQ(failed.error().code, "storage.unavailable");
    EXPECT_EQ(last_serial(), 0);
    EXPECT_FALSE(find_answer(world_.services(), request_).value());

    const auto thrown = once(request_, [this](const Services& joined) -> Result<KeptAnswer> {
        QY_CHECK(issue(joined));
        throw std::runtime_error("out of memory");
    });
    EXPECT_EQ(thrown.error().code, "storage.exception");
    EXPECT_EQ(last_serial(), 0);

    EXPECT_TRUE(once(request_, [this](const Services& joined) { return issue(joined); }).ok());
    EXPECT_EQ(last_serial(), 10);
}

TEST_F(IdempotencyTest, AKeyBelongsToItsActorAndItsContent) {
    ASSERT_TRUE(once(request_, [this](const Services& joined) { return issue(joined); }).ok());
    auto other_actor = request_;
    other_actor.actor = "demo.other";
    EXPECT_TRUE(once(other_actor, [this](const Services& joined) { return issue(joined); }).ok());
    auto other_body = request_;
    other_body.body = R"({"count":11})";
    const auto refused = once(other_body, [this](const Services& joined) { return issue(joined); });
    EXPECT_EQ(refused.error().code, "idempotency.other_content");
    EXPECT_EQ(runs_, 2);
}

TEST_F(IdempotencyTest, AnAnswerIsKeptForADay) {
    const auto work = [this](const Services& joined) { return issue(joined); };
    ASSERT_TRUE(once(request_, work).ok());
    world_.clock().advance_seconds(24 * 3600);
    ASSERT_TRUE(once(request_, work).ok());
    EXPECT_EQ(runs_, 1);
    world_.clock().advance_seconds(1);
    ASSERT_TRUE(once(request_, work).ok());
    EXPECT_EQ(runs_, 2);
}

TEST_F(IdempotencyTest, AClockThatIsSetBackForgetsNothing) {
    const auto work = [this](const Services& joined) { return issue(joined); };
    ASSERT_TRUE(once(request_, work).ok());
    world_.clock().advance_seconds(-3600);
    ASSERT_TRUE(once(request_, work).ok());
    EXPECT_EQ(runs_, 1);
}

}  // namespace
}  // namespace qy::business
