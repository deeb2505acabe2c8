#include "code_pieces.h"

#include <algorithm>
#include <map>

#include "base/id.h"
#include "base/limits.h"
#include "code_access.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::RangeState;
using storage::codes::StoredRange;

/// By their first serial.
using PieceMap = std::map<std::int64_t, CodePiece>;

bool is_goods(const StoredRange& stored) {
    return !stored.range.lot.is_none() && stored.lot_kind != model::LotKind::logistic_unit;
}

CodePiece piece_of(const StoredRange& stored, const CodePiece* around) {
    CodePiece piece{stored.range.first, stored.range.last, stored, stored.range.state == RangeState::voided,
                    is_goods(stored)};
    if (around != nullptr) {
        piece.is_void = piece.is_void || around->is_void;
        piece.is_bound = piece.is_bound || around->is_bound;
    }
    return piece;
}

/// Cuts the range out of the piece that it lies in.
void cut(PieceMap& pieces, const StoredRange& stored) {
    const auto around = std::prev(pieces.upper_bound(stored.range.first));
    const CodePiece whole = around->second;
    pieces.erase(around);
    const auto add = [&](std::int64_t first, std::int64_t last) {
        if (first > last) return;
        auto rest = whole;
        rest.first = first;
        rest.last = last;
        pieces.emplace(first, std::move(rest));
    };
    add(whole.first, stored.range.first - 1);
    add(stored.range.last + 1, whole.last);
    pieces.emplace(stored.range.first, piece_of(stored, &whole));
}

/// Serials of the piece inside the span; nothing when they do not meet.
std::optional<SerialSpan> common(const CodePiece& piece, const SerialSpan& span) {
    const SerialSpan part{std::max(piece.first, span.first), std::min(piece.last, span.last)};
    return part.first <= part.last ? std::optional(part) : std::nullopt;
}

Result<void> tell_void(storage::Writer& writer, const Services& services, const model::CodeRange& range, Time now) {
    auto members = block_members(range);
    members["state"] = model::to_string(RangeState::voided);
    members["at"] = now.microseconds;
    return tell_ledger(writer, services, "code_state", range, std::move(members), now);
}

/// A range of its own around the serials, inside the narrowest one that holds them.
Result<void> void_part(storage::Writer& writer, const Services& services, const StoredRange& around,
                       const SerialSpan& part, Time now) {
    if (around.depth + 1 >= limits::code_range_depth_max) {
        return conflict("code_bind.too_deep", {std::to_string(limits::code_range_depth_max)});
    }
    StoredRange stored;
    stored.depth = around.depth + 1;
    stored.pin_epoch = around.pin_epoch;
    stored.range = around.range;
    stored.range.id = services.ids.next<model::CodeRangeId>();
    stored.range.parent = around.range.id;
    stored.range.first = part.first;
    stored.range.last = part.last;
    stored.range.lot = {};
    stored.range.state = RangeState::voided;
    stored.range.frozen = false;
    stored.range.freeze_reason = "";
    stored.range.issued_at = now;
    QY_CHECK(storage::codes::insert(writer, stored));
    return tell_void(writer, services, stored.range, now);
}

Result<void> void_piece(storage::Writer& writer, const Services& services, const CodePiece& piece,
                        const SerialSpan& part, Time now) {
    if (piece.is_void) {
        QY_TRY(cipher, cipher_of(services, piece.narrowest.range.epoch));
        return conflict("code_span.void_already", {std::string(code_of(cipher, part.first).text())});
    }
    auto range = piece.narrowest.range;
    if (part.first != range.first || part.last != range.last) {
        return void_part(writer, services, piece.narrowest, part, now);
    }
    range.state = RangeState::voided;
    QY_CHECK(storage::codes::set_state(writer, range.id, range.state));
    return tell_void(writer, services, range, now);
}

}  // namespace

std::vector<CodePiece> pieces_among(std::span<const StoredRange> ranges) {
    PieceMap pieces;
    for (const auto& stored : ranges) {
        if (pieces.empty()) {
            pieces.emplace(stored.range.first, piece_of(stored, nullptr));
        } else {
            cut(pieces, stored);
        }
    }
    std::vector<CodePiece> list;
    for (auto& [first, piece] : pieces) list.push_back(std::move(piece));
    return list;
}

Result<std::vector<CodePiece>> pieces_of(storage::Reader& reader, const model::CodeRange& block) {
    std::vector<StoredRange> ranges;
    for (int depth = 0; depth < limits::code_range_depth_max; ++depth) {
        QY_TRY(level, storage::codes::touching(reader, block.epoch, depth, block.first, block.last));
        ranges.insert(ranges.end(), level.begin(), level.end());
    }
    return pieces_among(ranges);
}

Result<std::vector<SerialSpan>> serials_in(const Services& services, const model::CodeRange& block,
                                           std::span<const CodeSpan> spans) {
    QY_TRY(cipher, cipher_of(services, block.epoch));
    std::vector<SerialSpan> serials;
    for (const auto& span : spans) {
        const auto first = cipher.decode(span.first.text());
        const auto last = cipher.decode(span.last.text());
        const SerialSpan one{static_cast<std::int64_t>(first.value_or(0)), static_cast<std::int64_t>(last.value_or(0))};
        const bool inside =
            first && last && block.first <= one.first && one.first <= one.last && one.last <= block.last;
        if (!inside) return invalid("code_span.not_of_block");
        serials.push_back(one);
    }
    return serials;
}

Result<std::int64_t> void_codes(storage::Writer& writer, const Services& services, const model::CodeRange& block,
                                std::span<const SerialSpan> spans, Time now) {
    std::int64_t count = 0;
    for (const auto& span : spans) {
        QY_TRY(pieces, pieces_of(writer, block));
        for (const auto& piece : pieces) {
            const auto part = common(piece, span);
            if (!part) continue;
            QY_CHECK(void_piece(writer, services, piece, *part, now));
            count += part->last - part->first + 1;
        }
    }
    return count;
}

}  // namespace qy::business
