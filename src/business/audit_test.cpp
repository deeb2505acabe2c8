#include "business/audit.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "audit_chain.h"
#include "base/limits.h"
#include "business/audit_check.h"
#include "business/audit_keeper.h"
#include "business/testing/trace_world.h"

namespace qy::business {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::TraceWorld;

constexpr std::int64_t kDay = 86'400;

model::Actor clerk() {
    model::Actor actor;
    actor.user = model::UserId(5);
    actor.name = "li.na";
    actor.party = model::PartyId(7);
    actor.roles = {model::Role::party_clerk, model::Role::party_reviewer};
    actor.channel = model::Channel::api;
    actor.request_id = "request-1";
    actor.address = "203.0.113.7";
    return actor;
}

/// A trail with its keeper, a seal after every fourth record.
class AuditTest : public ::testing::Test {
 protected:
    void write(int count, std::string_view action = "user.add") {
        for (int i = 0; i < count; ++i) {
            ASSERT_TRUE(write_audit_alone(world_.services(), clerk(), {action, "user:9", "ok", {}}).ok());
        }
    }
    void keep() { ASSERT_TRUE(keeper_->keep().ok()); }
    void restart() {
        keeper_.reset();
        keeper_ = std::make_unique<AuditKeeper>(world_.services(), head_file());
    }
    void sql(const std::string& text) {
        world_.write([&](storage::Writer& writer) -> Result<void> { return writer.script("test.tamper", text); });
    }
    [[nodiscard]] std::string head_file() const { return folder_.path() + "/audit-head"; }
    AuditCheck check(const KeptHead& kept = {}) { return check_audit(world_.services(), head_file(), kept).value(); }
    std::vector<std::string> faults(const KeptHead& kept = {}) {
        std::vector<std::string> told;
        for (const auto& fault : check(kept).faults) told.push_back(fault.code + " " + std::to_string(fault.position));
        return told;
    }

    TraceWorld world_{{{"audit.seal_records", "4"}}};
    storage::testing::TempFolder folder_;
    std::unique_ptr<AuditKeeper> keeper_ = std::make_unique<AuditKeeper>(world_.services(), head_file());
};

TEST_F(AuditTest, ARecordTellsWhoFromWhereWhatAndWithWhichResult) {
    auto actor = clerk();
    model::CallTrail trail;
    actor.trail = &trail;
    const auto before = audit_fingerprint(world_.services().keys, Json("old"));
    ASSERT_TRUE(
        write_audit_alone(world_.services(), actor, {"user.role", "user:9", "ok", {{"n", 1}}, before, ""}).ok());
    EXPECT_TRUE(trail.told);
    const auto record =
        world_.store().read([](storage::Reader& reader) { return storage::audit::last(reader); }).value().value();
    EXPECT_EQ(record.actor, "li.na");
    EXPECT_EQ(record.roles, "party_clerk,party_reviewer");
    EXPECT_EQ(record.party, model::PartyId(7));
    EXPECT_EQ(record.channel, "api");
    EXPECT_EQ(record.address, "203.0.113.7");
    EXPECT_EQ(record.action, "user.role");
    EXPECT_EQ(record.object, "user:9");
    EXPECT_EQ(record.request_id, "request-1");
    EXPECT_EQ(record.before_hash, before);
    EXPECT_EQ(record.hash, audit_hash(record));
}

TEST_F(AuditTest, AFingerprintIsKeyedAndNamesItsEpoch) {
    const auto& keys = world_.services().keys;
    const auto one = audit_fingerprint(keys, JsonObject{{"a", "1"}, {"b", "2"}});
    EXPECT_EQ(one, audit_fingerprint(keys, JsonObject{{"b", "2"}, {"a", "1"}}));
    EXPECT_NE(one, audit_fingerprint(keys, JsonObject{{"a", "1"}, {"b", "3"}}));
    EXPECT_TRUE(one.starts_with("1:"));
    EXPECT_EQ(one.size(), 2U + 64U);
}

TEST_F(AuditTest, AWholeChainHasNoFaultAndIsSigned) {
    EXPECT_EQ(check().records, 0);
    EXPECT_THAT(faults(), IsEmpty());
    write(9);
    keep();
    write(2);  // longer than its head: no fault
    const auto found = check();
    EXPECT_THAT(faults(), IsEmpty());
    EXPECT_EQ(found.records, 12);
    EXPECT_EQ(found.seals, 1);
    EXPECT_EQ(found.sealed, 8);
    EXPECT_EQ(found.head_file, 9);
}

TEST_F(AuditTest, EveryColumnOfARecordIsUnderItsHash) {
    for (const auto* const change :
         {"at = at + 1", "actor = 'x'", "party_id = 8", "address = 'x'", "action = 'x'", "object = 'x'", "result = 'x'",
          "request_id = 'x'", "detail = '{\"a\":1}'", "format = 3", "roles = 'x'", "channel = 'x'", "before_hash = 'x'",
          "after_hash = 'x'", "hash = 'x'"}) {
        AuditTest::SetUp();
        write(3);
        const auto position = std::to_string(check().last - 1);
        keep();
        sql("CREATE TABLE kept AS SELECT * FROM audit_record; UPDATE audit_record SET " + std::string(change) +
            " WHERE position = " + position);
        EXPECT_THAT(faults(), Contains("audit.record_edited " + position)) << change;
        sql("DELETE FROM audit_record; INSERT INTO audit_record SELECT * FROM kept; DROP TABLE kept");
        EXPECT_THAT(faults(), IsEmpty()) << change;
    }
}

TEST_F(AuditTest, ADeletionIsFound) {
    write(6);
    keep();
    sql("DELETE FROM audit_record WHERE position = 2");
    EXPECT_THAT(faults(), ElementsAre("audit.records_missing 2"));
}

TEST_F(AuditTest, ARemovedRecordCannotBeHiddenByCountingAnew) {
    write(6);
    keep();
    sql("DELETE FROM audit_record WHERE position = 2; UPDATE audit_record SET position = position - 1 WHERE position > "
        "2");
    EXPECT_THAT(faults(), Contains("audit.chain_broken 2"));
    EXPECT_THAT(faults(), Contains("audit.head_missing 6"));
}

TEST_F(AuditTest, AReorderingIsFound) {
    write(6);
    keep();
    sql("UPDATE audit_record SET position = 100 WHERE position = 2; UPDATE audit_record SET position = 2 WHERE "
        "position "
        "= 3; UPDATE audit_record SET position = 3 WHERE position = 100");
    EXPECT_THAT(faults(), Contains("audit.chain_broken 2"));
    EXPECT_THAT(faults(), Contains("audit.record_edited 2"));
}

TEST_F(AuditTest, ACutTailIsFoundByTheHead) {
    write(6);
    keep();
    sql("DELETE FROM audit_record WHERE position >= 6");
    EXPECT_THAT(faults(), ElementsAre("audit.head_missing 6"));
    sql("DELETE FROM audit_record");
    EXPECT_THAT(faults(), ElementsAre("audit.head_missing 6"));
}

TEST_F(AuditTest, ACutTailIsFoundByAHeadKeptElsewhere) {
    write(3);
    const auto kept = check();
    write(1);
    EXPECT_THAT(faults({kept.last, kept.head}), IsEmpty());
    EXPECT_THAT(faults({kept.last, std::string(64, '0')}), ElementsAre("audit.head_missing 2"));
    EXPECT_THAT(faults({50, kept.head}), ElementsAre("audit.head_missing 50"));
}

TEST_F(AuditTest, ACutBeginningIsFound) {
    write(6);
    keep();
    sql("DELETE FROM audit_record WHERE position <= 2");
    EXPECT_THAT(faults(), ElementsAre("audit.beginning_missing 2"));
}

/// Whoever can write the file can compute hashes; signatures and the head need keys.
TEST_F(AuditTest, AChainComputedAnewFailsItsSealAndItsHead) {
    write(6);
    keep();
    world_.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(records, storage::audit::page(writer, 0, 100));
        QY_CHECK(writer.script("test.forge", "DELETE FROM audit_record"));
        for (auto record : records) {
            if (record.position == 1) record.actor = "nobody";
            QY_TRY(stored, storage::audit::append(writer, record, audit_hash));
            (void)stored;
        }
        return {};
    });
    EXPECT_THAT(faults(), ElementsAre("audit.seal_wrong 6", "audit.head_missing 6"));
}

TEST_F(AuditTest, AForgedOrMissingHeadFileIsAFault) {
    write(2);
    keep();
    std::filesystem::copy_file(head_file(), head_file() + ".kept");
    {
        std::ofstream file(head_file());
        file << R"({"at":"1","epoch":"1","hash":")" << std::string(64, 'a') << R"(","mac":"00","position":"1"})";
    }
    EXPECT_THAT(faults(), ElementsAre("audit.head_forged -1"));
    std::filesystem::remove(head_file());
    EXPECT_THAT(faults(), ElementsAre("audit.head_missing -1"));
    std::filesystem::rename(head_file() + ".kept", head_file());
    EXPECT_THAT(faults(), IsEmpty());
}

TEST_F(AuditTest, TheHeadIsWrittenOncePerRoundHoweverManyRecords) {
    write(3);
    keep();
    EXPECT_EQ(keeper_->figures().heads_written, 1);
    keep();  // nothing new
    EXPECT_EQ(keeper_->figures().heads_written, 1);
    EXPECT_EQ(keeper_->figures().head, 2);
    EXPECT_EQ(read_head(head_file(), world_.services().keys).value()->position, 2);
}

TEST_F(AuditTest, SealsComeAfterSoManyRecordsOrSoMuchTime) {
    write(3);
    keep();
    EXPECT_EQ(check().seals, 0);
    write(1);
    keep();
    EXPECT_EQ(check().seals, 1);
    keep();  // a seal alone is not sealed again
    world_.clock().advance_seconds(3'600);
    keep();
    EXPECT_EQ(check().seals, 1);
    write(1);
    keep();  // the hour since the last one has passed
    EXPECT_EQ(check().seals, 2);
    EXPECT_THAT(faults(), IsEmpty());
}

TEST_F(AuditTest, ExpiredRecordsAreCutBehindASealAndTheRestStillVerifies) {
    write(5);
    keep();
    world_.clock().advance_seconds(401 * kDay);
    write(3);
    keep();
    const auto found = check();
    EXPECT_EQ(found.first, 6);  // five records and their seal are gone
    EXPECT_THAT(faults(), IsEmpty());
    restart();
    EXPECT_TRUE(keeper_->ready().ok());
    write(2);
    keep();
    EXPECT_THAT(faults(), IsEmpty());
    sql("DELETE FROM audit_record WHERE action = 'audit.cut'");
    EXPECT_THAT(faults(), Contains("audit.beginning_missing 5"));
}

TEST_F(AuditTest, RecordsWithinTheRetentionStay) {
    write(5);
    world_.clock().advance_seconds(399 * kDay);
    write(1);
    keep();
    EXPECT_EQ(check().first, 0);
}

TEST_F(AuditTest, AChainThatLacksItsHeadIsToldAtTheStartAndGetsNoNewOne) {
    write(6);
    keep();
    keeper_.reset();
    sql("DELETE FROM audit_record WHERE position >= 4");
    restart();
    EXPECT_EQ(keeper_->ready().error().code, "audit.head_missing");
    write(20);
    EXPECT_FALSE(keeper_->keep().ok());
    EXPECT_THAT(faults(), ElementsAre("audit.head_missing 6"));
    ASSERT_TRUE(keeper_->adopt_head(clerk(), "restored the backup of yesterday").ok());
    EXPECT_TRUE(keeper_->ready().ok());
    EXPECT_THAT(faults(), IsEmpty());
    EXPECT_EQ(keeper_->adopt_head(clerk(), "again").error().code, "audit.head_present");
    restart();
    EXPECT_TRUE(keeper_->ready().ok());
}

TEST_F(AuditTest, AHeadThatWasTakenAwayIsToldAtTheStart) {
    write(2);
    keep();
    keeper_.reset();
    std::filesystem::remove(head_file());
    restart();
    EXPECT_EQ(keeper_->ready().error().code, "audit.head_missing");
}

TEST_F(AuditTest, ARecordOfTheFirstFormStillVerifies) {
    sql("DELETE FROM audit_record");
    world_.write([&](storage::Writer& writer) -> Result<void> {
        storage::audit::Record old;
        old.actor = "operator:0";
        old.action = "user.add";
        old.detail = "{}";
        old.format = 1;
        QY_TRY(stored, storage::audit::append(writer, old, audit_hash));
        EXPECT_EQ(stored.hash, "9f2399c62b6989b521b974ba83cfaf1fd7c28366777003b607a6042cfe242667");
        return {};
    });
    write(1);
    EXPECT_THAT(faults(), IsEmpty());
}

TEST_F(AuditTest, OfVisitorsOnlySoManyRecordsAMinuteAreKeptAndTheRestIsCounted) {
    const auto visitor = TraceWorld::anybody();
    for (int i = 0; i < limits::audit_anonymous_per_minute + 5; ++i) {
        ASSERT_TRUE(keeper_->record(visitor, {"session.login", "", "password.wrong", {}}).ok());
    }
    EXPECT_EQ(check().records, limits::audit_anonymous_per_minute);
    EXPECT_EQ(keeper_->figures().suppressed, 5);
    ASSERT_TRUE(keeper_->record(clerk(), {"code.export", "", "denied", {}}).ok());  // users have no such limit
    world_.clock().advance_seconds(60);
    ASSERT_TRUE(keeper_->record(visitor, {"session.login", "", "password.wrong", {}}).ok());
    const auto last =
        world_.store().read([](storage::Reader& reader) { return storage::audit::last(reader); }).value().value();
    EXPECT_EQ(last.detail, R"({"suppressed":"5"})");
}

/// A database that refuses to write when told so.
class FullStore final : public storage::Store {
 public:
    explicit FullStore(storage::Store& inner) : inner_(inner) {}
    [[nodiscard]] std::string description() const override { return inner_.description(); }
    bool full = false;

 protected:
    Result<void> do_read(const std::function<void(storage::Reader&)>& work) override {
        return inner_.read([&](storage::Reader& reader) -> Result<void> {
            work(reader);
            return {};
        });
    }
    Result<void> do_write(const std::function<bool(storage::Writer&)>& work) override {
        if (full) return unavailable("storage.unavailable");
        return inner_.write([&](storage::Writer& writer) -> Result<void> {
            EXPECT_TRUE(work(writer));
            return {};
        });
    }

 private:
    storage::Store& inner_;
};

TEST_F(AuditTest, WhenNothingCanBeWrittenTheServiceSaysSoUntilItCanAgain) {
    FullStore store(world_.store());
    const auto& real = world_.services();
    AuditKeeper keeper({store, real.keys, real.settings, real.clock, real.random, real.ids, real.roles}, head_file());
    store.full = true;
    const auto refused = keeper.record(clerk(), {"code.export", "", "ok", {}});
    EXPECT_EQ(refused.error().code, "audit.unwritable");
    EXPECT_EQ(keeper.ready().error().code, "audit.unwritable");
    EXPECT_FALSE(keeper.keep().ok());
    EXPECT_EQ(keeper.figures().write_failures, 1);
    store.full = false;
    EXPECT_TRUE(keeper.keep().ok());
    EXPECT_TRUE(keeper.ready().ok());
    const auto last =
        world_.store().read([](storage::Reader& reader) { return storage::audit::last(reader); }).value().value();
    EXPECT_EQ(last.action, "audit.resumed");
}

TEST_F(AuditTest, AHeadThatCannotBeWrittenIsTold) {
    write(1);
    AuditKeeper keeper(world_.services(), folder_.path() + "/no/such/folder/audit-head");
    EXPECT_FALSE(keeper.keep().ok());
    EXPECT_FALSE(keeper.ready().ok());
}

}  // namespace
}  // namespace qy::business
