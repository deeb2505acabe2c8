#include "epcis_event.h"

#include <algorithm>

#include "base/limits.h"
#include "crypto/sm3.h"
#include "epcis_check.h"
#include "epcis_draft.h"
#include "epcis_hash.h"
#include "epcis_write.h"

namespace qy::collection {
namespace {

constexpr std::string_view kIgnoreFields = "ignoreFields";

// Names that are left out of this event's hash travel with it, so that the hash is the same wherever the event goes.
void keep_ignored(Node& event, std::vector<std::string>& ignored) {
    Node names = Node::of_list({});
    for (const auto& [name, value] : event.members) {
        if (std::find(ignored.begin(), ignored.end(), name.braced()) != ignored.end()) {
            names.items.push_back(Node::of_text(name.braced()));
        }
    }
    const bool told = std::any_of(event.members.begin(), event.members.end(),
                                  [](const auto& member) { return member.first.local == kIgnoreFields; });
    if (names.items.empty() || told) return;
    NodeName name{std::string(kOwnEpcisSpace), std::string(kIgnoreFields), std::string(kOwnEpcisPrefix)};
    ignored.push_back(name.braced());
    event.members.emplace_back(std::move(name), std::move(names));
}

}  // namespace

void take_ignored(const Node& names, DocumentHead& head) {
    for (const auto& name : names.items) {
        head.ignored.push_back(name.text.starts_with('{') ? name.text : head.context.name_of(name.text).braced());
    }
}

EpcisEvent finished_event(Node event, std::int64_t number, const DocumentHead& head, EventFaults faults) {
    EpcisEvent out;
    out.number = number;
    DocumentHead own = head;
    for (const auto& [name, value] : event.members) {
        if (name.local == kIgnoreFields) {
            take_ignored(value, own);
            own.ignored.push_back(name.braced());
        }
    }
    Node checked = checked_event(std::move(event), own.context, faults);
    keep_ignored(checked, own.ignored);
    out.event_id = checked.text_of("eventID");
    out.json = json_of(checked);
    if (out.json.size() > limits::epcis_event_bytes_max) {
        faults.add("", "epcis.event_too_large", {std::to_string(limits::epcis_event_bytes_max >> 10U)});
        out.json.clear();
    }
    out.pre_hash = pre_hash_of(checked, own.ignored);
    out.hash = event_hash(out.pre_hash);
    out.content_hash = to_hex(crypto::sm3(bytes_of(out.hash + error_text_of(checked))));
    if (faults.empty()) out.draft = draft_of(checked, out, faults);
    out.faults = std::move(faults).take();
    return out;
}

model::RowDraft to_draft(EpcisEvent event) {
    model::RowDraft row;
    row.line = event.number + 1;
    row.source_hash = std::move(event.content_hash);
    row.faults = std::move(event.faults);
    if (row.faults.empty()) row.events.push_back(std::move(event.draft));
    return row;
}

Result<void> check_version(std::string_view version) {
    const bool known = version == "2.0" || version == "1.2" || version == "1.1" || version == "1.0" ||
                       version.starts_with("2.0.") || version == "1" || version == "2";
    if (!known) return invalid("epcis.version", {std::string(version)});
    return {};
}

}  // namespace qy::collection
