#include "storage/party_store.h"

#include "base/json.h"
#include "base/limits.h"
#include "model/checks.h"
#include "reach.h"
#include "storage/persons.h"
#include "storage/vault.h"
#include "stored.h"

namespace qy::storage::parties {
namespace {

#define QY_PARTY_COLUMNS                                                                                       \
    "party_id, kind, name, name_en, credit_code, cooperative_id, region, address, disclosure, roles, active, " \
    "version, personal, narrowed "

constexpr Statement kInRegions{"party.in_regions", "SELECT party_id FROM party WHERE region {in:regions} LIMIT $limit"};
constexpr Statement kInsert{
    "party.insert",
    "INSERT INTO party (party_id, kind, name, name_en, credit_code, cooperative_id, region, address, disclosure, "
    "roles, "
    "active, personal) VALUES ($party, $kind, $name, $name_en, NULLIF($credit_code, ''), $cooperative, $region, "
    "$address, $disclosure, $roles, $active, $personal)"};
constexpr Statement kUpdate{
    "party.update",
    "UPDATE party SET kind = $kind, name = $name, name_en = $name_en, credit_code = NULLIF($credit_code, ''), "
    "cooperative_id = $cooperative, region = $region, address = $address, disclosure = $disclosure, roles = $roles, "
    "active = $active, personal = $personal, version = version + 1 WHERE party_id = $party AND version = "
    "$base_version"};
constexpr Statement kFind{"party.find", "SELECT " QY_PARTY_COLUMNS "FROM party WHERE party_id = $party"};
constexpr Statement kFindReached{"party.find_reached",
                                 "SELECT " QY_PARTY_COLUMNS
                                 "FROM party WHERE party_id = $party AND " QY_REACHED_PARTY("party.party_id")};
constexpr Statement kFindFarmer{
    "party.find_farmer",
    "SELECT " QY_PARTY_COLUMNS
    "FROM party WHERE party_id = $party AND kind = 'farmer' AND ($all = 1 OR party_id = $reach_party OR "
    "cooperative_id = $reach_party)"};
constexpr Statement kFindAll{"party.find_all",
                             "SELECT " QY_PARTY_COLUMNS "FROM party WHERE party_id {in:parties} ORDER BY party_id"};
constexpr Statement kFindAllReached{
    "party.find_all_reached", "SELECT " QY_PARTY_COLUMNS "FROM party WHERE party_id {in:parties} AND " QY_REACHED_PARTY(
                                  "party.party_id") "ORDER BY party_id"};
constexpr Statement kByName{"party.by_name",
                            "SELECT " QY_PARTY_COLUMNS
                            "FROM party WHERE (name = $name AND personal = '') OR party_id {in:farmers} ORDER BY "
                            "party_id LIMIT $limit"};
constexpr Statement kByCreditCode{"party.by_credit_code",
                                  "SELECT " QY_PARTY_COLUMNS "FROM party WHERE credit_code = $credit_code"};
constexpr Statement kList{
    "party.list", "SELECT " QY_PARTY_COLUMNS "FROM party WHERE party_id > $after ORDER BY party_id LIMIT $limit"};
constexpr Statement kSealAnew{"party.seal_anew",
                              "UPDATE party SET name = $name, name_en = $name_en, address = $address, personal = "
                              "$personal WHERE party_id = $party"};
constexpr Statement kErasePerson{
    "party.erase_person",
    "UPDATE party SET name = $name, name_en = '', address = '', personal = '', identity_number = NULL, "
    "consent_policy_version = '', consent_at = NULL, active = 0, version = version + 1 WHERE party_id = $party AND "
    "kind "
    "= 'farmer'"};
constexpr Statement kSetPersonal{
    "party.set_personal",
    "UPDATE party SET identity_number = $identity_number, consent_policy_version = $consent_policy_version, "
    "consent_at = $consent_at WHERE party_id = $party"};
constexpr Statement kSetNarrowed{"party.set_narrowed", "UPDATE party SET narrowed = $narrowed WHERE party_id = $party"};
constexpr Statement kPersonal{
    "party.personal", "SELECT identity_number, consent_policy_version, consent_at FROM party WHERE party_id = $party"};
constexpr Statement kInsertPlot{"plot.insert",
                                "INSERT INTO plot (plot_id, party_id, name, area_mu, place) VALUES ($plot, $party, "
                                "$name, $area_mu, $place)"};
constexpr Statement kPlotByName{
    "plot.by_name",
    "SELECT plot_id, party_id, name, area_mu, place FROM plot WHERE party_id = $party AND name = $name"};
constexpr Statement kPlots{
    "plot.of_party", "SELECT plot_id, party_id, name, area_mu, place FROM plot WHERE party_id = $party ORDER BY name"};
constexpr Statement kInsertLicence{
    "licence.insert",
    "INSERT INTO licence (licence_id, party_id, kind, number, valid_from, valid_to) VALUES ($licence, $party, $kind, "
    "$number, $valid_from, $valid_to)"};
constexpr Statement kLicenceByNumber{
    "licence.by_number",
    "SELECT licence_id, party_id, kind, number, valid_from, valid_to FROM licence WHERE party_id = $party AND kind = "
    "$kind AND number = $number"};
constexpr Statement kLicences{
    "licence.of_party",
    "SELECT licence_id, party_id, kind, number, valid_from, valid_to FROM licence WHERE party_id = $party ORDER BY "
    "kind, number"};

std::string_view disclosure_text(model::Disclosure disclosure) {
    return disclosure == model::Disclosure::region ? "region" : "name";
}

Place personal_place(model::PartyId id) {
    return {"party", "personal", id.number()};
}
Place identity_place(model::PartyId id) {
    return {"party", "identity_number", id.number()};
}

/// What the columns hold: of a farmer the masked name, and the rest sealed.
struct Columns {
    std::string name;
    std::string name_en;
    std::string address;
    std::string personal;
};
Result<Columns> columns_of(const Vault& vault, const model::Party& party) {
    if (party.kind != model::PartyKind::farmer) return Columns{party.name, party.name_en, party.address, {}};
    const JsonObject secret{{"name", party.name}, {"name_en", party.name_en}, {"address", party.address}};
    QY_TRY(sealed, vault.seal(personal_place(party.id), to_text(secret)));
    return Columns{model::masked_name(party.name), {}, {}, std::move(sealed)};
}

Result<void> open_personal(const Vault& vault, std::string_view stored, model::Party& party) {
    if (stored.empty()) return {};
    QY_TRY(text, vault.open(personal_place(party.id), stored));
    QY_TRY(secret, parse_json(text));
    ObjectReader in(secret, "personal");
    party.name = in.optional_text("name", limits::long_text_code_points_max).value_or("");
    party.name_en = in.optional_text("name_en", limits::long_text_code_points_max).value_or("");
    party.address = in.optional_text("address", limits::long_text_code_points_max).value_or("");
    return in.finish().ok() ? Result<void>() : corrupt("field.damaged");
}

Result<void> add_person(Writer& writer, const model::Party& party) {
    if (party.kind != model::PartyKind::farmer) return {};
    return persons::add(writer, "party", party.id.number(), persons::party_name, party.name);
}

/// "vehicle=recorder,route=chain". A field that this program does not know narrows nothing that it shows.
Result<std::vector<model::Narrowed>> narrowed_of(std::string_view text) {
    std::vector<model::Narrowed> narrowed;
    for (const auto& piece : pieces_of(text)) {
        const auto equals = piece.find('=');
        const auto audience =
            equals == std::string::npos ? std::nullopt : model::parse_audience(piece.substr(equals + 1));
        if (!audience) return unknown_word("party.narrowed", piece);
        if (const auto field = model::field_of_name(piece.substr(0, equals))) narrowed.push_back({*field, *audience});
    }
    return narrowed;
}

Result<model::Party> party_of(const Vault& vault, const Row& row) {
    const auto kind = model::parse_party_kind(row.text(1));
    if (!kind) return unknown_word("party.kind", row.text(1));
    QY_TRY(roles, named_values("party.roles", row.text(9), model::parse_party_role));
    model::Party party;
    party.id = row.id<model::PartyId>(0);
    party.kind = *kind;
    party.name = row.text(2);
    party.name_en = row.text(3);
    party.credit_code = row.text(4);
    party.cooperative = row.id<model::PartyId>(5);
    party.region = row.text(6);
    party.address = row.text(7);
    party.disclosure = row.text(8) == "region" ? model::Disclosure::region : model::Disclosure::name;
    party.roles = std::move(roles);
    party.active = row.flag(10);
    party.version = row.integer(11);
    QY_TRY(narrowed, narrowed_of(row.text(13)));
    party.narrowed = std::move(narrowed);
    QY_CHECK(open_personal(vault, row.text(12), party));
    return party;
}

auto party_with(const Vault& vault) {
    return [&vault](const Row& row) { return party_of(vault, row); };
}

model::Plot plot_of(const Row& row) {
    return {row.id<model::PlotId>(0), row.id<model::PartyId>(1), std::string(row.text(2)), std::string(row.text(3)),
            std::string(row.text(4))};
}

model::Licence licence_of(const Row& row) {
    return {row.id<model::LicenceId>(0), row.id<model::PartyId>(1), std::string(row.text(2)),
            std::string(row.text(3)),    std::string(row.text(4)),  std::string(row.text(5))};
}

}  // namespace

Result<void> insert(Writer& writer, const model::Party& party) {
    const auto roles = joined_names(party.roles);
    QY_TRY(columns, columns_of(writer.vault(), party));
    QY_CHECK(insert_row(writer, kInsert,
                        {{"party", party.id},
                         {"kind", to_string(party.kind)},
                         {"name", columns.name},
                         {"name_en", columns.name_en},
                         {"credit_code", party.credit_code},
                         {"cooperative", party.cooperative},
                         {"region", party.region},
                         {"address", columns.address},
                         {"disclosure", disclosure_text(party.disclosure)},
                         {"roles", roles},
                         {"active", party.active},
                         {"personal", columns.personal}}));
    return add_person(writer, party);
}

Result<void> update(Writer& writer, const model::Party& party, std::int64_t base_version) {
    const auto roles = joined_names(party.roles);
    QY_TRY(columns, columns_of(writer.vault(), party));
    QY_CHECK(update_row(writer, kUpdate,
                        {{"party", party.id},
                         {"base_version", base_version},
                         {"kind", to_string(party.kind)},
                         {"name", columns.name},
                         {"name_en", columns.name_en},
                         {"credit_code", party.credit_code},
                         {"cooperative", party.cooperative},
                         {"region", party.region},
                         {"address", columns.address},
                         {"disclosure", disclosure_text(party.disclosure)},
                         {"roles", roles},
                         {"active", party.active},
                         {"personal", columns.personal}}));
    QY_CHECK(persons::forget(writer, "party", party.id.number()));
    return add_person(writer, party);
}

Result<std::optional<model::Party>> find(Reader& reader, const model::Reach& reach, model::PartyId id) {
    if (reach.all) return first_of(reader, kFind, {{"party", id}}, party_with(reader.vault()));
    return first_of(reader, kFindReached, {{"party", id}, QY_REACH_GRANT_BINDS(reach)}, party_with(reader.vault()));
}

Result<std::optional<model::Party>> find_farmer(Reader& reader, const model::Reach& reach, model::PartyId id) {
    return first_of(reader, kFindFarmer, {{"party", id}, {"all", reach.all}, {"reach_party", reach.party}},
                    party_with(reader.vault()));
}

Result<std::vector<model::PartyId>> in_regions(Reader& reader, const std::vector<std::string>& regions,
                                               std::int64_t limit) {
    return reader.all(kInRegions, {{"regions", std::span<const std::string>(regions)}, {"limit", limit}},
                      [](const Row& row) { return row.id<model::PartyId>(0); });
}

Result<std::vector<model::Party>> find_all(Reader& reader, const model::Reach& reach,
                                           const std::vector<model::PartyId>& ids) {
    const auto numbers = numbers_of(ids);
    if (reach.all) return all_of(reader, kFindAll, {{"parties", numbers}}, party_with(reader.vault()));
    return all_of(reader, kFindAllReached, {{"parties", numbers}, QY_REACH_GRANT_BINDS(reach)},
                  party_with(reader.vault()));
}

Result<std::vector<model::Party>> by_name(Reader& reader, std::string_view name) {
    QY_TRY(farmers, persons::parties_named(reader, name));
    const std::span<const std::int64_t> ids(farmers);
    QY_TRY(found, all_of(reader, kByName, {{"name", name}, {"farmers", ids}, {"limit", parties_by_name_max}},
                         party_with(reader.vault())));
    std::erase_if(found, [&](const auto& party) { return party.name != name; });
    return found;
}

Result<std::optional<model::Party>> by_credit_code(Reader& reader, std::string_view credit_code) {
    return first_of(reader, kByCreditCode, {{"credit_code", credit_code}}, party_with(reader.vault()));
}

Result<std::vector<model::Party>> list(Reader& reader, model::PartyId after, std::int64_t limit) {
    return all_of(reader, kList, {{"after", after.number()}, {"limit", limit}}, party_with(reader.vault()));
}

Result<void> seal_anew(Writer& writer, model::PartyId id) {
    QY_TRY(party, find(writer, model::Reach::everything(), id));
    QY_TRY(secret, personal(writer, id));
    if (!party || !secret) return {};
    QY_TRY(columns, columns_of(writer.vault(), *party));
    QY_CHECK(update_row(writer, kSealAnew,
                        {{"party", id},
                         {"name", columns.name},
                         {"name_en", columns.name_en},
                         {"address", columns.address},
                         {"personal", columns.personal}}));
    QY_CHECK(persons::forget(writer, "party", id.number()));
    QY_CHECK(add_person(writer, *party));
    return set_personal(writer, id, *secret);
}

Result<void> erase_person(Writer& writer, model::PartyId id) {
    QY_CHECK(update_row(writer, kErasePerson, {{"party", id}, {"name", erased_name}}));
    return persons::forget(writer, "party", id.number());
}

Result<void> set_narrowed(Writer& writer, model::PartyId id, const std::vector<model::Narrowed>& narrowed) {
    std::vector<std::string> pieces;
    for (const auto& one : narrowed) {
        pieces.push_back(std::string(model::row_of(one.field).name) + "=" + std::string(to_string(one.audience)));
    }
    const auto text = joined(pieces);
    return update_row(writer, kSetNarrowed, {{"party", id}, {"narrowed", text}});
}

Result<void> set_personal(Writer& writer, model::PartyId id, const Personal& personal) {
    const bool has_number = !personal.identity_number.empty();
    QY_TRY(sealed, writer.vault().seal(identity_place(id), personal.identity_number));
    return update_row(writer, kSetPersonal,
                      {{"party", id},
                       has_number ? Bind("identity_number", bytes_of(sealed)) : Bind("identity_number", nullptr),
                       {"consent_policy_version", personal.consent_policy_version},
                       {"consent_at", personal.consent_at}});
}

Result<std::optional<Personal>> personal(Reader& reader, model::PartyId id) {
    return first_of(reader, kPersonal, {{"party", id}}, [&](const Row& row) -> Result<Personal> {
        QY_TRY(number, reader.vault().open(identity_place(id), text_of(row.bytes(0))));
        return Personal{std::move(number), std::string(row.text(1)), row.optional_time(2)};
    });
}

Result<void> insert_plot(Writer& writer, const model::Plot& plot) {
    return insert_row(writer, kInsertPlot,
                      {{"plot", plot.id},
                       {"party", plot.party},
                       {"name", plot.name},
                       {"area_mu", plot.area_mu},
                       {"place", plot.place}});
}

Result<std::optional<model::Plot>> plot_by_name(Reader& reader, model::PartyId party, std::string_view name) {
    return reader.first(kPlotByName, {{"party", party}, {"name", name}}, plot_of);
}

Result<std::vector<model::Plot>> plots(Reader& reader, model::PartyId party) {
    return reader.all(kPlots, {{"party", party}}, plot_of);
}

Result<void> insert_licence(Writer& writer, const model::Licence& licence) {
    return insert_row(writer, kInsertLicence,
                      {{"licence", licence.id},
                       {"party", licence.party},
                       {"kind", licence.kind},
                       {"number", licence.number},
                       {"valid_from", licence.valid_from},
                       {"valid_to", licence.valid_to}});
}

Result<std::optional<model::Licence>> licence_by_number(Reader& reader, model::PartyId party, std::string_view kind,
                                                        std::string_view number) {
    return reader.first(kLicenceByNumber, {{"party", party}, {"kind", kind}, {"number", number}}, licence_of);
}

Result<std::vector<model::Licence>> licences(Reader& reader, model::PartyId party) {
    return reader.all(kLicences, {{"party", party}}, licence_of);
}

}  // namespace qy::storage::parties
