#pragma once
// What a trace query reads: lots with their product and brand, the links of one level of the graph, events of many
// lots, and the ways in (lot number, product). One statement a question, however many lots it names.
// (clauses 6.3.1, 6.3.2) Errors: those of the port; corrupt `link.corrupt` {lot id} where links are read, corrupt
// `event.corrupt` where events are.
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/lot.h"
#include "model/product.h"
#include "model/trace_event.h"
#include "storage/store.h"

namespace qy::storage::trace {

using LotNumbers = std::span<const std::int64_t>;  ///< ids of lots; without repeats

/// A lot with what every decision about it needs. `brand_manager` is none when the product has no brand.
struct TracedLot {
    model::Lot lot;
    std::string product_name;
    std::string product_name_en;
    std::vector<model::Field> opened;  ///< by the product's owner
    model::BrandId brand;
    model::PartyId brand_manager;
    std::vector<model::Field> closed = {};     ///< by the product's owner, without what the brand must show
    std::vector<model::Field> must_show = {};  ///< by the wish of the brand
};

/// Ordered by id; ids without a lot are left out.
Result<std::vector<TracedLot>> lots(Reader& reader, LotNumbers ids);

/// Which lots have this number: produced lots first, then consignments, then logistic units, each newest first.
/// `product` and `party` narrow by id (digits) or exact name; empty: any.
struct LotQuestion {
    std::string_view lot_number;
    std::string_view product;
    std::string_view party;
    std::string_view gtin;  ///< 14 digits or empty: of the lot's product
};
/// REQUIRES: limit ≥ 1.
Result<std::vector<TracedLot>> lots_by_number(Reader& reader, const LotQuestion& question, std::int64_t limit);
/// Produced lots of a product (not its consignments), newest first; at most `limit`.
Result<std::vector<TracedLot>> latest_lots(Reader& reader, model::ProductId product, std::int64_t limit);

/// Links that end at these lots (what they were made of), by lot and time; at most `limit`.
Result<std::vector<model::LotLink>> links_into(Reader& reader, LotNumbers ids, std::int64_t limit);
/// Links that begin at these lots (what became of them), by lot and time; at most `limit`.
Result<std::vector<model::LotLink>> links_out_of(Reader& reader, LotNumbers ids, std::int64_t limit);
/// The same, only packings: the logistic units that held these lots.
Result<std::vector<model::LotLink>> containers_of(Reader& reader, LotNumbers ids, std::int64_t limit);

/// A stored event of a lot. `record` is empty in a pointer, whose record stands under `pointer`.
struct StoredEvent {
    model::LotId subject;
    Time at;
    model::EventId id;
    std::string_view record;  ///< valid until the callback returns; events::read_record gives the event
    model::LotId pointer;
};
/// Events of these lots from `from` to `to` (both inclusive), by lot and time, until `use` returns false. Inspections
/// are told whatever their time: results may come late; so are events that correct others.
Result<void> events(Reader& reader, LotNumbers ids, Time from, Time to,
                    const std::function<Result<bool>(const StoredEvent&)>& use);
/// The full records behind pointers, in any order.
Result<void> event_copies(Reader& reader, std::span<const StoredEvent> pointers,
                          const std::function<Result<bool>(const StoredEvent&)>& use);

/// Labels of a whole dictionary, by code.
struct Label {
    std::string code;
    std::string zh;
    std::string en;
};
Result<std::vector<Label>> dictionary(Reader& reader, std::string_view dictionary);

}  // namespace qy::storage::trace
