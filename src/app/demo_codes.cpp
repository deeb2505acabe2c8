#include "demo_codes.h"

#include "base/embedded.h"
#include "business/codes.h"
#include "storage/catalogue_store.h"
#include "storage/code_store.h"
#include "storage/lot_store.h"
#include "storage/party_store.h"
#include "storage/store.h"

namespace qy::app {
namespace {

std::string text_at(const JsonObject& object, std::string_view name) {
    const auto* const value = object.if_contains(name);
    return value == nullptr ? std::string() : std::string(value->as_string());
}

/// One listed lot with what is needed to issue for it.
struct DemoLot {
    model::Product product;
    model::Lot lot;
};

Result<DemoLot> find_lot(Platform& platform, const JsonObject& row) {
    return platform.use().services.store.read([&](storage::Reader& reader) -> Result<DemoLot> {
        QY_TRY(owners, storage::parties::by_name(reader, text_at(row, "owner")));
        if (owners.empty()) return not_found("party.not_found", {text_at(row, "owner")});
        QY_TRY(products, storage::catalogue::products_by_name(reader, owners.front().id, text_at(row, "product")));
        for (const auto& product : products) {
            QY_TRY(lot, storage::lots::find_natural(reader, owners.front().id, product.id, text_at(row, "lot_number")));
            if (lot) return DemoLot{product, *lot};
        }
        return not_found("demo.lot", {text_at(row, "lot_number")});
    });
}

Result<std::vector<storage::codes::BoundRange>> ranges_of(Platform& platform, model::LotId lot) {
    const std::int64_t lots[] = {lot.number()};
    return platform.use().services.store.read(
        [&](storage::Reader& reader) { return storage::codes::bound_to(reader, lots, 1); });
}

/// The range of a lot: the one it has, or a new one.
Result<business::LabelledRange> range_for(Platform& platform, const model::Actor& actor, const DemoLot& listed,
                                          const JsonObject& row) {
    auto& desk = platform.use().codes;
    QY_TRY(present, ranges_of(platform, listed.lot.id));
    if (!present.empty()) return desk.find(actor, present.front().range.id);
    business::IssueOrder order;
    order.lot = listed.lot.id;
    order.count = row.at("count").as_int64();
    order.pin = row.contains("pin") && row.at("pin").as_bool();
    return desk.issue(actor, order);
}

/// Binds the next labels of the range to each listed consignment.
Result<void> bind_consignments(Platform& platform, const model::Actor& actor, const DemoLot& listed,
                               const business::LabelledRange& whole, const JsonObject& row, DemoCodes& found) {
    const auto* const list = row.if_contains("consignments");
    if (list == nullptr) return {};
    std::int64_t next = whole.range.first;
    for (const auto& item : list->as_array()) {
        const auto& consignment = item.as_object();
        QY_TRY(lot, platform.use().services.store.read([&](storage::Reader& reader) {
            return storage::lots::find_natural(reader, listed.lot.owner, listed.product.id,
                                               text_at(consignment, "lot_number"));
        }));
        if (!lot) return not_found("demo.lot", {text_at(consignment, "lot_number")});
        const std::int64_t last = next + consignment.at("count").as_int64() - 1;
        QY_TRY(first_code, business::code_of_serial(platform.use().services, whole.range.epoch, next));
        QY_TRY(last_code, business::code_of_serial(platform.use().services, whole.range.epoch, last));
        QY_TRY(bound, platform.use().codes.bind(actor, {first_code, last_code, lot->id}));
        if (found.codes.size() < 40) {
            found.codes.push_back({std::string(bound.first_code.text()), listed.product.name + " " + lot->lot_number});
        }
        next = last + 1;
    }
    return {};
}

Result<void> freeze_if_listed(Platform& platform, const model::Actor& actor, const business::LabelledRange& range,
                              const JsonObject& row) {
    const auto reason = text_at(row, "frozen");
    if (reason.empty() || range.range.frozen) return {};
    business::FreezeOrder order;
    order.range = range.range.id;
    order.reason = reason;
    return platform.use().codes.freeze(actor, order);
}

/// Labels issued ahead of harvest: party and brand, no lot yet.
Result<void> issue_ahead(Platform& platform, const model::Actor& actor, const JsonObject& row, DemoCodes& found) {
    auto& services = platform.use().services;
    business::IssueOrder order;
    order.count = row.at("count").as_int64();
    QY_TRY(present,
           services.store.read([&](storage::Reader& reader) -> Result<std::optional<storage::codes::StoredRange>> {
               QY_TRY(owners, storage::parties::by_name(reader, text_at(row, "owner")));
               QY_TRY(brand, storage::catalogue::brand_by_name(reader, text_at(row, "brand")));
               if (owners.empty() || !brand) return not_found("party.not_found", {text_at(row, "owner")});
               order.party = owners.front().id;
               order.brand = brand->id;
               return storage::codes::unbound_of(reader, order.party, order.brand);
           }));
    QY_TRY(range,
           present ? platform.use().codes.find(actor, present->range.id) : platform.use().codes.issue(actor, order));
    found.codes.push_back({std::string(range.first_code.text()), text_at(row, "brand")});
    return {};
}

Result<void> add_listed(Platform& platform, const model::Actor& actor, const JsonObject& row, DemoCodes& found) {
    if (row.contains("brand")) return issue_ahead(platform, actor, row, found);
    QY_TRY(listed, find_lot(platform, row));
    QY_TRY(whole, range_for(platform, actor, listed, row));
    if (found.example_lot.empty()) {
        found.example_lot = listed.lot.lot_number;
        found.example_product = listed.product.name;
    }
    QY_CHECK(bind_consignments(platform, actor, listed, whole, row, found));
    QY_CHECK(freeze_if_listed(platform, actor, whole, row));
    found.codes.push_back({std::string(whole.last_code.text()), listed.product.name});
    return {};
}

}  // namespace

Result<DemoCodes> demo_codes(Platform& platform, const model::Actor& actor) {
    DemoCodes found;
    const auto files = embedded::demo();
    QY_ASSERT(files.size() == 1);
    QY_TRY(list, parse_json(files.front().content));
    for (const auto& row : list.as_array()) {
        QY_CHECK(add_listed(platform, actor, row.as_object(), found));
    }
    return found;
}

}  // namespace qy::app
