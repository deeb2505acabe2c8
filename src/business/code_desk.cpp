// Finding ranges and lots, and aliases of foreign codes.
#include <algorithm>

#include "base/clock.h"
#include "base/limits.h"
#include "base/text.h"
#include "business/audit.h"
#include "business/codes.h"
#include "code_access.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::Permission;

Result<model::CodeRange> own_range_of(storage::Reader& reader, const Services& services, const model::Actor& actor,
                                      const model::TraceCode& code) {
    QY_TRY(resolved, resolve_code(reader, services, code));
    if (resolved.chain.empty()) return not_found("code_range.not_found");
    const auto& range = resolved.chain.front();
    QY_TRY(reached, reaches(reader, actor, Permission::issue_codes, range.party, range.brand));
    if (!reached) return not_found("code_range.not_found");
    return range;
}

Result<std::vector<model::LotId>> reached_numbered(storage::Reader& reader, const model::Actor& actor,
                                                   std::string_view number) {
    QY_TRY(lots, storage::labels::numbered(reader, actor.reach(Permission::issue_codes), number,
                                           static_cast<std::int64_t>(limits::trace_candidates_max)));
    std::vector<model::LotId> ids;
    for (const auto& lot : lots) ids.push_back(lot.lot);
    return ids;
}

Result<std::string> checked_alias(std::string_view alias) {
    const auto text = trim(alias);
    const bool fits = !text.empty() && is_utf8(text) && length_of(text) <= limits::code_alias_code_points_max;
    if (!fits) return invalid("code_alias.malformed", {std::to_string(limits::code_alias_code_points_max)});
    return std::string(text);
}

}  // namespace

Result<LabelledRange> CodeDesk::find(const model::Actor& actor, model::CodeRangeId id) {
    const Permission any_of[] = {Permission::issue_codes, Permission::export_codes, Permission::freeze_codes};
    const auto may = [&](Permission permission) { return actor.may(permission); };
    if (std::ranges::none_of(any_of, may)) QY_CHECK(need(actor, Permission::issue_codes));
    return services_.store.read([&](storage::Reader& reader) -> Result<LabelledRange> {
        for (const auto permission : any_of) {
            auto stored = reached_range(reader, actor, permission, id);
            if (stored.ok()) return labelled(services_, stored->range);
            if (stored.error().kind != ErrorKind::not_found) return std::move(stored).error();
        }
        return not_found("code_range.not_found");
    });
}

Result<model::LotId> CodeDesk::find_lot(const model::Actor& actor, std::string_view text) {
    QY_CHECK(need(actor, Permission::issue_codes));
    return services_.store.read([&](storage::Reader& reader) -> Result<model::LotId> {
        if (const auto id = model::LotId::parse(text); id.ok()) {
            auto lot = reached_lot(reader, actor, Permission::issue_codes, *id);
            if (lot.ok()) return lot->lot;
            if (lot.error().kind != ErrorKind::not_found) return std::move(lot).error();
        }
        QY_TRY(ids, reached_numbered(reader, actor, trim(text)));
        if (ids.empty()) return not_found("lot.not_found");
        if (ids.size() == 1) return ids.front();
        std::vector<std::string> names;
        for (const auto id : ids) names.push_back(id.to_string());
        return conflict("lot_number.candidates", {join(names, ", ")});
    });
}

Result<bool> CodeDesk::add_alias(const model::Actor& actor, std::string_view alias, const model::TraceCode& code) {
    QY_CHECK(need(actor, Permission::issue_codes));
    QY_TRY(text, checked_alias(alias));
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<bool> {
        QY_TRY(range, own_range_of(writer, services_, actor, code));
        QY_TRY(standing, storage::codes::find_alias(writer, text));
        if (standing && standing->code != code.text()) return conflict("code_alias.taken");
        if (standing) return false;
        QY_CHECK(storage::codes::insert_alias(writer, text, {std::string(code.text()), range.party}));
        const JsonObject detail{{"code", code.text()}};
        QY_CHECK(write_audit(writer, actor, {"code.alias", object_name(range), "ok", detail}, now));
        return true;
    });
}

}  // namespace qy::business
