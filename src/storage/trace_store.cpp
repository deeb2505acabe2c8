#include "storage/trace_store.h"

#include <algorithm>

#include "base/sort_unique.h"
#include "lot_row.h"
#include "storage/persons.h"
#include "stored.h"
#include "trace_statements.h"

namespace qy::storage::trace {
namespace {

/// A field that this program does not know cannot be shown by it, so it opens nothing.
std::vector<model::Field> fields_from(std::string_view text) {
    std::vector<model::Field> fields;
    for (const auto& piece : pieces_of(text)) {
        if (const auto field = model::field_of_name(piece)) fields.push_back(*field);
    }
    return fields;
}

TracedLot traced_from(const Row& row) {
    TracedLot traced;
    traced.lot = lot_from(row);
    traced.product_name = row.text(11);
    traced.product_name_en = row.text(12);
    traced.opened = fields_from(row.text(13));
    traced.brand = row.id<model::BrandId>(14);
    traced.brand_manager = row.id<model::PartyId>(15);
    traced.closed = fields_from(row.text(16));
    traced.must_show = fields_from(row.text(17));
    const auto& must_show = traced.must_show;
    std::erase_if(traced.closed, [&](auto field) { return std::ranges::find(must_show, field) != must_show.end(); });
    return traced;
}

/// `into`: the row's lot is where the link ends.
Result<model::LotLink> link_from(const Row& row, bool into) {
    const auto lot = row.id<model::LotId>(0);
    const auto other = row.id<model::LotId>(1);
    model::LotLink link;
    link.from = into ? other : lot;
    link.to = into ? lot : other;
    link.event = row.id<model::EventId>(2);
    const auto kind = model::parse_link_kind(row.text(3));
    auto time = model::EventTime::parse(row.text(4));
    if (!kind || !time.ok()) return corrupt("link.corrupt", {lot.to_string()});
    link.kind = *kind;
    link.time = *time;
    if (!row.text(5).empty()) {
        auto until = model::EventTime::parse(row.text(5));
        if (!until.ok()) return corrupt("link.corrupt", {lot.to_string()});
        link.until = *until;
    }
    link.quantity = quantity_from(row.text(6));
    return link;
}

Result<std::vector<model::LotLink>> links(Reader& reader, const Statement& statement, LotNumbers ids,
                                          std::int64_t limit, bool into) {
    std::vector<model::LotLink> found;
    QY_CHECK(reader.each(statement, {{"lots", ids}, {"limit", limit}}, [&](const Row& row) -> Result<void> {
        QY_TRY(link, link_from(row, into));
        found.push_back(std::move(link));
        return {};
    }));
    return found;
}

StoredEvent event_from(const Row& row) {
    return {row.id<model::LotId>(0), row.time(1), row.id<model::EventId>(2), row.text(3), row.id<model::LotId>(4)};
}

/// Digits as an id, else an id that nothing has.
std::int64_t id_number_or_none(std::string_view text) {
    auto number = parse_id_number(text);
    return number.ok() ? *number : 0;
}

}  // namespace

Result<std::vector<TracedLot>> lots(Reader& reader, LotNumbers ids) {
    return reader.all(kLots, {{"lots", ids}}, traced_from);
}

Result<std::vector<TracedLot>> lots_by_number(Reader& reader, const LotQuestion& question, std::int64_t limit) {
    // A farmer's name is sealed: it is found by its keyed hash.
    QY_TRY(farmers, persons::parties_named(reader, question.party));
    const std::span<const std::int64_t> owners(farmers);
    return reader.all(kLotsByNumber,
                      {{"number", question.lot_number},
                       {"product", question.product},
                       {"product_id", id_number_or_none(question.product)},
                       {"party", question.party},
                       {"party_id", id_number_or_none(question.party)},
                       {"farmers", owners},
                       {"gtin", question.gtin},
                       {"limit", limit}},
                      traced_from);
}

Result<std::vector<TracedLot>> latest_lots(Reader& reader, model::ProductId product, std::int64_t limit) {
    return reader.all(kLatestLots, {{"product", product}, {"limit", limit}}, traced_from);
}

Result<std::vector<model::LotLink>> links_into(Reader& reader, LotNumbers ids, std::int64_t limit) {
    return links(reader, kLinksInto, ids, limit, true);
}

Result<std::vector<model::LotLink>> links_out_of(Reader& reader, LotNumbers ids, std::int64_t limit) {
    return links(reader, kLinksOutOf, ids, limit, false);
}

Result<std::vector<model::LotLink>> containers_of(Reader& reader, LotNumbers ids, std::int64_t limit) {
    return links(reader, kContainersOf, ids, limit, false);
}

Result<void> events(Reader& reader, LotNumbers ids, Time from, Time to,
                    const std::function<Result<bool>(const StoredEvent&)>& use) {
    return reader.each_until(kEvents, {{"lots", ids}, {"from", from}, {"to", to}},
                             [&use](const Row& row) { return use(event_from(row)); });
}

Result<void> event_copies(Reader& reader, std::span<const StoredEvent> pointers,
                          const std::function<Result<bool>(const StoredEvent&)>& use) {
    std::vector<std::int64_t> lots;
    std::vector<std::int64_t> times;
    std::vector<std::int64_t> ids;
    for (const auto& pointer : pointers) {
        lots.push_back(pointer.pointer.number());
        times.push_back(pointer.at.microseconds);
        ids.push_back(pointer.id.number());
    }
    // Equal values would give the same row more than once on some databases.
    for (auto* list : {&lots, &times, &ids}) {
        sort_unique(*list);
    }
    return reader.each_until(kEventCopies,
                             {{"lots", std::span<const std::int64_t>(lots)},
                              {"times", std::span<const std::int64_t>(times)},
                              {"events", std::span<const std::int64_t>(ids)}},
                             [&use](const Row& row) { return use(event_from(row)); });
}

Result<std::vector<Label>> dictionary(Reader& reader, std::string_view dictionary) {
    return reader.all(kDictionary, {{"dictionary", dictionary}}, [](const Row& row) {
        return Label{std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2))};
    });
}

}  // namespace qy::storage::trace
