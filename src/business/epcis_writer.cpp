#include "epcis_writer.h"

#include <algorithm>
#include <unordered_map>

#include "base/bytes.h"
#include "base/sort_unique.h"
#include "base/text.h"
#include "collection/epcis.h"
#include "collection/identifiers.h"
#include "crypto/sm3.h"
#include "storage/catalogue_store.h"
#include "storage/party_store.h"
#include "storage/trace_store.h"

namespace qy::business {
namespace {

using collection::percent_encoded;
using collection::uri_part;
using model::Field;
using model::LotKind;
using model::Step;

constexpr std::string_view kOwnEvent = "urn:qiongyuan:event:";
constexpr std::size_t kHashDigits = 16;

/// A JSON number of exactly this value; nullopt when a double cannot hold all digits.
std::optional<Json> number_of(const Decimal& value) {
    constexpr std::int64_t kExact = 1'000'000'000'000'000;
    if (value.coefficient() >= kExact || value.coefficient() <= -kExact) return std::nullopt;
    const auto text = value.to_string();
    auto number = parse_json(text);
    return number.ok() ? std::optional(*std::move(number)) : std::nullopt;
}

/// A lot with the names that tell it to somebody else.
struct NamedLot {
    model::Lot lot;
    std::string gtin;
    std::string product;
    std::string specification;
    std::string owner;
};

std::string joined_urn(std::string_view kind, std::initializer_list<std::string_view> parts) {
    std::string urn = "urn:qiongyuan:" + std::string(kind);
    for (const auto part : parts) urn += ":" + uri_part(part);
    return urn;
}

bool is_uri(std::string_view text) {
    return text.starts_with("https://") || text.starts_with("http://") || text.starts_with("urn:") ||
           text.starts_with("geo:") || text.starts_with("ni:");
}

std::string identifier_of(const NamedLot& named) {
    const auto& lot = named.lot;
    if (lot.kind == LotKind::item || lot.kind == LotKind::place) {
        return is_uri(lot.lot_number) ? lot.lot_number : joined_urn("item", {lot.lot_number});
    }
    if (lot.kind == LotKind::logistic_unit) {
        const bool sscc = lot.lot_number.size() == 18 &&
                          std::ranges::all_of(lot.lot_number, [](char c) { return c >= '0' && c <= '9'; });
        if (sscc && collection::has_good_check_digit(lot.lot_number)) return "https://id.gs1.org/00/" + lot.lot_number;
        return is_uri(lot.lot_number) ? lot.lot_number : joined_urn("unit", {named.owner, lot.lot_number});
    }
    if (!named.gtin.empty()) return "https://id.gs1.org/01/" + named.gtin + "/10/" + percent_encoded(lot.lot_number);
    return joined_urn("lot", {named.owner, named.product, named.specification, lot.lot_number});
}

/// Parties and lots that a page of events names, read at once.
class Names {
 public:
    static Result<Names> read(storage::Reader& reader, const std::vector<model::TraceEvent>& events);
    [[nodiscard]] const NamedLot* lot(model::LotId id) const {
        const auto found = lots_.find(id.number());
        return found == lots_.end() ? nullptr : &found->second;
    }
    [[nodiscard]] std::string party(model::PartyId id) const {
        const auto found = parties_.find(id.number());
        return found == parties_.end() ? std::string() : found->second;
    }

 private:
    Result<void> read_parties(storage::Reader& reader, std::vector<model::PartyId> ids);
    std::unordered_map<std::int64_t, NamedLot> lots_;
    std::unordered_map<std::int64_t, std::string> parties_;
};

Result<void> Names::read_parties(storage::Reader& reader, std::vector<model::PartyId> ids) {
    std::erase_if(ids, [](model::PartyId id) { return id.is_none(); });
    sort_unique(ids);
    if (ids.empty()) return {};
    QY_TRY(found, storage::parties::find_all(reader, model::Reach::everything(), ids));
    for (auto& party : found) parties_.emplace(party.id.number(), std::move(party.name));
    return {};
}

Result<Names> Names::read(storage::Reader& reader, const std::vector<model::TraceEvent>& events) {
    Names names;
    std::vector<std::int64_t> ids;
    std::vector<model::PartyId> parties;
    for (const auto& event : events) {
        ids.push_back(event.lot.number());
        if (event.container) ids.push_back(event.container.number());
        for (const auto& input : event.inputs) ids.push_back(input.lot.number());
        parties.insert(parties.end(), {event.party, event.recorder, event.counterparty});
    }
    sort_unique(ids);
    QY_TRY(lots, storage::trace::lots(reader, ids));
    std::vector<model::ProductId> product_ids;
    for (const auto& traced : lots) {
        parties.push_back(traced.lot.owner);
        if (traced.lot.product) product_ids.push_back(traced.lot.product);
    }
    sort_unique(product_ids);
    QY_TRY(products, storage::catalogue::find_products(reader, model::Reach::everything(), product_ids));
    QY_CHECK(names.read_parties(reader, std::move(parties)));
    for (auto& traced : lots) {
        NamedLot named{std::move(traced.lot), {}, std::move(traced.product_name), {}, {}};
        const auto product = std::ranges::find(products, named.lot.product, &model::Product::id);
        if (product != products.end()) {
            named.gtin = product->gtin;
            named.specification = product->specification;
        }
        named.owner = names.party(named.lot.owner);
        names.lots_.emplace(named.lot.id.number(), std::move(named));
    }
    return names;
}

/// Our unit as a code of UN/ECE Recommendation 20; empty for units that it does not have.
std::string rec20_of(std::string_view unit) {
    const auto* known = model::find_unit(unit);
    if (known == nullptr) return "";
    for (const auto alias : split(known->aliases, ',')) {
        const bool code = alias.size() >= 2 && alias.size() <= 3 && std::ranges::all_of(alias, [](char c) {
                              return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                          });
        if (code) return std::string(alias);
    }
    return "";
}

class EventWriter {
 public:
    EventWriter(const model::TraceEvent& event, const Names& names) : event_(event), names_(names) {}

    std::string write() {
        head();
        what();
        why_and_where();
        temperatures();
        own_members();
        return to_text(out_);
    }

 private:
    [[nodiscard]] bool is_transformation() const {
        return (event_.step == Step::transforming || event_.step == Step::merging) && !event_.inputs.empty();
    }
    [[nodiscard]] bool is_aggregation() const {
        return event_.container && event_.container == event_.lot &&
               (event_.step == Step::packing || event_.step == Step::unpacking);
    }
    [[nodiscard]] std::string identifier(model::LotId id) const {
        const auto* named = names_.lot(id);
        return named == nullptr ? joined_urn("lot", {id.to_string()}) : identifier_of(*named);
    }
    [[nodiscard]] bool is_class(model::LotId id) const {
        const auto* named = names_.lot(id);
        return named == nullptr || named->lot.kind == LotKind::produced || named->lot.kind == LotKind::consignment;
    }
    [[nodiscard]] JsonObject element(model::LotId id, const std::optional<model::Quantity>& quantity) const {
        JsonObject one{{"epcClass", identifier(id)}};
        if (!quantity) return one;
        const auto unit = rec20_of(quantity->unit);
        auto amount = number_of(quantity->amount);
        if (!amount || (unit.empty() && quantity->unit != "unit")) {
            one["qy:quantity"] = quantity->to_string();
            return one;
        }
        one["quantity"] = *std::move(amount);
        if (quantity->unit != "unit") one["uom"] = unit;
        return one;
    }
    void put_things(std::string_view epcs, std::string_view classes, const std::vector<model::LotPortion>& portions) {
        JsonArray items;
        JsonArray lots;
        for (const auto& portion : portions) {
            if (is_class(portion.lot)) {
                lots.push_back(element(portion.lot, portion.quantity));
            } else {
                items.push_back(boost::json::value(identifier(portion.lot)));
            }
        }
        if (!items.empty()) out_[epcs] = std::move(items);
        if (!lots.empty()) out_[classes] = std::move(lots);
    }

    void head();
    void what();
    void why_and_where();
    void temperatures();
    void own_members();

    const model::TraceEvent& event_;
    const Names& names_;
    JsonObject out_;
};

void EventWriter::head() {
    out_["@context"] = JsonArray{JsonObject{{collection::kOwnEpcisPrefix, std::string(collection::kOwnEpcisSpace)}}};
    out_["type"] = is_transformation() ? "TransformationEvent" : is_aggregation() ? "AggregationEvent" : "ObjectEvent";
    out_["eventID"] = own_event_id(event_);
    model::EventTime time = event_.event_time;
    time.precision = model::Precision::second;
    out_["eventTime"] = time.to_string();
    const auto minutes = time.offset_minutes < 0 ? -time.offset_minutes : time.offset_minutes;
    char offset[16];
    std::snprintf(offset, sizeof offset, "%c%02d:%02d", time.offset_minutes < 0 ? '-' : '+', minutes / 60,
                  minutes % 60);
    out_["eventTimeZoneOffset"] = offset;
}

void EventWriter::what() {
    const model::LotPortion own{event_.lot, event_.quantity};
    if (is_transformation()) {
        put_things("inputEPCList", "inputQuantityList", event_.inputs);
        put_things("outputEPCList", "outputQuantityList", {own});
        return;
    }
    if (is_aggregation()) {
        out_["parentID"] = identifier(event_.container);
        put_things("childEPCs", "childQuantityList", event_.inputs);
        out_["action"] = event_.step == Step::packing ? "ADD" : "DELETE";
        return;
    }
    put_things("epcList", "quantityList", {own});
    out_["action"] = event_.step == Step::commissioning ? "ADD" : "OBSERVE";
}

void EventWriter::why_and_where() {
    const bool transforms = event_.step == Step::transforming || event_.step == Step::merging;
    const auto step = transforms ? std::string_view("commissioning") : model::to_string(event_.step);
    const auto told = event_.contents.get(Field::epcis_step);
    if (event_.step == Step::service_provided) {
        out_["bizStep"] = "urn:qiongyuan:step:service_provided";
    } else {
        out_["bizStep"] = told.empty() ? step : told;
    }
    out_["disposition"] = model::to_string(event_.disposition);
    if (!event_.place.empty()) out_["readPoint"] = JsonObject{{"id", joined_urn("place", {event_.place})}};
    if (event_.counterparty) {
        out_["destinationList"] = JsonArray{JsonObject{
            {"type", "possessing_party"}, {"destination", joined_urn("party", {names_.party(event_.counterparty)})}}};
    }
}

void EventWriter::temperatures() {
    const auto readings = model::parse_readings(event_.contents.get(Field::temperature_log));
    if (!readings.ok() || readings->empty()) return;
    JsonArray reports;
    for (const auto& reading : *readings) {
        model::EventTime time = reading.at;
        time.precision = model::Precision::second;
        auto value = number_of(reading.value);
        if (!value) continue;
        reports.push_back(JsonObject{
            {"type", "Temperature"}, {"time", time.to_string()}, {"value", *std::move(value)}, {"uom", "CEL"}});
    }
    out_["sensorElementList"] = JsonArray{JsonObject{{"sensorReport", std::move(reports)}}};
}

/// What EPCIS has no word for: our step, who did it, and the fields of the record.
void EventWriter::own_members() {
    const auto put = [this](std::string_view name, std::string_view value) {
        if (!value.empty()) out_["qy:" + std::string(name)] = value;
    };
    put("step", model::to_string(event_.step));
    put("party", names_.party(event_.party));
    put("recorder", names_.party(event_.recorder));
    if (event_.event_time.precision == model::Precision::day) put("day", event_.event_time.to_string());
    for (const auto& [field, value] : event_.contents.items()) put(model::row_of(field).name, value);
}

}  // namespace

std::string own_event_id(const model::TraceEvent& event) {
    const auto hash = to_hex(crypto::sm3(bytes_of(canonical_text(model::to_json(event)))));
    return std::string(kOwnEvent) + event.id.to_string() + ":" + hash.substr(0, kHashDigits);
}

model::EventId event_of_own_id(std::string_view text) {
    if (!text.starts_with(kOwnEvent)) return {};
    text.remove_prefix(kOwnEvent.size());
    const auto id = model::EventId::parse(text.substr(0, text.find(':')));
    return id.ok() ? *id : model::EventId();
}

Result<std::vector<std::string>> epcis_texts(storage::Reader& reader, const std::vector<model::TraceEvent>& events) {
    std::vector<model::TraceEvent> own;
    for (const auto& event : events) {
        if (!event.contents.has(Field::epcis_event)) own.push_back(event);
    }
    QY_TRY(names, Names::read(reader, own));
    std::vector<std::string> texts;
    for (const auto& event : events) {
        const auto* told = event.contents.find(Field::epcis_event);
        if (told != nullptr) {
            texts.push_back(*told);
            continue;
        }
        QY_TRY(text, collection::canonical_epcis(EventWriter(event, names).write()));
        texts.push_back(std::move(text));
    }
    return texts;
}

}  // namespace qy::business
