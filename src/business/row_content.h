#pragma once
// One row as a submission holds it: its drafts, who records it, and the keys that make sending it twice `exists`.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "model/draft.h"
#include "model/ids.h"

namespace qy::storage {
class Reader;
}

namespace qy::business {

/// The key of one event of the row. A recorder that is not known yet (its party comes to be at approval) is none, and
/// the key is reserved under 0 with the party's name in front.
struct RowKey {
    model::PartyId recorder;
    std::string recorder_name;
    std::string key;

    /// What stands in event_key while the recorder has no id: "name|key"; else the key itself.
    [[nodiscard]] std::string reserved_key() const { return recorder ? key : recorder_name + "|" + key; }
};

struct RowContent {
    std::int64_t line = 0;
    std::int64_t occurrence = 1;
    std::string source_hash;
    model::PartyId recorder;  ///< none: each event's own party records it
    model::LotDraft lot;
    std::vector<model::EventDraft> events;
    std::vector<std::pair<std::string, std::string>> written = {};  ///< see model::RowDraft
    std::vector<model::RowFault> warnings = {};                     ///< when it was sent, for its reviewers

    /// The client's own key was given: equal keys with other content are a conflict.
    [[nodiscard]] bool has_client_key() const { return !events.empty() && !events.front().client_key.empty(); }
    /// It tells of a product, and of nothing that happened.
    [[nodiscard]] bool is_of_product() const { return events.empty(); }
    /// An event of another program's document: its own key, its own hash.
    [[nodiscard]] bool is_document() const { return !events.empty() && events.front().is_document(); }
    /// The event_key of event `index` (interfaces: values): the client's id, "#step" behind it for the further events
    /// of the row; else the row's hash in the form `source`, its occurrence and the step.
    [[nodiscard]] std::string key_of(std::size_t index, std::string_view source) const;
    /// Sensitive or personal contents: then the row's plain hash is stored nowhere, for they could be guessed by it.
    [[nodiscard]] bool holds_protected() const;
};

/// The keys of all events, with the ids of those recorders that exist: those under which the row is known already, else
/// new ones. Errors: conflict `party.ambiguous` {name}; those
/// of storage.
Result<std::vector<RowKey>> row_keys(storage::Reader& reader, const RowContent& row);

[[nodiscard]] RowContent row_content(model::RowDraft draft, model::PartyId recorder);
[[nodiscard]] Json to_json(const RowContent& row);
/// SM3 of the drafts of a row as JSON, hex: what "the same content" means.
[[nodiscard]] std::string content_hash_of(const Json& row);
/// Errors: corrupt `draft.corrupt` {member}.
Result<RowContent> row_content_from_json(const Json& value);

}  // namespace qy::business
