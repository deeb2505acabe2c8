#include "business/testing/trace_world.h"

#include <algorithm>

#include "base/json.h"
#include "business/search.h"
#include "code_access.h"
#include "storage/catalogue_store.h"
#include "storage/code_store.h"
#include "storage/event_store.h"
#include "storage/lot_store.h"
#include "storage/party_store.h"

namespace qy::business::testing {
namespace {

using model::Step;

class CountingReader final : public storage::Reader {
 public:
    CountingReader(storage::Reader& inner, std::size_t& count) : inner_(inner), count_(count) { use(&inner.vault()); }
    Result<void> each_until(const storage::Statement& statement, storage::Binds binds,
                            const std::function<Result<bool>(const storage::Row&)>& use) override {
        ++count_;
        return inner_.each_until(statement, binds, use);
    }

 private:
    storage::Reader& inner_;
    std::size_t& count_;
};

Settings settings_with(const std::vector<std::pair<std::string, std::string>>& flags) {
    return Settings::load(
               "", [](const std::string&) { return std::nullopt; }, flags)
        .value();
}

model::Quantity kilograms(std::int64_t amount) {
    return {Decimal(amount, 0), "kg"};
}

}  // namespace

model::EventTime at(std::string_view text) {
    return model::EventTime::parse(text).value();
}

Result<void> CountingStore::do_read(const std::function<void(storage::Reader&)>& work) {
    return inner_.read([&](storage::Reader& reader) -> Result<void> {
        CountingReader counting(reader, statements_);
        work(counting);
        return {};
    });
}

Result<void> CountingStore::do_write(const std::function<bool(storage::Writer&)>& work) {
    auto kept = inner_.write([&](storage::Writer& writer) -> Result<void> {
        if (work(writer)) return {};
        return conflict("storage.changed");
    });
    if (!kept.ok() && kept.error().code == "storage.changed") return {};
    return kept;
}

TraceWorld::TraceWorld(std::vector<std::pair<std::string, std::string>> settings)
    : store_(*temporary_),
      clock_(storage::testing::kTestTime),
      random_(7),
      ids_(clock_, 1),
      settings_(settings_with(settings)),
      keys_(crypto::Keyring::create(key_folder_.path(), Secret<Bytes>(Bytes(32, 9)), random_, clock_).value()),
      roles_(store_, clock_),
      services_{store_, *keys_, settings_, clock_, random_, ids_, roles_} {}

PartyId TraceWorld::party(model::Party party) {
    party.id = next<PartyId>();
    write([&](storage::Writer& writer) { return storage::parties::insert(writer, party); });
    return party.id;
}

model::BrandId TraceWorld::brand(std::string name, PartyId manager) {
    model::Brand brand;
    brand.id = next<model::BrandId>();
    brand.name = std::move(name);
    brand.manager = manager;
    write([&](storage::Writer& writer) { return storage::catalogue::insert_brand(writer, brand); });
    return brand.id;
}

model::ProductId TraceWorld::product(model::Product product) {
    product.id = next<model::ProductId>();
    write([&](storage::Writer& writer) -> Result<void> {
        QY_CHECK(storage::catalogue::insert_product(writer, product));
        return index_product(writer, product);
    });
    products_.push_back(product);
    return product.id;
}

LotId TraceWorld::lot(model::ProductId product, std::string number) {
    const auto made = std::ranges::find(products_, product, &model::Product::id);
    model::Lot lot;
    lot.id = next<LotId>();
    lot.product = product;
    lot.owner = made->owner;
    lot.lot_number = std::move(number);
    lot.quantity = kilograms(1000);
    lot.place = "海南省澄迈县福山镇";
    write([&](storage::Writer& writer) { return storage::lots::insert(writer, lot); });
    lots_.push_back(lot);
    return lot.id;
}

LotId TraceWorld::unit(PartyId owner, std::string number) {
    model::Lot unit;
    unit.id = next<LotId>();
    unit.kind = model::LotKind::logistic_unit;
    unit.owner = owner;
    unit.lot_number = std::move(number);
    write([&](storage::Writer& writer) { return storage::lots::insert(writer, unit); });
    lots_.push_back(unit);
    return unit.id;
}

const model::Lot& TraceWorld::known(LotId lot) const {
    const auto found = std::ranges::find(lots_, lot, &model::Lot::id);
    QY_ASSERT(found != lots_.end());
    return *found;
}

model::EventId TraceWorld::store_event(model::TraceEvent event, const std::vector<LotId>& also_under) {
    event.id = event.id.is_none() ? next<model::EventId>() : event.id;
    event.record_time = event.event_time.at;
    if (event.recorder.is_none()) event.recorder = known(event.lot).owner;
    if (event.party.is_none()) event.party = event.recorder;
    std::vector<LotId> subjects{event.lot};
    if (event.container && event.container != event.lot) subjects.push_back(event.container);
    subjects.insert(subjects.end(), also_under.begin(), also_under.end());
    const Json record = model::to_json(event);
    write([&](storage::Writer& writer) { return storage::events::insert(writer, event, record, subjects); });
    return event.id;
}

model::EventId TraceWorld::event(LotId lot, Step step, std::string_view time, const More& more) {
    model::TraceEvent event;
    event.lot = lot;
    event.step = step;
    event.event_time = at(time);
    event.recorder = more.recorder;
    event.party = more.party;
    event.counterparty = more.counterparty;
    event.container = more.container;
    event.place = more.place;
    event.corrects = more.corrects;
    if (!more.quantity.empty()) event.quantity = model::Quantity::parse(more.quantity).value();
    for (const auto& [field, value] : more.contents) event.contents.set(field, value);
    return store_event(std::move(event), more.also_under);
}

void TraceWorld::link(const model::LotLink& link) {
    write([&](storage::Writer& writer) { return storage::lots::insert_link(writer, link); });
}

model::EventId TraceWorld::made(LotId lot, std::string_view time, std::initializer_list<LotId> inputs,
                                model::LinkKind kind) {
    model::TraceEvent event;
    event.lot = lot;
    event.step = kind == model::LinkKind::merge ? Step::merging : Step::transforming;
    event.event_time = at(time);
    for (const auto input : inputs) event.inputs.push_back({input, kilograms(100)});
    const auto id = store_event(event, {});
    for (const auto input : inputs) link({input, lot, id, kind, at(time), {}, kilograms(100)});
    return id;
}

LotId TraceWorld::consign(LotId lot, std::string number, std::string_view time, PartyId consignee) {
    model::Lot child = known(lot);
    child.id = next<LotId>();
    child.kind = model::LotKind::consignment;
    child.lot_number = std::move(number);
    child.parent = lot;
    child.consignee = consignee;
    child.quantity = kilograms(10);
    write([&](storage::Writer& writer) { return storage::lots::insert(writer, child); });
    lots_.push_back(child);
    model::TraceEvent event;
    event.lot = child.id;
    event.step = Step::shipping;
    event.event_time = at(time);
    event.counterparty = consignee;
    event.quantity = kilograms(10);
    event.contents.set(model::Field::consignment_number, child.lot_number);
    const auto id = store_event(event, {});
    link({lot, child.id, id, model::LinkKind::split, at(time), {}, kilograms(10)});
    return child.id;
}

model::EventId TraceWorld::pack(LotId lot, LotId unit, std::string_view time) {
    model::TraceEvent event;
    event.lot = unit;
    event.container = unit;
    event.step = Step::packing;
    event.event_time = at(time);
    event.inputs.push_back({lot, {}});
    const auto id = store_event(event, {});
    link({lot, unit, id, model::LinkKind::aggregation, at(time), {}, {}});
    return id;
}

model::EventId TraceWorld::unpack(LotId lot, LotId unit, std::string_view time) {
    model::TraceEvent event;
    event.lot = unit;
    event.container = unit;
    event.step = Step::unpacking;
    event.event_time = at(time);
    event.inputs.push_back({lot, {}});
    write([&](storage::Writer& writer) { return storage::lots::close_aggregation(writer, lot, unit, at(time)); });
    return store_event(event, {});
}

model::CodeRangeId TraceWorld::range(LotId lot, std::int64_t first, std::int64_t last, model::CodeRangeId parent,
                                     int depth) {
    storage::codes::StoredRange stored;
    stored.range.id = next<model::CodeRangeId>();
    stored.range.first = first;
    stored.range.last = last;
    stored.range.parent = parent;
    stored.range.party = known(lot).owner;
    stored.range.lot = lot;
    stored.range.state = model::RangeState::bound;
    stored.depth = depth;
    write([&](storage::Writer& writer) { return storage::codes::insert(writer, stored); });
    return stored.range.id;
}

std::string TraceWorld::code(std::int64_t serial) const {
    return std::string(code_of(cipher_of(services_, 1).value(), serial).text());
}

model::Actor TraceWorld::user(PartyId party, model::Role role) {
    model::Actor actor;
    actor.user = model::UserId(77);
    actor.name = "tester";
    actor.party = party;
    actor.roles = {role};
    actor.rights = model::RoleTable::as_shipped().rights_of(actor.roles);
    actor.rights.on("2026-03-05");
    return actor;
}

CoffeeWorld::CoffeeWorld() : CoffeeWorld(std::vector<std::pair<std::string, std::string>>{}) {}

CoffeeWorld::CoffeeWorld(std::vector<std::pair<std::string, std::string>> settings) : world(std::move(settings)) {
    manager = world.firm("海南福山咖啡协会");
    roaster = world.firm("海南澄迈焙香咖啡有限公司");
    washer = world.firm("海南福山水洗厂");
    laboratory = world.firm("海南农产品检测中心");
    carrier = world.firm("海南椰风冷链物流有限公司");
    brand = world.brand("福山咖啡", manager);
    const auto green = world.product(washer, "福山生豆");
    for (int i = 1; i <= 3; ++i) {
        const std::string number = std::to_string(i);
        farms.push_back(world.party({.kind = model::PartyKind::farmer, .name = "王大" + number}));
        cherries.push_back(world.lot(world.product(farms.back(), "咖啡鲜果"), "CH-" + number));
        world.event(cherries.back(), Step::commissioning, "2026-01-05", {.place = "福山镇"});
        washed.push_back(world.lot(green, "W-" + number));
        world.made(washed.back(), "2026-01-06", {cherries.back()});
    }
    roast = world.lot(world.product(roaster, "福山咖啡", brand), "R-1");
    world.made(roast, "2026-01-20T08:00:00+08:00", {washed[0], washed[1], washed[2]});
    world.event(roast, Step::inspecting, "2026-01-21",
                {.party = laboratory, .contents = {{model::Field::test_result, "qualified"}}});
    for (int i = 1; i <= kDealers; ++i) {
        const std::string number = std::to_string(i);
        dealers.push_back(world.firm("经销商" + number));
        consignments.push_back(world.consign(roast, "R-1-" + number, "2026-02-01T09:00:00+08:00", dealers.back()));
        world.event(consignments.back(), Step::retail_selling, "2026-02-10",
                    {.recorder = dealers.back(), .contents = {{model::Field::sale_price, "6800"}}});
    }
}

}  // namespace qy::business::testing
