#include "storage/party_store.h"

#include <gmock/gmock.h>

#include "storage/testing/backend_test.h"

namespace qy::storage {
namespace {

using model::PartyId;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class PartyStoreTest : public testing::BackendTest {
 protected:
    static model::Party firm(std::int64_t id, std::string name, std::string credit_code = "") {
        model::Party party;
        party.id = PartyId(id);
        party.name = std::move(name);
        party.credit_code = std::move(credit_code);
        return party;
    }
    std::string insert(const model::Party& party) {
        return code_of(write([&](Writer& writer) { return parties::insert(writer, party); }));
    }
    std::optional<model::Party> find(std::int64_t id) {
        return read([&](Reader& reader) { return parties::find(reader, model::Reach::everything(), PartyId(id)); })
            .value();
    }
    static std::vector<std::int64_t> ids(const Result<std::vector<model::Party>>& found) {
        std::vector<std::int64_t> numbers;
        for (const auto& party : *found) numbers.push_back(party.id.number());
        return numbers;
    }
};

TEST_P(PartyStoreTest, EveryMemberComesBack) {
    ASSERT_EQ(insert(firm(1, "琼中合作社")), "ok");
    model::Party farmer;
    farmer.id = PartyId(2);
    farmer.kind = model::PartyKind::farmer;
    farmer.name = "王小明";
    farmer.name_en = "Wang Xiaoming";
    farmer.cooperative = PartyId(1);
    farmer.region = "469030";
    farmer.address = "营根镇";
    farmer.disclosure = model::Disclosure::region;
    farmer.roles = {model::PartyRole::producer, model::PartyRole::seller};
    farmer.active = false;
    ASSERT_EQ(insert(farmer), "ok");
    const auto found = find(2);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->kind, model::PartyKind::farmer);
    EXPECT_EQ(found->name, "王小明");
    EXPECT_EQ(found->name_en, "Wang Xiaoming");
    EXPECT_EQ(found->credit_code, "");
    EXPECT_EQ(found->cooperative, PartyId(1));
    EXPECT_EQ(found->region, "469030");
    EXPECT_EQ(found->address, "营根镇");
    EXPECT_EQ(found->disclosure, model::Disclosure::region);
    EXPECT_EQ(found->roles, farmer.roles);
    EXPECT_FALSE(found->active);
    EXPECT_EQ(found->version, 1);
    EXPECT_EQ(find(3), std::nullopt);
}

TEST_P(PartyStoreTest, WhatIsUniqueAndWhatIsNot) {
    struct Case {
        const char* what;
        model::Party party;
        const char* code;
    };
    auto orphan = firm(6, "无主");
    orphan.cooperative = PartyId(99);
    for (const auto& one :
         {Case{"first", firm(1, "同名", "91460000MA5T000007"), "ok"},
          Case{"same name, no credit code", firm(2, "同名"), "ok"}, Case{"no credit code again", firm(3, "同名"), "ok"},
          Case{"same credit code", firm(4, "另一家", "91460000MA5T000007"), "storage.duplicate"},
          Case{"same id", firm(1, "又一家"), "storage.duplicate"},
          Case{"unknown cooperative", orphan, "storage.reference"}}) {
        EXPECT_EQ(insert(one.party), one.code) << one.what;
    }
    const auto named = [&](std::string_view name) {
        return ids(read([&](Reader& reader) { return parties::by_name(reader, name); }));
    };
    EXPECT_THAT(named("同名"), ElementsAre(1, 2, 3));
    EXPECT_THAT(named("同"), IsEmpty());
    const auto by_code = [&](std::string_view code) {
        return read([&](Reader& reader) { return parties::by_credit_code(reader, code); }).value();
    };
    EXPECT_EQ(by_code("91460000MA5T000007")->id, PartyId(1));
    EXPECT_EQ(by_code(""), std::nullopt);
}

TEST_P(PartyStoreTest, AnUpdateNeedsTheVersionItStartedFrom) {
    ASSERT_EQ(insert(firm(1, "旧名")), "ok");
    const auto update = [&](std::int64_t id, std::string name, std::int64_t base_version) {
        auto party = firm(id, std::move(name), "91460000MA5T000007");
        party.roles = {model::PartyRole::carrier};
        return code_of(write([&](Writer& writer) { return parties::update(writer, party, base_version); }));
    };
    EXPECT_EQ(update(1, "新名", 2), "storage.changed");
    EXPECT_EQ(update(2, "新名", 1), "storage.changed");
    EXPECT_EQ(find(1)->name, "旧名");
    EXPECT_EQ(update(1, "新名", 1), "ok");
    EXPECT_EQ(update(1, "再改", 1), "storage.changed");
    EXPECT_EQ(find(1)->name, "新名");
    EXPECT_EQ(find(1)->credit_code, "91460000MA5T000007");
    EXPECT_THAT(find(1)->roles, ElementsAre(model::PartyRole::carrier));
    EXPECT_EQ(find(1)->version, 2);
}

TEST_P(PartyStoreTest, ListsAndSetsOfParties) {
    for (const std::int64_t id : {5, 3, 9}) ASSERT_EQ(insert(firm(id, "p" + std::to_string(id))), "ok");
    const auto list = [&](std::int64_t after, std::int64_t limit) {
        return ids(read([&](Reader& reader) { return parties::list(reader, PartyId(after), limit); }));
    };
    EXPECT_THAT(list(0, 10), ElementsAre(3, 5, 9));
    EXPECT_THAT(list(0, 2), ElementsAre(3, 5));
    EXPECT_THAT(list(5, 2), ElementsAre(9));
    const auto all = [&](std::vector<PartyId> wanted) {
        return ids(read([&](Reader& reader) { return parties::find_all(reader, model::Reach::everything(), wanted); }));
    };
    EXPECT_THAT(all({PartyId(9), PartyId(4), PartyId(3), PartyId(9)}), ElementsAre(3, 9));
    EXPECT_THAT(all({}), IsEmpty());
}

TEST_P(PartyStoreTest, ThePersonalPartIsApart) {
    ASSERT_EQ(insert(firm(1, "王小明")), "ok");
    const auto personal = [&] {
        return read([&](Reader& reader) { return parties::personal(reader, PartyId(1)); }).value();
    };
    EXPECT_THAT(personal()->identity_number, IsEmpty());
    EXPECT_EQ(personal()->consent_at, std::nullopt);
    const parties::Personal told{"46010019900101001X", "2026-1", testing::kTestTime};
    const auto set = [&](std::int64_t id, const parties::Personal& value) {
        return code_of(write([&](Writer& writer) { return parties::set_personal(writer, PartyId(id), value); }));
    };
    EXPECT_EQ(set(1, told), "ok");
    EXPECT_EQ(personal()->identity_number, told.identity_number);
    EXPECT_EQ(personal()->consent_policy_version, "2026-1");
    EXPECT_EQ(personal()->consent_at, testing::kTestTime);
    EXPECT_EQ(set(1, {}), "ok");
    EXPECT_THAT(personal()->identity_number, IsEmpty());
    EXPECT_EQ(set(2, told), "storage.changed");
}

TEST_P(PartyStoreTest, PlotsOfAParty) {
    ASSERT_EQ(insert(firm(1, "农场")), "ok");
    const model::Plot plot{model::PlotId(1), PartyId(1), "三号地", "12.5", "营根镇"};
    const auto add = [&](const model::Plot& one) {
        return code_of(write([&](Writer& writer) { return parties::insert_plot(writer, one); }));
    };
    EXPECT_EQ(add(plot), "ok");
    EXPECT_EQ(add({model::PlotId(2), PartyId(1), "三号地", "", ""}), "storage.duplicate");
    EXPECT_EQ(add({model::PlotId(3), PartyId(9), "三号地", "", ""}), "storage.reference");
    EXPECT_EQ(add({model::PlotId(4), PartyId(1), "一号地", "", ""}), "ok");
    EXPECT_EQ(read([&](Reader& reader) { return parties::plots(reader, PartyId(1)); })->size(), 2U);
    const auto found = read([&](Reader& reader) { return parties::plot_by_name(reader, PartyId(1), "三号地"); });
    EXPECT_EQ(found.value(), plot);
}

TEST_P(PartyStoreTest, LicencesOfAParty) {
    ASSERT_EQ(insert(firm(1, "工厂")), "ok");
    const model::Licence licence{model::LicenceId(1), PartyId(1),   "食品生产许可证",
                                 "SC10000000000000",  "2025-01-01", "2029-12-31"};
    const auto add = [&](const model::Licence& one) {
        return code_of(write([&](Writer& writer) { return parties::insert_licence(writer, one); }));
    };
    EXPECT_EQ(add(licence), "ok");
    EXPECT_EQ(add({model::LicenceId(2), PartyId(1), licence.kind, licence.number, "", ""}), "storage.duplicate");
    EXPECT_EQ(add({model::LicenceId(3), PartyId(9), licence.kind, licence.number, "", ""}), "storage.reference");
    EXPECT_THAT(read([&](Reader& reader) { return parties::licences(reader, PartyId(1)); }).value(),
                ElementsAre(licence));
    const auto found = read(
        [&](Reader& reader) { return parties::licence_by_number(reader, PartyId(1), licence.kind, licence.number); });
    EXPECT_EQ(found.value(), licence);
}

constexpr Statement kSpoil{"party.spoil", "UPDATE party SET roles = 'astronaut' WHERE party_id = 1"};

TEST_P(PartyStoreTest, AnUnknownStoredWordIsCorrupt) {
    ASSERT_EQ(insert(firm(1, "农场")), "ok");
    ASSERT_TRUE(write([](Writer& writer) { return writer.run(kSpoil, {}); }).ok());
    const auto found =
        read([](Reader& reader) { return parties::find(reader, model::Reach::everything(), PartyId(1)); });
    EXPECT_EQ(code_of(found), "storage.corrupt");
}

QY_ON_EVERY_BACKEND(PartyStoreTest);

}  // namespace
}  // namespace qy::storage
