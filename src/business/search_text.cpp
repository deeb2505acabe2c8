#include "search_text.h"

#include <algorithm>

#include "base/sort_unique.h"
#include "base/text.h"

namespace qy::business {
namespace {

constexpr char kText = 't';
constexpr char kTwoLetters = 'q';
constexpr char kThreeLetters = 'p';
constexpr char kInitials = 'i';

std::string utf8(std::u32string_view text) {
    std::string out;
    for (const char32_t c : text) append_utf8(out, c);
    return out;
}

template <class Put>
void pieces_of_length(std::string_view text, std::size_t length, char mark, Put put) {
    for (std::size_t at = 0; at + length <= text.size(); ++at) put(mark + std::string(text.substr(at, length)));
}

template <class Put>
void text_grams(std::u32string_view text, Put put) {
    for (std::size_t at = 0; at + 2 <= text.size(); ++at) {
        const auto two = text.substr(at, 2);
        if (is_han(two[0]) || is_han(two[1])) put(kText + utf8(two));
    }
}

std::string joined(const Reading& reading) {
    return join(reading, "");
}

/// The first letter of each piece; a number counts whole: "3合1咖啡" → 3h1kf.
std::string initials_of(const Reading& reading) {
    std::string out;
    for (const auto& piece : reading) {
        const bool number = std::ranges::all_of(piece, [](char c) { return c >= '0' && c <= '9'; });
        out += number ? piece : piece.substr(0, 1);
    }
    return out;
}

/// Where the query stands in the pinyin written together, counted only from the beginning of a syllable: "an" is no
/// part of shan. npos: nowhere.
std::size_t find_from_syllable(const Reading& reading, std::string_view letters) {
    const std::string whole = joined(reading);
    std::size_t at = 0;
    for (const auto& piece : reading) {
        if (std::string_view(whole).substr(at).starts_with(letters)) return at;
        at += piece.size();
    }
    return std::string::npos;
}

bool is_ascii(std::u32string_view text) {
    return std::ranges::all_of(text, [](char32_t c) { return c < 0x80; });
}

/// ü is typed as v as often as u; names are stored with u.
void add_letters(SearchQuery& query, std::string letters) {
    query.letters.push_back(letters);
    for (const std::string_view typed : {"lv", "nv"}) {
        letters = replace_all(letters, typed, std::string{typed[0], 'u'});
    }
    if (letters != query.letters.front()) query.letters.push_back(std::move(letters));
}

std::vector<std::string> unique(std::vector<std::string> grams) {
    sort_unique(grams);
    return grams;
}

std::optional<int> better(std::optional<int> a, std::optional<int> b) {
    if (!a || !b) return a ? a : b;
    return std::min(*a, *b);
}

std::optional<int> rank_of(std::size_t place) {
    if (place == std::string::npos) return std::nullopt;
    return place == 0 ? 0 : 1;
}

}  // namespace

Result<SearchName> search_name(std::string_view name) {
    SearchName out;
    out.text = normalised(name);
    QY_TRY(readings, readings_of(name));
    out.readings = std::move(readings);
    return out;
}

std::set<std::string> grams_of(const SearchName& name) {
    std::set<std::string> grams;
    const auto put = [&](std::string gram) { grams.insert(std::move(gram)); };
    text_grams(name.text, put);
    for (const auto& reading : name.readings) {
        pieces_of_length(joined(reading), 2, kTwoLetters, put);
        pieces_of_length(joined(reading), 3, kThreeLetters, put);
        pieces_of_length(initials_of(reading), 2, kInitials, put);
    }
    return grams;
}

Result<SearchQuery> search_query(std::u32string text) {
    SearchQuery query;
    query.text = std::move(text);
    query.has_han = std::ranges::any_of(query.text, is_han);
    const bool ascii = is_ascii(query.text);
    const auto add_way = [&](auto fill) {
        std::vector<std::string> grams;
        fill([&](std::string gram) { grams.push_back(std::move(gram)); });
        if (!grams.empty()) query.ways.push_back(unique(std::move(grams)));
    };
    if (query.has_han) add_way([&](auto put) { text_grams(query.text, put); });
    if (ascii) add_letters(query, utf8(query.text));
    if (query.has_han && std::ranges::any_of(query.text, [](char32_t c) { return c < 0x80; })) {
        QY_TRY(readings, readings_of(utf8(query.text)));
        for (const auto& reading : readings) query.letters.push_back(joined(reading));
    }
    for (const auto& letters : query.letters) {
        const bool two = letters.size() == 2;
        add_way([&](auto put) { pieces_of_length(letters, two ? 2 : 3, two ? kTwoLetters : kThreeLetters, put); });
    }
    if (ascii) add_way([&](auto put) { pieces_of_length(utf8(query.text), 2, kInitials, put); });
    return query;
}

std::optional<int> fit(const SearchQuery& query, const SearchName& name) {
    auto best = rank_of(query.has_han ? name.text.find(query.text) : std::string::npos);
    for (const auto& reading : name.readings) {
        for (const auto& letters : query.letters) best = better(best, rank_of(find_from_syllable(reading, letters)));
        if (is_ascii(query.text)) best = better(best, rank_of(initials_of(reading).find(utf8(query.text))));
    }
    return best;
}

}  // namespace qy::business
