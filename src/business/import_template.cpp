#include "business/import_template.h"

#include <algorithm>
#include <set>

#include "base/clock.h"
#include "collection/attribute_words.h"
#include "collection/xlsx_write.h"
#include "reference.h"
#include "template_hints.h"

namespace qy::business {
namespace {

using collection::CategoryRule;
using collection::RowLook;
using collection::SheetCell;
using collection::XlsxWriter;
using model::Field;
using model::InfoKind;

constexpr std::size_t kFilledRows = 5'000;  // that offer choices

/// Words of the templates themselves.
struct Words {
    std::string_view fill;
    std::string_view guide;
    std::string_view choices;
    std::string_view required;
    std::string_view column;
    std::string_view hint;
    std::string_view example;
    std::string_view note;
};
constexpr Words kChinese{
    "填写", "填写说明",
    "选项", "必填",
    "列名", "怎样填写",
    "示例", "一行一条记录；不需要的列可以留空或删除，列的顺序可以调整，列名请勿改动。填写“填写”工作表后上传。"};
constexpr Words kEnglish{
    "Records",
    "Guide",
    "Choices",
    "required",
    "Column",
    "How to fill it in",
    "Example",
    "One record a row. Columns that you do not need may stay empty or go; keep the titles. Fill in "
    "the sheet Records and send the file."};

const Words& words_of(Language language) {
    return language == Language::zh ? kChinese : kEnglish;
}

/// The kinds of information that rows of a category tell of.
std::set<InfoKind> kinds_of(const collection::CategoryRules& categories, const CategoryRule& rule) {
    if (categories.is_service(rule)) return {InfoKind::common, InfoKind::service};
    std::set<InfoKind> kinds{InfoKind::common};
    for (const auto step : categories.steps_of(rule)) kinds.insert(model::kind_of(step));
    if (kinds.size() > 1) return kinds;
    return {InfoKind::common, InfoKind::production, InfoKind::inspection, InfoKind::logistics, InfoKind::sales};
}

void add_choices(const Reference& reference, const CategoryRule& rule, Language language, TemplateColumn& column) {
    const auto& row = model::row_of(column.field);
    const auto label = [language](const auto& item) { return language == Language::zh ? item.zh : item.en; };
    if (column.field == Field::category) {
        column.choices = {label(rule)};
        return;
    }
    const bool offered = row.type == model::FieldType::dictionary || column.field == Field::test_item;
    if (!offered) return;
    const auto dictionary = row.dictionary.empty() ? row.name : row.dictionary;
    for (const auto* item : reference.dictionary.items(dictionary)) column.choices.push_back(label(*item));
    column.strict = row.type == model::FieldType::dictionary;
}

TemplateColumn column_of(const Reference& reference, const CategoryRule& rule, const model::FieldRow& row,
                         Language language) {
    TemplateColumn column;
    column.field = row.field;
    column.title = language == Language::zh ? row.zh : row.en;
    const auto required = reference.categories.required_of(rule);
    constexpr Field kAlways[] = {Field::product_name, Field::lot_number, Field::producer_name};
    column.required = std::ranges::find(kAlways, row.field) != std::end(kAlways) ||
                      std::ranges::find(required, row.field) != required.end();
    column.hint = hint_of(row.type, language);
    column.example = example_of(row.field);
    add_choices(reference, rule, language, column);
    if (column.field == Field::category) column.example = column.choices.front();
    if (column.strict && !column.example.empty()) column.example = column.choices.front();
    if (column.required) column.hint = std::string(words_of(language).required) + " · " + column.hint;
    return column;
}

/// What a title says behind its label, so that a bare number is understood: "糖度（°Bx）".
std::string title_of(const model::CategoryAttribute& attribute, Language language) {
    const auto& label = language == Language::zh ? attribute.zh : attribute.en;
    if (attribute.unit.empty()) return label;
    return language == Language::zh ? label + "（" + attribute.unit + "）" : label + " (" + attribute.unit + ")";
}

TemplateColumn column_of(const Reference& reference, const model::CategoryAttribute& attribute, Language language) {
    using model::AttributeType;
    TemplateColumn column;
    column.attribute = attribute.name;
    column.title = title_of(attribute, language);
    column.required = attribute.required;
    column.hint = hint_of(attribute, collection::allowed_text(attribute, reference.dictionary), language);
    column.example = example_of(attribute);
    if (attribute.type == AttributeType::dictionary) {
        for (const auto* item : reference.dictionary.items(attribute.dictionary)) {
            column.choices.push_back(language == Language::zh ? item->zh : item->en);
        }
    }
    if (attribute.type == AttributeType::flag) {
        column.choices =
            language == Language::zh ? std::vector<std::string>{"是", "否"} : std::vector<std::string>{"yes", "no"};
    }
    column.strict = !column.choices.empty();
    if (column.strict) column.example = column.choices.front();
    if (column.required) column.hint = std::string(words_of(language).required) + " · " + column.hint;
    return column;
}

/// The sheet to fill in.
Result<void> write_form(XlsxWriter& book, const std::vector<TemplateColumn>& columns, const Words& words) {
    std::vector<double> widths(columns.size(), 16);
    QY_CHECK(book.add_sheet({std::string(words.fill), std::move(widths), 1}));
    std::vector<SheetCell> titles;
    for (const auto& column : columns) titles.emplace_back(std::string_view(column.title));
    QY_CHECK(book.add_row(titles, RowLook::header));
    std::size_t from = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto& column = columns[i];
        QY_CHECK(book.remark(i, column.hint));
        if (column.choices.empty()) continue;
        QY_CHECK(book.offer(i, kFilledRows, words.choices, from, column.choices.size(), column.strict));
        from += column.choices.size();
    }
    return {};
}

Result<void> write_guide(XlsxWriter& book, const std::vector<TemplateColumn>& columns, const Words& words) {
    QY_CHECK(book.add_sheet({std::string(words.guide), {22, 10, 50, 40}}));
    QY_CHECK(book.add_banner(words.note, 4, RowLook::note));
    const std::vector<SheetCell> header{words.column, words.required, words.hint, words.example};
    QY_CHECK(book.add_row(header, RowLook::header));
    for (const auto& column : columns) {
        const std::vector<SheetCell> cells{std::string_view(column.title),
                                           column.required ? words.required : std::string_view(),
                                           std::string_view(column.hint), std::string_view(column.example)};
        QY_CHECK(book.add_row(cells));
    }
    return {};
}

Result<void> write_choices(XlsxWriter& book, const std::vector<TemplateColumn>& columns, const Words& words) {
    QY_CHECK(book.add_sheet({.name = std::string(words.choices), .hidden = true}));
    for (const auto& column : columns) {
        for (const auto& choice : column.choices) {
            const std::vector<SheetCell> cell{std::string_view(choice)};
            QY_CHECK(book.add_row(cell));
        }
    }
    return {};
}

}  // namespace

Result<std::vector<TemplateColumn>> template_columns(const Services& services, std::string_view category,
                                                     Language language) {
    QY_TRY(reference, load_reference(services.store, services.clock.now()));
    const auto* const rule = reference.categories.find(category);
    if (rule == nullptr) return not_found("category.not_found", {std::string(category)});
    const auto kinds = kinds_of(reference.categories, *rule);
    std::vector<TemplateColumn> columns;
    for (const auto& row : model::fields()) {
        if (row.document_only || row.of_product || !kinds.contains(row.kind)) continue;
        columns.push_back(column_of(reference, *rule, row, language));
    }
    for (const auto* attribute : reference.categories.attributes_of(*rule)) {
        if (kinds.contains(attribute->kind)) columns.push_back(column_of(reference, *attribute, language));
    }
    return columns;
}

Result<void> write_template(const Services& services, std::string_view category, Language language,
                            const std::filesystem::path& path) {
    QY_TRY(columns, template_columns(services, category, language));
    const auto& words = words_of(language);
    QY_TRY(book, XlsxWriter::create(path));
    QY_CHECK(write_form(book, columns, words));
    QY_CHECK(write_guide(book, columns, words));
    QY_CHECK(write_choices(book, columns, words));
    return book.close();
}

}  // namespace qy::business
