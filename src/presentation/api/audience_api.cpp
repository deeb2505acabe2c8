// party.list_audiences, party.narrow_audience: who sees which of a party's fields. (clauses 7.3.3, 9.2.1)
#include "business/audiences.h"
#include "handlers.h"

namespace qy::presentation {
namespace {

constexpr std::size_t kWord = 40;

Json audience_names(const std::vector<model::Audience>& audiences) {
    JsonArray names;
    for (const auto audience : audiences) names.push_back(boost::json::value(model::to_string(audience)));
    return names;
}

Answer audiences_answer(const std::vector<business::FieldAudience>& all) {
    JsonArray items;
    for (const auto& one : all) {
        const auto& row = model::row_of(one.field);
        items.push_back(JsonObject{{"field", row.name},
                                   {"zh", row.zh},
                                   {"en", row.en},
                                   {"kind", model::to_string(row.kind)},
                                   {"widest", model::to_string(row.audience)},
                                   {"audience", model::to_string(one.present)},
                                   {"possible", audience_names(one.possible)},
                                   {"wanted_by", one.wanted_by.empty() ? Json(nullptr) : Json(one.wanted_by)}});
    }
    return Answer{JsonObject{{"items", std::move(items)}, {"next_cursor", nullptr}}, {}, false};
}

/// {"field" | "kind", "audience"}.
business::AudienceWish read_wish(ObjectReader& in, const Json& item, const std::string& path) {
    ObjectReader inner(item, path);
    business::AudienceWish wish;
    if (const auto name = inner.optional_text("field", kWord)) {
        wish.field = model::field_of_name(*name);
        if (!wish.field) inner.fault(invalid("audience.field_unknown", {*name}), "field");
    }
    if (const auto name = inner.optional_text("kind", kWord)) {
        wish.kind = model::parse_info_kind(*name);
        if (!wish.kind) inner.fault(invalid("audience.kind_unknown", {*name}), "kind");
    }
    if (inner.has("field") == inner.has("kind")) inner.fault(invalid("audience.nothing"), "field");
    const auto audience = model::parse_audience(inner.text("audience", kWord));
    if (!audience || *audience > model::Audience::recorder) inner.fault(invalid("audience.unknown"), "audience");
    wish.audience = audience.value_or(model::Audience::everyone);
    in.absorb(inner.finish());
    return wish;
}

}  // namespace

namespace handlers {

Result<Answer> party_list_audiences(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto party = read_optional_id<model::PartyId>(in, "party");
    QY_CHECK(in.finish());
    QY_TRY(all, business::list_audiences(call.use.services, call.actor, party));
    return audiences_answer(all);
}

Result<Answer> party_narrow_audience(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto party = read_optional_id<model::PartyId>(in, "party");
    const auto* const list = in.array("fields", model::fields().size());
    std::vector<business::AudienceWish> wishes;
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
        wishes.push_back(read_wish(in, (*list)[i], "fields[" + std::to_string(i) + "]"));
    }
    QY_CHECK(in.finish());
    QY_TRY(all, business::narrow_audiences(call.use.services, call.actor, party, wishes));
    return audiences_answer(all);
}

}  // namespace handlers
}  // namespace qy::presentation
