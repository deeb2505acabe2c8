#include "business/words.h"

#include <map>
#include <optional>

#include "base/clock.h"
#include "business/catalogue.h"
#include "model/event_time.h"
#include "storage/dictionary_store.h"
#include "word_change.h"

namespace qy::business {
namespace {

using model::DictionaryItem;

Result<std::vector<DictionaryItem>> in_force(const Services& services, const std::string& day) {
    const auto on = day.empty() ? model::to_rfc3339(services.clock.now()).substr(0, 10) : day;
    return services.store.read([&](storage::Reader& reader) { return storage::catalogue::dictionary_on(reader, on); });
}

Json details_of(const DictionaryItem& item) {
    auto details = parse_json(item.details);
    return details.ok() ? *std::move(details) : Json(JsonObject());
}

}  // namespace

JsonObject word_json(const DictionaryItem& item) {
    JsonArray aliases;
    for (const auto& alias : item.aliases) aliases.push_back(Json(alias));
    return {{"dictionary", item.dictionary},
            {"code", item.code},
            {"zh", item.zh},
            {"en", item.en},
            {"aliases", std::move(aliases)},
            {"details", details_of(item)},
            {"valid_from", item.valid_from},
            {"valid_to", item.valid_to}};
}

Result<std::vector<std::pair<std::string, std::int64_t>>> dictionary_types(const Services& services,
                                                                           const std::string& day) {
    QY_TRY(items, in_force(services, day));
    std::map<std::string, std::int64_t> counts;
    for (const auto& item : items) ++counts[item.dictionary];
    return std::vector<std::pair<std::string, std::int64_t>>(counts.begin(), counts.end());
}

Result<std::vector<DictionaryItem>> words_of(const Services& services, const WordQuestion& question) {
    QY_TRY(items, in_force(services, question.day));
    std::erase_if(items, [&](const DictionaryItem& item) { return item.dictionary != question.dictionary; });
    if (items.empty()) return not_found("dictionary.not_found", {question.dictionary, ""});
    std::erase_if(items, [&](const DictionaryItem& item) { return item.code <= question.after; });
    if (static_cast<std::int64_t>(items.size()) > question.limit)
        items.resize(static_cast<std::size_t>(question.limit));
    return items;
}

Result<std::vector<DictionaryItem>> word_history(const Services& services, const std::string& dictionary,
                                                 const std::string& code) {
    QY_TRY(versions, services.store.read([&](storage::Reader& reader) {
        return storage::catalogue::item_versions(reader, dictionary, code);
    }));
    if (versions.empty()) return not_found("dictionary.not_found", {dictionary, code});
    return versions;
}

Result<JsonObject> export_words(const Services& services, const std::string& dictionary) {
    QY_TRY(all, services.store.read([](storage::Reader& reader) { return storage::catalogue::dictionary(reader); }));
    JsonArray items;
    for (const auto& item : all) {
        if (dictionary.empty() || item.dictionary == dictionary) items.push_back(word_json(item));
    }
    if (items.empty()) return not_found("dictionary.not_found", {dictionary, ""});
    return JsonObject{{"items", std::move(items)}};
}

}  // namespace qy::business
