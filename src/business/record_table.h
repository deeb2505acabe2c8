#pragma once
// The tables of records: which columns each kind has, and what of an event stands in them.
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

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

/// How a cell is written where the format knows kinds of cells.
enum class CellKind : std::uint8_t { text, number, day };
struct RecordColumn {
    std::string_view name;  ///< snake_case
    std::string_view zh;
    std::string_view en;
    CellKind kind = CellKind::text;
};
using RecordRow = std::vector<std::string>;  ///< as many as columns

/// What the events of one page name, read at once.
class EventNames {
 public:
    /// Errors: those of storage.
    static Result<EventNames> read(storage::Reader& reader, const std::vector<model::TraceEvent>& events);
    /// Null: not there.
    [[nodiscard]] const model::Lot* lot(model::LotId id) const;
    [[nodiscard]] const model::Product* product(model::ProductId id) const;
    [[nodiscard]] const model::Party* party(model::PartyId id) const;

 private:
    std::unordered_map<std::int64_t, model::Lot> lots_;
    std::unordered_map<std::int64_t, model::Product> products_;
    std::unordered_map<std::int64_t, model::Party> parties_;
};

struct RecordTable {
    RecordKind kind;
    std::string_view zh;  ///< title
    std::string_view en;
    std::string_view basis_zh;  ///< what asks for it; empty: nothing
    std::string_view basis_en;
    std::vector<RecordColumn> columns;
    /// Appends what the event comes to: none, one or more rows. `own`: the party whose records these are.
    void (*rows)(const model::TraceEvent& event, const EventNames& names, model::PartyId own, Language language,
                 std::vector<RecordRow>& out) = nullptr;
};
[[nodiscard]] const RecordTable& record_table(RecordKind kind);

}  // namespace qy::business
