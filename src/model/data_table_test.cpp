// The table of data: complete in itself. Whether it names every column is asked of the real schema in storage.
#include "model/data_table.h"

#include <gtest/gtest.h>

#include <set>

#include "base/text.h"
#include "model/field.h"

namespace qy::model {
namespace {

TEST(DataTable, NamesEachColumnOnce) {
    std::set<std::string> seen;
    for (const auto& row : data_rows()) {
        for (const auto name : split(row.names, ',')) {
            EXPECT_FALSE(name.empty()) << row.table << ": " << row.names;
            EXPECT_TRUE(seen.insert(std::string(row.table) + "." + std::string(name)).second)
                << row.table << "." << name;
        }
    }
    EXPECT_GT(seen.size(), 150U);
}

TEST(DataTable, KeepsNoProtectedValueClearAndShowsNoneToEveryone) {
    for (const auto& row : data_rows()) {
        if (!is_protected(row.data_class)) continue;
        EXPECT_NE(row.kept, Kept::clear) << row.table << ": " << row.names;
        EXPECT_NE(row.audience, Audience::everyone) << row.table << ": " << row.names;
    }
    for (const auto& row : fields()) {
        EXPECT_FALSE(is_protected(row.data_class) && row.audience == Audience::everyone) << row.name;
    }
}

TEST(DataTable, FindsByTableAndName) {
    ASSERT_NE(find_data("party", "identity_number"), nullptr);
    EXPECT_EQ(find_data("party", "identity_number")->data_class, DataClass::personal);
    EXPECT_EQ(find_data("party", "identity"), nullptr);
    EXPECT_EQ(find_data("nowhere", "name"), nullptr);
}

}  // namespace
}  // namespace qy::model
