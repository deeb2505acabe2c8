// Personal data leave in a file only after a second person has agreed, once, and within a day.
#include "business/export_desk.h"

#include <gtest/gtest.h>

#include "business/epcis_export.h"
#include "business/testing/trace_world.h"
#include "storage/audit_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::Field;
using model::Role;
using testing::TraceWorld;

constexpr std::string_view kCustomer = "欧阳冬梅";
constexpr std::string_view kPhone = "13876543210";

class ExportDesk : public ::testing::Test {
 protected:
    ExportDesk() {
        agency_ = world_.firm("椰岛旅行社");
        lot_ = world_.lot(world_.product(agency_, "环岛两日游"), "HK-1");
        world_.event(lot_, model::Step::service_provided, "2026-03-05T10:00:00+08:00",
                     {.contents = {{Field::service_process, "接机入住"},
                                   {Field::customer_name, std::string(kCustomer)},
                                   {Field::customer_contact, std::string(kPhone)},
                                   {Field::contract_number, "HT-1"}}});
        asker_ = person(1, Role::party_administrator);
        decider_ = person(2, Role::party_reviewer);
        world_.write([&](storage::Writer& writer) {
            return writer.script("users",
                                 "INSERT INTO app_user (user_id, name, party_id, roles, password_hash, created_at) "
                                 "SELECT user_id, 'u' || user_id, " +
                                     agency_.to_string() +
                                     ", '', 'h', 0 FROM (SELECT 1 AS user_id UNION ALL SELECT 2 UNION ALL SELECT 3) x");
        });
    }
    [[nodiscard]] model::Actor person(std::int64_t id, Role role) const {
        auto actor = TraceWorld::user(agency_, role);
        actor.user = model::UserId(id);
        return actor;
    }
    model::ExportApproval propose(const std::string& lot = "HK-1") {
        return propose_export(services(), asker_, lot, "客人索取副本").value();
    }
    Result<std::string> exported(const model::Actor& actor, model::ExportApprovalId approval = {},
                                 const std::string& lot = "HK-1") {
        QY_TRY(stream, open_epcis_export(services(), actor, lot, approval));
        std::string text;
        std::string chunk;
        for (bool more = true; more; text += chunk) {
            QY_TRY(further, stream.next(chunk));
            more = further;
        }
        return text;
    }
    [[nodiscard]] const Services& services() const { return world_.services(); }
    static bool holds(const std::string& text, std::string_view value) { return text.find(value) != std::string::npos; }

    TraceWorld world_;
    testing::PartyId agency_;
    testing::LotId lot_;
    model::Actor asker_;
    model::Actor decider_;
};

TEST_F(ExportDesk, WithoutASecondPersonPersonalValuesLeaveMasked) {
    for (const auto& actor : {asker_, person(3, Role::party_clerk), person(3, Role::regulator)}) {
        const auto text = exported(actor).value();
        EXPECT_TRUE(holds(text, "接机入住") && holds(text, "HT-1")) << text;
        EXPECT_FALSE(holds(text, kCustomer) || holds(text, kPhone)) << text;
        EXPECT_TRUE(holds(text, "欧阳**") && holds(text, "138****3210")) << text;
    }
}

TEST_F(ExportDesk, WhatASecondPersonAgreedToLeavesOnce) {
    const auto approval = propose();
    EXPECT_EQ(exported(asker_, approval.id).error().code, "export.not_approved");
    EXPECT_EQ(decide_export(services(), asker_, approval.id, true).error().code, "export.own");
    ASSERT_TRUE(decide_export(services(), decider_, approval.id, true).ok());
    EXPECT_EQ(exported(asker_, approval.id, "").error().code, "export.not_found") << "of another lot";
    EXPECT_EQ(exported(decider_, approval.id).error().code, "permission.denied") << "who agreed gets nothing by it";
    EXPECT_EQ(exported(person(3, Role::party_administrator), approval.id).error().code, "export.not_found");
    const auto text = exported(asker_, approval.id).value();
    EXPECT_TRUE(holds(text, kCustomer) && holds(text, kPhone));
    EXPECT_EQ(exported(asker_, approval.id).error().code, "export.not_approved") << "once";
    const auto last =
        services().store.read([](storage::Reader& reader) { return storage::audit::last(reader); }).value();
    EXPECT_EQ(last->action, "event.export");
    EXPECT_TRUE(holds(last->detail, R"("personal":true)")) << last->detail;
    EXPECT_FALSE(holds(last->detail, kCustomer));
}

TEST_F(ExportDesk, AProposalNamesALotThatTheProposerReaches) {
    const auto other = world_.firm("另一旅行社");
    const auto foreign = world_.lot(world_.product(other, "一日游"), "QT-1");
    world_.event(foreign, model::Step::service_provided, "2026-03-05T10:00:00+08:00", {});
    for (const auto& lot : {foreign.to_string(), std::string("QT-1"), std::string("NO-SUCH"), std::string("77")}) {
        const auto refused = propose_export(services(), asker_, lot, "客人索取副本");
        ASSERT_FALSE(refused.ok()) << lot;
        EXPECT_EQ(refused.error().code, "lot.not_found");
        EXPECT_EQ(refused.error().path, "lot");
    }
    EXPECT_TRUE(list_exports(services(), decider_, {}, 10)->empty()) << "nothing was kept";
    EXPECT_TRUE(propose_export(services(), asker_, lot_.to_string(), "客人索取副本").ok()) << "by its id too";
    EXPECT_TRUE(propose_export(services(), asker_, "", "客人索取副本").ok());
}

TEST_F(ExportDesk, AnApprovalEndsAfterADay) {
    const auto approval = propose();
    ASSERT_TRUE(decide_export(services(), decider_, approval.id, true).ok());
    world_.clock().advance_seconds(24 * 3'600 - 1);
    EXPECT_TRUE(holds(exported(asker_, approval.id).value(), kCustomer));
    const auto later = propose();
    ASSERT_TRUE(decide_export(services(), decider_, later.id, true).ok());
    world_.clock().advance_seconds(24 * 3'600);
    EXPECT_EQ(exported(asker_, later.id).error().code, "export.not_approved");
}

TEST_F(ExportDesk, WhatWasRefusedOrTakenBackStaysSo) {
    const auto refused = propose();
    EXPECT_EQ(decide_export(services(), decider_, refused.id, false)->state, model::ExportState::rejected);
    EXPECT_EQ(decide_export(services(), decider_, refused.id, true).error().code, "export.decided");
    const auto taken_back = propose();
    EXPECT_EQ(decide_export(services(), asker_, taken_back.id, false)->state, model::ExportState::withdrawn);
    EXPECT_EQ(exported(asker_, taken_back.id).error().code, "export.not_approved");
    const auto list = list_exports(services(), decider_, {}, 10).value();
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list.front().id, taken_back.id);
    EXPECT_TRUE(list_exports(services(), decider_, list.back().id, 10)->empty());
}

TEST_F(ExportDesk, OnlyWhoMayAsksAndDecidesWithinItsOwnParty) {
    for (const auto role : {Role::party_clerk, Role::party_reviewer, Role::brand_manager, Role::regulator}) {
        const auto asked = propose_export(services(), person(3, role), "", "x");
        ASSERT_FALSE(asked.ok());
        EXPECT_EQ(asked.error().code, "permission.denied");
    }
    const auto approval = propose();
    EXPECT_EQ(decide_export(services(), person(3, Role::party_clerk), approval.id, true).error().code,
              "permission.denied");
    auto stranger = decider_;
    stranger.party = world_.firm("别家");
    EXPECT_EQ(decide_export(services(), stranger, approval.id, true).error().code, "export.not_found");
    EXPECT_TRUE(list_exports(services(), stranger, {}, 10)->empty());
}

}  // namespace
}  // namespace qy::business
