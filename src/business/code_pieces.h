#pragma once
// What became of the codes of a block, by the ranges that lie in it; and codes that are void since their labels were
// spoiled, lost or left over.
#include <cstdint>
#include <span>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "business/codes.h"
#include "storage/code_store.h"

namespace qy::business {

/// Consecutive serials with the same ranges around them.
struct CodePiece {
    std::int64_t first = 0;
    std::int64_t last = 0;
    storage::codes::StoredRange narrowest;
    bool is_void = false;
    bool is_bound = false;  ///< goods are told by it; a carton around it alone is none
    [[nodiscard]] std::int64_t count() const { return last - first + 1; }
};

/// The serials of `block` in pieces, in order. `ranges`: the block and every range inside it, each before those that
/// lie in it.
[[nodiscard]] std::vector<CodePiece> pieces_among(std::span<const storage::codes::StoredRange> ranges);
/// The same as the database has it. REQUIRES: an issued block.
Result<std::vector<CodePiece>> pieces_of(storage::Reader& reader, const model::CodeRange& block);

/// Serials first…last, inclusive.
struct SerialSpan {
    std::int64_t first = 0;
    std::int64_t last = 0;
};
/// Errors: invalid `code_span.not_of_block` (of another block, or in the wrong order).
Result<std::vector<SerialSpan>> serials_in(const Services& services, const model::CodeRange& block,
                                           std::span<const CodeSpan> spans);

/// Makes codes of the block void: whoever scans them learns that they are not in use. Enters the ledger. Returns how
/// many. Errors: conflict `code_span.void_already` {code} (also when two spans overlap), `code_bind.too_deep` {max}.
Result<std::int64_t> void_codes(storage::Writer& writer, const Services& services, const model::CodeRange& block,
                                std::span<const SerialSpan> spans, Time now);

}  // namespace qy::business
