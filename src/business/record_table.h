#pragma once
// The tables of records: which columns each kind has, and what of an event stands in them.
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "business/record_export.h"
#include "model/lot.h"
#include "model/party.h"
#include "model/product.h"
#include "model/trace_event.h"

namespace qy::storage {
class Reader;
}

namespace qy::business {

/// What the events of one page name, read at once.
class EventNames {
 public:
    /// Errors: those of storage.
    static Result<EventNames> read(storage::Reader& reader, const std::vector<model::TraceEvent>& events);
    /// Null: not there.
    [[nodiscard]] const model::Lot* lot(model::LotId id) const;
    [[nodiscard]] const model::Product* product(model::ProductId id) const;
    [[nodiscard]] const model::Party* party(model::PartyId id) const;
    /// The box or pallet that it happened to; null when it happened to a lot.
    [[nodiscard]] const model::Lot* unit_of(const model::TraceEvent& event) const;
    /// The lot that it happened to; of a unit, what was put into it or taken out.
    [[nodiscard]] const model::Lot* goods_of(const model::TraceEvent& event) const;
    /// Who a farmer is leaves with a second person's word only: else names of farmers are masked.
    void tell_persons() { tells_persons_ = true; }
    [[nodiscard]] bool tells_persons() const { return tells_persons_; }

 private:
    bool tells_persons_ = false;
    std::unordered_map<std::int64_t, model::Lot> lots_;
    std::unordered_map<std::int64_t, model::Product> products_;
    std::unordered_map<std::int64_t, model::Party> parties_;
};

struct RecordTable {
    RecordKind kind;
    TableShape shape;
    /// Appends what the event comes to: none, one or more rows. `own`: the party whose records these are.
    void (*rows)(const model::TraceEvent& event, const EventNames& names, model::PartyId own, Language language,
                 std::vector<TableRow>& out) = nullptr;
};
[[nodiscard]] const RecordTable& record_table(RecordKind kind);

/// An event as a row of an import: filled columns by their names.
[[nodiscard]] JsonObject import_row(const model::TraceEvent& event, const EventNames& names);

}  // namespace qy::business
