#include "audit_record_json.h"

#include <array>

#include "model/event_time.h"

namespace qy::business {
namespace {

using storage::audit::Record;

Json party_or_null(const Record& record) {
    return record.party ? Json(record.party.to_string()) : Json(nullptr);
}

Json detail_of(const Record& record) {
    auto parsed = parse_json(record.detail);
    return parsed.ok() ? *std::move(parsed) : Json(record.detail);
}

constexpr std::array kColumns = std::to_array<AuditColumn>({
    {"position", [](const Record& r) { return Json(std::to_string(r.position)); }},
    {"at", [](const Record& r) { return Json(model::to_rfc3339(r.at)); }},
    {"actor", [](const Record& r) { return Json(r.actor); }},
    {"roles", [](const Record& r) { return Json(r.roles); }},
    {"party_id", party_or_null},
    {"channel", [](const Record& r) { return Json(r.channel); }},
    {"address", [](const Record& r) { return Json(r.address); }},
    {"action", [](const Record& r) { return Json(r.action); }},
    {"object", [](const Record& r) { return Json(r.object); }},
    {"result", [](const Record& r) { return Json(r.result); }},
    {"request_id", [](const Record& r) { return Json(r.request_id); }},
    {"before_hash", [](const Record& r) { return Json(r.before_hash); }},
    {"after_hash", [](const Record& r) { return Json(r.after_hash); }},
    {"detail", detail_of},
    {"microseconds", [](const Record& r) { return Json(std::to_string(r.at.microseconds)); }},
    {"format", [](const Record& r) { return Json(std::to_string(r.format)); }},
    {"previous_hash", [](const Record& r) { return Json(r.previous_hash); }},
    {"hash", [](const Record& r) { return Json(r.hash); }},
});

}  // namespace

std::span<const AuditColumn> audit_columns() {
    return kColumns;
}

JsonObject audit_record_json(const Record& record) {
    JsonObject json;
    for (const auto& column : kColumns) json[column.name] = column.value(record);
    return json;
}

}  // namespace qy::business
