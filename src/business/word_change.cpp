#include "word_change.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/catalogue_limits.h"
#include "base/limits.h"
#include "base/text.h"
#include "business/change_feed.h"
#include "business/ledger.h"
#include "business/words.h"
#include "category_call.h"
#include "model/event_time.h"
#include "model/quantity.h"
#include "storage/dictionary_store.h"
#include "three_way.h"
#include "trial.h"

namespace qy::business {
namespace {

using model::DictionaryItem;

constexpr std::size_t kName = limits::name_code_points_max;
constexpr std::size_t kCode = 64;
/// Types whose codes the program itself knows the meaning of.
constexpr std::string_view kFixed[] = {"disposition", "inspection_status", "step", "test_result"};

using Key = std::pair<std::string, std::string>;  // type and code

struct WordCall {
    Publication& publication;
    std::string operation;
    std::string day;  ///< today
    std::map<Key, DictionaryItem> known;
    JsonArray items;  ///< of the report
    const model::Change& change;
};

bool is_word(std::string_view text, std::size_t length_max) {
    const auto good = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
               c == '.';
    };
    return !text.empty() && text.size() <= length_max && std::ranges::all_of(text, good);
}

std::string read_day(ObjectReader& in, std::string_view member, const std::string& first, std::string otherwise) {
    const auto text = in.optional_text(member, 10);
    if (!text) return otherwise;
    const auto parsed = model::EventTime::parse(*text);
    const bool good =
        text->empty() || *text == model::kOpenEnd || (parsed.ok() && parsed->precision == model::Precision::day);
    if (!good) in.fault(invalid("time.malformed"), member);
    if (good && *text < first) in.fault(invalid("dictionary.past", {*text}), member);
    return *text;
}

void read_aliases(ObjectReader& in, DictionaryItem& item) {
    const auto* list = in.optional_array("aliases", limits::category_aliases_max);
    if (list == nullptr) return;
    item.aliases.clear();
    for (const auto& value : *list) {
        const std::string word = value.is_string() ? std::string(value.as_string()) : std::string();
        if (word.empty() || word.find(',') != std::string::npos || length_of(word) > kName) {
            in.fault(invalid("category.alias", {word}), "aliases");
        }
        item.aliases.push_back(word);
    }
}

/// A unit that the program does not know converts into one that it knows.
std::string_view fault_of_unit(const std::string& code, const JsonObject& details) {
    const auto* base = details.if_contains("base");
    const auto* factor = details.if_contains("factor");
    if (model::find_unit(code) != nullptr && base == nullptr && factor == nullptr) return {};
    if (base == nullptr || !base->is_string() || model::find_unit(std::string(base->as_string())) == nullptr) {
        return "base";
    }
    const auto number = Decimal::parse(factor != nullptr && factor->is_string() ? std::string_view(factor->as_string())
                                                                                : std::string_view());
    return number.ok() && !number->is_zero() && !number->is_negative() ? std::string_view() : "factor";
}

void read_details(ObjectReader& in, DictionaryItem& item) {
    const auto* details = in.optional_object("details");
    if (details != nullptr) item.details = to_text(*details);
    if (item.details.size() > limits::dictionary_details_bytes_max) {
        in.fault(too_large("dictionary.details", {std::to_string(limits::dictionary_details_bytes_max)}), "details");
    }
    if (item.dictionary != "unit") return;
    const auto kept = parse_json(item.details);
    const auto part = fault_of_unit(item.code, kept.ok() && kept->is_object() ? kept->as_object() : JsonObject());
    if (!part.empty()) {
        in.fault(invalid("dictionary.details", {std::string(part)}), "details");
    }
}

void read_content(WordCall& call, ObjectReader& in, DictionaryItem& item) {
    const bool is_new = item.zh.empty();
    item.zh = is_new ? in.text("zh", kName) : in.optional_text("zh", kName).value_or(item.zh);
    item.en = is_new ? in.text("en", kName) : in.optional_text("en", kName).value_or(item.en);
    read_aliases(in, item);
    read_details(in, item);
    const bool imported = call.operation == "import";
    item.valid_from = read_day(in, "valid_from", imported ? "" : call.day, imported ? item.valid_from : call.day);
    if (imported) item.valid_to = read_day(in, "valid_to", "", std::string(model::kOpenEnd));
}

std::set<std::string> words_of_item(const DictionaryItem& item) {
    std::set<std::string> words{lower_ascii(item.code), lower_ascii(item.zh), lower_ascii(item.en)};
    for (const auto& alias : item.aliases) words.insert(lower_ascii(alias));
    return words;
}

bool is_in_force(const DictionaryItem& item, const std::string& day) {
    return item.valid_to >= day;
}

/// No word of a type means two things. Labels of regions repeat by nature, and are told apart by what stands around
/// them.
Result<void> check_words(const WordCall& call, const DictionaryItem& item) {
    if (item.dictionary == "region" || call.operation == "import") return {};
    const auto own = words_of_item(item);
    for (const auto& [key, other] : call.known) {
        if (key.first != item.dictionary || key.second == item.code || !is_in_force(other, call.day)) continue;
        for (const auto& word : words_of_item(other)) {
            if (own.contains(word)) return conflict("dictionary.word_taken", {word, other.code});
        }
    }
    return {};
}

Result<void> check_fixed(const std::string& dictionary) {
    if (std::ranges::find(kFixed, dictionary) == std::end(kFixed)) return {};
    return conflict("dictionary.fixed", {dictionary});
}

void note(WordCall& call, const DictionaryItem& item, std::string_view outcome, std::int64_t version) {
    call.items.push_back(JsonObject{{"dictionary", item.dictionary},
                                    {"code", item.code},
                                    {"zh", item.zh},
                                    {"outcome", outcome},
                                    {"version", version},
                                    {"valid_from", item.valid_from},
                                    {"valid_to", item.valid_to}});
}

Result<void> write_new(WordCall& call, DictionaryItem item) {
    QY_CHECK(check_fixed(item.dictionary));
    if (!is_word(item.dictionary, kCode)) return invalid("dictionary.code", {item.dictionary}).at("dictionary");
    if (!is_word(item.code, kCode)) return invalid("dictionary.code", {item.code}).at("code");
    QY_CHECK(check_words(call, item));
    item.version = 1;
    QY_CHECK(storage::catalogue::insert_items(call.publication.writer, {item}));
    note(call, item, "made", 1);
    call.known[{item.dictionary, item.code}] = std::move(item);
    return {};
}

Result<void> write_next(WordCall& call, DictionaryItem item, std::string_view outcome) {
    QY_CHECK(storage::catalogue::update_item(call.publication.writer, item, item.version, day_before(item.valid_from)));
    item.version += 1;
    note(call, item, outcome, item.version);
    call.known[{item.dictionary, item.code}] = std::move(item);
    return {};
}

void stamp(const WordCall& call, DictionaryItem& item) {
    item.changed_by = call.publication.actor.name;
    item.changed_at = call.publication.now;
}

Result<DictionaryItem> item_at(const WordCall& call, const std::string& dictionary, const std::string& code,
                               std::int64_t base_version) {
    const auto found = call.known.find({dictionary, code});
    if (found == call.known.end()) return not_found("dictionary.not_found", {dictionary, code});
    if (found->second.version != base_version) {
        return base_conflict(call.publication, found->second.version, call.change);
    }
    return found->second;
}

Result<void> save(WordCall& call, ObjectReader& in, std::int64_t base_version) {
    DictionaryItem item;
    item.dictionary = in.text("dictionary", kCode);
    item.code = in.text("code", kCode);
    if (base_version > 0) {
        QY_TRY(known, item_at(call, item.dictionary, item.code, base_version));
        item = std::move(known);
    } else if (call.known.contains({item.dictionary, item.code})) {
        return conflict("dictionary.exists", {item.code});
    }
    read_content(call, in, item);
    QY_CHECK(in.finish());
    item.valid_to = model::kOpenEnd;
    stamp(call, item);
    if (base_version == 0) return write_new(call, std::move(item));
    QY_CHECK(check_words(call, item));
    return write_next(call, std::move(item), "changed");
}

Result<void> retire(WordCall& call, ObjectReader& in, std::int64_t base_version) {
    const auto dictionary = in.text("dictionary", kCode);
    const auto code = in.text("code", kCode);
    const auto yesterday = day_before(call.day);
    const auto last_day = read_day(in, "last_day", yesterday, yesterday);
    QY_CHECK(in.finish());
    QY_CHECK(check_fixed(dictionary));
    QY_TRY(item, item_at(call, dictionary, code, base_version));
    item.valid_to = last_day;
    stamp(call, item);
    return write_next(call, std::move(item), "retired");
}

Result<void> import_item(WordCall& call, const Json& value, const std::string& path) {
    ObjectReader in(value, path);
    DictionaryItem item;
    item.dictionary = in.text("dictionary", kCode);
    item.code = in.text("code", kCode);
    const auto known = call.known.find({item.dictionary, item.code});
    if (known != call.known.end()) item = known->second;
    read_content(call, in, item);
    QY_CHECK(in.finish());
    stamp(call, item);
    auto done = [&]() -> Result<void> {
        if (known == call.known.end()) return write_new(call, item);
        if (word_json(item) == word_json(known->second)) return {};
        if (item.valid_to != model::kOpenEnd) QY_CHECK(check_fixed(item.dictionary));
        return write_next(call, item, "changed");
    }();
    if (!done.ok() && done.error().path.empty()) return std::move(done).error().at(path);
    return done;
}

Result<void> import_all(WordCall& call, ObjectReader& in) {
    const auto* list = in.array("items", limits::dictionary_items_per_import_max);
    QY_CHECK(in.finish());
    for (std::size_t i = 0; i < list->size(); ++i) {
        QY_CHECK(import_item(call, (*list)[i], "items[" + std::to_string(i) + "]"));
    }
    return {};
}

}  // namespace

Result<JsonObject> apply_word_change(Publication& publication, const model::Change& change) {
    WordCall call{publication, {}, model::to_rfc3339(publication.now).substr(0, 10), {}, {}, change};
    QY_TRY(all, storage::catalogue::dictionary(publication.writer));
    for (auto& item : all) {
        Key key{item.dictionary, item.code};
        call.known.emplace(std::move(key), std::move(item));
    }
    ObjectReader in(change.content, "");
    call.operation = in.text("operation", kCode);
    (void)in.optional_text("reason", limits::short_text_code_points_max);
    if (call.operation.empty()) QY_CHECK(in.finish());
    auto done = call.operation == "save"     ? save(call, in, change.base_version)
                : call.operation == "retire" ? retire(call, in, change.base_version)
                : call.operation == "import"
                    ? import_all(call, in)
                    : Result<void>(invalid("dictionary.operation", {call.operation}).at("operation"));
    QY_CHECK(std::move(done));
    QY_CHECK(storage::catalogue::raise_catalogue_version(publication.writer));
    JsonObject report{{"operation", call.operation}, {"items", std::move(call.items)}};
    QY_TRY(position, append_to_ledger(publication.writer, {"dictionary", call.operation, 0, change.content, {}},
                                      publication.services.random, publication.now));
    (void)position;
    QY_CHECK(
        note_change(publication.writer,
                    {0, publication.now, model::ChangedThing::dictionary, 0, {}, {}, "dictionary." + call.operation}));
    return report;
}

Result<void> check_word_change(Publication& publication, const model::Change& change) {
    QY_TRY(report, tried_out(publication.writer, [&] { return apply_word_change(publication, change); }));
    (void)report;
    return {};
}

}  // namespace qy::business
