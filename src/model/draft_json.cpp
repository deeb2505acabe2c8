#include "enum_names.h"
#include "json_parts.h"
#include "model/draft.h"

namespace qy::model {
namespace {

constexpr EnumNames<RowOutcome, 4> kOutcomes{{"accepted", "exists", "conflict", "rejected"}};

void put_lot(JsonObject& out, const LotRef& lot) {
    put_text(out, "owner_name", lot.owner_name);
    put_text(out, "product_name", lot.product_name);
    put_text(out, "specification", lot.specification);
    put_text(out, "lot_number", lot.lot_number);
}

LotRef read_lot(StoredObject& in) {
    LotRef lot;
    lot.owner_name = in.text("owner_name");
    lot.product_name = in.text("product_name");
    lot.specification = in.text("specification");
    lot.lot_number = in.text("lot_number");
    return lot;
}

Json inputs_to_json(const std::vector<InputRef>& inputs) {
    JsonArray out;
    for (const auto& input : inputs) {
        JsonObject one;
        put_lot(one, input.lot);
        put_quantity(one, "quantity", input.quantity);
        out.emplace_back(std::move(one));
    }
    return out;
}

std::vector<InputRef> read_inputs(StoredObject& in) {
    std::vector<InputRef> out;
    const auto* array = in.array("inputs");
    if (array == nullptr) return out;
    for (const auto& value : *array) {
        StoredObject one(value);
        InputRef input;
        input.lot = read_lot(one);
        input.quantity = one.quantity("quantity");
        if (!one.finish("draft.corrupt").ok()) in.fault("inputs");
        out.push_back(std::move(input));
    }
    return out;
}

constexpr EnumNames<SubjectRole, 8> kRoles{
    {"subject", "container", "content", "removed", "seen_in", "input", "output", "home"}};
constexpr EnumNames<LotKind, 5> kLotKinds{{"produced", "consignment", "logistic_unit", "item", "place"}};

Json subjects_to_json(const std::vector<SubjectRef>& subjects) {
    JsonArray out;
    for (const auto& subject : subjects) {
        JsonObject one;
        one.emplace("role", kRoles.name(subject.role));
        one.emplace("kind", kLotKinds.name(subject.kind));
        put_text(one, "gtin", subject.gtin);
        put_text(one, "number", subject.number);
        put_text(one, "item_lot_number", subject.lot_number);
        put_lot(one, subject.lot);
        put_quantity(one, "quantity", subject.quantity);
        out.emplace_back(std::move(one));
    }
    return out;
}

std::vector<SubjectRef> read_subjects(StoredObject& in) {
    std::vector<SubjectRef> out;
    const auto* array = in.array("subjects");
    if (array == nullptr) return out;
    for (const auto& value : *array) {
        StoredObject one(value);
        SubjectRef subject;
        subject.role = one.parsed("role", [](std::string_view text) { return kRoles.parse(text); });
        subject.kind = one.parsed("kind", [](std::string_view text) { return kLotKinds.parse(text); });
        subject.gtin = one.text("gtin");
        subject.number = one.text("number");
        subject.lot_number = one.text("item_lot_number");
        subject.lot = read_lot(one);
        subject.quantity = one.quantity("quantity");
        if (!one.finish("draft.corrupt").ok()) in.fault("subjects");
        out.push_back(std::move(subject));
    }
    return out;
}

std::vector<std::string> read_texts(StoredObject& in, std::string_view name) {
    std::vector<std::string> out;
    const auto* array = in.array(name);
    if (array == nullptr) return out;
    for (const auto& value : *array) {
        const auto* text = value.if_string();
        if (text == nullptr) {
            in.fault(name);
            return {};
        }
        out.emplace_back(text->data(), text->size());
    }
    return out;
}

void put_field_names(JsonObject& out, std::string_view name, const std::vector<Field>& fields) {
    if (fields.empty()) return;
    JsonArray names;
    for (const auto field : fields) names.emplace_back(row_of(field).name);
    out.emplace(name, std::move(names));
}

std::vector<Field> read_field_names(StoredObject& in, std::string_view name) {
    std::vector<Field> out;
    for (const auto& text : read_texts(in, name)) {
        const auto field = field_of_name(text);
        if (field) {
            out.push_back(*field);
        } else {
            in.fault(name);
        }
    }
    return out;
}

}  // namespace

std::string_view to_string(RowOutcome outcome) {
    return kOutcomes.name(outcome);
}

Json to_json(const LotDraft& draft) {
    JsonObject out;
    put_lot(out, draft.ref);
    put_text(out, "category", draft.category);
    put_text(out, "brand_name", draft.brand_name);
    put_text(out, "gtin", draft.gtin);
    if (draft.service) out.emplace("service", true);
    if (!draft.allergens.empty()) {
        JsonArray allergens;
        for (const auto& code : draft.allergens) allergens.emplace_back(code);
        out.emplace("allergens", std::move(allergens));
    }
    put_quantity(out, "quantity", draft.quantity);
    put_text(out, "produced_on", draft.produced_on);
    put_text(out, "place", draft.place);
    if (!draft.product_attributes.empty()) {
        JsonArray attributes;
        for (const auto& value : draft.product_attributes) attributes.emplace_back(to_json(value));
        out.emplace("attributes", std::move(attributes));
    }
    put_text(out, "product_code", draft.product_code);
    put_text(out, "nutrition", draft.nutrition);
    put_text(out, "name_en", draft.name_en);
    put_field_names(out, "opened", draft.opened);
    put_field_names(out, "closed", draft.closed);
    return out;
}

Json to_json(const EventDraft& draft) {
    JsonObject out;
    out.emplace("step", to_string(draft.step));
    out.emplace("event_time", draft.event_time.to_string());
    put_text(out, "party_name", draft.party_name);
    put_text(out, "counterparty_name", draft.counterparty_name);
    put_text(out, "consignment_number", draft.consignment_number);
    put_quantity(out, "quantity", draft.quantity);
    if (!draft.inputs.empty()) out.emplace("inputs", inputs_to_json(draft.inputs));
    put_text(out, "container", draft.container);
    put_text(out, "place", draft.place);
    put_text(out, "client_key", draft.client_key);
    if (!draft.contents.empty()) out.emplace("contents", fields_to_json(draft.contents));
    if (!draft.subjects.empty()) out.emplace("subjects", subjects_to_json(draft.subjects));
    if (draft.disposition) out.emplace("disposition", to_string(*draft.disposition));
    put_text(out, "error_of", draft.error_of);
    if (draft.empties_container) out.emplace("empties_container", true);
    return out;
}

Result<LotDraft> lot_draft_from_json(const Json& value) {
    StoredObject in(value);
    LotDraft draft;
    draft.ref = read_lot(in);
    draft.category = in.text("category");
    draft.brand_name = in.text("brand_name");
    draft.gtin = in.text("gtin");
    draft.service = in.flag("service");
    draft.allergens = read_texts(in, "allergens");
    draft.quantity = in.quantity("quantity");
    draft.produced_on = in.text("produced_on");
    draft.place = in.text("place");
    if (const auto* const attributes = in.array("attributes")) {
        auto values = parse_attributes(to_text(Json(*attributes)));
        if (values.ok()) {
            draft.product_attributes = *std::move(values);
        } else {
            in.fault("attributes");
        }
    }
    draft.product_code = in.text("product_code");
    draft.nutrition = in.text("nutrition");
    draft.name_en = in.text("name_en");
    draft.opened = read_field_names(in, "opened");
    draft.closed = read_field_names(in, "closed");
    QY_CHECK(in.finish("draft.corrupt"));
    return draft;
}

Result<EventDraft> event_draft_from_json(const Json& value) {
    StoredObject in(value);
    EventDraft draft;
    draft.step = in.parsed("step", &parse_step);
    draft.event_time = in.parsed("event_time", &EventTime::parse);
    draft.party_name = in.text("party_name");
    draft.counterparty_name = in.text("counterparty_name");
    draft.consignment_number = in.text("consignment_number");
    draft.quantity = in.quantity("quantity");
    draft.inputs = read_inputs(in);
    draft.container = in.text("container");
    draft.place = in.text("place");
    draft.client_key = in.text("client_key");
    draft.contents = in.contents("contents");
    draft.subjects = read_subjects(in);
    if (in.has("disposition")) draft.disposition = in.parsed("disposition", &parse_disposition);
    draft.error_of = in.text("error_of");
    draft.empties_container = in.flag("empties_container");
    QY_CHECK(in.finish("draft.corrupt"));
    return draft;
}

}  // namespace qy::model
