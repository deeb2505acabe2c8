// Commitment certificates: issued by the producer, collected by a buyer, issued anew for what was mixed, printed.
#include "business/certificates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "business/capture.h"
#include "business/seed.h"
#include "business/testing/trace_world.h"
#include "business/trace_query.h"
#include "model/certificate.h"
#include "storage/party_store.h"

namespace qy::business {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::TraceWorld;

class Certificates : public ::testing::Test {
 protected:
    Certificates() {
        auto party = seed(world_.services());
        QY_ASSERT(party.ok());
        operator_.name = "operator:0";
        operator_.channel = model::Channel::operator_command;
        operator_.party = *party;
        farm_ = world_.party({.name = "云坡合作社", .roles = {model::PartyRole::producer}});
        shop_ = world_.party({.name = "某某超市", .roles = {model::PartyRole::seller}});
        association_ = world_.party({.name = "某某协会", .roles = {model::PartyRole::brand_manager}});
        EXPECT_THAT(send(lot("A-1") + "," + lot("A-2")), IsEmpty());
        EXPECT_THAT(send(R"({"产品名称":"鲜橙","生产批次":"M-1","生产企业名称":"云坡合作社","生产日期":"2025-03-02",
            "生产地址":"云坡村","环节":"合批","原料批次":"A-1；A-2"})"),
                    IsEmpty());
    }
    static std::string lot(const std::string& number) {
        return R"({"产品名称":"鲜橙","生产批次":")" + number +
               R"(","生产企业名称":"云坡合作社","生产日期":"2025-03-01","生产地址":"澄迈县云坡村"})";
    }
    static std::string certificate(const std::string& number, const std::string& lot, const std::string& more = "") {
        return R"({"产品名称":"鲜橙","生产批次":")" + lot +
               R"(","生产企业名称":"云坡合作社","凭证种类":"承诺达标合格证","凭证编号":")" + number +
               R"(","开具日期":"2025-03-03","承诺依据":"自我检测","凭证数量":"600公斤","凭证联系方式":"13800000000")" +
               more + "}";
    }
    /// Codes of faults and warnings.
    std::vector<std::string> send(const std::string& rows, model::PartyId party = {}) {
        auto report =
            Capture(world_.services()).capture_rows(parse_json("[" + rows + "]").value().as_array(), operator_, party);
        QY_ASSERT(report.ok());
        std::vector<std::string> codes;
        for (const auto& row : report->rows) {
            for (const auto& one : row.faults) codes.push_back(one.code);
            for (const auto& one : row.warnings) codes.push_back(one.code);
        }
        return codes;
    }
    model::LotId id_of(const std::string& number) {
        return TraceQuery(world_.services()).by_lot_number(number, "", "", regulator())->lot->id;
    }
    model::Actor regulator() { return TraceWorld::user(operator_.party, model::Role::regulator); }
    Result<Certificate> find(const std::string& lot, const model::Actor& actor, const std::string& number = "") {
        return find_certificate(world_.services(), actor, id_of(lot), number);
    }

    TraceWorld world_;
    model::Actor operator_;
    model::PartyId farm_, shop_, association_;
};

TEST_F(Certificates, ARecordedOneIsToldAsItIsPrinted) {
    ASSERT_THAT(send(certificate("HGZ-1", "A-1") + "," + certificate("HGZ-2", "A-1")), IsEmpty());
    const auto clerk = TraceWorld::user(farm_, model::Role::party_clerk);
    const auto one = find("A-1", clerk, "HGZ-1");
    ASSERT_TRUE(one.ok()) << one.error().code;
    EXPECT_EQ(one->number, "HGZ-1");
    EXPECT_EQ(one->product, "鲜橙");
    EXPECT_EQ(one->quantity, "600 kg");
    EXPECT_EQ(one->place, "澄迈县云坡村");
    EXPECT_EQ(one->issuer, "云坡合作社");
    EXPECT_EQ(one->contact, "13800000000");
    EXPECT_EQ(one->issued_on, "2025-03-03");
    EXPECT_THAT(one->basis, ElementsAre("own_test"));
    EXPECT_EQ(find("A-1", clerk)->number, "HGZ-2") << "the newest";
    EXPECT_EQ(find("A-1", clerk, "HGZ-9").error().code, "certificate.not_found");
    EXPECT_EQ(find("A-2", clerk).error().code, "certificate.not_found");
    const auto stranger = TraceWorld::user(association_, model::Role::party_clerk);
    EXPECT_EQ(find("A-1", stranger).error().code, "lot.not_found");
}

TEST_F(Certificates, ABuyerCollectsTheOneThatCameWithTheGoods) {
    ASSERT_THAT(send(certificate("HGZ-1", "A-1"), shop_), IsEmpty());
    const auto answer = TraceQuery(world_.services()).by_lot(id_of("A-1"), regulator()).value();
    const auto found = std::ranges::find_if(
        answer.events, [](const auto& shown) { return model::is_certificate(shown.event.contents); });
    ASSERT_NE(found, answer.events.end());
    EXPECT_EQ(found->recorder.name, "某某超市");
    EXPECT_EQ(found->party.name, "云坡合作社");
    EXPECT_THAT(send(certificate("HGZ-2", "A-1"), association_), ElementsAre("recorder.role"))
        << "who receives no goods collects none";
}

TEST_F(Certificates, OneForWhatWasMixedNamesThoseBefore) {
    ASSERT_THAT(send(certificate("HGZ-1", "A-1") + "," + certificate("HGZ-2", "A-2")), IsEmpty());
    EXPECT_THAT(send(certificate("HGZ-M", "M-1", R"(,"来源凭证编号":"HGZ-1")")),
                ElementsAre("certificate_sources.incomplete"));
    EXPECT_THAT(send(certificate("HGZ-N", "M-1", R"(,"来源凭证编号":"HGZ-1；HGZ-2")")), IsEmpty());
    EXPECT_EQ(find("M-1", TraceWorld::user(farm_, model::Role::party_clerk), "HGZ-N")->sources, "HGZ-1；HGZ-2");
}

TEST_F(Certificates, NumbersAreReadAsPeopleWriteThem) {
    model::Fields fields;
    fields.set(model::Field::certificate_sources, " HGZ-1；HGZ-2、HGZ-3，HGZ-4; HGZ-5 ");
    EXPECT_THAT(model::certificate_sources(fields), ElementsAre("HGZ-1", "HGZ-2", "HGZ-3", "HGZ-4", "HGZ-5"));
}

}  // namespace
}  // namespace qy::business
