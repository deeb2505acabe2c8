// Persons in published records: reached by those who recorded them only, erased for good, and the ledger still
// verifies; rules of retention do the same when their time has come. (clauses 6.5.2, 7.3.1)
#include "business/persons.h"

#include <gmock/gmock.h>

#include "business/ledger.h"
#include "business/retention.h"
#include "business/testing/trace_world.h"
#include "event_writer.h"
#include "storage/clock_store.h"
#include "storage/event_store.h"
#include "storage/ledger_store.h"
#include "storage/party_store.h"

namespace qy::business {
namespace {

using model::Field;
using testing::TraceWorld;

constexpr std::string_view kPhone = "13876543210";

model::Actor operator_at_the_machine() {
    model::Actor actor;
    actor.name = "operator:0";
    actor.channel = model::Channel::operator_command;
    return actor;
}

class PersonsTest : public ::testing::Test {
 protected:
    explicit PersonsTest(std::vector<std::pair<std::string, std::string>> settings = {}) : world_(std::move(settings)) {
        inn_ = world_.firm("椰岛民宿");
        other_ = world_.firm("五指山茶园");
        lot_ = world_.lot(world_.product(inn_, "环岛游"), "HD-1");
        guest_ = service("欧阳冬梅", kPhone);
        second_ = service("李四", "13900000000");
    }
    model::EventId service(std::string_view name, std::string_view contact) {
        const auto id = world_.event(lot_, model::Step::service_provided, "2026-03-05T10:00:00+08:00",
                                     {.contents = {{Field::customer_name, std::string(name)},
                                                   {Field::customer_contact, std::string(contact)},
                                                   {Field::contract_number, "HT-93"}}});
        world_.write([&](storage::Writer& writer) -> Result<void> {
            QY_TRY(event, storage::events::find(writer, model::Reach::everything(), id));
            QY_TRY(position,
                   append_to_ledger(
                       writer, {"event", lot_.to_string(), id.number(), model::to_json(*event), hidden_members(*event)},
                       random_, Time{1}));
            (void)position;
            return {};
        });
        return id;
    }
    model::Fields contents(model::EventId id) {
        return world_.store()
            .read(
                [&](storage::Reader& reader) { return storage::events::find(reader, model::Reach::everything(), id); })
            .value()
            ->contents;
    }
    model::Actor administrator(model::PartyId party) {
        return TraceWorld::user(party, model::Role::party_administrator);
    }
    std::string salts_of(std::int64_t position) {
        return world_.store()
            .read([&](storage::Reader& reader) { return storage::ledger::find(reader, position); })
            .value()
            ->salts;
    }

    SeededRandom random_{11};
    TraceWorld world_;
    PersonDesk desk_{world_.services()};
    model::PartyId inn_;
    model::PartyId other_;
    testing::LotId lot_;
    model::EventId guest_;
    model::EventId second_;
};

TEST_F(PersonsTest, OnlyWhoRecordedThemAndTheOperatorReachThem) {
    const PersonQuestion question{"", "+86 138 7654 3210", {}};
    EXPECT_EQ(desk_.find(question, administrator(inn_))->events, std::vector{guest_});
    EXPECT_EQ(desk_.find(question, operator_at_the_machine())->events, std::vector{guest_});
    EXPECT_EQ(desk_.find(question, administrator(other_)).error().code, "person.not_found");
    EXPECT_EQ(desk_.erase(question, administrator(other_)).error().code, "person.not_found");
    EXPECT_EQ(contents(guest_).get(Field::customer_contact), kPhone);
    EXPECT_EQ(desk_.find({"欧阳冬梅", "13900000000", {}}, administrator(inn_)).error().code, "person.not_found")
        << "both values must be of one person";
    EXPECT_EQ(desk_.find({}, administrator(inn_)).error().code, "person.unnamed");
}

TEST_F(PersonsTest, ErasedValuesAreGoneAndTheLedgerVerifies) {
    const auto before = verify_ledger(world_.services());
    ASSERT_TRUE(before.ok()) << before.error().code;
    EXPECT_EQ(before->recomputed, 2);
    const auto salts = parse_json(salts_of(0)).value();
    const std::string salt(salts.at("contents/customer_contact").as_string());
    ASSERT_TRUE(desk_.erase({"欧阳冬梅", std::string(kPhone), {}}, administrator(inn_)).ok());
    EXPECT_FALSE(contents(guest_).has(Field::customer_name));
    EXPECT_FALSE(contents(guest_).has(Field::customer_contact));
    EXPECT_EQ(contents(guest_).get(Field::contract_number), "HT-93");
    EXPECT_EQ(contents(second_).get(Field::customer_name), "李四");
    EXPECT_THAT(salts_of(0), ::testing::Not(::testing::HasSubstr(salt))) << "the salt is destroyed";
    const auto after = verify_ledger(world_.services());
    ASSERT_TRUE(after.ok()) << after.error().code;
    EXPECT_EQ(after->entries, before->entries);
    EXPECT_EQ(after->recomputed, 2);
    EXPECT_EQ(after->erased, 2);
    EXPECT_EQ(desk_.find({"", std::string(kPhone), {}}, administrator(inn_)).error().code, "person.not_found");
}

TEST_F(PersonsTest, AChangeBesideTheErasedValuesIsStillFound) {
    ASSERT_TRUE(desk_.erase({"", std::string(kPhone), {}}, administrator(inn_)).ok());
    world_.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(event, storage::events::find(writer, model::Reach::everything(), guest_));
        event->contents.set(Field::contract_number, "HT-94");
        return storage::events::rewrite(writer, *event);
    });
    const auto broken = verify_ledger(world_.services());
    ASSERT_FALSE(broken.ok());
    EXPECT_EQ(broken.error().code, "ledger.mismatch");
    EXPECT_EQ(broken.error().arguments, std::vector<std::string>{"0"});
}

TEST_F(PersonsTest, AMissingEventAndAMovedEntryAreFound) {
    world_.write([](storage::Writer& writer) {
        return writer.script("test.delete",
                             "DELETE FROM trace_event WHERE event_id = (SELECT max(event_id) FROM trace_event)");
    });
    EXPECT_EQ(verify_ledger(world_.services()).error().arguments, std::vector<std::string>{"1"});
    world_.write([](storage::Writer& writer) {
        return writer.script("test.move", "UPDATE ledger_entry SET subject = '1' WHERE position = 0");
    });
    EXPECT_EQ(verify_ledger(world_.services()).error().arguments, std::vector<std::string>{"0"});
}

TEST_F(PersonsTest, AFarmerLosesNameAndNumberAndStaysInTheStory) {
    const auto farmer =
        world_.party({.kind = model::PartyKind::farmer, .name = "符玉莲", .cooperative = inn_, .address = "坡头村"});
    world_.write([&](storage::Writer& writer) {
        return storage::parties::set_personal(writer, farmer, {"469006197001010023", "2026-1", Time{1}});
    });
    EXPECT_EQ(desk_.erase({"", "", farmer}, administrator(other_)).error().code, "person.not_found");
    EXPECT_EQ(desk_.erase({"", "", inn_}, operator_at_the_machine()).error().code, "person.not_found") << "a firm";
    ASSERT_TRUE(desk_.erase({"", "", farmer}, administrator(inn_)).ok()) << "its cooperative";
    const auto left = world_.store()
                          .read([&](storage::Reader& reader) {
                              return storage::parties::find(reader, model::Reach::everything(), farmer);
                          })
                          .value();
    EXPECT_EQ(left->name, storage::parties::erased_name);
    EXPECT_EQ(left->address, "");
    EXPECT_FALSE(left->active);
    const auto personal = world_.store()
                              .read([&](storage::Reader& reader) { return storage::parties::personal(reader, farmer); })
                              .value();
    EXPECT_EQ(personal->identity_number, "");
    const auto named = world_.store()
                           .read([&](storage::Reader& reader) { return storage::parties::by_name(reader, "符玉莲"); })
                           .value();
    EXPECT_TRUE(named.empty());
}

class RetentionTest : public PersonsTest {
 protected:
    RetentionTest() : PersonsTest({{"retention.person_days", "100"}}) {}
    void move_to(Time time) {
        const auto microseconds = time.microseconds - world_.clock().now().microseconds;
        world_.clock().advance_seconds(microseconds / 1'000'000);
        // The time passed while somebody looked: the clock is believed.
        world_.write([&](storage::Writer& writer) { return storage::clocks::set_mark(writer, time); });
    }
};

TEST_F(RetentionTest, PersonsAreErasedOnTheDayAfterTheirTimeAndNotBefore) {
    const auto event_at = testing::at("2026-03-05T10:00:00+08:00").at;
    move_to(event_at.plus_seconds(100 * 24 * 3600));
    EXPECT_EQ(apply_retention(world_.services(), 500).value(), 0);
    EXPECT_TRUE(contents(guest_).has(Field::customer_name));
    move_to(event_at.plus_seconds(100 * 24 * 3600 + 1));
    EXPECT_EQ(apply_retention(world_.services(), 1).value(), 1) << "in steps";
    EXPECT_EQ(apply_retention(world_.services(), 500).value(), 1);
    EXPECT_EQ(apply_retention(world_.services(), 500).value(), 0);
    for (const auto id : {guest_, second_}) {
        EXPECT_FALSE(contents(id).has(Field::customer_name));
        EXPECT_TRUE(contents(id).has(Field::contract_number));
    }
    EXPECT_EQ(verify_ledger(world_.services())->erased, 4);
}

TEST(RetentionRules, EveryRuleHasItsSetting) {
    for (const auto& rule : retention_rules()) {
        EXPECT_TRUE(std::ranges::any_of(settings_table(), [&](const auto& one) { return one.name == rule.setting; }))
            << rule.kind;
        EXPECT_FALSE(rule.zh.empty() || rule.en.empty());
    }
}

}  // namespace
}  // namespace qy::business
