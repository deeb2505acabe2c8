// brand.*: the public brands, and who may use them. (clause 6.4.2)
#include "base/limits.h"
#include "business/grants.h"
#include "handlers.h"

namespace qy::presentation {
namespace {

JsonObject brand_json(const model::Brand& brand) {
    return {{"id", brand.id.to_string()},
            {"name", brand.name},
            {"name_en", brand.name_en},
            {"manager_id", brand.manager.to_string()}};
}

JsonObject grant_json(const model::BrandGrant& grant) {
    return {{"id", grant.id.to_string()},
            {"brand_id", grant.brand.to_string()},
            {"party_id", grant.party.to_string()},
            {"category", grant.category_code},
            {"valid_from", grant.valid_from},
            {"valid_to", grant.valid_to},
            {"quota", grant.quota ? Json(std::to_string(*grant.quota)) : Json(nullptr)},
            {"state", model::to_string(grant.state)},
            {"version", grant.version},
            {"mark", grant.mark},
            {"licence_number", grant.licence_number},
            {"area_mu", grant.area_mu},
            {"yield_per_mu", grant.yield_per_mu}};
}

}  // namespace

namespace handlers {

Result<Answer> brand_grant(const Json& body, Call& call) {
    ObjectReader in(body, "");
    business::GrantOrder order;
    order.brand = read_id<model::BrandId>(in, "brand");
    order.party = read_id<model::PartyId>(in, "party");
    order.category_code = in.optional_text("category", 40).value_or("");
    order.valid_from = in.text("valid_from", 10);
    order.valid_to = in.text("valid_to", 10);
    order.quota = in.optional_integer("quota", 0, 1'000'000'000'000);
    order.mark = in.optional_text("mark", limits::name_code_points_max).value_or("");
    order.licence_number = in.optional_text("licence_number", limits::name_code_points_max).value_or("");
    order.area_mu = in.optional_text("area_mu", 20).value_or("");
    order.yield_per_mu = in.optional_text("yield_per_mu", 20).value_or("");
    QY_CHECK(in.finish());
    QY_TRY(grant, call.use.grants.grant(call.actor, order));
    return Answer{grant_json(grant), {}, false};
}

Result<Answer> brand_set_grant_state(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto id = read_id<model::BrandGrantId>(in, "grant");
    const auto state = model::parse_grant_state(in.text("state", 20));
    if (!state) in.fault(invalid("brand_grant.state_unknown"), "state");
    QY_CHECK(in.finish());
    QY_TRY(grant, call.use.grants.set_state(call.actor, id, *state));
    return Answer{grant_json(grant), {}, false};
}

Result<Answer> brand_list(const Json& body, Call& call) {
    ObjectReader in(body, "");
    QY_CHECK(in.finish());
    QY_TRY(brands, call.use.grants.brands());
    JsonArray items;
    for (const auto& brand : brands) items.push_back(brand_json(brand));
    return Answer{JsonObject{{"items", items}, {"next_cursor", nullptr}}, {}, false};
}

Result<Answer> brand_list_grants(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto brand = read_optional_id<model::BrandId>(in, "brand");
    QY_CHECK(in.finish());
    QY_TRY(grants, call.use.grants.list(call.actor, brand));
    JsonArray items;
    for (const auto& grant : grants) items.push_back(grant_json(grant));
    return Answer{JsonObject{{"items", items}, {"next_cursor", nullptr}}, {}, false};
}

Result<Answer> brand_list_licensees(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto brand = read_id<model::BrandId>(in, "brand");
    QY_CHECK(in.finish());
    QY_TRY(licensees, call.use.grants.licensees(brand));
    JsonArray items;
    for (const auto& one : licensees) {
        items.push_back(JsonObject{{"party", one.party.name},
                                   {"party_en", one.party.name_en},
                                   {"category", one.grant.category_code},
                                   {"category_name", one.category_name},
                                   {"category_name_en", one.category_name_en},
                                   {"mark", one.grant.mark},
                                   {"licence_number", one.grant.licence_number},
                                   {"valid_from", one.grant.valid_from},
                                   {"valid_to", one.grant.valid_to}});
    }
    return Answer{JsonObject{{"items", items}, {"next_cursor", nullptr}}, {}, false};
}

}  // namespace handlers
}  // namespace qy::presentation
