#include "stages.h"

#include <algorithm>
#include <map>

#include "base/assert.h"
#include "base/sort_unique.h"
#include "base/text.h"

namespace qy::collection {
namespace {

using model::Field;
using model::InfoKind;
using model::Step;

std::string text_of(const RowValues& values, Field field) {
    return std::string(values.fields.get(field));
}

std::optional<model::Quantity> quantity_of(const RowValues& values, Field field) {
    const auto* text = values.fields.find(field);
    if (text == nullptr) return std::nullopt;
    auto quantity = model::Quantity::parse(*text);
    QY_ASSERT(quantity.ok());  // conversion wrote it
    return *quantity;
}

bool any_of(const std::vector<Field>& fields, const RowValues& values) {
    return std::any_of(fields.begin(), fields.end(), [&](Field field) { return values.has(field); });
}

bool tells_of(const std::vector<const Stage*>& told, InfoKind kind) {
    return std::any_of(told.begin(), told.end(), [&](const Stage* stage) { return stage->kind == kind; });
}

std::optional<Step> told_step(const RowValues& values) {
    return model::parse_step(values.fields.get(Field::step));
}

Step logistics_step(const RowValues& values) {
    const bool shipped = values.has(Field::shipped_at);
    const bool received = values.has(Field::received_at);
    if (values.has(Field::consignment_number) || values.has(Field::consignee_name)) {
        return shipped || !received ? Step::shipping : Step::receiving;
    }
    if (shipped && received) return Step::transporting;
    if (received) return Step::receiving;
    if (shipped || values.has(Field::carrier_name) || values.has(Field::vehicle) || values.has(Field::route)) {
        return Step::shipping;
    }
    return values.has(Field::container) ? Step::packing : Step::shipping;
}

model::EventTime time_of(const Stage& stage, Step step, const RowValues& values) {
    std::vector<Field> order = stage.times;
    if (step == Step::receiving) std::swap(order[0], order[1]);  // shipped_at, received_at
    order.push_back(Field::occurred_at);
    for (const Field field : order) {
        const auto* text = values.fields.find(field);
        if (text == nullptr) continue;
        auto time = model::EventTime::parse(*text);
        QY_ASSERT(time.ok());  // conversion wrote it
        return *time;
    }
    QY_ASSERT(false);  // validation asks for a time
    return {};
}

// Who did it: the stage's own name; the consignee for what was received; else the producer, who then did it itself.
std::string party_of(const Stage& stage, Step step, const RowValues& values) {
    auto name = text_of(values, model::party_field_of(stage.kind));
    if (name.empty() && step == Step::receiving) name = text_of(values, Field::consignee_name);
    return name.empty() ? text_of(values, Field::producer_name) : name;
}

Field place_field(const Stage& stage, Step step) {
    switch (stage.kind) {
        case InfoKind::production:
            return Field::production_address;
        case InfoKind::logistics:
            return step == Step::receiving || step == Step::storing ? Field::to_place : Field::from_place;
        case InfoKind::sales:
            return Field::sale_place;
        case InfoKind::service:
            return Field::service_place;
        case InfoKind::inspection:
        case InfoKind::common:
            break;
    }
    return Field::count_;
}

// Without a production stage, "数量" beside a shipment or a sale is how much was moved or sold, unless that is told
// too.
bool quantity_belongs_to(InfoKind kind, const RowValues& values, const std::vector<const Stage*>& told) {
    if (tells_of(told, InfoKind::production)) return false;
    if (values.has(Field::shipped_quantity) || values.has(Field::sale_quantity)) return false;
    if (kind == InfoKind::logistics) return !tells_of(told, InfoKind::sales);
    return kind == InfoKind::sales && !tells_of(told, InfoKind::logistics);
}

std::optional<model::Quantity> event_quantity(const Stage& stage, const RowValues& values,
                                              const std::vector<const Stage*>& told) {
    if (quantity_belongs_to(stage.kind, values, told)) return quantity_of(values, Field::quantity);
    if (stage.kind == InfoKind::production) return quantity_of(values, Field::quantity);
    if (stage.kind == InfoKind::logistics) return quantity_of(values, Field::shipped_quantity);
    if (stage.kind == InfoKind::sales) return quantity_of(values, Field::sale_quantity);
    return std::nullopt;
}

// Typed in the draft, or about the record itself.
bool is_structural(Field field) {
    return field == Field::inputs || field == Field::step || field == Field::occurred_at || field == Field::event_key;
}

// The attributes of its kind; those of kinds that the row does not tell of go with the first event.
void add_attributes(const Stage& stage, const RowValues& values, const std::vector<const Stage*>& told,
                    model::Fields& contents) {
    std::map<Field, std::vector<model::AttributeValue>> by_class;
    for (const auto& attribute : values.attributes) {
        if (attribute.kind == InfoKind::common) continue;  // the product's own
        const bool adopts = told.front() == &stage && !tells_of(told, attribute.kind);
        if (attribute.kind != stage.kind && !adopts) continue;
        by_class[model::attributes_field_of(attribute.data_class)].push_back(attribute.value);
    }
    for (auto& [field, list] : by_class) contents.set(field, model::attributes_text(std::move(list)));
}

// Contents of one event: the fields of its kind, and the note. What the row tells of the product (ingredients, shelf
// life …) without telling of its production goes with the first event, so that nothing is lost.
model::Fields contents_of(const Stage& stage, const RowValues& values, const std::vector<const Stage*>& told) {
    const bool first = told.front() == &stage;
    const bool adopts = first && !tells_of(told, InfoKind::production);
    model::Fields out;
    for (const auto& [field, text] : values.fields.items()) {
        const auto& row = model::row_of(field);
        const bool own = row.kind == stage.kind || (adopts && row.kind == InfoKind::production);
        const bool common = field == Field::note || field == Field::entered_by;
        if (!row.identity && !is_structural(field) && (own || common)) out.set(field, text);
    }
    add_attributes(stage, values, told, out);
    return out;
}

}  // namespace

const std::vector<Stage>& stages() {
    static const std::vector<Stage> kStages = {
        {InfoKind::production,
         {Field::produced_on, Field::production_address, Field::process, Field::inputs, Field::variety, Field::plot,
          Field::grower_name, Field::cooperative_name, Field::farm_inputs, Field::input_registration, Field::input_dose,
          Field::last_input_on},
         {Field::produced_on},
         {Field::product_name}},
        {InfoKind::inspection,
         {Field::laboratory_name, Field::test_item, Field::test_result, Field::tested_on, Field::test_value,
          Field::test_limit, Field::test_method, Field::report_number, Field::inspection_type, Field::inspection_status,
          Field::certificate_kind, Field::certificate_number, Field::certificate_issued_on, Field::certificate_basis,
          Field::certificate_quantity, Field::certificate_contact, Field::certificate_sources},
         {Field::tested_on, Field::certificate_issued_on},
         {}},
        {InfoKind::logistics,
         {Field::carrier_name, Field::vehicle, Field::route, Field::shipped_at, Field::received_at, Field::from_place,
          Field::to_place, Field::consignee_name, Field::consignment_number, Field::shipped_quantity, Field::container,
          Field::temperature_low, Field::temperature_high, Field::temperature_log},
         {Field::shipped_at, Field::received_at},
         {}},
        {InfoKind::sales,
         {Field::seller_name, Field::sale_place, Field::sale_price, Field::sold_at, Field::sale_channel,
          Field::sale_quantity},
         {Field::sold_at},
         {}},
        {InfoKind::service,
         {Field::service_provider, Field::served_at, Field::service_place, Field::service_process,
          Field::service_resources, Field::service_price, Field::service_materials, Field::customer_name,
          Field::customer_contact, Field::contract_number, Field::contract_content},
         {Field::served_at},
         {Field::product_name}},
    };
    return kStages;
}

std::vector<const Stage*> stages_of(const RowValues& values) {
    const auto step = told_step(values);
    std::vector<const Stage*> out;
    for (const auto& stage : stages()) {
        if (any_of(stage.signs, values) || (step && model::kind_of(*step) == stage.kind)) out.push_back(&stage);
    }
    if (!out.empty()) return out;
    for (const auto& stage : stages()) {
        const bool told = std::any_of(values.attributes.begin(), values.attributes.end(),
                                      [&](const TypedAttribute& one) { return one.kind == stage.kind; });
        if (told) out.push_back(&stage);
    }
    return out;
}

Step step_of(const Stage& stage, const RowValues& values) {
    const auto told = told_step(values);
    if (told && model::kind_of(*told) == stage.kind) {
        // Something made out of other lots is a transformation, whatever the trade calls the work.
        return *told == Step::commissioning && values.has(Field::inputs) ? Step::transforming : *told;
    }
    switch (stage.kind) {
        case InfoKind::production:
            return values.has(Field::inputs) ? Step::transforming : Step::commissioning;
        case InfoKind::inspection:
            return Step::inspecting;
        case InfoKind::logistics:
            return logistics_step(values);
        case InfoKind::sales:
            return Step::retail_selling;
        case InfoKind::service:
            return Step::service_provided;
        case InfoKind::common:
            break;
    }
    QY_ASSERT(false);
}

namespace {

std::vector<Field> fields_named(const RowValues& values, Field list) {
    std::vector<Field> fields;
    for (const auto& name : field_names_in(values.fields.get(list))) {
        if (const auto field = model::find_field(name)) fields.push_back(*field);
    }
    sort_unique(fields);
    return fields;
}

}  // namespace

std::vector<std::string> field_names_in(std::string_view list) {
    std::string plain(list);
    for (const std::string_view mark : {"、", "，", "；", ";"}) plain = replace_all(plain, mark, ",");
    std::vector<std::string> names;
    for (const auto piece : split(plain, ',')) {
        if (const auto name = trim(piece); !name.empty()) names.emplace_back(name);
    }
    return names;
}

model::LotDraft lot_draft(const RowValues& values, const std::vector<const Stage*>& told, bool service) {
    model::LotDraft lot;
    lot.ref = {text_of(values, Field::producer_name), text_of(values, Field::product_name),
               text_of(values, Field::specification), text_of(values, Field::lot_number)};
    lot.service = service || (tells_of(told, InfoKind::service) && !tells_of(told, InfoKind::production));
    if (lot.service && lot.ref.owner_name.empty()) lot.ref.owner_name = text_of(values, Field::service_provider);
    lot.category = text_of(values, Field::category);
    lot.brand_name = text_of(values, Field::brand_name);
    lot.gtin = text_of(values, Field::gtin);
    lot.product_code = text_of(values, Field::product_code);
    lot.nutrition = text_of(values, Field::nutrition);
    lot.name_en = text_of(values, Field::product_name_en);
    lot.opened = fields_named(values, Field::product_opened);
    lot.closed = fields_named(values, Field::product_closed);
    if (const auto* allergens = values.fields.find(Field::allergens)) {
        for (const auto code : split(*allergens, ',')) lot.allergens.emplace_back(code);
    }
    const bool moved = std::any_of(told.begin(), told.end(),
                                   [&](const Stage* stage) { return quantity_belongs_to(stage->kind, values, told); });
    if (!moved) lot.quantity = quantity_of(values, Field::quantity);
    lot.produced_on = text_of(values, Field::produced_on);
    lot.place = text_of(values, Field::production_address);
    return lot;
}

std::vector<model::EventDraft> event_drafts(const RowValues& values, const std::vector<const Stage*>& told) {
    std::vector<model::EventDraft> out;
    for (const auto* stage : told) {
        model::EventDraft event;
        event.step = step_of(*stage, values);
        event.event_time = time_of(*stage, event.step, values);
        event.party_name = party_of(*stage, event.step, values);
        event.quantity = event_quantity(*stage, values, told);
        if (const Field place = place_field(*stage, event.step); place != Field::count_) {
            event.place = text_of(values, place);
        }
        if (stage->kind == InfoKind::production) event.inputs = values.inputs;
        if (stage->kind == InfoKind::logistics) {
            event.counterparty_name = text_of(values, Field::consignee_name);
            event.consignment_number = text_of(values, Field::consignment_number);
            event.container = text_of(values, Field::container);
        }
        event.client_key = text_of(values, Field::event_key);
        event.contents = contents_of(*stage, values, told);
        out.push_back(std::move(event));
    }
    return out;
}

}  // namespace qy::collection
