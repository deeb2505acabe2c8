// Categories and the dictionary.
#include "storage/catalogue_store.h"
#include "stored.h"

namespace qy::storage::catalogue {
namespace {

constexpr Statement kInsertCategory{
    "category.insert",
    "INSERT INTO category (category_id, code, parent_id, name, name_en, required) VALUES ($category, $code, $parent, "
    "$name, $name_en, $required)"};
constexpr Statement kUpdateCategory{
    "category.update",
    "UPDATE category SET code = $code, parent_id = $parent, name = $name, name_en = $name_en, required = $required, "
    "version = version + 1 WHERE category_id = $category AND version = $base_version"};
#define QY_CATEGORY_COLUMNS "category_id, code, parent_id, name, name_en, required, version "
constexpr Statement kFindCategory{"category.find",
                                  "SELECT " QY_CATEGORY_COLUMNS "FROM category WHERE category_id = $category"};
constexpr Statement kCategoryByCode{"category.by_code",
                                    "SELECT " QY_CATEGORY_COLUMNS "FROM category WHERE code = $code"};
constexpr Statement kCategories{"category.all", "SELECT " QY_CATEGORY_COLUMNS "FROM category ORDER BY code"};

constexpr Statement kUpsertItem{
    "dictionary_item.upsert",
    "INSERT INTO dictionary_item (dictionary, code, zh, en, aliases) VALUES ($dictionary, $code, $zh, $en, $aliases) "
    "ON CONFLICT (dictionary, code) DO UPDATE SET zh = excluded.zh, en = excluded.en, aliases = excluded.aliases, "
    "version = dictionary_item.version + 1 WHERE dictionary_item.zh <> excluded.zh OR dictionary_item.en <> "
    "excluded.en OR dictionary_item.aliases <> excluded.aliases"};
#define QY_ITEM_COLUMNS "dictionary, code, zh, en, aliases, version "
constexpr Statement kItem{"dictionary_item.find",
                          "SELECT " QY_ITEM_COLUMNS
                          "FROM dictionary_item WHERE dictionary = $dictionary AND code = $code"};
constexpr Statement kDictionary{"dictionary_item.all",
                                "SELECT " QY_ITEM_COLUMNS "FROM dictionary_item ORDER BY dictionary, code"};

Result<model::Category> category_of(const Row& row) {
    QY_TRY(required, fields_of(row.text(5)));
    model::Category category;
    category.id = row.id<model::CategoryId>(0);
    category.code = row.text(1);
    category.parent = row.id<model::CategoryId>(2);
    category.name = row.text(3);
    category.name_en = row.text(4);
    category.required = std::move(required);
    category.version = row.integer(6);
    return category;
}

model::DictionaryItem item_of(const Row& row) {
    return {std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)),
            std::string(row.text(3)), pieces_of(row.text(4)),   row.integer(5)};
}

}  // namespace

Result<void> insert_category(Writer& writer, const model::Category& category) {
    const auto required = joined_fields(category.required);
    return insert_row(writer, kInsertCategory,
                      {{"category", category.id},
                       {"code", category.code},
                       {"parent", category.parent},
                       {"name", category.name},
                       {"name_en", category.name_en},
                       {"required", required}});
}

Result<void> update_category(Writer& writer, const model::Category& category, std::int64_t base_version) {
    const auto required = joined_fields(category.required);
    return update_row(writer, kUpdateCategory,
                      {{"category", category.id},
                       {"base_version", base_version},
                       {"code", category.code},
                       {"parent", category.parent},
                       {"name", category.name},
                       {"name_en", category.name_en},
                       {"required", required}});
}

Result<std::optional<model::Category>> find_category(Reader& reader, model::CategoryId id) {
    return first_of(reader, kFindCategory, {{"category", id}}, category_of);
}

Result<std::optional<model::Category>> category_by_code(Reader& reader, std::string_view code) {
    return first_of(reader, kCategoryByCode, {{"code", code}}, category_of);
}

Result<std::vector<model::Category>> categories(Reader& reader) {
    return all_of(reader, kCategories, {}, category_of);
}

Result<bool> upsert_dictionary_item(Writer& writer, const model::DictionaryItem& item) {
    const auto aliases = joined(item.aliases);
    QY_TRY(rows, writer.run(kUpsertItem, {{"dictionary", item.dictionary},
                                          {"code", item.code},
                                          {"zh", item.zh},
                                          {"en", item.en},
                                          {"aliases", aliases}}));
    return rows > 0;
}

Result<std::optional<model::DictionaryItem>> dictionary_item(Reader& reader, std::string_view dictionary,
                                                             std::string_view code) {
    return reader.first(kItem, {{"dictionary", dictionary}, {"code", code}}, item_of);
}

Result<std::vector<model::DictionaryItem>> dictionary(Reader& reader) {
    return reader.all(kDictionary, {}, item_of);
}

}  // namespace qy::storage::catalogue
