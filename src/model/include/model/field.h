#pragma once
// THE table of the contents of events: every item that clauses 7.1.1–7.1.5 name and what users add, each with its type,
// data class and audience. Import columns, validation, storage, views, pages and ledger commitments all follow from it.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/vocabulary.h"

namespace qy::model {

enum class Field : std::uint16_t {
    // which lot the row speaks of
    product_name,
    specification,
    lot_number,
    producer_name,
    category,
    brand_name,
    gtin,
    product_code,
    // what a row tells that speaks of a product alone
    product_name_en,
    product_opened,
    product_closed,
    // 7.1.1 production
    produced_on,
    production_address,
    process,
    quantity,
    inputs,
    variety,
    plot,
    grower_name,
    cooperative_name,
    farm_inputs,
    input_registration,
    input_dose,
    last_input_on,
    ingredients,
    allergens,
    storage_conditions,
    shelf_life_days,
    executed_standard,
    nutrition,
    // 7.1.2 inspection
    laboratory_name,
    test_item,
    test_result,
    tested_on,
    test_value,
    test_limit,
    test_method,
    report_number,
    inspection_type,
    inspection_status,
    certificate_kind,
    certificate_number,
    certificate_issued_on,
    certificate_basis,
    certificate_quantity,
    certificate_contact,
    certificate_sources,
    // 7.1.3 logistics
    carrier_name,
    vehicle,
    route,
    shipped_at,
    received_at,
    from_place,
    to_place,
    consignee_name,
    consignment_number,
    shipped_quantity,
    container,
    temperature_low,
    temperature_high,
    temperature_log,
    // 7.1.4 sales
    seller_name,
    sale_place,
    sale_price,
    sold_at,
    sale_channel,
    sale_quantity,
    // 7.1.5 service
    service_provider,
    served_at,
    service_place,
    service_process,
    service_resources,
    service_price,
    service_materials,
    customer_name,
    customer_contact,
    contract_number,
    contract_content,
    // any row
    step,
    occurred_at,
    event_key,
    entered_by,
    note,
    // documents of other programs
    epcis_step,
    certificates,
    epcis_event,
    // attributes of categories, by data class: model/attribute.h
    attributes_open,
    attributes_internal,
    attributes_sensitive,
    attributes_personal,
    count_,
};

enum class FieldType : std::uint8_t {
    text,        ///< canonical: trimmed UTF-8
    day,         ///< canonical: 2026-03-05
    moment,      ///< canonical: EventTime
    money,       ///< canonical: integer fen as digits
    quantity,    ///< canonical: Quantity
    number,      ///< canonical: Decimal
    dictionary,  ///< canonical: the code of an item of the dictionary type named in `dictionary`
    name,        ///< a party's, product's or person's name
    gtin,        ///< 8, 12, 13 or 14 digits with check digit
    inputs,      ///< canonical: JSON text, see collection/inputs
    readings,    ///< canonical: "2026-03-05T08:00:00+08:00=4.2;…"
    names_list,  ///< canonical: dictionary codes joined by ","
    nutrition,   ///< canonical: see model/nutrition.h
    attributes,  ///< canonical: see model/attribute.h
};

/// The form in which a view outside the audience may see a value that is open to it: because the owner opened it, or
/// because `public_masked` shows the masked form to everyone. `hidden`: there is no masked form, so an opened value is
/// shown whole and an unopened one not at all. surname: checks.h masked_name; phone: masked_phone.
enum class Mask : std::uint8_t { hidden, surname, phone };

/// One row of the table. `identity` rows name the lot and are not part of an event's stored contents.
/// `openable`: the owner of the product may open it to the two public views (prices, contracts, customers).
struct FieldRow {
    Field field;
    std::string_view name;  ///< snake_case, also the import column
    std::string_view zh;    ///< Chinese import column and page label
    std::string_view en;    ///< English page label
    InfoKind kind;
    FieldType type;
    DataClass data_class;
    Audience audience;
    std::size_t code_points_max;
    bool identity = false;
    bool openable = false;
    Mask mask = Mask::hidden;
    std::string_view dictionary = {};
    std::string_view aliases = {};  ///< further import column names, comma-separated
    bool public_masked = false;     ///< every view may see the masked form; REQUIRES: mask is not hidden
    bool document_only = false;     ///< no import column: of documents of other programs, or made of other columns
    bool must_show = false;         ///< what a buyer must know: no owner may keep it to the chain
    bool of_product = false;        ///< read in rows that speak of a product alone; no column of a form for records
};

/// The owner of a product may keep it to the chain, unless its brand says otherwise.
[[nodiscard]] constexpr bool is_closable(const FieldRow& row) {
    return !row.identity && row.kind != InfoKind::common && row.audience == Audience::everyone && !row.must_show;
}

/// The owner of a field's values may show them to this audience only: a narrower one than the table's. What names a lot
/// or an event stays as it is, and so does what a buyer must know; who did something is a matter of the party's own
/// Disclosure.
[[nodiscard]] constexpr bool is_narrowable(const FieldRow& row, Audience to) {
    const bool named = to == Audience::chain || to == Audience::recorder;
    const bool always_seen =
        row.audience == Audience::everyone && (row.kind == InfoKind::common || row.type == FieldType::name);
    return named && to > row.audience && !row.identity && !row.must_show && !always_seen;
}

/// A field that its owner shows to fewer than the table says.
struct Narrowed {
    Field field;
    Audience audience;
    bool operator==(const Narrowed&) const = default;
};

/// What is left of a column's title when writing habits are taken away: width, case, blanks, hyphens, underscores.
[[nodiscard]] std::string folded_column(std::string_view column);

[[nodiscard]] std::span<const FieldRow> fields();
[[nodiscard]] const FieldRow& row_of(Field field);
/// By name, Chinese name, English label or alias; case, width, spaces, hyphens and underscores do not matter. nullopt
/// when it is no column of ours.
[[nodiscard]] std::optional<Field> find_field(std::string_view column);
/// By the exact snake_case name.
[[nodiscard]] std::optional<Field> field_of_name(std::string_view name);
/// The field that names who did an event of this kind (producer_name, laboratory_name …); a view that may not know the
/// party may not see this field of its contents either. REQUIRES: kind is not common.
[[nodiscard]] Field party_field_of(InfoKind kind);

/// Contents of one event: canonical texts by field, ordered by field, each at most once.
class Fields {
 public:
    using Item = std::pair<Field, std::string>;
    void set(Field field, std::string value);  ///< an empty value removes it
    [[nodiscard]] const std::string* find(Field field) const;
    [[nodiscard]] std::string_view get(Field field) const;  ///< empty when absent
    [[nodiscard]] bool has(Field field) const { return find(field) != nullptr; }
    [[nodiscard]] const std::vector<Item>& items() const { return items_; }
    [[nodiscard]] bool empty() const { return items_.empty(); }
    bool operator==(const Fields&) const = default;

 private:
    std::vector<Item> items_;
};

}  // namespace qy::model
