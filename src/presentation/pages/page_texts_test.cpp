#include "pages/page_texts.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "pages/format.h"

namespace qy::presentation {
namespace {

std::set<char> places_in(std::string_view text) {
    std::set<char> places;
    for (std::size_t i = 0; i + 2 < text.size(); ++i) {
        if (text[i] == '{' && text[i + 2] == '}') places.insert(text[i + 1]);
    }
    return places;
}

std::string sources_of_pages() {
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator(QY_SOURCE_DIR "/src/presentation/pages")) {
        const auto name = entry.path().filename().string();
        const bool counts = name.ends_with(".cpp") && !name.ends_with("_test.cpp") && name != "page_texts.cpp";
        if (!counts) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        all.append(std::istreambuf_iterator<char>(file), {});
    }
    return all;
}

TEST(PageTexts, BothLanguagesAreComplete) {
    for (const TextRow& row : page_texts()) {
        EXPECT_FALSE(row.zh.empty()) << row.name;
        EXPECT_FALSE(row.en.empty()) << row.name;
        EXPECT_FALSE(has_chinese(row.en)) << row.name;
        EXPECT_EQ(places_in(row.zh), places_in(row.en)) << row.name;
    }
}

TEST(PageTexts, EveryTextIsUsed) {
    const std::string sources = sources_of_pages();
    for (const TextRow& row : page_texts()) {
        const std::string use = "Text::" + std::string(row.name);
        bool used = false;
        for (auto at = sources.find(use); at != std::string::npos && !used; at = sources.find(use, at + 1)) {
            const char next = sources[at + use.size()];
            used = next != '_' && (std::isalnum(static_cast<unsigned char>(next)) == 0);
        }
        EXPECT_TRUE(used) << row.name;
    }
}

TEST(PageTexts, ArgumentsFillTheirPlaces) {
    EXPECT_EQ(page_text(Text::time_in_region, Language::zh, {"10:22", "海口"}), "10:22（海口）");
    EXPECT_EQ(page_text(Text::genuine_again, Language::en, {"{0}"}), "Genuine, scan no. {0}");  // filled once
}

}  // namespace
}  // namespace qy::presentation
