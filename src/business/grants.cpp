#include "business/grants.h"

#include "base/clock.h"
#include "base/id.h"
#include "business/audit.h"
#include "business/ledger.h"
#include "model/event_time.h"
#include "storage/catalogue_store.h"
#include "storage/party_store.h"

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

JsonObject content_of(const model::BrandGrant& grant) {
    return {{"grant_id", grant.id.to_string()},      {"brand_id", grant.brand.to_string()},
            {"party_id", grant.party.to_string()},   {"category", grant.category_code},
            {"valid_from", grant.valid_from},        {"valid_to", grant.valid_to},
            {"state", model::to_string(grant.state)}};
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
    return {};
}

}  // namespace

Result<model::BrandGrant> Grants::grant(const model::Actor& actor, const GrantOrder& order) {
    QY_CHECK(check_days(order));
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<model::BrandGrant> {
        QY_TRY(brand, storage::catalogue::find_brand(writer, order.brand));
        if (!brand || !reaches(actor, *brand)) return not_found("brand.not_found");
        QY_TRY(party, storage::parties::find(writer, order.party));
        if (!party) return not_found("party.not_found", {order.party.to_string()});
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
        QY_CHECK(storage::catalogue::insert_grant(writer, grant));
        QY_CHECK(record(writer, services_, actor, "brand.grant", "", grant, now));
        return grant;
    });
}

Result<model::BrandGrant> Grants::set_state(const model::Actor& actor, model::BrandGrantId id,
                                            model::GrantState state) {
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<model::BrandGrant> {
        QY_TRY(found, storage::catalogue::find_grant(writer, id));
        if (!found) return not_found("brand_grant.not_found");
        QY_TRY(brand, storage::catalogue::find_brand(writer, found->brand));
        if (!brand || !reaches(actor, *brand)) return not_found("brand_grant.not_found");
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
