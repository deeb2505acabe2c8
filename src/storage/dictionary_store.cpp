// The data dictionary.
#include "storage/dictionary_store.h"

#include "stored.h"

namespace qy::storage::catalogue {
namespace {

#define QY_ITEM_CONTENT "zh, en, aliases, details, valid_from, valid_to"

constexpr Statement kInsert{"dictionary_item.insert",
                            "INSERT INTO dictionary_item (dictionary, code, " QY_ITEM_CONTENT
                            ") VALUES ($dictionary, $code, $zh, $en, $aliases, $details, $valid_from, $valid_to)"};
constexpr Statement kUpdate{
    "dictionary_item.update",
    "UPDATE dictionary_item SET zh = $zh, en = $en, aliases = $aliases, details = $details, valid_from = $valid_from, "
    "valid_to = $valid_to, version = version + 1 WHERE dictionary = $dictionary AND code = $code AND version = "
    "$base_version"};
constexpr Statement kEndVersions{
    "dictionary_item_version.end",
    "UPDATE dictionary_item_version SET valid_to = $day_before WHERE dictionary = $dictionary AND code = $code AND "
    "valid_to > $day_before"};
constexpr Statement kInsertVersion{
    "dictionary_item_version.insert",
    "INSERT INTO dictionary_item_version (dictionary, code, version, " QY_ITEM_CONTENT
    ", changed_by, changed_at) SELECT dictionary, code, version, " QY_ITEM_CONTENT
    ", $changed_by, $changed_at FROM dictionary_item WHERE dictionary = $dictionary AND code = $code"};

#define QY_ITEM_COLUMNS "dictionary, code, version, " QY_ITEM_CONTENT
#define QY_NEWEST_ITEM QY_ITEM_COLUMNS ", '', 0 FROM dictionary_item "
#define QY_ITEM_VERSION QY_ITEM_COLUMNS ", changed_by, changed_at FROM dictionary_item_version "

constexpr Statement kItem{"dictionary_item.find",
                          "SELECT " QY_NEWEST_ITEM "WHERE dictionary = $dictionary AND code = $code"};
constexpr Statement kDictionary{"dictionary_item.all", "SELECT " QY_NEWEST_ITEM "ORDER BY dictionary, code"};
constexpr Statement kOnDay{"dictionary_item_version.on_day",
                           "SELECT " QY_ITEM_VERSION
                           "WHERE valid_from <= $day AND valid_to >= $day ORDER BY dictionary, code"};
constexpr Statement kVersions{"dictionary_item_version.of_item",
                              "SELECT " QY_ITEM_VERSION
                              "WHERE dictionary = $dictionary AND code = $code ORDER BY version"};

// One page of events, in the order of their ids; an event counts once, under however many lots it stands.
constexpr Statement kEventsUsing{
    "trace_event.count_using",
    "SELECT count(DISTINCT event_id), count(DISTINCT CASE WHEN record LIKE $whole ESCAPE '!' OR record LIKE $first "
    "ESCAPE '!' OR record LIKE $last ESCAPE '!' OR record LIKE $middle ESCAPE '!' THEN event_id END), max(event_id) "
    "FROM (SELECT event_id, record FROM trace_event WHERE event_id > $after ORDER BY event_id LIMIT $limit) AS page"};
constexpr Statement kProductsUsing{
    "product.count_using",
    "SELECT count(*), sum(CASE WHEN ',' || allergens || ',' LIKE $pattern ESCAPE '!' THEN 1 ELSE 0 END), "
    "max(product_id) FROM (SELECT product_id, allergens FROM product WHERE product_id > $after ORDER BY product_id "
    "LIMIT $limit) AS page"};

model::DictionaryItem item_of(const Row& row) {
    model::DictionaryItem item;
    item.dictionary = row.text(0);
    item.code = row.text(1);
    item.version = row.integer(2);
    item.zh = row.text(3);
    item.en = row.text(4);
    item.aliases = pieces_of(row.text(5));
    item.details = row.text(6);
    item.valid_from = row.text(7);
    item.valid_to = row.text(8);
    item.changed_by = row.text(9);
    item.changed_at = row.time(10);
    return item;
}

/// REQUIRES: `aliases` lives as long as the result.
BindRow content_of(const model::DictionaryItem& item, const std::string& aliases) {
    return {{"dictionary", item.dictionary},
            {"code", item.code},
            {"zh", item.zh},
            {"en", item.en},
            {"aliases", aliases},
            {"details", item.details},
            {"valid_from", item.valid_from},
            {"valid_to", item.valid_to}};
}

BindRow stamp_of(const model::DictionaryItem& item) {
    return {{"dictionary", item.dictionary},
            {"code", item.code},
            {"changed_by", item.changed_by},
            {"changed_at", item.changed_at}};
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '!') out += '!';
        out += c;
    }
    return out;
}

}  // namespace

Result<void> insert_items(Writer& writer, const std::vector<model::DictionaryItem>& items) {
    std::vector<std::string> aliases;
    std::vector<BindRow> rows;
    std::vector<BindRow> stamps;
    aliases.reserve(items.size());
    for (const auto& item : items) {
        aliases.push_back(joined(item.aliases));
        rows.push_back(content_of(item, aliases.back()));
        stamps.push_back(stamp_of(item));
    }
    QY_TRY(inserted, writer.run_many(kInsert, rows));
    QY_TRY(kept, writer.run_many(kInsertVersion, stamps));
    (void)inserted;
    (void)kept;
    return {};
}

Result<void> update_item(Writer& writer, const model::DictionaryItem& item, std::int64_t base_version,
                         std::string_view day_before) {
    const auto aliases = joined(item.aliases);
    QY_CHECK(update_row(writer, kUpdate,
                        {{"dictionary", item.dictionary},
                         {"code", item.code},
                         {"base_version", base_version},
                         {"zh", item.zh},
                         {"en", item.en},
                         {"aliases", aliases},
                         {"details", item.details},
                         {"valid_from", item.valid_from},
                         {"valid_to", item.valid_to}}));
    QY_TRY(ended, writer.run(kEndVersions,
                             {{"dictionary", item.dictionary}, {"code", item.code}, {"day_before", day_before}}));
    const std::vector<BindRow> stamps{stamp_of(item)};
    QY_TRY(kept, writer.run_many(kInsertVersion, stamps));
    (void)ended;
    (void)kept;
    return {};
}

Result<std::optional<model::DictionaryItem>> dictionary_item(Reader& reader, std::string_view dictionary,
                                                             std::string_view code) {
    return reader.first(kItem, {{"dictionary", dictionary}, {"code", code}}, item_of);
}

Result<std::vector<model::DictionaryItem>> dictionary(Reader& reader) {
    return reader.all(kDictionary, {}, item_of);
}

Result<std::vector<model::DictionaryItem>> dictionary_on(Reader& reader, std::string_view day) {
    return reader.all(kOnDay, {{"day", day}}, item_of);
}

Result<std::vector<model::DictionaryItem>> item_versions(Reader& reader, std::string_view dictionary,
                                                         std::string_view code) {
    return reader.all(kVersions, {{"dictionary", dictionary}, {"code", code}}, item_of);
}

Result<WordUse> events_using(Reader& reader, const WordPlace& place, std::string_view code, model::EventId after,
                             std::int64_t limit) {
    const auto word = escaped(code);
    // A field's member, or an attribute's inside the text of a field.
    const auto before = place.is_attribute ? R"(\"name\":\")" + escaped(place.name) +
                                                 R"(\",\"type\":\"dictionary\",\"value\":\")" + word
                                           : "\"" + escaped(place.name) + "\":\"" + word;
    const auto whole = "%" + before + (place.is_attribute ? R"(\"%)" : "\"%");
    const auto first = place.in_list ? "%" + before + ",%" : whole;
    const auto last = place.in_list ? "%," + word + "\"%" : whole;
    const auto middle = place.in_list ? "%," + word + ",%" : whole;
    QY_TRY(use, reader.first(kEventsUsing,
                             {{"whole", whole},
                              {"first", first},
                              {"last", last},
                              {"middle", middle},
                              {"after", after.number()},
                              {"limit", limit}},
                             [](const Row& row) {
                                 return WordUse{row.integer(0), row.integer(1), row.id<model::EventId>(2)};
                             }));
    return use.value_or(WordUse{});
}

Result<ProductUse> products_using(Reader& reader, std::string_view allergen, model::ProductId after,
                                  std::int64_t limit) {
    const auto pattern = "%," + escaped(allergen) + ",%";
    QY_TRY(use, reader.first(kProductsUsing, {{"pattern", pattern}, {"after", after.number()}, {"limit", limit}},
                             [](const Row& row) {
                                 return ProductUse{row.integer(0), row.integer(1), row.id<model::ProductId>(2)};
                             }));
    return use.value_or(ProductUse{});
}

}  // namespace qy::storage::catalogue
