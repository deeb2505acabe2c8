#include "business/audiences.h"

#include <algorithm>

#include "base/clock.h"
#include "business/audit.h"
#include "storage/catalogue_store.h"
#include "storage/party_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::Audience;
using model::Field;
using model::FieldRow;
using model::Narrowed;

constexpr auto kPermission = model::Permission::narrow_audience;
constexpr Audience kNarrower[] = {Audience::chain, Audience::recorder};

/// A party with what its brands want to be known.
struct Owner {
    model::Party party;
    std::vector<model::Brand> brands;

    [[nodiscard]] const model::Brand* wanting(Field field) const {
        const auto found = std::ranges::find_if(brands, [field](const model::Brand& brand) {
            return std::ranges::find(brand.must_show, field) != brand.must_show.end();
        });
        return found == brands.end() ? nullptr : &*found;
    }
};

Result<Owner> owner_of(storage::Reader& reader, const model::Actor& actor, model::PartyId named) {
    if (!actor.may(kPermission)) return denied("permission.denied", {std::string(model::to_string(kPermission))});
    const auto id = named.is_none() ? actor.party : named;
    // Its owner alone narrows a party's fields, whomever a brand or a region reaches.
    const auto reach = actor.reach(kPermission);
    QY_TRY(party, storage::parties::find(reader, {.all = reach.all, .party = reach.party}, id));
    if (!party) return not_found("party.not_found", {id.to_string()}).at("party");
    QY_TRY(brands, storage::catalogue::brands_used_by(reader, id));
    return Owner{*std::move(party), std::move(brands)};
}

FieldAudience told(const FieldRow& row, const Owner& owner) {
    FieldAudience one{row.field, row.audience, {}, {}};
    if (const auto* const brand = owner.wanting(row.field)) {
        one.wanted_by = brand->name;
        return one;
    }
    for (const auto audience : kNarrower) {
        if (model::is_narrowable(row, audience)) one.possible.push_back(audience);
    }
    const auto set = std::ranges::find(owner.party.narrowed, row.field, &Narrowed::field);
    if (set != owner.party.narrowed.end()) one.present = std::max(one.present, set->audience);
    return one;
}

std::vector<FieldAudience> told_all(const Owner& owner) {
    std::vector<FieldAudience> all;
    for (const auto& row : model::fields()) {
        if (!row.identity) all.push_back(told(row, owner));
    }
    return all;
}

/// Checks one field of a wish and does it.
Result<void> set(Owner& owner, const FieldRow& row, Audience audience) {
    const std::string name(row.name);
    if (audience < row.audience) return invalid("audience.wider", {name, std::string(to_string(row.audience))});
    if (audience != row.audience && !model::is_narrowable(row, audience)) {
        return invalid("audience.not_narrowable", {name, std::string(to_string(audience))});
    }
    if (const auto* const brand = owner.wanting(row.field); brand != nullptr && audience != row.audience) {
        return conflict("audience.brand_shows", {name, brand->name});
    }
    auto& narrowed = owner.party.narrowed;
    std::erase_if(narrowed, [&](const Narrowed& one) { return one.field == row.field; });
    if (audience != row.audience) narrowed.push_back({row.field, audience});
    return {};
}

Result<void> fulfil(Owner& owner, const AudienceWish& wish) {
    if (wish.field) return set(owner, model::row_of(*wish.field), wish.audience);
    for (const auto& row : model::fields()) {
        if (row.kind != wish.kind || row.identity) continue;
        (void)set(owner, row, std::max(wish.audience, row.audience));  // what may not be narrowed stays as it is
    }
    return {};
}

Json fingerprint_content(const std::vector<Narrowed>& narrowed) {
    JsonObject content;
    for (const auto& one : narrowed) content[model::row_of(one.field).name] = to_string(one.audience);
    return content;
}

Result<void> tell(storage::Writer& writer, const Services& services, const model::Actor& actor, const Owner& owner,
                  const std::vector<Narrowed>& before, Time now) {
    const auto content = fingerprint_content(owner.party.narrowed);
    AuditNote note{"party.narrow_audience", "party:" + owner.party.id.to_string(), "ok", {}};
    note.detail = {{"before", fingerprint_content(before)}, {"after", content}};
    note.before_hash = audit_fingerprint(services.keys, fingerprint_content(before));
    note.after_hash = audit_fingerprint(services.keys, content);
    return write_audit(writer, actor, note, now);
}

}  // namespace

Result<std::vector<FieldAudience>> list_audiences(const Services& services, const model::Actor& actor,
                                                  model::PartyId party) {
    return services.store.read([&](storage::Reader& reader) -> Result<std::vector<FieldAudience>> {
        QY_TRY(owner, owner_of(reader, actor, party));
        return told_all(owner);
    });
}

Result<std::vector<FieldAudience>> narrow_audiences(const Services& services, const model::Actor& actor,
                                                    model::PartyId party, const std::vector<AudienceWish>& wishes) {
    const Time now = services.clock.now();
    return services.store.write([&](storage::Writer& writer) -> Result<std::vector<FieldAudience>> {
        QY_TRY(owner, owner_of(writer, actor, party));
        const auto before = owner.party.narrowed;
        for (std::size_t i = 0; i < wishes.size(); ++i) {
            auto done = fulfil(owner, wishes[i]);
            if (!done.ok()) return std::move(done).error().at("fields[" + std::to_string(i) + "]");
        }
        std::ranges::sort(owner.party.narrowed, {}, &Narrowed::field);
        QY_CHECK(storage::parties::set_narrowed(writer, owner.party.id, owner.party.narrowed));
        QY_CHECK(tell(writer, services, actor, owner, before, now));
        return told_all(owner);
    });
}

}  // namespace qy::business
