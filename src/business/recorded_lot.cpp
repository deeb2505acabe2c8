#include "recorded_lot.h"

#include <cstdint>
#include <vector>

#include "base/limits.h"
#include "storage/event_store.h"
#include "storage/lot_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

constexpr std::int64_t kEventsPerPage = 200;

/// Whether any event of the lot is reached.
Result<bool> is_reached(storage::Reader& reader, const model::Reach& reach, model::LotId lot) {
    storage::events::EventAt after{Time{INT64_MIN}, {}};
    for (bool more = !reach.all; more;) {
        QY_TRY(page, storage::events::of_lot_after(reader, lot, after, kEventsPerPage));
        std::vector<std::int64_t> ids;
        for (const auto& event : page) ids.push_back(event.event.number());
        QY_TRY(found, storage::events::find_all(reader, reach, ids));
        if (!found.empty()) return true;
        more = static_cast<std::int64_t>(page.size()) == kEventsPerPage;
        if (more) after = page.back();
    }
    return reach.all;
}

}  // namespace

Result<model::LotId> recorded_lot(storage::Reader& reader, const model::Reach& reach, const std::string& text) {
    std::vector<model::LotId> lots;
    if (const auto id = model::LotId::parse(text); id.ok()) {
        QY_TRY(found, storage::lots::find(reader, model::Reach::everything(), *id));
        if (found) lots.push_back(found->id);
    }
    if (lots.empty()) {
        QY_TRY(numbered, storage::lots::with_number(reader, text, limits::trace_candidates_max));
        for (const auto& lot : numbered) lots.push_back(lot.id);
    }
    std::vector<model::LotId> reached;
    for (const auto lot : lots) {
        QY_TRY(is_there, is_reached(reader, reach, lot));
        if (is_there) reached.push_back(lot);
    }
    if (reached.empty()) return not_found("lot.not_found");
    if (reached.size() > 1) return conflict("lot_number.ambiguous", {text});
    return reached.front();
}

}  // namespace qy::business
