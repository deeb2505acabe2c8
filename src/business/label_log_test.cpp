// What everybody may read of the changes of a label: what stands on it, newest first, and nothing else.
#include "business/label_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "business/testing/code_world.h"
#include "storage/catalogue_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(LabelLog, TellsWhatChangedOnTheLabelNewestFirst) {
    testing::CodeWorld world;
    const auto id = world.names.branded;
    EXPECT_THAT(label_log(world.services(), id).value(), IsEmpty());
    const auto change = [&](auto apply) {
        world.clock().advance_seconds(60);
        const auto done = world.store().write([&](storage::Writer& writer) -> Result<void> {
            auto product = storage::catalogue::find_product(writer, model::Reach::everything(), id).value().value();
            apply(product);
            storage::catalogue::Replacement by;
            by.at = world.clock().now();
            by.by = "li.na";
            return storage::catalogue::update_product(writer, product, product.version, by);
        });
        ASSERT_TRUE(done.ok()) << done.error().code;
    };
    change([](auto& one) { one.specification = "500 g"; });
    change([](auto& one) { one.closed = {model::Field::sale_price}; });  // stands on no label
    const auto last = world.clock().now().plus_seconds(60);
    change([](auto& one) {
        one.specification = "250 g";
        one.allergens = {"milk", "peanut"};
        one.nutrition = "每100g：能量 1823kJ；蛋白质 9.0g；脂肪 12.7g；碳水化合物 70.6g；钠 204mg";
    });
    const auto steps = label_log(world.services(), id).value();
    ASSERT_THAT(steps, SizeIs(2));
    EXPECT_EQ(steps[0].at.microseconds, last.microseconds);
    ASSERT_THAT(steps[0].changes, SizeIs(3));
    EXPECT_EQ(steps[0].changes[0].before + " " + steps[0].changes[0].after, "500 g 250 g");
    EXPECT_EQ(steps[0].changes[1].part, LabelPart::allergens);
    EXPECT_EQ(steps[0].changes[1].after, "milk,peanut");
    EXPECT_EQ(steps[0].changes[2].part, LabelPart::nutrition);
    EXPECT_THAT(steps[0].changes[2].after, ::testing::HasSubstr("1823kJ"));
    EXPECT_EQ(steps[1].changes.front().after, "500 g");
    EXPECT_THAT(label_log(world.services(), model::ProductId(999)).value(), IsEmpty());
}

}  // namespace
}  // namespace qy::business
