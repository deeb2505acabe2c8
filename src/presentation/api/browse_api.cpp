// product.list, lot.list, code.list_ranges, field.list: what the console shows in lists and makes forms of.
// (clause 5.6)
#include "business/browse.h"

#include "base/limits.h"
#include "handlers.h"
#include "model/event_time.h"
#include "model/field.h"
#include "model/party.h"
#include "model/region.h"

namespace qy::presentation {
namespace {

constexpr std::string_view kTypeNames[] = {"text", "day",  "moment", "money",    "quantity",   "number",   "dictionary",
                                           "name", "gtin", "inputs", "readings", "names_list", "nutrition"};
static_assert(static_cast<std::size_t>(model::FieldType::nutrition) + 1 == std::size(kTypeNames));

template <class Id>
Json id_or_null(Id id) {
    return id ? Json(id.to_string()) : Json(nullptr);
}

Json next_of(std::int64_t next) {
    return next == 0 ? Json(nullptr) : Json(std::to_string(next));
}

template <class AnyId>
business::BrowsePage read_browse_page(ObjectReader& in) {
    const auto page = handlers::read_page<AnyId>(in);
    return {page.after, page.limit};
}

JsonArray texts(const std::vector<std::string>& values) {
    JsonArray list;
    for (const auto& value : values) list.push_back(Json(value));
    return list;
}

JsonArray attributes_json(const std::vector<model::AttributeValue>& values) {
    JsonArray list;
    for (const auto& one : values) list.push_back(model::to_json(one));
    return list;
}

JsonObject product_json(const business::ProductItem& item) {
    const auto& product = item.product;
    return {{"id", product.id.to_string()},
            {"name", product.name},
            {"name_en", product.name_en},
            {"specification", product.specification},
            {"gtin", product.gtin},
            {"product_code", product.code},
            {"kind", product.kind == model::ProductKind::service ? "service" : "goods"},
            {"category", item.category_code},
            {"brand_id", id_or_null(product.brand)},
            {"brand", item.brand.name},
            {"brand_en", item.brand.name_en},
            {"party_id", product.owner.to_string()},
            {"party", item.owner.name},
            {"party_en", item.owner.name_en},
            {"allergens", texts(product.allergens)},
            {"nutrition", product.nutrition},
            {"attributes", attributes_json(product.attributes)},
            {"version", product.version}};
}

std::string_view kind_name(model::LotKind kind) {
    switch (kind) {
        case model::LotKind::produced:
            return "produced";
        case model::LotKind::consignment:
            return "consignment";
        case model::LotKind::logistic_unit:
            return "logistic_unit";
        case model::LotKind::item:
            return "item";
        case model::LotKind::place:
            return "place";
    }
    QY_ASSERT(false);
}

JsonObject lot_json(const business::LotItem& item) {
    const auto& lot = item.lot;
    return {{"id", lot.id.to_string()},
            {"lot_number", lot.lot_number},
            {"kind", kind_name(lot.kind)},
            {"product_id", id_or_null(lot.product)},
            {"product", item.product.name},
            {"product_en", item.product.name_en},
            {"party_id", lot.owner.to_string()},
            {"party", item.owner.name},
            {"party_en", item.owner.name_en},
            {"quantity", lot.quantity ? Json(lot.quantity->to_string()) : Json(nullptr)},
            {"produced_on", lot.produced_on},
            {"place", lot.place},
            {"place_en", model::place_in_english(lot.place)}};
}

JsonObject range_item_json(const business::RangeItem& item) {
    const auto& range = item.labelled.range;
    return {{"id", range.id.to_string()},
            {"count", std::to_string(range.last - range.first + 1)},
            {"state", model::to_string(range.state)},
            {"lot_id", id_or_null(range.lot)},
            {"lot_number", item.lot_number},
            {"party_id", range.party.to_string()},
            {"brand_id", id_or_null(range.brand)},
            {"pin", range.pin},
            {"frozen", range.frozen},
            {"first_code", item.labelled.first_code.text()},
            {"last_code", item.labelled.last_code.text()},
            {"issued_at", model::to_rfc3339(range.issued_at)}};
}

JsonObject field_json(const model::FieldRow& row) {
    return {{"name", row.name},
            {"zh", row.zh},
            {"en", row.en},
            {"kind", model::to_string(row.kind)},
            {"type", kTypeNames[static_cast<std::size_t>(row.type)]},
            {"data_class", model::to_string(row.data_class)},
            {"code_points_max", row.code_points_max},
            {"identity", row.identity},
            {"must_show", row.must_show},
            {"dictionary", row.dictionary.empty() ? Json(nullptr) : Json(row.dictionary)}};
}

}  // namespace

namespace handlers {

Result<Answer> product_list(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto text = in.optional_text("text", limits::name_code_points_max).value_or("");
    const auto page = read_browse_page<model::ProductId>(in);
    QY_CHECK(in.finish());
    QY_TRY(found, business::browse_products(call.use.services, call.actor, text, page));
    JsonArray items;
    for (const auto& item : found.items) items.push_back(product_json(item));
    return list_answer(std::move(items), next_of(found.next));
}

Result<Answer> lot_list(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto number = in.optional_text("lot_number", limits::lot_number_code_points_max).value_or("");
    const auto product = read_optional_id<model::ProductId>(in, "product");
    const auto page = read_browse_page<model::LotId>(in);
    QY_CHECK(in.finish());
    QY_TRY(found, business::browse_lots(call.use.services, call.actor, number, product, page));
    JsonArray items;
    for (const auto& item : found.items) items.push_back(lot_json(item));
    return list_answer(std::move(items), next_of(found.next));
}

Result<Answer> code_list_ranges(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto page = read_browse_page<model::CodeRangeId>(in);
    QY_CHECK(in.finish());
    QY_TRY(found, business::browse_ranges(call.use.services, call.actor, page));
    JsonArray items;
    for (const auto& item : found.items) items.push_back(range_item_json(item));
    return list_answer(std::move(items), next_of(found.next));
}

Result<Answer> party_names(const Json& body, Call& call) {
    ObjectReader in(body, "");
    std::vector<model::PartyId> ids;
    const auto* list = in.array("parties", static_cast<std::size_t>(limits::list_items_max));
    for (const auto& item : list == nullptr ? JsonArray() : *list) {
        auto id = model::PartyId::parse(item.is_string() ? std::string_view(item.as_string()) : "");
        if (id.ok()) {
            ids.push_back(*id);
        } else {
            in.fault(std::move(id).error(), "parties");
        }
    }
    QY_CHECK(in.finish());
    QY_TRY(parties, business::reached_parties(call.use.services, call.actor, ids));
    JsonArray items;
    for (const auto& party : parties) {
        items.push_back(JsonObject{{"id", party.id.to_string()}, {"name", party.name}, {"name_en", party.name_en}});
    }
    return list_answer(std::move(items), nullptr);
}

Result<Answer> party_find(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto text = in.text("text", limits::name_code_points_max);
    QY_CHECK(in.finish());
    QY_TRY(parties, business::find_firms(call.use.services, text));
    JsonArray items;
    for (const auto& party : parties) {
        items.push_back(JsonObject{{"id", party.id.to_string()},
                                   {"name", party.name},
                                   {"name_en", party.name_en},
                                   {"credit_code", party.credit_code},
                                   {"region", party.region},
                                   {"active", party.active}});
    }
    return list_answer(std::move(items), nullptr);
}

/// What a record may hold, from the table of fields; what comes in documents of other programs alone is left out.
Result<Answer> field_list(const Json& body, Call& /*call*/) {
    ObjectReader in(body, "");
    QY_CHECK(in.finish());
    JsonArray items;
    for (const auto& row : model::fields()) {
        if (!row.document_only) items.push_back(field_json(row));
    }
    return list_answer(std::move(items), nullptr);
}

}  // namespace handlers
}  // namespace qy::presentation
