#include "view_filter.h"

#include <algorithm>

#include "model/checks.h"
#include "model/region.h"

namespace qy::business {
namespace {

using model::Field;

constexpr std::string_view kFinal = "final";
/// Fields that tell where the owner of a lot works, and where the one who did an event works.
constexpr Field kOwnersPlaces[] = {Field::production_address, Field::plot, Field::from_place};
constexpr Field kDoersPlaces[] = {Field::production_address, Field::plot, Field::service_place, Field::sale_place};

bool is_among(const std::vector<Field>& fields, Field field) {
    return std::ranges::find(fields, field) != fields.end();
}

bool is_region_only(const model::Party* party) {
    return party != nullptr && party->disclosure == model::Disclosure::region;
}

struct PartyWords {
    std::string_view zh;
    std::string_view en;
};
PartyWords words_of(model::PartyKind kind) {
    switch (kind) {
        case model::PartyKind::firm:
            return {"的一家授权企业", "a licensed firm"};
        case model::PartyKind::farmer:
            return {"的一位农户", "a farmer"};
        case model::PartyKind::unverified:
            break;
    }
    return {"的一家企业", "a firm"};
}

/// "海南澄迈的一家授权企业", "a licensed firm in Chengmai"; without a known region "海南…", "… in Hainan".
void describe(const model::Party& party, model::ShownParty& shown) {
    const auto words = words_of(party.kind);
    const auto* city = model::city_of(party.region);
    const bool in_hainan = party.region.empty() || party.region.starts_with("46");
    shown.name = in_hainan ? "海南" : "外地";
    if (city != nullptr) shown.name += city->short_zh;
    shown.name += words.zh;
    shown.name_en = words.en;
    shown.name_en += " ";
    shown.name_en += city != nullptr ? "in " + std::string(city->en) : in_hainan ? "in Hainan" : "outside Hainan";
}

/// Everything that would tell where a party is that shows only its region.
void hide_places(model::TraceEvent& event, const EventSetting& setting) {
    const bool owner_hides = is_region_only(setting.owner);
    const bool doer_hides = is_region_only(setting.party);
    const auto kind = model::kind_of(event.step);
    const bool at_owners = kind == model::InfoKind::production || kind == model::InfoKind::inspection;
    if (doer_hides || (owner_hides && at_owners)) event.place.clear();
    if (owner_hides) {
        if (event.place == event.contents.get(Field::from_place)) event.place.clear();
        for (const Field field : kOwnersPlaces) event.contents.set(field, "");
    }
    if (doer_hides) {
        for (const Field field : kDoersPlaces) event.contents.set(field, "");
    }
}

/// The place of an event repeats one of its fields: a closed or narrowed field is not told by it.
void hide_closed_place(model::TraceEvent& event, const std::vector<Field>& closed, const EventSetting& setting) {
    const auto hide = [&](Field field) {
        if (!event.place.empty() && event.contents.get(field) == event.place) event.place.clear();
    };
    if (!setting.standing.in_chain()) std::ranges::for_each(closed, hide);
    for (const auto& one : setting.narrowed) {
        if (!setting.standing.in(one.audience)) hide(one.field);
    }
}

/// A party that keeps its name is named by no other field of the event either.
void hide_names(model::TraceEvent& event, const EventSetting& setting) {
    const auto kind = model::kind_of(event.step);
    for (const auto* party : {setting.party, setting.owner}) {
        if (party == nullptr || !keeps_name(*party)) continue;
        if (party == setting.party && kind != model::InfoKind::common) {
            event.contents.set(model::party_field_of(kind), "");
        }
        const auto contents = event.contents;
        for (const auto& [field, value] : contents.items()) {
            if (model::row_of(field).type == model::FieldType::name && value == party->name) {
                event.contents.set(field, "");
            }
        }
    }
}

}  // namespace

bool Standing::in(model::Audience audience) const {
    switch (audience) {
        case model::Audience::everyone:
            return true;
        case model::Audience::chain:
            return in_chain();
        case model::Audience::recorder:
            return is_recorder();
        case model::Audience::platform:
        case model::Audience::own:
            return false;
    }
    return false;
}

Shown how_shown(const model::FieldRow& row, const Standing& standing, bool opened, bool closed) {
    const bool narrowed = closed && model::is_closable(row);
    if (standing.in(narrowed ? model::Audience::chain : row.audience)) return Shown::whole;
    if (row.openable && opened) return row.mask == model::Mask::hidden ? Shown::whole : Shown::masked;
    return row.public_masked ? Shown::masked : Shown::hidden;
}

Shown how_shown(const model::FieldRow& row, const Standing& standing, bool opened,
                std::optional<model::Audience> narrowed) {
    if (narrowed && model::is_narrowable(row, *narrowed) && !standing.in(*narrowed)) return Shown::hidden;
    return how_shown(row, standing, opened, false);
}

std::optional<model::Audience> audience_in(const Narrowing& narrowing, Field field) {
    std::optional<model::Audience> narrowest;
    for (const auto& one : narrowing) {
        if (one.field == field) narrowest = std::max(narrowest.value_or(one.audience), one.audience);
    }
    return narrowest;
}

Narrowing narrowed_by(const model::Party* recorder, const model::Party* owner, const std::vector<Field>& must_show) {
    Narrowing all;
    if (recorder != nullptr) all = recorder->narrowed;
    if (owner != nullptr && owner != recorder) {
        for (const auto& one : owner->narrowed) {
            all.push_back({one.field, std::min(one.audience, model::Audience::chain)});
        }
    }
    std::erase_if(all, [&](const model::Narrowed& one) { return is_among(must_show, one.field); });
    return all;
}

std::string masked(std::string_view value, model::Mask mask) {
    QY_ASSERT(mask != model::Mask::hidden);
    return mask == model::Mask::surname ? model::masked_name(value) : model::masked_phone(value);
}

model::Fields shown_contents(const model::Fields& contents, const Standing& standing, const std::vector<Field>& opened,
                             const std::vector<Field>& closed, const Narrowing& narrowed) {
    model::Fields out;
    for (const auto& [field, value] : contents.items()) {
        const auto& row = model::row_of(field);
        Shown how = how_shown(row, standing, is_among(opened, field), is_among(closed, field));
        if (const auto audience = audience_in(narrowed, field)) {
            how = std::max(how, how_shown(row, standing, is_among(opened, field), audience));
        }
        if (how == Shown::whole) out.set(field, value);
        if (how == Shown::masked) out.set(field, masked(value, row.mask));
    }
    return out;
}

bool keeps_name(const model::Party& party) {
    return party.kind == model::PartyKind::farmer || party.disclosure == model::Disclosure::region;
}

model::ShownParty shown_party(const model::Party& party, bool knows) {
    model::ShownParty shown{party.id, party.name, party.name_en, party.region, party.kind};
    if (knows || !keeps_name(party)) return shown;
    shown.id = {};
    if (party.disclosure == model::Disclosure::region) {
        describe(party, shown);
        const auto* city = model::city_of(party.region);
        shown.region = city != nullptr ? std::string(city->code) : std::string();
    } else {
        shown.name = model::masked_name(party.name);
        shown.name_en.clear();
    }
    return shown;
}

bool may_see(const model::TraceEvent& event, const Standing& standing) {
    if (standing.in_chain() || event.step != model::Step::inspecting) return true;
    const auto status = event.contents.get(Field::inspection_status);
    return status.empty() || status == kFinal;
}

Field quantity_field_of(model::Step step) {
    switch (model::kind_of(step)) {
        case model::InfoKind::logistics:
            return Field::shipped_quantity;
        case model::InfoKind::sales:
            return Field::sale_quantity;
        default:
            return Field::quantity;
    }
}

model::TraceEvent shown_event(model::TraceEvent event, const EventSetting& setting) {
    static const std::vector<Field> kNothing;
    const auto& opened = setting.opened != nullptr ? *setting.opened : kNothing;
    const auto shows = [&](Field field) {
        return how_shown(model::row_of(field), setting.standing, is_among(opened, field),
                         audience_in(setting.narrowed, field)) == Shown::whole;
    };
    const auto& closed = setting.closed != nullptr ? *setting.closed : kNothing;
    hide_closed_place(event, closed, setting);
    event.contents = shown_contents(event.contents, setting.standing, opened, closed, setting.narrowed);
    if (!shows(quantity_field_of(event.step))) event.quantity.reset();
    if (!shows(Field::inputs)) event.inputs.clear();
    if (!shows(Field::container)) event.container = {};
    const auto other =
        model::kind_of(event.step) == model::InfoKind::service ? Field::customer_name : Field::consignee_name;
    if (!shows(other) && !setting.is_counterparty) event.counterparty = {};
    if (!setting.standing.in_chain()) {
        hide_places(event, setting);
        hide_names(event, setting);
    }
    return event;
}

}  // namespace qy::business
