#include "row_content.h"

#include <algorithm>

#include "base/bytes.h"
#include "business/review.h"
#include "crypto/sm3.h"
#include "model/nutrition.h"
#include "storage/event_store.h"
#include "storage/party_store.h"
#include "storage/store.h"
#include "storage/vault.h"

namespace qy::business {
namespace {

JsonArray events_json(const std::vector<model::EventDraft>& events) {
    JsonArray list;
    for (const auto& event : events) list.push_back(model::to_json(event));
    return list;
}

JsonArray faults_json(const std::vector<model::RowFault>& faults) {
    JsonArray list;
    for (const auto& fault : faults) {
        JsonArray arguments;
        for (const auto& argument : fault.arguments) arguments.push_back(Json(argument));
        list.push_back(JsonObject{{"field", fault.field}, {"code", fault.code}, {"arguments", std::move(arguments)}});
    }
    return list;
}

/// The forms of the row's hash in its keys: as it is, or for a row with protected contents its keyed hashes, newest key
/// first.
std::vector<std::string> sources_of(const storage::Vault& vault, const RowContent& row) {
    if (row.has_client_key() || !row.holds_protected()) return {row.source_hash};
    return vault.indexes("event_key", "event_key", row.source_hash);
}

}  // namespace

std::string RowContent::key_of(std::size_t index, std::string_view source) const {
    const std::string step(is_of_product() ? "product" : model::to_string(events[index].step));
    if (has_client_key()) {
        return index == 0 ? events.front().client_key : events.front().client_key + "#" + step;
    }
    return std::string(source) + ":" + std::to_string(occurrence) + ":" + step;
}

bool RowContent::holds_protected() const {
    const auto is_protected = [](const model::Fields::Item& item) {
        return model::is_protected(model::row_of(item.first).data_class);
    };
    return std::ranges::any_of(
        events, [&](const auto& event) { return std::ranges::any_of(event.contents.items(), is_protected); });
}

Result<std::vector<RowKey>> row_keys(storage::Reader& reader, const RowContent& row) {
    const auto sources = sources_of(reader.vault(), row);
    std::vector<RowKey> keys;
    const auto count = row.is_of_product() ? 1 : row.events.size();
    for (std::size_t i = 0; i < count; ++i) {
        RowKey key{row.recorder, {}, row.key_of(i, sources.front())};
        if (key.recorder.is_none()) {
            key.recorder_name = row.is_of_product() ? row.lot.ref.owner_name : row.events[i].party_name;
            QY_TRY(named, storage::parties::by_name(reader, key.recorder_name));
            if (named.size() > 1) return conflict("party.ambiguous", {key.recorder_name});
            if (!named.empty()) key.recorder = named.front().id;
        }
        for (std::size_t older = 1; older < sources.size(); ++older) {
            RowKey candidate{key.recorder, key.recorder_name, row.key_of(i, sources[older])};
            QY_TRY(found, storage::events::find_key(reader, candidate.recorder, candidate.reserved_key()));
            if (found) key = std::move(candidate);
        }
        keys.push_back(std::move(key));
    }
    return keys;
}

RowContent row_content(model::RowDraft draft, model::PartyId recorder) {
    return {draft.line,           draft.occurrence,        std::move(draft.source_hash), recorder,
            std::move(draft.lot), std::move(draft.events), std::move(draft.written),     std::move(draft.warnings)};
}

Json to_json(const RowContent& row) {
    JsonObject out{{"line", row.line},
                   {"occurrence", row.occurrence},
                   {"source_hash", row.source_hash},
                   {"recorder", row.recorder ? row.recorder.to_string() : ""},
                   {"lot", model::to_json(row.lot)},
                   {"events", events_json(row.events)}};
    if (!row.written.empty()) {
        JsonObject written;
        for (const auto& [column, text] : row.written) written[column] = text;
        out["written"] = std::move(written);
    }
    if (!row.warnings.empty()) out["warnings"] = faults_json(row.warnings);
    return out;
}

namespace {

/// Of a product's change, which no row was checked for.
std::vector<model::RowFault> warnings_of_product(const JsonObject& content) {
    const auto* const told = content.if_contains("nutrition");
    if (told == nullptr || !told->is_string()) return {};
    const auto table = model::Nutrition::parse(std::string_view(told->as_string()));
    const auto given = table.ok() ? table->doubtful_energy() : std::nullopt;
    if (!given) return {};
    return {{"nutrition", "nutrition.energy", {table->lines().front().amount, std::to_string(*given)}}};
}

}  // namespace

std::vector<model::RowFault> warnings_of(const model::Change& change) {
    const bool product = change.kind == model::ChangeKind::product && change.content.is_object();
    if (product) return warnings_of_product(change.content.as_object());
    std::vector<model::RowFault> out;
    const auto* object = change.kind == model::ChangeKind::row ? change.content.if_object() : nullptr;
    const auto* list = object == nullptr ? nullptr : object->if_contains("warnings");
    if (list == nullptr || !list->is_array()) return out;
    for (const auto& one : list->as_array()) {
        model::RowFault fault{std::string(one.at("field").as_string()), std::string(one.at("code").as_string()), {}};
        for (const auto& argument : one.at("arguments").as_array()) fault.arguments.emplace_back(argument.as_string());
        out.push_back(std::move(fault));
    }
    return out;
}

std::string content_hash_of(const Json& row) {
    // Canonical JSON of {events, lot}, put together from its two members.
    const auto& object = row.as_object();
    const auto text =
        R"({"events":)" + canonical_text(object.at("events")) + R"(,"lot":)" + canonical_text(object.at("lot")) + "}";
    return to_hex(crypto::sm3(bytes_of(text)));
}

Result<RowContent> row_content_from_json(const Json& value) {
    const auto* object = value.if_object();
    if (object == nullptr || !object->contains("events") || !object->contains("lot") ||
        !object->at("events").is_array()) {
        return corrupt("draft.corrupt", {"events"});
    }
    RowContent row;
    row.line = object->at("line").as_int64();
    row.occurrence = object->at("occurrence").as_int64();
    row.source_hash = object->at("source_hash").as_string();
    if (const auto& recorder = object->at("recorder").as_string(); !recorder.empty()) {
        QY_TRY(id, model::PartyId::parse(recorder));
        row.recorder = id;
    }
    QY_TRY(lot, model::lot_draft_from_json(object->at("lot")));
    row.lot = std::move(lot);
    for (const auto& item : object->at("events").as_array()) {
        QY_TRY(event, model::event_draft_from_json(item));
        row.events.push_back(std::move(event));
    }
    return row;
}

}  // namespace qy::business
