#include "product_rows.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/text.h"
#include "collection/epcis.h"

namespace qy::collection {
namespace {

using model::Field;

std::string names_of(bool (*fits)(const model::FieldRow&)) {
    std::vector<std::string> names;
    for (const auto& row : model::fields()) {
        if (fits(row)) names.emplace_back(row.zh);
    }
    return join(names, "、");
}

void check_names(const RowValues& values, Field list, bool (*fits)(const model::FieldRow&), FaultList& faults) {
    for (const auto& name : field_names_in(values.fields.get(list))) {
        const auto known = model::find_field(name);
        if (!known || !fits(model::row_of(*known))) faults.add(list, {Problem::unknown, {name, names_of(fits)}});
    }
}

}  // namespace

void name_product(RowValues& values, const Rules& rules, FaultList& faults) {
    const std::string code(values.fields.get(Field::product_code));
    if (code.empty() || values.has(Field::product_name)) return;
    values.filled[static_cast<std::size_t>(Field::product_name)] =
        true;  // a code that is wrong does not also lack a name
    if (faults.names("product_code")) return;
    const auto owner = std::string(values.fields.get(Field::producer_name));
    const auto known = rules.product_of ? rules.product_of(owner, code) : std::nullopt;
    if (!known) {
        faults.add_row_fault({"product_code", "product_code.unknown", {code}});
        return;
    }
    values.fields.set(Field::product_name, known->product_name);
    if (values.has(Field::specification)) return;
    values.fields.set(Field::specification, known->specification);
    values.filled[static_cast<std::size_t>(Field::specification)] = !known->specification.empty();
}

bool tells_of_product_alone(const RowValues& values, bool happened) {
    const bool named = values.has(Field::product_code) || values.has(Field::category);
    if (happened || !named || !values.has(Field::product_name)) return false;
    return std::ranges::none_of(model::fields(), [&](const model::FieldRow& row) {
        const bool of_lot = row.field == Field::lot_number || !(row.identity || row.field == Field::allergens);
        return of_lot && values.has(row.field);
    });
}

void check_product_lists(const RowValues& values, FaultList& faults) {
    check_names(
        values, Field::product_opened, [](const model::FieldRow& row) { return row.openable; }, faults);
    check_names(
        values, Field::product_closed, [](const model::FieldRow& row) { return model::is_closable(row); }, faults);
}

void refuse_product_fields(const RowValues& values, FaultList& faults) {
    for (const auto& row : model::fields()) {
        if (row.of_product && values.has(row.field)) {
            faults.add_row_fault({std::string(row.name), "row.of_product", {std::string(row.zh)}});
        }
    }
}

model::RowDraft document_draft(const DecodedRow& row) {
    model::RowDraft draft;
    draft.line = row.line;
    draft.source_hash = to_hex(row.source_hash);
    draft.faults = row.faults;
    if (row.cells.size() > 1 || !row.attributes.empty()) draft.faults.push_back({"epcis_event", "row.epcis_alone", {}});
    if (!draft.faults.empty()) return draft;
    auto document = decode_epcis_json(row.text_of(Field::epcis_event));
    if (document.ok() && document->events.size() == 1) {
        draft = to_draft(std::move(document->events.front()));
        draft.line = row.line;
    } else if (document.ok()) {
        draft.faults.push_back({"epcis_event", "row.epcis_alone", {}});
    } else {
        draft.faults.push_back({"epcis_event", document.error().code, document.error().arguments});
    }
    return draft;
}

}  // namespace qy::collection
