#include "storage/browse_store.h"

#include <gmock/gmock.h>

#include "storage/catalogue_store.h"
#include "storage/lot_store.h"
#include "storage/party_store.h"
#include "storage/testing/backend_test.h"

// Tests name only the members that they are about.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

namespace qy::storage {
namespace {

using browse::Stretch;
using model::PartyId;
using model::ProductId;
using model::Reach;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Two farms; the second one's products stand under a brand that the first manages.
class BrowseStoreTest : public testing::BackendTest {
 protected:
    BrowseStoreTest() {
        auto done = write([](Writer& writer) -> Result<void> {
            for (const std::int64_t id : {1, 2}) {
                QY_CHECK(parties::insert(
                    writer,
                    {.id = PartyId(id), .name = "农场" + std::to_string(id), .region = "46010" + std::to_string(id)}));
            }
            QY_CHECK(catalogue::insert_brand(writer, {.id = model::BrandId(1), .name = "海岛", .manager = PartyId(1)}));
            QY_CHECK(insert(writer, 11, 1, "金橙", "5kg"));
            QY_CHECK(insert(writer, 12, 1, "金橙 100%", "5_kg"));
            QY_CHECK(insert(writer, 21, 2, "咖啡", "227g", 1));
            return {};
        });
        EXPECT_EQ(code_of(done), "ok");
    }
    /// A product and a lot of it whose id is ten times the product's.
    static Result<void> insert(Writer& writer, std::int64_t id, std::int64_t owner, const std::string& name,
                               const std::string& specification, std::int64_t brand = 0) {
        model::Product product;
        product.id = ProductId(id);
        product.owner = PartyId(owner);
        product.brand = model::BrandId(brand);
        product.name = name;
        product.specification = specification;
        QY_CHECK(catalogue::insert_product(writer, product));
        return lots::insert(writer, {.id = model::LotId(id * 10),
                                     .product = product.id,
                                     .owner = product.owner,
                                     .lot_number = "L" + std::to_string(id)});
    }
    std::vector<std::int64_t> products(const Reach& reach, std::string_view text, Stretch stretch = {0, 50}) {
        std::vector<std::int64_t> ids;
        auto found = read([&](Reader& reader) { return browse::products(reader, reach, text, stretch); });
        EXPECT_EQ(code_of(found), "ok");
        for (const auto& one : *found) ids.push_back(one.product.id.number());
        return ids;
    }
    std::vector<std::int64_t> lots_of(const Reach& reach, std::string_view number, ProductId product = {}) {
        std::vector<std::int64_t> ids;
        auto found = read([&](Reader& reader) { return browse::lots(reader, reach, number, product, {0, 50}); });
        EXPECT_EQ(code_of(found), "ok");
        for (const auto& one : *found) ids.push_back(one.lot.id.number());
        return ids;
    }
    const Reach own_ = Reach::of(PartyId(1));
    const Reach manager_{.party = PartyId(1), .manager = PartyId(1)};
    const Reach region_{.regions = {"460102"}};
};

TEST_P(BrowseStoreTest, ProductsThatAreReachedNewestFirst) {
    EXPECT_THAT(products(own_, ""), ElementsAre(12, 11));
    EXPECT_THAT(products(manager_, ""), ElementsAre(21, 12, 11));
    EXPECT_THAT(products(region_, ""), ElementsAre(21));
    EXPECT_THAT(products(Reach::everything(), ""), ElementsAre(21, 12, 11));
    EXPECT_THAT(products({}, ""), IsEmpty());
}

TEST_P(BrowseStoreTest, ATextIsFoundAsItStands) {
    EXPECT_THAT(products(own_, "金橙"), ElementsAre(12, 11));
    EXPECT_THAT(products(own_, "100%"), ElementsAre(12));
    EXPECT_THAT(products(own_, "0%"), ElementsAre(12));
    EXPECT_THAT(products(own_, "_"), ElementsAre(12)) << "no pattern";
    EXPECT_THAT(products(own_, "%"), ElementsAre(12));
    EXPECT_THAT(products(own_, "咖啡"), IsEmpty());
    EXPECT_THAT(products(manager_, "227"), ElementsAre(21)) << "by specification";
}

TEST_P(BrowseStoreTest, PagesGoOnBeforeAnId) {
    EXPECT_THAT(products(manager_, "", {0, 2}), ElementsAre(21, 12));
    EXPECT_THAT(products(manager_, "", {12, 2}), ElementsAre(11));
    EXPECT_THAT(products(own_, "", {11, 2}), IsEmpty());
}

TEST_P(BrowseStoreTest, LotsByTheBeginningOfTheirNumber) {
    EXPECT_THAT(lots_of(own_, ""), ElementsAre(120, 110));
    EXPECT_THAT(lots_of(own_, "L12"), ElementsAre(120));
    EXPECT_THAT(lots_of(own_, "12"), IsEmpty());
    EXPECT_THAT(lots_of(manager_, "L"), ElementsAre(210, 120, 110));
    EXPECT_THAT(lots_of(region_, ""), ElementsAre(210));
    EXPECT_THAT(lots_of(own_, "", ProductId(21)), IsEmpty()) << "of another party";
    EXPECT_THAT(lots_of(manager_, "", ProductId(21)), ElementsAre(210));
}

TEST_P(BrowseStoreTest, NamesStandBesideTheIds) {
    const auto found = read([&](Reader& reader) { return browse::products(reader, manager_, "咖啡", {0, 1}); });
    ASSERT_EQ(found->size(), 1U);
    EXPECT_EQ(found->front().owner.name, "农场2");
    EXPECT_EQ(found->front().brand.name, "海岛");
    EXPECT_EQ(found->front().category_code, "");
    const auto lots = read([&](Reader& reader) { return browse::lots(reader, manager_, "L21", {}, {0, 1}); });
    ASSERT_EQ(lots->size(), 1U);
    EXPECT_EQ(lots->front().product.name, "咖啡");
}

TEST_P(BrowseStoreTest, PartiesOfAListAreThoseReached) {
    const auto reached = [&](const Reach& reach) {
        auto found = read([&](Reader& reader) { return parties::find_all(reader, reach, {PartyId(1), PartyId(2)}); });
        return found.ok() ? found->size() : 99U;
    };
    EXPECT_EQ(reached(own_), 1U);
    EXPECT_EQ(reached(manager_), 1U) << "no grant of the brand yet";
    EXPECT_EQ(reached(region_), 1U);
    EXPECT_EQ(reached(Reach::everything()), 2U);
    EXPECT_EQ(reached({}), 0U);
}

QY_ON_EVERY_BACKEND(BrowseStoreTest);

}  // namespace
}  // namespace qy::storage
