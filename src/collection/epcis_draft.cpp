#include "epcis_draft.h"

#include <algorithm>
#include <utility>

#include "base/limits.h"
#include "base/text.h"
#include "epcis_hash.h"
#include "gs1_identifier.h"

namespace qy::collection {
namespace {

using model::Field;
using model::LotKind;
using model::Quantity;
using model::Step;
using model::SubjectRef;
using model::SubjectRole;

constexpr std::string_view kMasterDataSpaces[] = {"urn:epcglobal:cbv:mda", "urn:epcglobal:cbv:mda:"};

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ') || c == 0x7F; });
}

/// The text behind percent-encoding, unless control characters hide there.
std::string decoded(std::string_view text) {
    auto plain = percent_decoded(text);
    return has_control(plain) ? std::string(text) : plain;
}

/// The parts of one of our own names ("urn:qiongyuan:lot:owner:product:specification:number"); empty for other texts.
std::vector<std::string> own_parts(std::string_view uri, std::string_view kind) {
    std::vector<std::string> parts;
    const std::string start = "urn:qiongyuan:" + std::string(kind) + ":";
    if (!uri.starts_with(start)) return parts;
    for (const auto part : split(uri.substr(start.size()), ':')) {
        parts.push_back(decoded(part));
        if (length_of(parts.back()) > limits::short_text_code_points_max) return {};
    }
    return parts;
}

/// An identifier in its canonical form: the Digital Link of a GS1 key, else the text.
std::string canonical(std::string_view uri) {
    const auto key = read_gs1_key(uri);
    return key ? key->canonical() : std::string(uri);
}

Step step_of(std::string_view type, std::string_view word, std::string_view action) {
    if (type == "TransformationEvent") return Step::transforming;
    if (word == "creating_class_instance") return Step::commissioning;
    const auto known = model::parse_step(word);
    if (known && *known != Step::service_provided && *known != Step::merging && *known != Step::transforming) {
        return *known;
    }
    if (!word.empty()) return Step::other;
    if (type == "AggregationEvent" && action == "ADD") return Step::packing;
    if (type == "AggregationEvent" && action == "DELETE") return Step::unpacking;
    return type == "ObjectEvent" && action == "ADD" ? Step::commissioning : Step::other;
}

/// "GLN 6901234000016" for people; an address of another kind as it is.
std::string place_name(std::string_view uri) {
    for (const std::string_view kind : {"place", "party"}) {
        if (const auto parts = own_parts(uri, kind); parts.size() == 1) return parts.front();
    }
    const auto key = read_gs1_key(uri);
    if (!key || (key->ai != "414" && key->ai != "417")) return std::string(uri);
    std::string name = "GLN " + key->value;
    if (!key->serial.empty()) name += " / " + decoded(key->serial);
    return name;
}

std::string_view place_id(const Node& event) {
    for (const std::string_view member : {"readPoint", "bizLocation"}) {
        const auto* place = event.find(member);
        if (place != nullptr && !place->text_of("id").empty()) return place->text_of("id");
    }
    return {};
}

/// Who takes the goods over, or is to own them.
std::string receiver_of(const Node& event) {
    const auto* list = event.find("destinationList");
    if (list == nullptr) return "";
    for (const std::string_view wanted : {"possessing_party", "owning_party"}) {
        for (const auto& entry : list->items) {
            if (entry.text_of("type") != wanted) continue;
            auto name = place_name(entry.text_of("destination"));
            if (length_of(name) <= limits::name_code_points_max) return name;
        }
    }
    return "";
}

/// A quantity in a unit that we know; any other stays in the event's own text.
std::optional<Quantity> quantity_of(const Node& element) {
    const auto text = element.text_of("quantity");
    if (text.empty()) return std::nullopt;
    const auto amount = Decimal::parse(hash_number(text));
    const auto unit_text = element.text_of("uom");
    const auto* unit = model::find_unit(unit_text.empty() ? "unit" : unit_text);
    if (!amount.ok() || amount->is_negative() || unit == nullptr) return std::nullopt;
    return Quantity{*amount, std::string(unit->code)};
}

/// lotNumber of the master data of an event that brings its things into being.
std::string lot_number_of(const Node& event) {
    const auto* data = event.find("ilmd");
    if (data == nullptr) return "";
    for (const auto& [name, value] : data->members) {
        const bool own = std::find(std::begin(kMasterDataSpaces), std::end(kMasterDataSpaces), name.space) !=
                         std::end(kMasterDataSpaces);
        if (own && name.local == "lotNumber" && value.is_scalar()) return std::string(trim(value.text));
    }
    return "";
}

class Drafter {
 public:
    Drafter(const Node& event, const EpcisEvent& told, EventFaults& faults)
        : event_(event), told_(told), faults_(faults) {}

    model::EventDraft draft();

 private:
    void subjects();
    void epcs(std::string_view list, SubjectRole role, bool made);
    void quantities(std::string_view list, SubjectRole role, bool made);
    void add(std::string_view uri, SubjectRole role, std::optional<Quantity> quantity, bool made);
    void home();
    void temperatures();
    void reading(const Node& element, const Node& report);
    void bound(Field field, const Decimal& value, bool lower);
    void contents();
    void add_lot_of(const SubjectRef& item);
    void check_keys();

    const Node& event_;
    const EpcisEvent& told_;
    EventFaults& faults_;
    model::EventDraft draft_;
    std::vector<std::pair<model::EventTime, Decimal>> readings_;
    std::string_view type_;
    std::string_view action_;
};

/// An item that says its lot speaks of the lot too.
void Drafter::add_lot_of(const SubjectRef& item) {
    SubjectRef lot{item.role, LotKind::produced, item.gtin, item.lot_number, {}, {}};
    if (std::find(draft_.subjects.begin(), draft_.subjects.end(), lot) == draft_.subjects.end()) {
        draft_.subjects.push_back(std::move(lot));
    }
}

void Drafter::add(std::string_view uri, SubjectRole role, std::optional<Quantity> quantity, bool made) {
    const auto key = read_gs1_key(uri);
    SubjectRef subject{role, LotKind::item, {}, canonical(uri), {}, std::move(quantity)};
    const bool container = role == SubjectRole::container;
    if (const auto parts = own_parts(uri, "lot"); parts.size() == 4) {
        subject.kind = LotKind::produced;
        subject.number = parts[3];
        subject.lot = {parts[0], parts[1], parts[2], parts[3]};
    } else if (const auto unit = own_parts(uri, "unit"); unit.size() == 2) {
        subject.kind = LotKind::logistic_unit;
        subject.number = unit[1];
    } else if (key && key->ai == "00") {
        subject.kind = LotKind::logistic_unit;
        subject.number = key->value;
    } else if (container) {
        subject.kind = LotKind::logistic_unit;
    } else if (key && key->ai == "01") {
        subject.gtin = key->value;
        subject.lot_number = decoded(key->lot);
        if (key->serial.empty() && !key->lot.empty()) {
            subject.kind = LotKind::produced;
            subject.number = std::exchange(subject.lot_number, {});
        } else if (key->serial.empty()) {
            subject.role = SubjectRole::home;  // a kind of goods, no lot of it
        } else if (subject.lot_number.empty() && made) {
            subject.lot_number = lot_number_of(event_);
        }
    }
    const auto& lot_number = subject.kind == LotKind::produced ? subject.number : subject.lot_number;
    if (length_of(lot_number) > limits::lot_number_code_points_max || has_control(lot_number)) {
        faults_.add("", "epcis.lot_number", {lot_number, std::to_string(limits::lot_number_code_points_max)});
        return;
    }
    if (!subject.lot_number.empty()) add_lot_of(subject);
    draft_.subjects.push_back(std::move(subject));
}

void Drafter::epcs(std::string_view list, SubjectRole role, bool made) {
    const auto* member = event_.find(list);
    if (member == nullptr) return;
    for (const auto& item : member->items) add(item.text, role, std::nullopt, made);
}

void Drafter::quantities(std::string_view list, SubjectRole role, bool made) {
    const auto* member = event_.find(list);
    if (member == nullptr) return;
    for (const auto& item : member->items) add(item.text_of("epcClass"), role, quantity_of(item), made);
}

/// An event that speaks of nothing with a name of its own is told at its place.
void Drafter::home() {
    const auto place = place_id(event_);
    if (!place.empty()) draft_.subjects.push_back({SubjectRole::home, LotKind::place, {}, canonical(place), {}, {}});
    const bool partial = type_ == "TransformationEvent" && !event_.text_of("transformationID").empty();
    const auto has = [&](SubjectRole role) {
        return std::any_of(draft_.subjects.begin(), draft_.subjects.end(),
                           [&](const auto& subject) { return subject.role == role; });
    };
    if (draft_.subjects.empty()) {
        draft_.subjects.push_back({SubjectRole::home, LotKind::item, {}, draft_.client_key, {}, {}});
    }
    if (!partial || (has(SubjectRole::input) && has(SubjectRole::output))) return;
    // One part of a transformation: what joins the parts is their common id.
    const auto role = has(SubjectRole::input) ? SubjectRole::output : SubjectRole::input;
    draft_.subjects.push_back({role, LotKind::item, {}, canonical(event_.text_of("transformationID")), {}, {}});
}

void Drafter::subjects() {
    const bool made = (type_ == "ObjectEvent" && action_ == "ADD") || type_ == "TransformationEvent";
    const bool packing = type_ == "AggregationEvent" || type_ == "AssociationEvent";
    const auto content = action_ == "ADD"      ? SubjectRole::content
                         : action_ == "DELETE" ? SubjectRole::removed
                                               : SubjectRole::seen_in;
    if (const auto parent = event_.text_of("parentID"); !parent.empty()) {
        add(parent, packing ? SubjectRole::container : SubjectRole::subject, std::nullopt, false);
    }
    epcs("outputEPCList", SubjectRole::output, made);
    quantities("outputQuantityList", SubjectRole::output, made);
    epcs("inputEPCList", SubjectRole::input, false);
    quantities("inputQuantityList", SubjectRole::input, false);
    quantities("quantityList", SubjectRole::subject, made);
    epcs("epcList", SubjectRole::subject, made);
    quantities("childQuantityList", content, false);
    epcs("childEPCs", content, false);
    draft_.empties_container = packing && action_ == "DELETE" && event_.find("childQuantityList") == nullptr &&
                               (event_.find("childEPCs") == nullptr || event_.find("childEPCs")->items.empty());
    home();
    if (draft_.subjects.size() > limits::epcis_subjects_per_event_max) {
        faults_.add("", "epcis.too_many", {"EPC", std::to_string(limits::epcis_subjects_per_event_max)});
    }
}

/// What is looked up has to fit into an index.
void Drafter::check_keys() {
    const auto check = [this](std::string_view path, std::string_view key) {
        if (key.size() <= limits::epcis_key_bytes_max) return;
        faults_.add(path, "epcis.value_too_long", {std::string(path), std::to_string(limits::epcis_key_bytes_max)});
    };
    check("eventID", draft_.client_key);
    for (const auto& subject : draft_.subjects) check("EPC", subject.number);
}

void Drafter::bound(Field field, const Decimal& value, bool lower) {
    const auto known = Decimal::parse(draft_.contents.get(field));
    if (!known.ok() || (lower ? value < *known : value > *known)) draft_.contents.set(field, value.to_string());
}

/// Degrees Celsius of a value in the unit of the report; nullopt for units that are none of temperature.
std::optional<Decimal> celsius(std::string_view text, std::string_view unit) {
    auto value = Decimal::parse(hash_number(text));
    if (!value.ok()) return std::nullopt;
    if (unit == "CEL") return *value;
    if (unit == "KEL") {
        const auto moved = value->minus(Decimal(27'315, 2));
        return moved.ok() ? std::optional(*moved) : std::nullopt;
    }
    if (unit != "FAH") return std::nullopt;
    const auto moved = value->minus(Decimal(32, 0));
    if (!moved.ok()) return std::nullopt;
    const auto scaled = moved->scaled(5, 9);
    if (!scaled.ok()) return std::nullopt;
    const auto rounded = scaled->rounded(2);
    return rounded.ok() ? std::optional(*rounded) : std::nullopt;
}

void Drafter::reading(const Node& element, const Node& report) {
    if (report.text_of("type") != "Temperature") return;
    const auto unit = report.text_of("uom");
    if (const auto low = celsius(report.text_of("minValue"), unit)) bound(Field::temperature_low, *low, true);
    if (const auto high = celsius(report.text_of("maxValue"), unit)) bound(Field::temperature_high, *high, false);
    const auto value = celsius(report.text_of("value"), unit);
    if (!value || readings_.size() == limits::sensor_readings_per_event_max) return;
    const auto* metadata = element.find("sensorMetadata");
    auto time = read_timestamp(report.text_of("time"));
    if (!time && metadata != nullptr) time = read_timestamp(metadata->text_of("time"));
    readings_.emplace_back(time.value_or(draft_.event_time), *value);
}

void Drafter::temperatures() {
    const auto* elements = event_.find("sensorElementList");
    if (elements == nullptr) return;
    for (const auto& element : elements->items) {
        const auto* reports = element.find("sensorReport");
        if (reports == nullptr) continue;
        for (const auto& report : reports->items) reading(element, report);
    }
    std::stable_sort(readings_.begin(), readings_.end(),
                     [](const auto& a, const auto& b) { return a.first.at < b.first.at; });
    std::vector<std::string> log;
    for (const auto& [time, value] : readings_) log.push_back(time.to_string() + "=" + value.to_string());
    draft_.contents.set(Field::temperature_log, join(log, ";"));
}

void Drafter::contents() {
    const auto word = event_.text_of("bizStep");
    if (word != model::to_string(draft_.step)) draft_.contents.set(Field::epcis_step, std::string(word));
    if (const auto* info = event_.find("certificationInfo")) {
        std::vector<std::string> list;
        if (info->is_scalar()) list.push_back(info->text);
        for (const auto& item : info->items) list.push_back(item.text);
        draft_.contents.set(Field::certificates, join(list, " "));
    }
    const auto disposition = event_.text_of("disposition");
    if (draft_.step == Step::inspecting && (disposition == "conformant" || disposition == "non_conformant")) {
        draft_.contents.set(Field::test_result, disposition == "conformant" ? "qualified" : "unqualified");
    }
    temperatures();
    draft_.contents.set(Field::epcis_event, told_.json);
}

model::EventDraft Drafter::draft() {
    type_ = event_.text_of("type");
    action_ = event_.text_of("action");
    draft_.step = step_of(type_, event_.text_of("bizStep"), action_);
    auto time = read_timestamp(event_.text_of("eventTime"));
    QY_ASSERT(time.has_value());  // checked
    // The place's own clock: eventTime may be told in another zone.
    const auto offset = read_timestamp("2000-01-01T00:00:00" + std::string(event_.text_of("eventTimeZoneOffset")));
    if (offset) time->offset_minutes = offset->offset_minutes;
    draft_.event_time = *time;
    draft_.place = place_name(place_id(event_));
    draft_.counterparty_name = receiver_of(event_);
    draft_.disposition = model::parse_disposition(event_.text_of("disposition"));
    draft_.client_key = told_.event_id.empty() ? told_.hash : told_.event_id;
    if (event_.find("errorDeclaration") != nullptr) {
        draft_.error_of = draft_.client_key;
        draft_.client_key += "#error";
    }
    contents();
    subjects();
    check_keys();
    return std::move(draft_);
}

}  // namespace

model::EventDraft draft_of(const Node& event, const EpcisEvent& told, EventFaults& faults) {
    return Drafter(event, told, faults).draft();
}

}  // namespace qy::collection
