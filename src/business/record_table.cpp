#include "record_table.h"

#include <algorithm>
#include <array>

#include "base/assert.h"
#include "base/text.h"
#include "collection/dictionary.h"
#include "model/quantity.h"
#include "view_filter.h"

namespace qy::business {
namespace {

using model::Field;
using model::InfoKind;
using model::Step;

/// An event with the names around it.
struct Told {
    const model::TraceEvent& event;
    const EventNames& names;
    Language language;

    [[nodiscard]] const model::Lot* unit() const { return names.unit_of(event); }
    [[nodiscard]] const model::Lot* lot() const { return names.goods_of(event); }
    /// Whether it speaks of a consignment under the number of the lot that this was taken from: as it was told, and of
    /// the recorder's own, which a row then makes where it is taken in.
    [[nodiscard]] bool tells_consignment() const {
        const auto kind = model::kind_of(event.step);
        const bool moved = kind == InfoKind::logistics || kind == InfoKind::sales;
        const bool told = event.contents.get(Field::consignment_number) == lot()->lot_number;
        return told || (moved && lot()->kind == model::LotKind::consignment && lot()->owner == event.recorder);
    }
    [[nodiscard]] const model::Lot& taken_from() const {
        const auto* const parent = tells_consignment() ? names.lot(lot()->parent) : nullptr;
        return parent == nullptr ? *lot() : *parent;
    }
    [[nodiscard]] const model::Product* product() const {
        return lot() == nullptr ? nullptr : names.product(lot()->product);
    }
    [[nodiscard]] std::string name_of(model::PartyId id) const {
        const auto* const party = names.party(id);
        if (party == nullptr) return {};
        const bool hidden = party->kind == model::PartyKind::farmer && !names.tells_persons();
        return hidden ? masked(party->name, model::Mask::surname) : party->name;
    }
    [[nodiscard]] std::string address_of(model::PartyId id) const {
        const auto* const party = names.party(id);
        return party == nullptr || party->kind == model::PartyKind::farmer ? std::string() : party->address;
    }
    [[nodiscard]] std::string content(Field field) const { return std::string(event.contents.get(field)); }
};

/// "1200公斤": the unit in the reader's words.
std::string amount_text(const std::optional<model::Quantity>& quantity, Language language) {
    if (!quantity) return {};
    const auto* const unit = model::find_unit(quantity->unit);
    const auto label = unit == nullptr            ? std::string_view(quantity->unit)
                       : language == Language::zh ? unit->zh
                                                  : unit->en;
    return quantity->amount.to_string() + (language == Language::zh ? "" : " ") + std::string(label);
}

/// The step in words of the shipped dictionary.
std::string step_label(Step step, Language language) {
    for (const auto& item : collection::built_in_dictionary()) {
        if (item.dictionary == "step" && item.code == model::to_string(step))
            return language == Language::zh ? item.zh : item.en;
    }
    return std::string(model::to_string(step));
}

/// Fen as yuan.
std::string yuan(std::string_view fen) {
    const bool digits = !fen.empty() && fen.find_first_not_of("0123456789") == std::string_view::npos;
    if (!digits) return std::string(fen);
    std::string text(fen);
    while (text.size() < 3) text.insert(text.begin(), '0');
    return text.insert(text.size() - 2, ".");
}

/// "企业/产品/批次=数量；…", as an import reads it.
std::string inputs_text(const Told& told) {
    if (told.unit() != nullptr) return {};
    std::vector<std::string> parts;
    for (const auto& input : told.event.inputs) {
        const auto* const lot = told.names.lot(input.lot);
        if (lot == nullptr) continue;
        const auto* const product = told.names.product(lot->product);
        std::string text =
            told.name_of(lot->owner) + "/" + (product == nullptr ? "" : product->name) + "/" + lot->lot_number;
        if (input.quantity) text += "=" + amount_text(input.quantity, Language::zh);
        parts.push_back(std::move(text));
    }
    return join(parts, "；");
}

// events: one row each, as an import would have it

bool is_column(const model::FieldRow& field) {
    return !field.document_only && !field.of_product;
}

std::string identity_text(const Told& told, Field field) {
    const auto* const lot = told.lot();
    const auto* const product = told.product();
    if (lot == nullptr) return {};
    switch (field) {
        case Field::product_name:
            return product == nullptr ? std::string() : product->name;
        case Field::specification:
            return product == nullptr ? std::string() : product->specification;
        case Field::gtin:
            return product == nullptr ? std::string() : product->gtin;
        // What its owner alone may tell of a product.
        case Field::product_code:
            return product == nullptr || lot->owner != told.event.recorder ? std::string() : product->code;
        case Field::nutrition:
            return product == nullptr || lot->owner != told.event.recorder ? std::string() : product->nutrition;
        case Field::lot_number:
            return told.taken_from().lot_number;
        case Field::producer_name:
            return told.name_of(lot->owner);
        default:
            return {};
    }
}

std::string field_text(const Told& told, const model::FieldRow& row) {
    const auto& event = told.event;
    const auto kind = model::kind_of(event.step);
    if (row.identity) return identity_text(told, row.field);
    if (row.field == Field::step) return std::string(model::to_string(event.step));
    if (row.field == Field::occurred_at) return event.event_time.to_string();
    if (row.field == Field::inputs) return inputs_text(told);
    if (row.field == Field::consignment_number && told.lot() != nullptr && &told.taken_from() != told.lot()) {
        return told.lot()->lot_number;
    }
    if (row.field == Field::container && told.unit() != nullptr) return told.unit()->lot_number;
    if (row.field == quantity_field_of(event.step)) return amount_text(event.quantity, Language::zh);
    if (row.field == Field::consignee_name) return told.name_of(event.counterparty);
    const auto value = event.contents.get(row.field);
    if (!value.empty()) return row.type == model::FieldType::money ? yuan(value) : std::string(value);
    const bool names_party = kind != InfoKind::common && row.field == model::party_field_of(kind);
    return names_party ? told.name_of(event.party) : std::string();
}

void event_rows(const model::TraceEvent& event, const EventNames& names, model::PartyId, Language language,
                std::vector<TableRow>& out) {
    const Told told{event, names, language};
    TableRow row;
    for (const auto& field : model::fields()) {
        if (is_column(field)) row.push_back(field_text(told, field));
    }
    out.push_back(std::move(row));
}

std::vector<TableColumn> event_columns() {
    std::vector<TableColumn> columns;
    for (const auto& field : model::fields()) {
        if (is_column(field))
            columns.push_back({std::string(field.name), std::string(field.zh), std::string(field.en)});
    }
    return columns;
}

// production record

const std::vector<TableColumn> kProductionColumns{
    {"product_name", "产品名称", "Product"},
    {"specification", "规格", "Specification"},
    {"lot_number", "生产批次", "Lot number"},
    {"variety", "品种", "Variety"},
    {"plot", "地块（场所）", "Plot"},
    {"grower_name", "种植（养殖）户", "Grower"},
    {"step", "环节", "Step"},
    {"farm_inputs", "投入品名称、来源、用法、用量，使用及停用日期",
     "Inputs: name, source, use, dose, first and last day"},
    {"inputs", "原料批次", "Lots used"},
    {"prevention", "病虫害、疫病发生和防治情况", "Pests and diseases, and what was done"},
    {"process", "生产工艺", "Process"},
    {"produced_on", "收获（屠宰、捕捞、生产）日期", "Day of harvest or production", CellKind::day},
    {"quantity", "数量", "Quantity"},
    {"place", "生产地点", "Place"},
    {"recorded_at", "记录时间", "Recorded at"},
};

void production_rows(const model::TraceEvent& event, const EventNames& names, model::PartyId, Language language,
                     std::vector<TableRow>& out) {
    if (model::kind_of(event.step) != InfoKind::production) return;
    const Told told{event, names, language};
    auto produced = told.content(Field::produced_on);
    if (produced.empty()) produced = event.event_time.day();
    out.push_back({identity_text(told, Field::product_name), identity_text(told, Field::specification),
                   identity_text(told, Field::lot_number), told.content(Field::variety), told.content(Field::plot),
                   told.content(Field::grower_name), step_label(event.step, language), told.content(Field::farm_inputs),
                   inputs_text(told), told.content(Field::note), told.content(Field::process), produced,
                   amount_text(event.quantity, language), event.place, model::to_rfc3339(event.record_time)});
}

// ledger of purchases and sales

const std::vector<TableColumn> kLedgerColumns{
    {"direction", "进/销", "In or out"},
    {"date", "进货（销售）日期", "Date", CellKind::day},
    {"product_name", "产品名称", "Product"},
    {"specification", "规格", "Specification"},
    {"quantity", "数量", "Quantity"},
    {"produced_on", "生产日期", "Produced on", CellKind::day},
    {"lot_number", "生产批号", "Lot number"},
    {"shelf_life_days", "保质期（天）", "Shelf life (days)", CellKind::number},
    {"partner_name", "供货者（购货者）名称", "Supplier or buyer"},
    {"partner_address", "地址", "Address"},
    {"partner_contact", "联系方式", "Contact"},
    {"place", "地点", "Place"},
    {"price", "价格（元）", "Price (yuan)", CellKind::number},
    {"voucher", "凭证号", "Voucher"},
};

std::string direction(bool in, Language language) {
    if (language == Language::zh) return in ? "进" : "销";
    return in ? "in" : "out";
}

TableRow ledger_row(const Told& told, bool in, model::LotId lot_id, const std::optional<model::Quantity>& quantity,
                    model::PartyId partner) {
    const auto* const lot = told.names.lot(lot_id);
    const auto* const product = lot == nullptr ? nullptr : told.names.product(lot->product);
    auto name = partner ? told.name_of(partner) : told.content(Field::customer_name);
    return {direction(in, told.language),
            told.event.event_time.day(),
            product == nullptr ? std::string() : product->name,
            product == nullptr ? std::string() : product->specification,
            amount_text(quantity, told.language),
            lot == nullptr ? std::string() : lot->produced_on,
            lot == nullptr ? std::string() : lot->lot_number,
            told.content(Field::shelf_life_days),
            std::move(name),
            told.address_of(partner),
            told.content(Field::customer_contact),
            told.event.place,
            yuan(told.event.contents.get(Field::sale_price)),
            told.content(Field::consignment_number)};
}

void ledger_rows(const model::TraceEvent& event, const EventNames& names, model::PartyId own, Language language,
                 std::vector<TableRow>& out) {
    const Told told{event, names, language};
    const auto* const lot = told.lot();
    const auto owner = lot == nullptr ? model::PartyId() : lot->owner;
    if (event.step == Step::receiving && owner && owner != own) {
        out.push_back(ledger_row(told, true, event.lot, event.quantity, owner));
    } else if (event.step == Step::retail_selling || (event.step == Step::shipping && event.counterparty)) {
        out.push_back(ledger_row(told, false, event.lot, event.quantity, event.counterparty));
    }
    for (const auto& input : event.inputs) {
        const auto* const used = names.lot(input.lot);
        const bool bought = used != nullptr && used->owner != own && model::kind_of(event.step) == InfoKind::production;
        if (bought) out.push_back(ledger_row(told, true, input.lot, input.quantity, used->owner));
    }
}

const std::array<RecordTable, 3>& all_tables() {
    static const std::array<RecordTable, 3> kTables{{
        {RecordKind::events, {"events", "事件明细", "Events", "", "", event_columns()}, &event_rows},
        {RecordKind::production_record,
         {"production_record", "生产记录", "Production record",
          "依据：《中华人民共和国农产品质量安全法》关于农产品生产记录的规定",
          "Basis: Law on the Quality and Safety of Agricultural Products, on records of production",
          kProductionColumns},
         &production_rows},
        {RecordKind::ledger,
         {"ledger", "进销台账", "Ledger of purchases and sales",
          "依据：《中华人民共和国食品安全法》关于进货查验记录和出厂（销售）记录的规定",
          "Basis: Food Safety Law, on records of what is bought and sold", kLedgerColumns},
         &ledger_rows},
    }};
    return kTables;
}

}  // namespace

JsonObject import_row(const model::TraceEvent& event, const EventNames& names) {
    const Told told{event, names, Language::zh};
    JsonObject row;
    for (const auto& field : model::fields()) {
        if (!is_column(field)) continue;
        if (auto text = field_text(told, field); !text.empty()) row.emplace(field.name, std::move(text));
    }
    return row;
}

const RecordTable& record_table(RecordKind kind) {
    const auto found = std::ranges::find(all_tables(), kind, &RecordTable::kind);
    QY_ASSERT(found != all_tables().end());
    return *found;
}

}  // namespace qy::business
