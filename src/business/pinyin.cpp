#include "pinyin.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "base/text.h"

namespace qy::business {
namespace {

/// Words whose reading is certain, whatever their characters may be read as elsewhere: places and goods of the island.
struct Word {
    std::u32string_view han;
    std::string_view pinyin;
};
constexpr Word kWords[] = {
    {U"澄迈", "cheng mai"},     {U"屯昌", "tun chang"},  {U"乐东", "le dong"},  {U"乐城", "le cheng"},
    {U"和乐", "he le"},         {U"会文", "hui wen"},    {U"长坡", "chang po"}, {U"长流", "chang liu"},
    {U"重兴", "chong xing"},    {U"番茄", "fan qie"},    {U"石斛", "shi hu"},   {U"朝天椒", "chao tian jiao"},
    {U"长粒", "chang li"},      {U"重庆", "chong qing"}, {U"薄荷", "bo he"},    {U"地瓜", "di gua"},
    {U"农家乐", "nong jia le"}, {U"音乐", "yin yue"},    {U"调味", "tiao wei"}, {U"参茶", "shen cha"},
};

/// Characters that are read in several ways, the likeliest in names of goods first, and some that ICU reads in a way
/// that no buyer would type.
struct Polyphone {
    char32_t han;
    std::string_view pinyin;
};
constexpr Polyphone kPolyphones[] = {
    {U'长', "chang zhang"}, {U'行', "hang xing"},   {U'重', "zhong chong"}, {U'乐', "le yue"},
    {U'调', "tiao diao"},   {U'地', "di de"},       {U'茄', "qie jia"},     {U'薄', "bo bao"},
    {U'藏', "cang zang"},   {U'都', "du dou"},      {U'会', "hui kuai"},    {U'石', "shi dan"},
    {U'单', "dan shan"},    {U'角', "jiao jue"},    {U'澄', "cheng deng"},  {U'屯', "tun zhun"},
    {U'大', "da dai"},      {U'参', "shen can"},    {U'便', "bian pian"},   {U'传', "chuan zhuan"},
    {U'朝', "chao zhao"},   {U'降', "jiang xiang"}, {U'壳', "ke qiao"},     {U'蔓', "man wan"},
    {U'埔', "pu bu"},       {U'盛', "sheng cheng"}, {U'蛤', "ge ha"},       {U'率', "lu shuai"},
    {U'露', "lu lou"},      {U'尾', "wei yi"},      {U'阿', "a e"},         {U'柏', "bai bo"},
    {U'厦', "xia sha"},     {U'种', "zhong chong"}, {U'仔', "zai zi"},      {U'粘', "zhan nian"},
    {U'核', "he hu"},       {U'卡', "ka qia"},      {U'血', "xue xie"},     {U'熟', "shu shou"},
    {U'咖', "ka ga"},       {U'色', "se shai"},     {U'番', "fan pan"},     {U'椰', "ye"},
    {U'琼', "qiong"},       {U'儋', "dan"},         {U'禺', "yu"},          {U'斛', "hu"},
    {U'槟', "bin bing"},    {U'榔', "lang"},
};

/// ICU's table of Han readings, opened once: opening takes 0.1 s. One user at a time.
class HanReader {
 public:
    HanReader() {
        UErrorCode status = U_ZERO_ERROR;
        rules_.reset(icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
        if (U_FAILURE(status)) rules_.reset();
    }
    [[nodiscard]] bool good() const { return rules_ != nullptr; }
    /// Empty when it knows no reading.
    std::string read(char32_t c) {
        icu::UnicodeString text(static_cast<UChar32>(c));
        const std::lock_guard lock(mutex_);
        rules_->transliterate(text);
        std::string out;
        text.toUTF8String(out);
        const bool latin = std::ranges::all_of(out, [](char l) { return l >= 'a' && l <= 'z'; });
        return latin ? out : std::string();
    }

 private:
    std::mutex mutex_;
    std::unique_ptr<icu::Transliterator> rules_;
};

HanReader& han_reader() {
    static HanReader reader;
    return reader;
}

using Choices = std::vector<std::string>;  // readings of one piece, the likeliest first

Choices words_in(std::string_view text) {
    Choices list;
    for (const auto word : split(text, ' ')) list.emplace_back(word);
    return list;
}

/// The word of the local list that stands at `at`.
const Word* word_at(std::u32string_view name, std::size_t at) {
    for (const auto& word : kWords) {
        if (name.substr(at).starts_with(word.han)) return &word;
    }
    return nullptr;
}

Choices choices_of(char32_t c) {
    const auto row = std::ranges::find(kPolyphones, c, &Polyphone::han);
    if (row != std::end(kPolyphones)) return words_in(row->pinyin);
    auto read = han_reader().read(c);
    if (read.empty()) append_utf8(read, c);
    return {read};
}

std::vector<Choices> pieces_of(std::u32string_view name) {
    std::vector<Choices> pieces;
    for (std::size_t at = 0; at < name.size();) {
        if (const auto* word = word_at(name, at)) {
            for (auto& syllable : words_in(word->pinyin)) pieces.push_back({std::move(syllable)});
            at += word->han.size();
        } else if (is_han(name[at])) {
            pieces.push_back(choices_of(name[at++]));
        } else {
            std::string run;
            while (at < name.size() && !is_han(name[at]) && name[at] != U' ') append_utf8(run, name[at++]);
            if (run.empty()) {
                ++at;
            } else {
                pieces.push_back({std::move(run)});
            }
        }
    }
    return pieces;
}

bool is_left_out(char32_t c) {
    if (c < 0x80) return !((c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z'));
    // General punctuation, CJK punctuation, the middle dot, full-width signs that have no ASCII form.
    return (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F) || c == 0xB7 || (c >= 0xFF5F && c <= 0xFFEF) ||
           c == 0xA0 || c == 0xFEFF;
}

}  // namespace

bool is_han(char32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

std::u32string normalised(std::string_view text) {
    std::u32string out = to_utf32(lower_ascii(fold_width(text)));
    std::erase_if(out, is_left_out);
    return out;
}

namespace {

/// Like normalised(), but what is left out still parts words.
std::u32string spaced(std::string_view text) {
    std::u32string out = to_utf32(lower_ascii(fold_width(text)));
    std::ranges::replace_if(out, is_left_out, U' ');
    return out;
}

}  // namespace

Result<std::vector<Reading>> readings_of(std::string_view name) {
    if (!han_reader().good()) return internal("search.transliteration");
    const auto pieces = pieces_of(spaced(name));
    Reading likeliest;
    for (const auto& choices : pieces) likeliest.push_back(choices.front());
    std::vector<Reading> readings{likeliest};
    // Two unlikely readings in one name are as rare as they would be many.
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        for (std::size_t choice = 1; choice < pieces[i].size() && readings.size() < readings_max; ++choice) {
            readings.push_back(likeliest);
            readings.back()[i] = pieces[i][choice];
        }
    }
    return readings;
}

}  // namespace qy::business
