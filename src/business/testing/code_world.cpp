#include "business/testing/code_world.h"

#include "business/access_seed.h"
#include "code_access.h"
#include "storage/catalogue_store.h"
#include "storage/lot_store.h"
#include "storage/party_store.h"

namespace qy::business::testing {
namespace {

Settings settings_with(const std::vector<std::pair<std::string, std::string>>& flags) {
    return Settings::load(
               "", [](const std::string&) { return std::nullopt; }, flags)
        .value();
}

void done(const Result<void>& result) {
    QY_ASSERT(result.ok());
}

model::Lot lot_of(model::LotId id, model::ProductId product, model::PartyId owner, std::string number) {
    model::Lot lot;
    lot.id = id;
    lot.product = product;
    lot.owner = owner;
    lot.lot_number = std::move(number);
    return lot;
}

}  // namespace

CodeWorld::CodeWorld(std::vector<std::pair<std::string, std::string>> settings)
    : settings_(settings_with(settings)),
      keys_(crypto::Keyring::create(key_folder_.path(), Secret<Bytes>(Bytes(32, 0x5a)), random_, clock_).value()),
      roles_(*temporary_, clock_),
      services_{*temporary_, *keys_, settings_, clock_, random_, ids_, roles_} {
    fill();
}

void CodeWorld::fill() {
    const auto& n = names;
    done(temporary_->write([&](storage::Writer& writer) -> Result<void> {
        for (const auto& [id, name] : {std::pair{n.farm, "福山农场"},
                                       {n.dealer, "海口经销"},
                                       {n.stranger, "儋州茶园"},
                                       {n.manager, "品牌协会"},
                                       {n.idle, "停业农场"}}) {
            model::Party party;
            party.id = id;
            party.name = name;
            party.active = id != n.idle;
            done(storage::parties::insert(writer, party));
        }
        for (const auto& [id, code, parent] :
             {std::tuple{n.food, "food", model::CategoryId()}, {n.coffee, "coffee", n.food}, {n.tea, "tea", n.food}}) {
            done(storage::catalogue::insert_category(writer, {id, code, parent, code, code, {}}));
        }
        done(storage::catalogue::insert_brand(writer,
                                              {n.brand, "椰岛咖啡", "", n.manager, "https://ye.example.cn/", "", ""}));
        done(storage::catalogue::insert_brand(writer, {n.other_brand, "五指山茶", "", n.manager, "", "", ""}));
        done(storage::catalogue::insert_grant(writer, {n.grant, n.brand, n.farm, "coffee", "2026-01-01", "2026-12-31",
                                                       std::nullopt, model::GrantState::active}));
        const auto product = [&](model::ProductId id, model::CategoryId category, model::BrandId brand,
                                 const char* name, const char* gtin) {
            model::Product made;
            made.id = id;
            made.owner = n.farm;
            made.category = category;
            made.brand = brand;
            made.name = name;
            made.gtin = gtin;
            done(storage::catalogue::insert_product(writer, made));
        };
        product(n.branded, n.coffee, n.brand, "福山咖啡", "06901234567892");
        product(n.plain, n.food, {}, "荔枝蜜", "");
        product(n.branded_tea, n.tea, n.brand, "兰贵人茶", "");
        done(storage::lots::insert(writer, lot_of(n.roast, n.branded, n.farm, "2026/03-01")));
        done(storage::lots::insert(writer, lot_of(n.other_roast, n.branded, n.farm, "20260302")));
        done(storage::lots::insert(writer, lot_of(n.honey, n.plain, n.farm, "20260301")));
        done(storage::lots::insert(writer, lot_of(n.tea_lot, n.branded_tea, n.farm, "20260301")));
        auto strange = lot_of(n.stranger_lot, {}, n.stranger, "20260301");
        strange.kind = model::LotKind::logistic_unit;
        done(storage::lots::insert(writer, strange));
        return seed_access(writer, services_.roles, Adopt::never, clock_.now());
    }));
}

model::LotId CodeWorld::consignment(model::LotId parent, std::string number) {
    const model::LotId id(++last_id_);
    done(temporary_->write([&](storage::Writer& writer) -> Result<void> {
        auto lot = storage::lots::find(writer, model::Reach::everything(), parent).value().value();
        lot.id = id;
        lot.kind = model::LotKind::consignment;
        lot.lot_number = std::move(number);
        lot.parent = parent;
        lot.consignee = names.dealer;
        return storage::lots::insert(writer, lot);
    }));
    return id;
}

model::LotId CodeWorld::carton(std::string number) {
    const model::LotId id(++last_id_);
    done(temporary_->write([&](storage::Writer& writer) {
        auto lot = lot_of(id, {}, names.farm, std::move(number));
        lot.kind = model::LotKind::logistic_unit;
        return storage::lots::insert(writer, lot);
    }));
    return id;
}

void CodeWorld::set_grant(model::GrantState state, std::optional<std::int64_t> quota) {
    done(temporary_->write([&](storage::Writer& writer) -> Result<void> {
        auto grant = storage::catalogue::find_grant(writer, model::Reach::everything(), names.grant).value().value();
        grant.state = state;
        grant.quota = quota;
        return storage::catalogue::update_grant(writer, grant, grant.version);
    }));
}

LabelledRange CodeWorld::issued(model::LotId lot, std::int64_t count, bool pin) {
    IssueOrder order;
    order.lot = lot;
    order.count = count;
    order.pin = pin;
    return desk().issue(operator_(), order).value();
}

LabelledRange CodeWorld::issued_ahead(std::int64_t count) {
    IssueOrder order;
    order.party = names.farm;
    order.brand = names.brand;
    order.count = count;
    return desk().issue(operator_(), order).value();
}

model::TraceCode CodeWorld::code(const LabelledRange& range, std::int64_t offset) const {
    return code_of(cipher_of(services_, range.range.epoch).value(), range.range.first + offset);
}

model::Authenticity CodeWorld::state_of(const model::TraceCode& code) const {
    return desk().resolve(code).value().state;
}

model::Actor CodeWorld::operator_() {
    model::Actor actor;
    actor.name = "operator:1000";
    actor.channel = model::Channel::operator_command;
    return actor;
}

model::Actor CodeWorld::user(model::PartyId party, model::Role role) {
    model::Actor actor;
    actor.user = model::UserId(1);
    actor.name = "u";
    actor.party = party;
    actor.roles = {role};
    actor.rights = model::RoleTable::as_shipped().rights_of(actor.roles);
    actor.rights.on("2026-03-05");
    actor.channel = model::Channel::api;
    return actor;
}

}  // namespace qy::business::testing
