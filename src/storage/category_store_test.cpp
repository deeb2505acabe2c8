#include "storage/category_store.h"

#include <gmock/gmock.h>

#include "storage/catalogue_store.h"
#include "storage/dictionary_store.h"
#include "storage/party_store.h"
#include "storage/testing/backend_test.h"

namespace qy::storage {
namespace {

using model::CategoryId;
using model::PartyId;
using model::ProductId;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class CategoryStoreTest : public testing::BackendTest {
 protected:
    CategoryStoreTest() {
        for (const std::int64_t id : {1, 2}) {
            model::Party party;
            party.id = PartyId(id);
            party.name = "农场" + std::to_string(id);
            EXPECT_TRUE(write([&](Writer& writer) { return parties::insert(writer, party); }).ok());
        }
    }
    static model::Category category(std::int64_t id, std::string code, std::string name = "水果") {
        model::Category made;
        made.id = CategoryId(id);
        made.code = std::move(code);
        made.name = std::move(name);
        made.name_en = "Fruit";
        return made;
    }
    std::string insert(const model::Category& one) {
        return code_of(write([&](Writer& writer) { return catalogue::insert_category(writer, one); }));
    }
    std::string update(const model::Category& one, std::int64_t base, std::string_view day_before) {
        return code_of(
            write([&](Writer& writer) { return catalogue::update_category(writer, one, base, day_before); }));
    }
    void add_product(std::int64_t id, std::int64_t owner, CategoryId category, std::string name) {
        model::Product product;
        product.id = ProductId(id);
        product.owner = PartyId(owner);
        product.category = category;
        product.name = std::move(name);
        EXPECT_EQ(code_of(write([&](Writer& writer) { return catalogue::insert_product(writer, product); })), "ok");
    }
    std::string name_on(std::string_view day) {
        const auto all = read([&](Reader& reader) { return catalogue::categories_on(reader, day); });
        return all->empty() ? "none" : all->front().name;
    }
};

TEST_P(CategoryStoreTest, EveryMemberComesBack) {
    ASSERT_EQ(insert(category(1, "01")), "ok");
    auto child = category(2, "0101");
    child.parent = CategoryId(1);
    child.required = {model::Field::variety, model::Field::produced_on};
    child.aliases = {"鲜果", "热带水果"};
    child.steps = {model::Step::commissioning, model::Step::inspecting};
    child.attributes = {{.name = "brix",
                         .zh = "糖度",
                         .en = "Sugar",
                         .aliases = {"甜度"},
                         .unit = "",
                         .low = "5",
                         .high = "25",
                         .dictionary = ""}};
    child.attributes.front().type = model::AttributeType::number;
    child.children_code = model::CodeRule{true, model::CodeForm::digits, 2};
    ASSERT_EQ(insert(child), "ok");
    EXPECT_EQ(insert(category(3, "01")), "storage.duplicate");
    const auto found = read([](Reader& reader) { return catalogue::category_by_code(reader, "0101"); }).value();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->parent, CategoryId(1));
    EXPECT_EQ(found->name_en, "Fruit");
    EXPECT_EQ(found->required, child.required);
    EXPECT_EQ(found->aliases, child.aliases);
    EXPECT_EQ(found->steps, child.steps);
    EXPECT_EQ(found->attributes, child.attributes);
    EXPECT_EQ(found->children_code, child.children_code);
    EXPECT_EQ(read([](Reader& reader) { return catalogue::categories(reader); })->size(), 2U);
}

TEST_P(CategoryStoreTest, OnEachDayOneVersionIsInForce) {
    ASSERT_EQ(insert(category(1, "01", "旧名")), "ok");
    auto next = category(1, "01", "新名");
    next.valid_from = "2026-03-05";
    EXPECT_EQ(update(next, 1, "2026-03-04"), "ok");
    EXPECT_EQ(update(next, 1, "2026-03-04"), "storage.changed");
    next.name = "下月之名";
    next.valid_from = "2026-04-01";
    EXPECT_EQ(update(next, 2, "2026-03-31"), "ok");
    EXPECT_EQ(name_on("2026-03-04"), "旧名");
    EXPECT_EQ(name_on("2026-03-05"), "新名");
    EXPECT_EQ(name_on("2026-03-31"), "新名");
    EXPECT_EQ(name_on("2026-04-01"), "下月之名");
    next.name = "提前之名";  // begins before the one that waited, which is never in force
    next.valid_from = "2026-03-20";
    EXPECT_EQ(update(next, 3, "2026-03-19"), "ok");
    EXPECT_EQ(name_on("2026-03-19"), "新名");
    EXPECT_EQ(name_on("2026-03-20"), "提前之名");
    EXPECT_EQ(name_on("2030-01-01"), "提前之名");
    const auto versions = read([](Reader& reader) { return catalogue::versions_of(reader, CategoryId(1)); });
    ASSERT_EQ(versions->size(), 4U);
    EXPECT_EQ(versions->at(2).name, "下月之名");
    EXPECT_LT(versions->at(2).valid_to, versions->at(2).valid_from);
}

TEST_P(CategoryStoreTest, ProductsMoveByListWordAndOwnerAndKeepWhatTheyWere) {
    for (const std::int64_t id : {1, 2, 3}) ASSERT_EQ(insert(category(id, "0" + std::to_string(id))), "ok");
    add_product(1, 1, CategoryId(1), "红心柚");
    add_product(2, 1, CategoryId(1), "Green_Orange");
    add_product(3, 2, CategoryId(1), "绿橙");
    add_product(4, 2, CategoryId(2), "芒果");
    const auto move = [&](const catalogue::ProductMove& one) {
        return *write([&](Writer& writer) {
            return catalogue::move_products(writer, one, {"li.na", "split", Time{7}});
        });
    };
    EXPECT_EQ(move({CategoryId(1), CategoryId(2), {}, "100%"}), 0);
    EXPECT_EQ(move({CategoryId(1), CategoryId(2), {}, "green_o"}), 1);
    EXPECT_EQ(move({CategoryId(1), CategoryId(3), {3, 4}}), 1);
    EXPECT_EQ(move({CategoryId(1), CategoryId(2), {}, "", PartyId(2)}), 0);
    EXPECT_EQ(move({CategoryId(1), CategoryId(2), {}, "", PartyId(1)}), 1);
    const auto count = [&](std::int64_t id) {
        return read([&](Reader& reader) { return catalogue::count_products(reader, {CategoryId(id)}); })->products;
    };
    EXPECT_THAT((std::vector{count(1), count(2), count(3)}), ElementsAre(0, 3, 1));
    const auto product = read([](Reader& reader) {
                             return catalogue::find_product(reader, model::Reach::everything(), ProductId(3));
                         }).value();
    EXPECT_EQ(product->category, CategoryId(3));
    EXPECT_EQ(product->version, 2);
    const auto versions = read([](Reader& reader) { return catalogue::product_versions(reader, ProductId(3)); });
    ASSERT_EQ(versions->size(), 1U);
    EXPECT_EQ(versions->front().product.category, CategoryId(1));
    EXPECT_EQ(versions->front().product.version, 1);
    EXPECT_EQ(versions->front().product.name, "绿橙");
    EXPECT_EQ(versions->front().replaced_by, "li.na");
    EXPECT_EQ(versions->front().reason, "split");
    EXPECT_EQ(versions->front().replaced_at, Time{7});
}

TEST_P(CategoryStoreTest, ItemsHaveVersionsAndDays) {
    model::DictionaryItem item{"allergen", "peanut", "花生", "Peanut", {"落花生", "groundnut"}, 1};
    item.details = R"({"source":"GB 7718"})";
    const auto insert_items = [&] {
        return code_of(write([&](Writer& writer) { return catalogue::insert_items(writer, {item}); }));
    };
    ASSERT_EQ(insert_items(), "ok");
    EXPECT_EQ(insert_items(), "storage.duplicate");
    const auto find = [&](std::string_view code) {
        return read([&](Reader& reader) { return catalogue::dictionary_item(reader, "allergen", code); }).value();
    };
    EXPECT_EQ(find("peanut"), item);
    EXPECT_EQ(find("nut"), std::nullopt);
    item.zh = "花生类";
    item.aliases.clear();
    item.valid_from = "2026-03-05";
    item.valid_to = "2026-03-31";
    item.changed_by = "li.na";
    const auto update_item = [&](std::int64_t base) {
        return code_of(write([&](Writer& writer) { return catalogue::update_item(writer, item, base, "2026-03-04"); }));
    };
    EXPECT_EQ(update_item(1), "ok");
    EXPECT_EQ(update_item(1), "storage.changed");
    EXPECT_EQ(find("peanut")->version, 2);
    EXPECT_THAT(find("peanut")->aliases, IsEmpty());
    const auto on = [&](std::string_view day) {
        const auto all = read([&](Reader& reader) { return catalogue::dictionary_on(reader, day); });
        return all->empty() ? std::string("none") : all->front().zh;
    };
    EXPECT_EQ(on("2026-03-04"), "花生");
    EXPECT_EQ(on("2026-03-05"), "花生类");
    EXPECT_EQ(on("2026-04-01"), "none");
    const auto versions = read([](Reader& reader) { return catalogue::item_versions(reader, "allergen", "peanut"); });
    ASSERT_EQ(versions->size(), 2U);
    EXPECT_EQ(versions->back().changed_by, "li.na");
}

QY_ON_EVERY_BACKEND(CategoryStoreTest);

}  // namespace
}  // namespace qy::storage
