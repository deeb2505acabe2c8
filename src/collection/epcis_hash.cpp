#include "epcis_hash.h"

#include <algorithm>
#include <cstdlib>

#include "base/bytes.h"
#include "base/text.h"
#include "crypto/sha256.h"
#include "epcis_shape.h"
#include "epcis_words.h"
#include "gs1_identifier.h"
#include "model/event_time.h"

namespace qy::collection {
namespace {

constexpr long kExponentMax = 400;  // of a number that is written out; larger ones stay as they are

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string joined_sorted(std::vector<std::string> pieces) {
    std::sort(pieces.begin(), pieces.end());
    return join(pieces, "");
}

// Rule 17 and 18: any value that is a GS1 key stands as its canonical Digital Link.
std::string hash_text(std::string_view text) {
    const auto value = trim(text);
    const auto key = read_gs1_key(value);
    return key ? key->canonical() : hash_number(value);
}

bool names_a_time(std::string_view local) {
    const auto name = lower_ascii(local);
    return name.find("time") != std::string::npos && name.find("offset") == std::string::npos;
}

std::string scalar_of(const Shape& shape, const Node& node) {
    const auto value = trim(node.text);
    switch (shape.form) {
        case Form::time:
            return hash_time(value);
        case Form::word:
            return value.empty() ? std::string() : hash_text(full_word(shape.vocabulary, value));
        case Form::offset:
        case Form::action:
            return std::string(value);
        default:
            return hash_text(value);
    }
}

void extension_pieces(const NodeName& name, const Node& node, std::vector<std::string>& out);

std::vector<std::string> pieces_of_members(const Node& object) {
    std::vector<std::string> pieces;
    for (const auto& [name, value] : object.members) {
        if (name.local != "#text") extension_pieces(name, value, pieces);
    }
    return pieces;
}

// Rules 19 to 21: "{space}name", "=value", and whatever is inside, sorted.
void extension_pieces(const NodeName& name, const Node& node, std::vector<std::string>& out) {
    if (node.kind == Node::Kind::null) return;
    if (node.kind == Node::Kind::list) {
        for (const auto& item : node.items) extension_pieces(name, item, out);
        return;
    }
    const bool object = node.kind == Node::Kind::object;
    const std::string_view raw = object ? node.text_of("#text") : std::string_view(node.text);
    const auto value = names_a_time(name.local) ? hash_time(trim(raw)) : hash_text(raw);
    std::string piece = name.braced();
    if (!value.empty()) piece += "=" + value;
    if (object) piece += joined_sorted(pieces_of_members(node));
    out.push_back(std::move(piece));
}

std::string object_text(const Node& object, std::span<const Shape> shapes, const std::vector<std::string>& ignored);

std::string entry_text(const Shape& shape, const Node& node) {
    if (shape.form == Form::object) return object_text(node, shape.inner, {});
    if (shape.form == Form::extension) return joined_sorted(pieces_of_members(node));
    const auto value = scalar_of(shape, node);
    return value.empty() ? value : "=" + value;
}

std::string list_text(const Shape& shape, const Node& list) {
    const bool wrapped = shape.times == Times::wrapped;
    const std::string name(wrapped ? shape.item : shape.name);
    std::vector<std::string> pieces;
    for (const auto& item : list.items) {
        const auto text = entry_text(shape, item);
        if (!text.empty()) pieces.push_back((shape.named_items ? name : "") + text);
    }
    if (pieces.empty()) return "";
    return (wrapped ? std::string(shape.name) : "") + joined_sorted(std::move(pieces));
}

std::string member_text(const Shape& shape, const Node& node) {
    if (node.kind == Node::Kind::list) return list_text(shape, node);
    const auto text = entry_text(shape, node);
    return text.empty() ? text : std::string(shape.name) + text;
}

std::string object_text(const Node& object, std::span<const Shape> shapes, const std::vector<std::string>& ignored) {
    std::string out;
    for (const auto& shape : shapes) {
        const auto* member = object.find(shape.name);
        if (member != nullptr && shape.hashed) out += member_text(shape, *member);
    }
    std::vector<std::string> extensions;
    for (const auto& [name, value] : object.members) {
        const bool own = name.space.empty() && (find_shape(shapes, name.local) != nullptr || name.local == "type");
        const bool skip = std::find(ignored.begin(), ignored.end(), name.braced()) != ignored.end();
        const bool comment =
            name.local == "comment" && name.space.ends_with("rdf-schema#");  // for people: says nothing
        if (!own && !skip && !comment) extension_pieces(name, value, extensions);
    }
    return out + joined_sorted(std::move(extensions));
}

// The text with at most `digits` digits after the point, and the first digit that was cut ('0' when none).
std::pair<std::string, char> cut_fraction(std::string_view text, std::size_t digits) {
    const auto point = text.find('.');
    if (point == std::string_view::npos) return {std::string(text), '0'};
    std::size_t end = point + 1;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end - point - 1 <= digits) return {std::string(text), '0'};
    return {std::string(text.substr(0, point + 1 + digits)) + std::string(text.substr(end)), text[point + 1 + digits]};
}

// "00120.50" → "120.5"; the sign apart.
std::string plain_decimal(std::string whole, std::string fraction) {
    while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
    const auto start = std::min(whole.find_first_not_of('0'), whole.size() - 1);
    whole.erase(0, start);
    return fraction.empty() ? whole : whole + "." + fraction;
}

}  // namespace

std::string pre_hash_of(const Node& event, const std::vector<std::string>& ignored) {
    return "eventType=" + std::string(event.text_of("type")) + object_text(event, event_shape(), ignored);
}

std::string event_hash(std::string_view pre_hash) {
    return "ni:///sha-256;" + to_hex(crypto::sha256(bytes_of(pre_hash))) + "?ver=CBV2.0";
}

std::string error_text_of(const Node& event) {
    const auto* error = event.find("errorDeclaration");
    return error == nullptr ? "" : member_text(*find_shape(event_shape(), "errorDeclaration"), *error);
}

std::optional<model::EventTime> read_timestamp(std::string_view text) {
    const auto time = model::EventTime::parse(cut_fraction(text, 6).first);
    if (!time.ok() || time->precision == model::Precision::day) return std::nullopt;
    return *time;
}

std::string hash_time(std::string_view text) {
    const auto [cut, next] = cut_fraction(text, 3);
    auto time = read_timestamp(cut);
    if (!time) return std::string(text);
    time->offset_minutes = 0;
    if (next >= '5') time->at.microseconds += 1'000;
    std::string out = time->to_string();
    out.pop_back();  // Z
    const auto point = out.find('.');
    if (point == std::string::npos) out += '.';
    out.append(point == std::string::npos ? 3 : 4 - (out.size() - point), '0');
    return out + "Z";
}

std::string hash_number(std::string_view text) {
    std::string_view rest = text;
    std::string sign;
    if (rest.starts_with('-') || rest.starts_with('+')) {
        sign = rest.front() == '-' ? "-" : "";
        rest.remove_prefix(1);
    }
    std::size_t at = 0;
    const auto digits = [&] {
        const std::size_t start = at;
        while (at < rest.size() && is_digit(rest[at])) ++at;
        return std::string(rest.substr(start, at - start));
    };
    std::string whole = digits();
    std::string fraction;
    bool point = false;
    if (at < rest.size() && rest[at] == '.') {
        point = true;
        ++at;
        fraction = digits();
    }
    long exponent = 0;
    const bool scientific = at + 1 < rest.size() && (rest[at] == 'e' || rest[at] == 'E');
    if (scientific) {
        char* end = nullptr;
        const std::string tail(rest.substr(at + 1));
        exponent = std::strtol(tail.c_str(), &end, 10);
        at += 1 + static_cast<std::size_t>(end - tail.c_str());
    }
    // A number with leading zeros and nothing behind is a number of something, not a quantity: it keeps them.
    const bool number = !whole.empty() && (!point || !fraction.empty()) && at == rest.size() &&
                        std::labs(exponent) <= kExponentMax && !(whole.size() > 1 && whole.front() == '0') &&
                        (text.front() != '+' || point || scientific);
    if (!number) return std::string(text);
    for (; exponent > 0; --exponent) {
        whole += fraction.empty() ? '0' : fraction.front();
        if (!fraction.empty()) fraction.erase(0, 1);
    }
    for (; exponent < 0; ++exponent) {
        fraction.insert(fraction.begin(), whole.back());
        whole.pop_back();
        if (whole.empty()) whole = "0";
    }
    const auto plain = plain_decimal(std::move(whole), std::move(fraction));
    return plain == "0" ? plain : sign + plain;
}

}  // namespace qy::collection
