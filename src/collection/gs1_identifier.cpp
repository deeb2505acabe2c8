#include "gs1_identifier.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace qy::collection {
namespace {

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// How the parts of a URN make a key. `digits`: company prefix and reference together; 0: the reference may have
// letters. `indicator`: the reference's first digit goes to the front. `check`: a check digit follows. `rest` says what
// the part behind the reference becomes.
enum class Rest : std::uint8_t { none, serial, appended, pieces };
struct UrnRow {
    std::string_view scheme;
    std::string_view ai;
    std::size_t digits;
    bool indicator;
    bool check;
    std::string_view lead;  // stands before the digits
    Rest rest;
    std::string_view rest_ai;
};
constexpr auto kUrns = std::to_array<UrnRow>({
    {"sgtin", "01", 13, true, true, "", Rest::serial, "21"},
    {"lgtin", "01", 13, true, true, "", Rest::serial, "10"},
    {"upui", "01", 13, true, true, "", Rest::serial, "235"},
    {"itip", "8006", 13, true, true, "", Rest::pieces, "21"},
    {"sscc", "00", 17, true, true, "", Rest::none, ""},
    {"sgln", "414", 12, false, true, "", Rest::serial, "254"},
    {"pgln", "417", 12, false, true, "", Rest::none, ""},
    {"grai", "8003", 12, false, true, "0", Rest::appended, ""},
    {"giai", "8004", 0, false, false, "", Rest::none, ""},
    {"gsrn", "8018", 17, false, true, "", Rest::none, ""},
    {"gsrnp", "8017", 17, false, true, "", Rest::none, ""},
    {"gdti", "253", 12, false, true, "", Rest::appended, ""},
    {"sgcn", "255", 12, false, true, "", Rest::appended, ""},
    {"cpi", "8010", 0, false, false, "", Rest::serial, "8011"},
    {"ginc", "401", 0, false, false, "", Rest::none, ""},
    {"gsin", "402", 16, false, true, "", Rest::none, ""},
});

// A serial of a URN as it stands in a Digital Link, which encodes a few more characters.
std::string link_text(std::string_view urn_text) {
    constexpr std::string_view kEncoded = "!()*+,:";
    std::string out;
    for (const char c : urn_text) {
        if (kEncoded.find(c) == std::string_view::npos) {
            out += c;
        } else {
            out += percent_encoded(std::string_view(&c, 1));
        }
    }
    return out;
}

std::optional<std::string> key_digits(const UrnRow& row, std::string_view company, std::string_view reference) {
    if (!all_digits(company) || company.size() < 6 || company.size() > 12) return std::nullopt;
    if (row.digits == 0) return std::string(company) + link_text(reference);
    if (company.size() + reference.size() != row.digits || (!reference.empty() && !all_digits(reference))) {
        return std::nullopt;
    }
    std::string digits(company);
    if (row.indicator) {
        if (reference.empty()) return std::nullopt;
        digits = reference.front() + digits + std::string(reference.substr(1));
    } else {
        digits += reference;
    }
    digits.insert(0, row.lead);
    if (row.check) digits += gs1_check_digit(digits);
    return digits;
}

void put_rest(const UrnRow& row, std::string_view rest, Gs1Key& key) {
    if (rest.empty()) return;
    if (row.rest == Rest::appended) {
        key.value += link_text(rest);
    } else if (row.rest_ai == "10") {
        key.lot = link_text(rest);
    } else if (!(row.rest_ai == "254" && rest == "0")) {  // extension 0 of a location: the location itself
        key.serial = link_text(rest);
        key.serial_ai = row.rest_ai;
    }
}

// "4012345.011111.9876" of `row`; a pattern ends in "*", which stands for no serial.
std::optional<Gs1Key> read_urn_parts(const UrnRow& row, std::string_view parts, bool pattern) {
    const auto first = parts.find('.');
    if (first == std::string_view::npos) return std::nullopt;
    const auto company = parts.substr(0, first);
    auto reference = parts.substr(first + 1);
    std::string_view rest;
    std::string pieces;
    if (row.rest != Rest::none || pattern) {
        // The serial may hold points, a component's reference may not.
        const auto second = row.ai == "8010" ? reference.rfind('.') : reference.find('.');
        if (second == std::string_view::npos) return std::nullopt;
        rest = reference.substr(second + 1);
        reference = reference.substr(0, second);
    }
    if (row.rest == Rest::pieces) {  // "01.02.999": piece, total, serial
        if (rest.size() < 7 || rest[2] != '.' || rest[5] != '.') return std::nullopt;
        pieces = std::string(rest.substr(0, 2)) + std::string(rest.substr(3, 2));
        if (!all_digits(pieces)) return std::nullopt;
        rest = rest.substr(6);
    }
    if (row.rest != Rest::none && rest.empty()) return std::nullopt;
    if (pattern && rest != "*") return std::nullopt;
    const auto digits = key_digits(row, company, reference);
    if (!digits) return std::nullopt;
    Gs1Key key{std::string(row.ai), *digits + pieces, {}, {}, {}};
    put_rest(row, pattern ? std::string_view() : rest, key);
    return key;
}

std::optional<Gs1Key> read_urn(std::string_view uri) {
    const bool pattern = uri.starts_with("urn:epc:idpat:");
    for (const std::string_view start : {"urn:epc:id:", "urn:epc:class:", "urn:epc:idpat:"}) {
        if (!uri.starts_with(start)) continue;
        const auto body = uri.substr(start.size());
        const auto colon = body.find(':');
        if (colon == std::string_view::npos) return std::nullopt;
        // These must be escaped (TDS 2.0, 6.3.1): in a Digital Link a bare one would begin another key.
        if (body.find_first_of("/?#") != std::string_view::npos) return std::nullopt;
        for (const auto& row : kUrns) {
            const bool lot = row.scheme == "lgtin";
            if (row.scheme == body.substr(0, colon) && lot == (start == "urn:epc:class:")) {
                return read_urn_parts(row, body.substr(colon + 1), pattern);
            }
        }
    }
    return std::nullopt;
}

// A primary key of a Digital Link. Digits are how many the value begins with; `more`: letters may follow.
struct LinkRow {
    std::string_view ai;
    std::string_view name;  // the short name of older links
    std::size_t digits;
    bool more;
    std::string_view qualifiers;  // comma list
};
constexpr auto kLinks = std::to_array<LinkRow>({
    {"01", "gtin", 14, false, "22,10,21,235"},
    {"00", "sscc", 18, false, ""},
    {"8006", "itip", 18, false, "22,10,21"},
    {"8010", "cpid", 4, true, "8011"},
    {"414", "gln", 13, false, "254,7040"},
    {"417", "party", 13, false, "7040"},
    {"8017", "gsrnp", 18, false, "8019"},
    {"8018", "gsrn", 18, false, "8019"},
    {"255", "gcn", 13, true, ""},
    {"253", "gdti", 13, true, ""},
    {"401", "ginc", 4, true, ""},
    {"402", "gsin", 17, false, ""},
    {"8003", "grai", 14, true, ""},
    {"8004", "giai", 4, true, ""},
});
constexpr std::pair<std::string_view, std::string_view> kQualifierNames[] = {
    {"cpv", "22"}, {"lot", "10"}, {"ser", "21"}, {"cpsn", "8011"}};

const LinkRow* link_row(std::string_view segment) {
    const auto found = std::find_if(kLinks.begin(), kLinks.end(),
                                    [&](const auto& row) { return row.ai == segment || row.name == segment; });
    return found == kLinks.end() ? nullptr : found;
}

std::optional<std::string> link_value(const LinkRow& row, std::string_view segment) {
    std::string value(segment);
    if (row.ai == "01" && all_digits(segment) &&
        (segment.size() == 8 || segment.size() == 12 || segment.size() == 13)) {
        value.insert(0, 14 - segment.size(), '0');
    }
    const bool fits = row.more ? value.size() >= row.digits : value.size() == row.digits;
    return fits && all_digits(std::string_view(value).substr(0, row.digits)) ? std::optional(value) : std::nullopt;
}

bool put_qualifier(const LinkRow& row, std::string_view name, std::string_view value, Gs1Key& key) {
    std::string_view ai = name;
    for (const auto& [word, number] : kQualifierNames) {
        if (name == word) ai = number;
    }
    const auto allowed = split(row.qualifiers, ',');
    if (value.empty() || std::find(allowed.begin(), allowed.end(), ai) == allowed.end()) return false;
    if (ai == "10") {
        key.lot = value;
    } else if (ai == "21" || ai == "235" || ai == "254" || ai == "8011") {
        key.serial = value;
        key.serial_ai = ai;
    }
    return true;  // others are not part of the key
}

std::optional<Gs1Key> read_link(std::string_view uri) {
    const auto scheme = uri.find("://");
    if (scheme == std::string_view::npos || (!uri.starts_with("http://") && !uri.starts_with("https://"))) {
        return std::nullopt;
    }
    auto path = uri.substr(scheme + 3);
    path = path.substr(0, path.find_first_of("?#"));
    while (path.ends_with('/')) path.remove_suffix(1);
    const auto segments = split(path, '/');
    for (std::size_t i = 1; i + 1 < segments.size(); ++i) {
        const auto* row = link_row(segments[i]);
        if (row == nullptr || (segments.size() - i) % 2 != 0) continue;
        auto value = link_value(*row, segments[i + 1]);
        if (!value) continue;
        Gs1Key key{std::string(row->ai), *std::move(value), {}, {}, {}};
        bool good = true;
        for (std::size_t k = i + 2; k < segments.size(); k += 2) {
            good = good && put_qualifier(*row, segments[k], segments[k + 1], key);
        }
        if (good) return key;
    }
    return std::nullopt;
}

std::string encoded(std::string_view text, bool keep_beyond_ascii) {
    constexpr std::string_view kPlain = "-._~";
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter || kPlain.find(c) != std::string_view::npos || (keep_beyond_ascii && byte >= 0x80)) {
            out += c;
        } else {
            out += {'%', kHex[byte / 16], kHex[byte % 16]};
        }
    }
    return out;
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

}  // namespace

std::string Gs1Key::canonical() const {
    std::string out = "https://id.gs1.org/" + ai + "/" + value;
    if (!serial.empty()) {
        out += "/" + serial_ai + "/" + serial;
    } else if (!lot.empty()) {
        out += "/10/" + lot;
    }
    return out;
}

std::optional<Gs1Key> read_gs1_key(std::string_view uri) {
    return uri.starts_with("urn:epc:") ? read_urn(uri) : read_link(uri);
}

bool is_gs1_urn(std::string_view uri) {
    for (const std::string_view start : {"urn:epc:id:", "urn:epc:class:", "urn:epc:idpat:"}) {
        if (!uri.starts_with(start)) continue;
        const auto scheme = uri.substr(start.size(), uri.find(':', start.size()) - start.size());
        return std::any_of(kUrns.begin(), kUrns.end(), [&](const auto& row) { return row.scheme == scheme; });
    }
    return false;
}

char gs1_check_digit(std::string_view digits_without) {
    int sum = 0;
    int weight = 3;
    for (auto digit = digits_without.rbegin(); digit != digits_without.rend(); ++digit, weight = 4 - weight) {
        sum += (*digit - '0') * weight;
    }
    return static_cast<char>('0' + (10 - sum % 10) % 10);
}

bool has_wrong_check_digit(const Gs1Key& key) {
    if (key.ai != "01" && key.ai != "00" && key.ai != "414" && key.ai != "417") return false;
    return key.value.back() != gs1_check_digit(std::string_view(key.value).substr(0, key.value.size() - 1));
}

std::string percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape =
            text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0;
        if (escape) {
            out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return is_utf8(out) ? out : std::string(text);
}

bool has_good_check_digit(std::string_view digits) {
    return digits.size() > 1 && all_digits(digits) &&
           digits.back() == gs1_check_digit(digits.substr(0, digits.size() - 1));
}

std::string uri_part(std::string_view text) {
    return encoded(text, true);
}

std::string percent_encoded(std::string_view text) {
    return encoded(text, false);
}

}  // namespace qy::collection
