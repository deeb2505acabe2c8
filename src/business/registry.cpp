#include "business/registry.h"

#include <algorithm>

#include "base/clock.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/text.h"
#include "business/ledger.h"
#include "business/search.h"
#include "catalogue_change.h"
#include "model/checks.h"
#include "model/event_time.h"
#include "model/nutrition.h"
#include "model/party.h"
#include "model/product.h"
#include "model/registry.h"
#include "storage/catalogue_store.h"
#include "storage/dictionary_store.h"
#include "storage/party_store.h"

namespace qy::business {
namespace {

using model::RowOutcome;

constexpr std::size_t kName = limits::name_code_points_max;
constexpr std::size_t kShort = limits::short_text_code_points_max;
constexpr std::size_t kLong = limits::long_text_code_points_max;

struct RegistryCall {
    storage::Writer& writer;
    const Services& services;
    const model::Actor& actor;
};

RowOutcome compared(bool same) {
    return same ? RowOutcome::exists : RowOutcome::conflict;
}

Result<model::PartyId> party_id(RegistryCall& call, const std::string& name, std::string_view member) {
    QY_TRY(named, storage::parties::by_name(call.writer, name));
    if (named.empty()) return invalid("party.unknown_name", {name}).at(std::string(member));
    if (named.size() > 1) return conflict("party.ambiguous", {name}).at(std::string(member));
    return named.front().id;
}

Result<model::BrandId> brand_id(RegistryCall& call, const std::string& name) {
    QY_TRY(brand, storage::catalogue::brand_by_name(call.writer, name));
    if (!brand) return invalid("brand_name.unknown", {name}).at("brand");
    return brand->id;
}

/// A day of the canonical form, checked.
std::string day(ObjectReader& in, std::string_view member) {
    std::string text = in.text(member, 10);
    const auto parsed = model::EventTime::parse(text);
    if (!text.empty() && (!parsed.ok() || parsed->precision != model::Precision::day)) {
        in.fault(invalid("time.malformed"), member);
    }
    return text;
}

std::vector<std::string> list_of(std::string_view text) {
    std::vector<std::string> items;
    for (const auto piece : split(text, ',')) {
        if (const auto item = trim(piece); !item.empty()) items.emplace_back(item);
    }
    return items;
}

void read_roles(ObjectReader& in, model::Party& party) {
    for (const auto& name : list_of(in.optional_text("roles", kShort).value_or(""))) {
        if (const auto role = model::parse_party_role(name)) {
            party.roles.push_back(*role);
        } else {
            in.fault(invalid("party.role_unknown", {name}), "roles");
        }
    }
}

void read_credit_code(ObjectReader& in, model::Party& party) {
    const auto code = in.optional_text("credit_code", 18);
    if (!code || code->empty()) {
        if (party.kind == model::PartyKind::firm) in.fault(invalid("credit_code.missing"), "credit_code");
        return;
    }
    auto checked = model::checked_credit_code(*code);
    if (checked.ok()) {
        party.credit_code = *std::move(checked);
    } else {
        in.fault(std::move(checked).error(), "credit_code");
    }
}

bool same_party(const model::Party& a, const model::Party& b) {
    return a.kind == b.kind && a.name == b.name && a.name_en == b.name_en && a.credit_code == b.credit_code &&
           a.cooperative == b.cooperative && a.region == b.region && a.address == b.address &&
           a.disclosure == b.disclosure && a.roles == b.roles;
}

/// An unverified name of the same spelling becomes the verified party and keeps its id.
Result<RowOutcome> save_party(RegistryCall& call, model::Party party) {
    QY_TRY(named, storage::parties::by_name(call.writer, party.name));
    if (!named.empty()) {
        if (named.front().kind != model::PartyKind::unverified || party.kind == model::PartyKind::unverified) {
            return compared(same_party(named.front(), party));
        }
        party.id = named.front().id;
        for (const auto role : named.front().roles) {
            if (!party.has_role(role)) party.roles.push_back(role);
        }
        QY_CHECK(storage::parties::update(call.writer, party, named.front().version));
        return RowOutcome::accepted;
    }
    party.id = call.services.ids.next<model::PartyId>();
    QY_CHECK(storage::parties::insert(call.writer, party));
    return RowOutcome::accepted;
}

Result<RowOutcome> apply_party(RegistryCall& call, ObjectReader& in) {
    model::Party party;
    party.name = in.text("name", kName);
    const auto kind = model::parse_party_kind(in.optional_text("kind", 20).value_or("firm"));
    if (!kind) in.fault(invalid("party.kind_unknown"), "kind");
    party.kind = kind.value_or(model::PartyKind::firm);
    party.name_en = in.optional_text("name_en", kName).value_or("");
    read_credit_code(in, party);
    read_roles(in, party);
    party.region = in.optional_text("region", 6).value_or("");
    party.address = in.optional_text("address", kShort).value_or("");
    const std::string cooperative = in.optional_text("cooperative", kName).value_or("");
    const std::string disclosure = in.optional_text("disclosure", 10).value_or("name");
    if (disclosure != "name" && disclosure != "region") in.fault(invalid("party.disclosure_unknown"), "disclosure");
    party.disclosure = disclosure == "region" ? model::Disclosure::region : model::Disclosure::name;
    QY_CHECK(in.finish());
    if (!cooperative.empty()) {
        QY_TRY(id, party_id(call, cooperative, "cooperative"));
        party.cooperative = id;
    }
    return save_party(call, std::move(party));
}

Result<RowOutcome> apply_plot(RegistryCall& call, ObjectReader& in) {
    model::Plot plot;
    const std::string owner = in.text("party", kName);
    plot.name = in.text("name", kName);
    if (const auto area = in.optional_text("area_mu", 20)) {
        const auto parsed = Decimal::parse(*area);
        if (parsed.ok()) {
            plot.area_mu = parsed->to_string();
        } else {
            in.fault(Error(parsed.error()), "area_mu");
        }
    }
    plot.place = in.optional_text("place", kShort).value_or("");
    QY_CHECK(in.finish());
    QY_TRY(party, party_id(call, owner, "party"));
    plot.party = party;
    QY_TRY(known, storage::parties::plot_by_name(call.writer, party, plot.name));
    if (known) return compared(known->area_mu == plot.area_mu && known->place == plot.place);
    plot.id = call.services.ids.next<model::PlotId>();
    QY_CHECK(storage::parties::insert_plot(call.writer, plot));
    return RowOutcome::accepted;
}

Result<RowOutcome> apply_licence(RegistryCall& call, ObjectReader& in) {
    model::Licence licence;
    const std::string holder = in.text("party", kName);
    licence.kind = in.text("kind", kName);
    licence.number = in.text("number", kName);
    licence.valid_from = day(in, "valid_from");
    licence.valid_to = day(in, "valid_to");
    if (licence.valid_to < licence.valid_from) in.fault(invalid("licence.ends_before_it_begins"), "valid_to");
    QY_CHECK(in.finish());
    QY_TRY(party, party_id(call, holder, "party"));
    licence.party = party;
    QY_TRY(known, storage::parties::licence_by_number(call.writer, party, licence.kind, licence.number));
    if (known) return compared(known->valid_from == licence.valid_from && known->valid_to == licence.valid_to);
    licence.id = call.services.ids.next<model::LicenceId>();
    QY_CHECK(storage::parties::insert_licence(call.writer, licence));
    return RowOutcome::accepted;
}

void read_must_show(ObjectReader& in, model::Brand& brand) {
    for (const auto& name : list_of(in.optional_text("must_show", kShort).value_or(""))) {
        const auto field = model::field_of_name(name);
        if (field && model::is_closable(model::row_of(*field))) {
            brand.must_show.push_back(*field);
        } else {
            in.fault(invalid("product.not_closable", {name}), "must_show");
        }
    }
}

Result<RowOutcome> apply_brand(RegistryCall& call, ObjectReader& in) {
    model::Brand brand;
    brand.name = in.text("name", kName);
    brand.name_en = in.optional_text("name_en", kName).value_or("");
    const std::string manager = in.text("manager", kName);
    brand.address_prefix = in.optional_text("address_prefix", kShort).value_or("");
    if (!brand.address_prefix.empty() && !brand.address_prefix.starts_with("https://")) {
        in.fault(invalid("brand.address_prefix"), "address_prefix");
    }
    brand.story = in.optional_text("story", kLong).value_or("");
    brand.story_en = in.optional_text("story_en", kLong).value_or("");
    read_must_show(in, brand);
    QY_CHECK(in.finish());
    QY_TRY(party, party_id(call, manager, "manager"));
    brand.manager = party;
    QY_TRY(known, storage::catalogue::brand_by_name(call.writer, brand.name));
    if (known) {
        return compared(known->manager == brand.manager && known->name_en == brand.name_en &&
                        known->address_prefix == brand.address_prefix && known->story == brand.story &&
                        known->story_en == brand.story_en && known->must_show == brand.must_show);
    }
    brand.id = call.services.ids.next<model::BrandId>();
    QY_CHECK(storage::catalogue::insert_brand(call.writer, brand));
    return RowOutcome::accepted;
}

Result<RowOutcome> apply_grant(RegistryCall& call, ObjectReader& in, const Json& record) {
    const std::string brand = in.text("brand", kName);
    const std::string holder = in.text("party", kName);
    model::BrandGrant grant;
    grant.category_code = in.optional_text("category", 40).value_or("");
    grant.valid_from = day(in, "valid_from");
    grant.valid_to = day(in, "valid_to");
    grant.quota = in.optional_integer("quota", 0, 1'000'000'000'000);
    grant.mark = in.optional_text("mark", kName).value_or("");
    grant.licence_number = in.optional_text("licence_number", kName).value_or("");
    if (grant.valid_to < grant.valid_from) in.fault(invalid("licence.ends_before_it_begins"), "valid_to");
    QY_CHECK(in.finish());
    QY_TRY(brand_found, brand_id(call, brand));
    QY_TRY(party, party_id(call, holder, "party"));
    grant.brand = brand_found;
    grant.party = party;
    QY_TRY(known, storage::catalogue::grant_by_key(call.writer, grant.brand, grant.party, grant.category_code,
                                                   grant.valid_from));
    if (known)
        return compared(known->valid_to == grant.valid_to && known->quota == grant.quota && known->mark == grant.mark &&
                        known->licence_number == grant.licence_number);
    grant.id = call.services.ids.next<model::BrandGrantId>();
    QY_CHECK(storage::catalogue::insert_grant(call.writer, grant));
    QY_TRY(position, append_to_ledger(call.writer, {"brand_grant", grant.id.to_string(), grant.id.number(), record, {}},
                                      call.services.random, call.services.clock.now()));
    (void)position;
    return RowOutcome::accepted;
}

void read_product(ObjectReader& in, model::Product& product) {
    product.name = in.text("name", kName);
    product.name_en = in.optional_text("name_en", kName).value_or("");
    product.specification = in.optional_text("specification", kName).value_or("");
    product.allergens = list_of(in.optional_text("allergens", kShort).value_or(""));
    if (const auto text = in.optional_text("nutrition", kShort)) {
        auto table = model::Nutrition::parse(*text);
        if (table.ok()) {
            product.nutrition = table->told(Language::zh);
        } else {
            in.fault(std::move(table).error(), "nutrition");
        }
    }
    if (const auto gtin = in.optional_text("gtin", 14); gtin && !gtin->empty()) {
        auto checked = model::checked_gtin(*gtin);
        if (checked.ok()) {
            product.gtin = *std::move(checked);
        } else {
            in.fault(std::move(checked).error(), "gtin");
        }
    }
    for (const auto& name : list_of(in.optional_text("opened", kShort).value_or(""))) {
        const auto field = model::find_field(name);
        if (field && model::row_of(*field).openable) {
            product.opened.push_back(*field);
        } else {
            in.fault(invalid("product.not_openable", {name}), "opened");
        }
    }
    const std::string kind = in.optional_text("kind", 10).value_or("goods");
    if (kind != "goods" && kind != "service") in.fault(invalid("product.kind_unknown"), "kind");
    product.kind = kind == "service" ? model::ProductKind::service : model::ProductKind::goods;
}

bool same_product(const model::Product& a, const model::Product& b) {
    return a.category == b.category && a.brand == b.brand && a.kind == b.kind && a.name_en == b.name_en &&
           a.gtin == b.gtin && a.allergens == b.allergens && a.nutrition == b.nutrition && a.opened == b.opened;
}

Result<RowOutcome> apply_new_product(RegistryCall& call, ObjectReader& in) {
    model::Product product;
    const std::string owner = in.text("owner", kName);
    const std::string category = in.optional_text("category", 40).value_or("");
    const std::string brand = in.optional_text("brand", kName).value_or("");
    read_product(in, product);
    QY_CHECK(in.finish());
    QY_TRY(party, party_id(call, owner, "owner"));
    product.owner = party;
    if (!brand.empty()) {
        QY_TRY(id, brand_id(call, brand));
        product.brand = id;
    }
    if (!category.empty()) {
        auto found = category_in_use(call.writer, category);
        if (!found.ok()) return std::move(found).error().at("category");
        product.category = found->id;
    }
    for (const auto& code : product.allergens) {
        QY_TRY(item, storage::catalogue::dictionary_item(call.writer, "allergen", code));
        if (!item) return invalid("allergens.unknown", {code}).at("allergens");
    }
    QY_TRY(known, storage::catalogue::product_by_key(call.writer, party, product.name, product.specification));
    if (known) return compared(same_product(*known, product));
    product.id = call.services.ids.next<model::ProductId>();
    QY_CHECK(storage::catalogue::insert_product(call.writer, product));
    QY_CHECK(index_product(call.writer, product));
    return RowOutcome::accepted;
}

}  // namespace

bool is_registry(const Json& document) {
    const auto* list = document.if_array();
    if (list == nullptr || list->empty()) return false;
    const auto* first = list->front().if_object();
    return first != nullptr && first->contains("record_type");
}

Result<RowOutcome> apply_registry_record(storage::Writer& writer, const Services& services, const Json& record,
                                         const model::Actor& actor) {
    RegistryCall call{writer, services, actor};
    ObjectReader in(record, "");
    const std::string type = in.text("record_type", 40);
    if (type == "party") return apply_party(call, in);
    if (type == "plot") return apply_plot(call, in);
    if (type == "licence") return apply_licence(call, in);
    if (type == "brand") return apply_brand(call, in);
    if (type == "brand_grant") return apply_grant(call, in, record);
    if (type == "product") return apply_new_product(call, in);
    return invalid("registry.record_type", {type}).at("record_type");
}

}  // namespace qy::business
