#include "asset_table.h"

#include <gtest/gtest.h>

#include <set>

#include "packed_app.h"

namespace qy::presentation {
namespace {

TEST(AssetTable, AddressesAreUniqueAndFound) {
    const AssetTable assets;
    std::set<std::string> addresses;
    for (const Asset& asset : assets.all()) {
        EXPECT_TRUE(addresses.insert(asset.address).second);
        EXPECT_EQ(assets.find(asset.address), &asset);
        EXPECT_EQ(assets.address_of(asset.name), asset.address);
        EXPECT_FALSE(asset.bytes.empty());
        EXPECT_LT(asset.gzip.size(), asset.bytes.size());
        EXPECT_EQ(asset.keep == Keep::ever, asset.address.find("/assets/") != std::string::npos) << asset.address;
    }
    EXPECT_EQ(assets.find("/assets/icon.svg"), nullptr);
    EXPECT_EQ(assets.find(""), nullptr);
    EXPECT_EQ(assets.address_of("no.such"), "");
}

void expect_complete(const AssetTable& assets, const PackedApp& app) {
    const auto* const page = assets.find(app.page);
    ASSERT_NE(page, nullptr) << app.name;
    EXPECT_EQ(page->keep, Keep::never);
    EXPECT_EQ(page->policy, app.policy);
    std::size_t found = 0;
    for (auto at = page->bytes.find(app.files); at != std::string_view::npos;
         at = page->bytes.find(app.files, at + 1)) {
        const auto address = page->bytes.substr(at, page->bytes.find('"', at) - at);
        EXPECT_NE(assets.find(address), nullptr) << address;
        ++found;
    }
    EXPECT_GE(found, 2U) << "a script and a style";
    EXPECT_EQ(page->bytes.find("<style"), std::string_view::npos) << "the policy allows none";
    EXPECT_EQ(page->bytes.find("://"), std::string_view::npos) << "nothing comes from elsewhere";
}

TEST(AssetTable, HoldsEverythingThatThePagesOfApplicationsLoad) {
    const AssetTable assets;
    for (const auto& app : packed_apps()) expect_complete(assets, app);
}

TEST(AssetTable, HoldsWhatPagesPointTo) {
    const AssetTable assets;
    for (const auto* name : {"icon.svg", "touch-icon.png", "robots.txt"}) {
        EXPECT_FALSE(assets.address_of(name).empty()) << name;
    }
    EXPECT_EQ(assets.address_of("robots.txt"), "/robots.txt");
    EXPECT_TRUE(assets.address_of("icon.svg").starts_with("/assets/icon."));
}

}  // namespace
}  // namespace qy::presentation
