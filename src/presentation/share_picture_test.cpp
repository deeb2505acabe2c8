// The picture to share, as a phone sees it: of its size, its QR read back by a decoder that is not ours, whatever
// somebody called a product.
#include "share_picture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <latch>
#include <thread>
#include <vector>

#include "base/media_limits.h"
#include "labels/label_content.h"
#include "testing/printout.h"

namespace qy::presentation {
namespace {

ShareWords words() {
    return {"琼源",
            "澄迈福橙",
            "澄迈福橙 精品装",
            "5 kg/箱",
            "批次 FC20261102-03",
            "正品，来历可查",
            "首次查询：2026年11月5日",
            "扫码查看本批产品的来历",
            "本图仅供分享，不是商品标签",
            "https://t.example.cn/lot/123456789012345678"};
}

class SharePictureTest : public ::testing::Test {
 protected:
    /// What the QR of the picture says.
    std::string read_back(const std::string& png) {
        const auto file = paper_.file("share.png", png);
        const CairoSurface picture(cairo_image_surface_create_from_png(file.c_str()));
        EXPECT_EQ(cairo_surface_status(picture.get()), CAIRO_STATUS_SUCCESS);
        EXPECT_EQ(cairo_image_surface_get_width(picture.get()), kSharePictureWidth);
        EXPECT_EQ(cairo_image_surface_get_height(picture.get()), kSharePictureHeight);
        return testing::symbols_in(file);
    }
    const testing::Printout paper_;
};

TEST_F(SharePictureTest, TellsTheLinkToADecoderThatIsNotOurs) {
    const auto png = share_png(words()).value();
    EXPECT_EQ(read_back(png), words().link + "\n");
    EXPECT_LT(png.size(), 200'000U);
}

TEST_F(SharePictureTest, HostileNamesAreDrawnAsWords) {
    std::string endless;
    for (int i = 0; i < 200; ++i) endless += "橙";
    const std::string names[] = {endless,
                                 "<b>markup</b> & \"quotes\" %s %n",
                                 "a\nb\r\nc\tend",
                                 "\u202Etxet desrever\u202C",
                                 "\u200B\uFEFF",
                                 "نص عربي",
                                 "🥥🍊👩‍🌾",
                                 ""};
    for (const auto& name : names) {
        auto hostile = words();
        hostile.product = hostile.brand = hostile.specification = hostile.lot = name;
        const auto png = share_png(hostile);
        ASSERT_TRUE(png.ok()) << name;
        EXPECT_EQ(read_back(*png), words().link + "\n") << name;
    }
    // What cannot be seen draws nothing: the same picture as without it.
    auto hidden = words();
    hidden.product = "澄迈福橙\u202E 精品装\u200B";
    EXPECT_EQ(share_png(hidden).value(), share_png(words()).value());
    auto overlong = words();
    overlong.link = std::string(5'000, 'x');
    EXPECT_FALSE(share_png(overlong).ok());
}

TEST_F(SharePictureTest, IsDrawnOnceForTheSameWordsWithinItsRoom) {
    SharePictures pictures(limits::share_picture_bytes_max);
    const auto first = pictures.of(words()).value();
    EXPECT_EQ(pictures.of(words()).value(), first) << "the very same";
    auto other = words();
    other.scanned = "尚未有人查询过";
    EXPECT_NE(pictures.of(other).value()->png, first->png);
    SharePictures small(first->png.size() + 2'000);
    const auto kept = small.of(words()).value();
    (void)small.of(other).value();
    EXPECT_NE(small.of(words()).value(), kept) << "it had to go";
}

TEST_F(SharePictureTest, NobodyWaitsForThePictureOfAnother) {
    constexpr int kAsking = 4;
    SharePictures pictures(limits::share_picture_bytes_max);
    std::latch begin(kAsking);
    std::array<std::string, kAsking> came;
    std::vector<std::thread> threads;
    for (int i = 0; i < kAsking; ++i) {
        threads.emplace_back([&, i] {
            auto own = words();
            own.lot = "批次 " + std::to_string(i);
            begin.arrive_and_wait();
            const auto drawn = pictures.of(own);
            came.at(static_cast<std::size_t>(i)) = drawn.ok() ? "drawn" : drawn.error().code;
        });
    }
    for (auto& thread : threads) thread.join();
    const auto drawn = std::ranges::count(came, "drawn");
    EXPECT_GE(drawn, 1);
    EXPECT_LT(drawn, kAsking);
    EXPECT_EQ(std::ranges::count(came, "share.busy"), kAsking - drawn);
}

}  // namespace
}  // namespace qy::presentation
