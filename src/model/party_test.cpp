// What parties are called in lists: a farmer is a person.
#include "model/party.h"

#include <gtest/gtest.h>

#include "model/named.h"

namespace qy::model {
namespace {

TEST(ShownName, OfAFirmIsWhole) {
    Party firm;
    firm.name = "澄迈云坡果业专业合作社";
    firm.name_en = "Yunpo Fruit Cooperative, Chengmai";
    EXPECT_EQ(shown_name(firm).name, firm.name);
    EXPECT_EQ(shown_name(firm).name_en, firm.name_en);
}

TEST(ShownName, OfAFarmerIsMaskedAndNotToldInEnglish) {
    Party farmer;
    farmer.kind = PartyKind::farmer;
    farmer.name = "王小明";
    farmer.name_en = "Wang Xiaoming";
    EXPECT_EQ(shown_name(farmer).name, "王**");
    EXPECT_EQ(shown_name(farmer).name_en, "");
}

}  // namespace
}  // namespace qy::model
