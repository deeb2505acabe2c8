#include "storage/catalogue_store.h"

#include <gmock/gmock.h>

#include "storage/category_store.h"
#include "storage/party_store.h"
#include "storage/testing/backend_test.h"

namespace qy::storage {
namespace {

using model::BrandId;
using model::CategoryId;
using model::PartyId;
using model::ProductId;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class CatalogueStoreTest : public testing::BackendTest {
 protected:
    CatalogueStoreTest() {
        for (const std::int64_t id : {1, 2}) {
            model::Party party;
            party.id = PartyId(id);
            party.name = "农场" + std::to_string(id);
            EXPECT_TRUE(write([&](Writer& writer) { return parties::insert(writer, party); }).ok());
        }
    }
    static model::Category category(std::int64_t id, std::string code) {
        model::Category made;
        made.id = CategoryId(id);
        made.code = std::move(code);
        made.name = "水果";
        made.name_en = "Fruit";
        return made;
    }
    static model::Brand brand(std::int64_t id, std::string name) {
        model::Brand made;
        made.id = BrandId(id);
        made.name = std::move(name);
        made.manager = PartyId(1);
        return made;
    }
    static model::Product product(std::int64_t id, std::string name, std::string specification = "") {
        model::Product made;
        made.id = ProductId(id);
        made.owner = PartyId(1);
        made.name = std::move(name);
        made.specification = std::move(specification);
        return made;
    }
    std::string insert(const model::Category& one) {
        return code_of(write([&](Writer& writer) { return catalogue::insert_category(writer, one); }));
    }
    std::string insert(const model::Brand& one) {
        return code_of(write([&](Writer& writer) { return catalogue::insert_brand(writer, one); }));
    }
    std::string insert(const model::BrandGrant& one) {
        return code_of(write([&](Writer& writer) { return catalogue::insert_grant(writer, one); }));
    }
    std::string insert(const model::Product& one) {
        return code_of(write([&](Writer& writer) { return catalogue::insert_product(writer, one); }));
    }
    template <class Things>
    static std::vector<std::int64_t> ids(const Result<Things>& found) {
        std::vector<std::int64_t> numbers;
        for (const auto& one : *found) numbers.push_back(one.id.number());
        return numbers;
    }
};

TEST_P(CatalogueStoreTest, BrandsByNameAndManager) {
    auto made = brand(1, "海岛咖啡");
    made.name_en = "Island Coffee";
    made.address_prefix = "https://t.example.cn";
    made.story = "故事";
    made.story_en = "Story";
    ASSERT_EQ(insert(made), "ok");
    EXPECT_EQ(insert(brand(2, "海岛咖啡")), "storage.duplicate");
    auto orphan = brand(3, "无主");
    orphan.manager = PartyId(9);
    EXPECT_EQ(insert(orphan), "storage.reference");
    const auto found = read([](Reader& reader) { return catalogue::brand_by_name(reader, "海岛咖啡"); }).value();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->name_en, made.name_en);
    EXPECT_EQ(found->manager, PartyId(1));
    EXPECT_EQ(found->address_prefix, made.address_prefix);
    EXPECT_EQ(found->story, made.story);
    EXPECT_EQ(found->story_en, made.story_en);
    EXPECT_EQ(read([](Reader& reader) { return catalogue::find_brand(reader, BrandId(1)); }).value()->name, made.name);
    EXPECT_THAT(ids(read([](Reader& reader) { return catalogue::brands(reader); })), ElementsAre(1));
    EXPECT_THAT(ids(read([](Reader& reader) { return catalogue::brands_of(reader, PartyId(1)); })), ElementsAre(1));
    EXPECT_THAT(ids(read([](Reader& reader) { return catalogue::brands_of(reader, PartyId(2)); })), IsEmpty());
}

TEST_P(CatalogueStoreTest, WhichGrantIsInForce) {
    using model::GrantState;
    ASSERT_EQ(insert(brand(1, "品牌")), "ok");
    const auto grant = [](std::int64_t id, std::string category, std::string from, std::string to, GrantState state) {
        return model::BrandGrant{model::BrandGrantId(id),
                                 BrandId(1),
                                 PartyId(2),
                                 std::move(category),
                                 std::move(from),
                                 std::move(to),
                                 std::nullopt,
                                 state,
                                 1};
    };
    ASSERT_EQ(insert(grant(1, "", "2026-01-01", "2026-12-31", GrantState::active)), "ok");
    ASSERT_EQ(insert(grant(2, "0101", "2026-03-01", "2026-03-31", GrantState::active)), "ok");
    ASSERT_EQ(insert(grant(3, "0102", "2026-01-01", "2026-12-31", GrantState::suspended)), "ok");
    ASSERT_EQ(insert(grant(4, "0103", "2027-01-01", "2027-12-31", GrantState::active)), "ok");
    EXPECT_EQ(insert(grant(5, "", "2026-01-01", "2030-12-31", GrantState::active)), "storage.duplicate");
    struct Case {
        const char* category;
        const char* day;
        std::int64_t grant;
    };
    for (const auto& one : {Case{"0101", "2026-02-28", 1}, Case{"0101", "2026-03-01", 2}, Case{"0101", "2026-03-31", 2},
                            Case{"0101", "2026-04-01", 1}, Case{"0102", "2026-03-05", 1}, Case{"0103", "2027-06-01", 4},
                            Case{"0101", "2027-06-01", 0}, Case{"", "2027-06-01", 4}, Case{"", "2025-12-31", 0}}) {
        const auto found = read([&](Reader& reader) {
            return catalogue::grant_in_force(reader, BrandId(1), PartyId(2), one.category, one.day);
        });
        EXPECT_EQ(*found ? (*found)->id.number() : 0, one.grant) << one.category << " on " << one.day;
    }
    const auto other = read(
        [](Reader& reader) { return catalogue::grant_in_force(reader, BrandId(1), PartyId(1), "0101", "2026-03-05"); });
    EXPECT_EQ(other.value(), std::nullopt);
}

TEST_P(CatalogueStoreTest, GrantsByKeyPartyAndBrandAndTheirVersion) {
    ASSERT_EQ(insert(brand(1, "品牌")), "ok");
    model::BrandGrant grant;
    grant.id = model::BrandGrantId(7);
    grant.brand = BrandId(1);
    grant.party = PartyId(2);
    grant.valid_from = "2026-01-01";
    grant.valid_to = "2026-12-31";
    grant.quota = 0;
    ASSERT_EQ(insert(grant), "ok");
    const auto find = [&] {
        return read([&](Reader& reader) { return catalogue::find_grant(reader, model::Reach::everything(), grant.id); })
            .value();
    };
    EXPECT_EQ(find(), grant);
    EXPECT_EQ(read([&](Reader& reader) {
                  return catalogue::grant_by_key(reader, grant.brand, grant.party, "", "2026-01-01");
              }).value(),
              grant);
    EXPECT_THAT(ids(read([](Reader& reader) { return catalogue::grants_of_party(reader, PartyId(2)); })),
                ElementsAre(7));
    EXPECT_THAT(ids(read([](Reader& reader) {
                    return catalogue::grants_of_brand(reader, model::Reach::everything(), BrandId(1));
                })),
                ElementsAre(7));
    grant.state = model::GrantState::suspended;
    grant.quota.reset();
    const auto update = [&] {
        return code_of(write([&](Writer& writer) { return catalogue::update_grant(writer, grant, 1); }));
    };
    EXPECT_EQ(update(), "ok");
    EXPECT_EQ(update(), "storage.changed");
    grant.version = 2;
    EXPECT_EQ(find(), grant);
}

TEST_P(CatalogueStoreTest, EveryMemberOfAProductComesBack) {
    ASSERT_EQ(insert(category(1, "01")), "ok");
    ASSERT_EQ(insert(brand(1, "品牌")), "ok");
    auto made = product(1, "山泉茶", "250 克");
    made.category = CategoryId(1);
    made.brand = BrandId(1);
    made.kind = model::ProductKind::service;
    made.name_en = "Spring Tea";
    made.gtin = "06900000000014";
    made.allergens = {"milk", "peanut"};
    made.nutrition = "每100g：能量 1823kJ；蛋白质 9.0g；脂肪 12.7g；碳水化合物 70.6g；钠 204mg";
    made.opened = {model::Field::sale_price};
    ASSERT_EQ(insert(made), "ok");
    const auto found = read([](Reader& reader) {
                           return catalogue::find_product(reader, model::Reach::everything(), ProductId(1));
                       }).value();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->owner, PartyId(1));
    EXPECT_EQ(found->category, CategoryId(1));
    EXPECT_EQ(found->brand, BrandId(1));
    EXPECT_EQ(found->kind, model::ProductKind::service);
    EXPECT_EQ(found->name, made.name);
    EXPECT_EQ(found->name_en, made.name_en);
    EXPECT_EQ(found->specification, made.specification);
    EXPECT_EQ(found->gtin, made.gtin);
    EXPECT_EQ(found->allergens, made.allergens);
    EXPECT_EQ(found->nutrition, made.nutrition);
    EXPECT_EQ(found->opened, made.opened);
    EXPECT_EQ(found->version, 1);
}

TEST_P(CatalogueStoreTest, ProductsByKeyNameGtinOwnerAndBrand) {
    ASSERT_EQ(insert(brand(1, "品牌")), "ok");
    auto large = product(3, "荔枝", "5 公斤");
    large.gtin = "06900000000014";
    large.brand = BrandId(1);
    auto of_other = product(4, "荔枝", "5 公斤");
    of_other.owner = PartyId(2);
    of_other.gtin = "06900000000014";
    for (const auto& one : {product(1, "芒果"), product(2, "荔枝", "10 公斤"), large, of_other}) {
        ASSERT_EQ(insert(one), "ok");
    }
    EXPECT_EQ(insert(product(5, "荔枝", "5 公斤")), "storage.duplicate");
    const auto by_key = [&](std::string_view specification) {
        return read(
                   [&](Reader& reader) { return catalogue::product_by_key(reader, PartyId(1), "荔枝", specification); })
            .value();
    };
    EXPECT_EQ(by_key("5 公斤")->id, ProductId(3));
    EXPECT_EQ(by_key(""), std::nullopt);
    const auto list = [&](auto ask) { return ids(read(ask)); };
    const auto none = ProductId();
    EXPECT_THAT(list([](Reader& r) { return catalogue::products_by_name(r, PartyId(1), "荔枝"); }), ElementsAre(2, 3));
    EXPECT_THAT(list([](Reader& r) { return catalogue::products_by_gtin(r, "06900000000014"); }), ElementsAre(3, 4));
    EXPECT_THAT(list([](Reader& r) { return catalogue::products_by_gtin(r, ""); }), IsEmpty());
    EXPECT_THAT(list([&](Reader& r) { return catalogue::products_of(r, PartyId(1), none, 2); }), ElementsAre(1, 2));
    EXPECT_THAT(list([&](Reader& r) { return catalogue::products_of(r, PartyId(1), ProductId(2), 2); }),
                ElementsAre(3));
    EXPECT_THAT(list([&](Reader& r) { return catalogue::products_of_brand(r, BrandId(1), none, 9); }), ElementsAre(3));
    EXPECT_THAT(list([&](Reader& r) { return catalogue::products(r, ProductId(1), 2); }), ElementsAre(2, 3));
    EXPECT_THAT(
        list([&](Reader& r) {
            return catalogue::find_products(r, model::Reach::everything(), {ProductId(4), ProductId(8), ProductId(1)});
        }),
        ElementsAre(1, 4));
}

TEST_P(CatalogueStoreTest, AProductIsUpdatedFromItsVersion) {
    ASSERT_EQ(insert(product(1, "芒果")), "ok");
    ASSERT_EQ(insert(product(2, "荔枝")), "ok");
    const auto update = [&](std::string name, std::int64_t base) {
        return code_of(write(
            [&](Writer& writer) { return catalogue::update_product(writer, product(1, std::move(name)), base); }));
    };
    EXPECT_EQ(update("荔枝", 1), "storage.duplicate");
    EXPECT_EQ(update("贵妃芒", 1), "ok");
    EXPECT_EQ(update("贵妃芒", 1), "storage.changed");
    const auto found = read([](Reader& reader) {
                           return catalogue::find_product(reader, model::Reach::everything(), ProductId(1));
                       }).value();
    EXPECT_EQ(found->name, "贵妃芒");
    EXPECT_EQ(found->version, 2);
}

TEST_P(CatalogueStoreTest, AProductIsFoundWhenItHasAllGrams) {
    for (const std::int64_t id : {1, 2, 3}) ASSERT_EQ(insert(product(id, std::to_string(id))), "ok");
    const auto replace = [&](std::int64_t id, const std::vector<std::string>& grams) {
        return code_of(write([&](Writer& writer) { return catalogue::replace_grams(writer, ProductId(id), grams); }));
    };
    ASSERT_EQ(replace(1, {"山泉", "泉茶", "\"'"}), "ok");
    ASSERT_EQ(replace(2, {"山泉", "泉水"}), "ok");
    ASSERT_EQ(replace(3, {"山泉"}), "ok");
    EXPECT_EQ(replace(9, {"山泉"}), "storage.reference");
    const auto search = [&](const std::vector<std::string>& grams, std::int64_t limit) {
        std::vector<std::int64_t> found;
        const auto products =
            read([&](Reader& reader) { return catalogue::products_with_grams(reader, grams, limit); });
        for (const auto id : *products) found.push_back(id.number());
        return found;
    };
    EXPECT_THAT(search({"山泉"}, 10), ElementsAre(1, 2, 3));
    EXPECT_THAT(search({"山泉"}, 2), ElementsAre(1, 2));
    EXPECT_THAT(search({"泉茶", "山泉"}, 10), ElementsAre(1));
    EXPECT_THAT(search({"\"'"}, 10), ElementsAre(1));
    EXPECT_THAT(search({"泉茶", "泉水"}, 10), IsEmpty());
    ASSERT_EQ(replace(1, {"绿茶"}), "ok");
    EXPECT_THAT(search({"山泉"}, 10), ElementsAre(2, 3));
    ASSERT_EQ(replace(1, {}), "ok");
    EXPECT_THAT(search({"绿茶"}, 10), IsEmpty());
}

QY_ON_EVERY_BACKEND(CatalogueStoreTest);

}  // namespace
}  // namespace qy::storage
