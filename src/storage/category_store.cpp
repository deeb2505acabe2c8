// Categories and their versions.
#include "storage/category_store.h"

#include "stored.h"

namespace qy::storage::catalogue {
namespace {

#define QY_CATEGORY_CONTENT \
    "code, parent_id, name, name_en, required, aliases, steps, attributes, children_code, retired, yield_range"

constexpr Statement kInsert{
    "category.insert",
    "INSERT INTO category (category_id, valid_from, " QY_CATEGORY_CONTENT
    ") VALUES ($category, $valid_from, $code, $parent, $name, $name_en, $required, $aliases, $steps, $attributes, "
    "$children_code, $retired, $yield_range)"};
constexpr Statement kUpdate{
    "category.update",
    "UPDATE category SET valid_from = $valid_from, code = $code, parent_id = $parent, name = $name, name_en = "
    "$name_en, required = $required, aliases = $aliases, steps = $steps, attributes = $attributes, children_code = "
    "$children_code, retired = $retired, yield_range = $yield_range, version = version + 1 WHERE category_id = "
    "$category AND version = "
    "$base_version"};
constexpr Statement kEndVersions{
    "category_version.end",
    "UPDATE category_version SET valid_to = $day_before WHERE category_id = $category AND valid_to > $day_before"};
constexpr Statement kInsertVersion{
    "category_version.insert",
    "INSERT INTO category_version (category_id, version, valid_from, valid_to, " QY_CATEGORY_CONTENT
    ", operation, changed_by, changed_at) SELECT category_id, version, valid_from, '9999-12-31', " QY_CATEGORY_CONTENT
    ", $operation, $changed_by, $changed_at FROM category WHERE category_id = $category"};

#define QY_CATEGORY_COLUMNS "category_id, version, valid_from, " QY_CATEGORY_CONTENT
#define QY_NEWEST_COLUMNS QY_CATEGORY_COLUMNS ", '9999-12-31', '', '', 0 FROM category "
#define QY_VERSION_COLUMNS QY_CATEGORY_COLUMNS ", valid_to, operation, changed_by, changed_at FROM category_version "

constexpr Statement kFind{"category.find", "SELECT " QY_NEWEST_COLUMNS "WHERE category_id = $category"};
constexpr Statement kByCode{"category.by_code", "SELECT " QY_NEWEST_COLUMNS "WHERE code = $code"};
constexpr Statement kAll{"category.all", "SELECT " QY_NEWEST_COLUMNS "ORDER BY code"};
constexpr Statement kOnDay{"category_version.on_day",
                           "SELECT " QY_VERSION_COLUMNS "WHERE valid_from <= $day AND valid_to >= $day ORDER BY code"};
constexpr Statement kVersions{"category_version.of_category",
                              "SELECT " QY_VERSION_COLUMNS "WHERE category_id = $category ORDER BY version"};

constexpr Statement kInsertSuccessor{"category_successor.insert",
                                     "INSERT INTO category_successor (category_id, successor_id) VALUES ($category, "
                                     "$successor) ON CONFLICT (category_id, successor_id) DO NOTHING"};
constexpr Statement kSuccessions{
    "category_successor.all",
    "SELECT category_id, successor_id FROM category_successor ORDER BY category_id, successor_id"};
constexpr Statement kCountGrants{"brand_grant.count_of_category",
                                 "SELECT count(*) FROM brand_grant WHERE category_code = $code"};
constexpr Statement kRenameInGrants{
    "brand_grant.rename_category",
    "UPDATE brand_grant SET category_code = $to, version = version + 1 WHERE category_code = $from"};
constexpr Statement kVersion{"catalogue_state.version",
                             "SELECT version FROM catalogue_state WHERE catalogue_state_id = 1"};
constexpr Statement kRaiseVersion{"catalogue_state.raise",
                                  "UPDATE catalogue_state SET version = version + 1 WHERE catalogue_state_id = 1"};

std::string text_of(const std::vector<model::CategoryAttribute>& attributes) {
    JsonArray list;
    for (const auto& attribute : attributes) list.push_back(model::to_json(attribute));
    return to_text(list);
}

Result<std::vector<model::CategoryAttribute>> attributes_of(std::string_view text) {
    QY_TRY(list, parse_json(text));
    std::vector<model::CategoryAttribute> attributes;
    if (!list.is_array()) return unknown_word("category.attributes", text);
    for (const auto& item : list.as_array()) {
        auto attribute = model::attribute_from_json(item, "");
        if (!attribute.ok()) return unknown_word("category.attributes", text);
        attributes.push_back(*std::move(attribute));
    }
    return attributes;
}

Result<std::optional<model::CodeRule>> rule_of(std::string_view text) {
    if (text.empty()) return std::optional<model::CodeRule>();
    QY_TRY(value, parse_json(text));
    auto rule = model::code_rule_from_json(value, "");
    if (!rule.ok()) return unknown_word("category.children_code", text);
    return std::optional(*rule);
}

Result<std::optional<model::YieldRange>> yield_of(std::string_view text) {
    if (text.empty()) return std::optional<model::YieldRange>();
    QY_TRY(value, parse_json(text));
    auto range = model::yield_range_from_json(value, "");
    if (!range.ok()) return unknown_word("category.yield_range", text);
    return std::optional(*std::move(range));
}

Result<model::Category> category_of(const Row& row) {
    QY_TRY(required, fields_of(row.text(7)));
    QY_TRY(steps, named_values("category.steps", row.text(9), model::parse_step));
    QY_TRY(attributes, attributes_of(row.text(10)));
    QY_TRY(rule, rule_of(row.text(11)));
    QY_TRY(yield_range, yield_of(row.text(13)));
    model::Category category;
    category.id = row.id<model::CategoryId>(0);
    category.version = row.integer(1);
    category.valid_from = row.text(2);
    category.code = row.text(3);
    category.parent = row.id<model::CategoryId>(4);
    category.name = row.text(5);
    category.name_en = row.text(6);
    category.required = std::move(required);
    category.aliases = pieces_of(row.text(8));
    category.steps = std::move(steps);
    category.attributes = std::move(attributes);
    category.children_code = std::move(rule);
    category.retired = row.flag(12);
    category.yield_range = std::move(yield_range);
    category.valid_to = row.text(14);
    category.operation = row.text(15);
    category.changed_by = row.text(16);
    category.changed_at = row.time(17);
    return category;
}

/// The texts of a category's columns.
struct Texts {
    explicit Texts(const model::Category& category)
        : required(joined_fields(category.required)),
          aliases(joined(category.aliases)),
          steps(joined_names(category.steps)),
          attributes(text_of(category.attributes)),
          children_code(category.children_code ? to_text(model::to_json(*category.children_code)) : ""),
          yield_range(category.yield_range ? to_text(model::to_json(*category.yield_range)) : "") {}
    std::string required;
    std::string aliases;
    std::string steps;
    std::string attributes;
    std::string children_code;
    std::string yield_range;
};

Result<void> insert_version(Writer& writer, const model::Category& category) {
    return insert_row(writer, kInsertVersion,
                      {{"category", category.id},
                       {"operation", category.operation},
                       {"changed_by", category.changed_by},
                       {"changed_at", category.changed_at}});
}

}  // namespace

Result<void> insert_category(Writer& writer, const model::Category& category) {
    const Texts texts(category);
    QY_CHECK(insert_row(writer, kInsert,
                        {{"category", category.id},
                         {"valid_from", category.valid_from},
                         {"code", category.code},
                         {"parent", category.parent},
                         {"name", category.name},
                         {"name_en", category.name_en},
                         {"required", texts.required},
                         {"aliases", texts.aliases},
                         {"steps", texts.steps},
                         {"attributes", texts.attributes},
                         {"children_code", texts.children_code},
                         {"yield_range", texts.yield_range},
                         {"retired", category.retired}}));
    return insert_version(writer, category);
}

Result<void> update_category(Writer& writer, const model::Category& category, std::int64_t base_version,
                             std::string_view day_before) {
    const Texts texts(category);
    QY_CHECK(update_row(writer, kUpdate,
                        {{"category", category.id},
                         {"base_version", base_version},
                         {"valid_from", category.valid_from},
                         {"code", category.code},
                         {"parent", category.parent},
                         {"name", category.name},
                         {"name_en", category.name_en},
                         {"required", texts.required},
                         {"aliases", texts.aliases},
                         {"steps", texts.steps},
                         {"attributes", texts.attributes},
                         {"children_code", texts.children_code},
                         {"yield_range", texts.yield_range},
                         {"retired", category.retired}}));
    QY_TRY(ended, writer.run(kEndVersions, {{"category", category.id}, {"day_before", day_before}}));
    (void)ended;
    return insert_version(writer, category);
}

Result<std::optional<model::Category>> find_category(Reader& reader, model::CategoryId id) {
    return first_of(reader, kFind, {{"category", id}}, category_of);
}

Result<std::optional<model::Category>> category_by_code(Reader& reader, std::string_view code) {
    return first_of(reader, kByCode, {{"code", code}}, category_of);
}

Result<std::vector<model::Category>> categories(Reader& reader) {
    return all_of(reader, kAll, {}, category_of);
}

Result<std::vector<model::Category>> categories_on(Reader& reader, std::string_view day) {
    return all_of(reader, kOnDay, {{"day", day}}, category_of);
}

Result<std::vector<model::Category>> versions_of(Reader& reader, model::CategoryId id) {
    return all_of(reader, kVersions, {{"category", id}}, category_of);
}

Result<void> insert_successor(Writer& writer, model::CategoryId category, model::CategoryId successor) {
    QY_TRY(inserted, writer.run(kInsertSuccessor, {{"category", category}, {"successor", successor}}));
    (void)inserted;  // none: it was known already
    return {};
}

Result<std::vector<Succession>> successions(Reader& reader) {
    return reader.all(kSuccessions, {}, [](const Row& row) {
        return Succession{row.id<model::CategoryId>(0), row.id<model::CategoryId>(1)};
    });
}

Result<std::int64_t> count_grants(Reader& reader, std::string_view category_code) {
    QY_TRY(count, reader.first(kCountGrants, {{"code", category_code}}, [](const Row& row) { return row.integer(0); }));
    return count.value_or(0);
}

Result<void> rename_in_grants(Writer& writer, std::string_view from, std::string_view to) {
    QY_TRY(renamed, writer.run(kRenameInGrants, {{"from", from}, {"to", to}}));
    (void)renamed;
    return {};
}

Result<std::int64_t> catalogue_version(Reader& reader) {
    QY_TRY(version, reader.first(kVersion, {}, [](const Row& row) { return row.integer(0); }));
    return version.value_or(0);
}

Result<void> raise_catalogue_version(Writer& writer) {
    return update_row(writer, kRaiseVersion, {});
}

}  // namespace qy::storage::catalogue
