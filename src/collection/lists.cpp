#include "lists.h"

#include <algorithm>

#include "amounts.h"
#include "base/limits.h"
#include "base/text.h"
#include "clean.h"
#include "dates.h"
#include "model/event_time.h"

namespace qy::collection {
namespace {

constexpr std::string_view kInputsExample = "QY-20260301=600公斤；QY-20260302=400公斤";
constexpr std::string_view kReadingsExample = "2026-03-05 08:00=4.2；2026-03-05 09:00=4.5";

// Non-blank pieces between any of the separators, trimmed.
std::vector<std::string> pieces_of(std::string_view text, std::initializer_list<std::string_view> separators) {
    std::string plain(text);
    for (const auto separator : separators) plain = replace_all(plain, separator, "\x1F");
    std::vector<std::string> out;
    for (const auto piece : split(plain, '\x1F')) {
        if (!trim(piece).empty()) out.emplace_back(trim(piece));
    }
    return out;
}

FieldProblem malformed(std::string_view piece, std::string_view example) {
    return {Problem::malformed, {std::string(piece), std::string(example)}};
}

bool name_lot(const std::vector<std::string_view>& parts, model::LotRef& lot) {
    if (parts.empty() || parts.size() > 3) return false;
    if (std::any_of(parts.begin(), parts.end(), [](std::string_view part) { return trim(part).empty(); })) return false;
    if (parts.size() == 3) lot.owner_name = clean_name(trim(parts[0]));
    if (parts.size() >= 2) lot.product_name = clean_name(trim(parts[parts.size() - 2]));
    lot.lot_number = fold_width(trim(parts.back()));
    return length_of(lot.lot_number) <= limits::lot_number_code_points_max;
}

}  // namespace

std::variant<std::vector<model::InputRef>, FieldProblem> read_inputs(std::string_view text) {
    std::vector<model::InputRef> out;
    for (const auto& raw : pieces_of(text, {";", "；", "、", "，", "\n"})) {
        if (out.size() == limits::inputs_per_event_max) {
            return FieldProblem{Problem::too_many, {std::to_string(limits::inputs_per_event_max)}};
        }
        const auto piece = replace_all(replace_all(raw, "＝", "="), "／", "/");
        const std::size_t equals = piece.find('=');
        model::InputRef input;
        if (!name_lot(split(std::string_view(piece).substr(0, equals), '/'), input.lot)) {
            return malformed(raw, kInputsExample);
        }
        if (equals != std::string::npos) {
            auto quantity = read_quantity(fold_width(piece.substr(equals + 1)));
            if (auto* problem = std::get_if<FieldProblem>(&quantity)) return std::move(*problem);
            input.quantity = std::get<model::Quantity>(std::move(quantity));
        }
        out.push_back(std::move(input));
    }
    if (out.empty()) return malformed(text, kInputsExample);
    return out;
}

std::variant<std::string, FieldProblem> read_readings(std::string_view text) {
    std::string out;
    std::size_t count = 0;
    std::optional<model::EventTime> before;
    for (const auto& raw : pieces_of(fold_width(text), {";", "、", "\n"})) {
        if (count++ == limits::sensor_readings_per_event_max) {
            return FieldProblem{Problem::too_many, {std::to_string(limits::sensor_readings_per_event_max)}};
        }
        const std::size_t equals = raw.find('=');
        if (equals == std::string::npos) return malformed(raw, kReadingsExample);
        const auto time = std::string_view(raw).substr(0, equals);
        const auto value = read_temperature(std::string_view(raw).substr(equals + 1));
        if (std::holds_alternative<FieldProblem>(value)) return malformed(raw, kReadingsExample);
        auto moment = read_moment(time);
        auto* at = std::get_if<model::EventTime>(&moment);
        if (const int seconds = read_time_of_day(time); at == nullptr && before && seconds >= 0) {
            const auto day = model::EventTime::parse(before->day());
            at = &moment.emplace<model::EventTime>(*before);
            at->at = day->at.plus_seconds(seconds + (day->offset_minutes - before->offset_minutes) * 60);
            if (at->at < before->at) at->at = at->at.plus_seconds(86'400);
        }
        if (at == nullptr || at->precision == model::Precision::day) return malformed(raw, kReadingsExample);
        before = *at;
        out += (out.empty() ? "" : ";") + at->to_string() + '=' + std::get<Decimal>(value).to_string();
    }
    if (out.empty()) return malformed(text, kReadingsExample);
    return out;
}

std::variant<std::vector<std::string>, FieldProblem> read_words(std::string_view text, std::string_view dictionary_type,
                                                                const Dictionary& dictionary) {
    std::vector<std::string> codes;
    for (const auto& word : pieces_of(fold_width(text), {";", "、", ",", "/", "\n"})) {
        if (word == "无" || word == "不含" || lower_ascii(word) == "none") continue;
        const auto* item = dictionary.find(dictionary_type, word);
        if (item == nullptr) return FieldProblem{Problem::unknown, {word, dictionary.labels(dictionary_type)}};
        codes.push_back(item->code);
    }
    std::vector<std::string> out;
    for (const auto* item : dictionary.items(dictionary_type)) {
        if (std::find(codes.begin(), codes.end(), item->code) != codes.end()) out.push_back(item->code);
    }
    return out;
}

}  // namespace qy::collection
