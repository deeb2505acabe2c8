#include "business/grants.h"

#include "base/clock.h"
#include "base/decimal.h"
#include "base/id.h"
#include "business/audit.h"
#include "business/change_feed.h"
#include "business/ledger.h"
#include "catalogue_change.h"
#include "model/event_time.h"
#include "storage/catalogue_store.h"
#include "storage/party_store.h"
#include "view_filter.h"

namespace qy::business {
namespace {

bool reaches(const model::Actor& actor, const model::Brand& brand) {
    const auto reach = actor.reach(model::Permission::grant_brand);
    return reach.all || (reach.party && brand.manager == reach.party);
}

/// Everybody sees the grants of the own party; a manager also those of its brands, a regulator those that it reaches.
model::Reach grants_seen(const model::Actor& actor) {
    auto reach = actor.reach(model::Permission::read_submissions);
    const auto managed = actor.reach(model::Permission::grant_brand);
    reach.all = reach.all || managed.all;
    reach.party = actor.party;
    reach.manager = managed.party;
    return reach;
}

Result<void> check_days(const GrantOrder& order) {
    for (const auto& day : {order.valid_from, order.valid_to}) {
        const auto parsed = model::EventTime::parse(day);
        if (!parsed.ok() || parsed->precision != model::Precision::day) return invalid("time.malformed").at("valid_to");
    }
    if (order.valid_to < order.valid_from) return invalid("licence.ends_before_it_begins").at("valid_to");
    return {};
}

/// Area and yield together are the most that may be produced.
Result<void> check_area(const GrantOrder& order) {
    if (order.area_mu.empty() && order.yield_per_mu.empty()) return {};
    for (const auto& text : {order.area_mu, order.yield_per_mu}) {
        const auto number = Decimal::parse(text);
        if (!number.ok() || number->is_negative() || number->is_zero())
            return invalid("brand_grant.area").at("area_mu");
    }
    return {};
}

JsonObject content_of(const model::BrandGrant& grant) {
    return {{"grant_id", grant.id.to_string()},
            {"brand_id", grant.brand.to_string()},
            {"party_id", grant.party.to_string()},
            {"category", grant.category_code},
            {"valid_from", grant.valid_from},
            {"valid_to", grant.valid_to},
            {"state", model::to_string(grant.state)},
            {"licence_number", grant.licence_number},
            {"area_mu", grant.area_mu},
            {"yield_per_mu", grant.yield_per_mu}};
}

/// Audit and ledger of one change of a grant. `before`: its hash, empty for a new one.
Result<void> record(storage::Writer& writer, const Services& services, const model::Actor& actor,
                    std::string_view action, const std::string& before, const model::BrandGrant& grant, Time now) {
    const JsonObject record = content_of(grant);
    const AuditNote note{action, "brand_grant:" + grant.id.to_string(),         "ok", record,
                         before, audit_fingerprint(services.keys, Json(record))};
    QY_CHECK(write_audit(writer, actor, note, now));
    QY_TRY(position, append_to_ledger(writer, {"brand_grant", grant.id.to_string(), grant.id.number(), record, {}},
                                      services.random, now));
    (void)position;
    return note_change(writer, {0, now, model::ChangedThing::brand_grant, grant.id.number(), grant.party, grant.brand,
                                std::string(action)});
}

}  // namespace

Result<model::BrandGrant> Grants::grant(const model::Actor& actor, const GrantOrder& order) {
    QY_CHECK(check_days(order));
    QY_CHECK(check_area(order));
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<model::BrandGrant> {
        QY_TRY(brand, storage::catalogue::find_brand(writer, order.brand));
        if (!brand || !reaches(actor, *brand)) return not_found("brand.not_found");
        QY_TRY(party, storage::parties::find(writer, model::Reach::everything(), order.party));
        if (!party) return not_found("party.not_found", {order.party.to_string()});
        if (!order.category_code.empty()) {
            auto category = category_in_use(writer, order.category_code);
            if (!category.ok()) return std::move(category).error().at("category");
        }
        QY_TRY(known, storage::catalogue::grant_by_key(writer, order.brand, order.party, order.category_code,
                                                       order.valid_from));
        if (known) return conflict("brand_grant.exists");
        model::BrandGrant grant;
        grant.id = services_.ids.next<model::BrandGrantId>();
        grant.brand = order.brand;
        grant.party = order.party;
        grant.category_code = order.category_code;
        grant.valid_from = order.valid_from;
        grant.valid_to = order.valid_to;
        grant.quota = order.quota;
        grant.mark = order.mark;
        grant.licence_number = order.licence_number;
        grant.area_mu = order.area_mu;
        grant.yield_per_mu = order.yield_per_mu;
        QY_CHECK(storage::catalogue::insert_grant(writer, grant));
        QY_CHECK(record(writer, services_, actor, "brand.grant", "", grant, now));
        return grant;
    });
}

Result<model::BrandGrant> Grants::set_state(const model::Actor& actor, model::BrandGrantId id,
                                            model::GrantState state) {
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<model::BrandGrant> {
        const auto reach = actor.reach(model::Permission::grant_brand);
        QY_TRY(found, storage::catalogue::find_grant(writer, {.all = reach.all, .manager = reach.party}, id));
        if (!found) return not_found("brand_grant.not_found");
        if (found->state == model::GrantState::withdrawn) {
            return conflict("brand_grant.state", {std::string(model::to_string(found->state))});
        }
        model::BrandGrant grant = *std::move(found);
        const auto before = audit_fingerprint(services_.keys, Json(content_of(grant)));
        grant.state = state;
        QY_CHECK(storage::catalogue::update_grant(writer, grant, grant.version));
        grant.version += 1;
        QY_CHECK(record(writer, services_, actor, "brand.set_grant_state", before, grant, now));
        return grant;
    });
}

Result<std::vector<Licensee>> Grants::licensees(model::BrandId brand) {
    const auto today = model::to_rfc3339(services_.clock.now()).substr(0, 10);
    return services_.store.read([&](storage::Reader& reader) -> Result<std::vector<Licensee>> {
        QY_TRY(known, storage::catalogue::find_brand(reader, brand));
        if (!known) return not_found("brand.not_found");
        QY_TRY(grants, storage::catalogue::grants_of_brand(reader, model::Reach::everything(), brand));
        std::erase_if(grants, [&](const model::BrandGrant& grant) {
            return grant.state != model::GrantState::active || grant.valid_from > today || grant.valid_to < today;
        });
        std::vector<model::PartyId> ids;
        for (const auto& grant : grants) ids.push_back(grant.party);
        QY_TRY(parties, storage::parties::find_all(reader, model::Reach::everything(), ids));
        QY_TRY(categories, storage::catalogue::categories(reader));
        std::vector<Licensee> licensees;
        for (auto& grant : grants) {
            Licensee one;
            const auto party = std::ranges::find(parties, grant.party, &model::Party::id);
            if (party != parties.end()) one.party = shown_party(*party, false);
            const auto category = std::ranges::find(categories, grant.category_code, &model::Category::code);
            if (category != categories.end()) {
                one.category_name = category->name;
                one.category_name_en = category->name_en;
            }
            one.grant = std::move(grant);
            licensees.push_back(std::move(one));
        }
        return licensees;
    });
}

Result<std::vector<model::Brand>> Grants::brands() {
    return services_.store.read([](storage::Reader& reader) { return storage::catalogue::brands(reader); });
}

Result<std::vector<model::BrandGrant>> Grants::list(const model::Actor& actor, model::BrandId brand) {
    const auto reach = grants_seen(actor);
    return services_.store.read([&](storage::Reader& reader) -> Result<std::vector<model::BrandGrant>> {
        std::vector<model::BrandGrant> seen;
        QY_TRY(brands, storage::catalogue::brands(reader));
        for (const auto& each : brands) {
            if (brand && each.id != brand) continue;
            QY_TRY(grants, storage::catalogue::grants_of_brand(reader, reach, each.id));
            seen.insert(seen.end(), grants.begin(), grants.end());
        }
        return seen;
    });
}

}  // namespace qy::business
