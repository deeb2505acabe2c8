// Codes with a state of their own, and aliases of foreign codes.
#include "storage/code_store.h"

namespace qy::storage::codes {
namespace {

constexpr Statement kState{"code_state.find",
                           "SELECT frozen, freeze_reason, scan_count, first_scanned_at, first_scanned_region, "
                           "last_scanned_at, last_device, first_verified_at, pin_failures, pin_failed_at FROM "
                           "code_state WHERE code = $code"};
constexpr Statement kSetFrozen{"code_state.set_frozen",
                               "INSERT INTO code_state (code, frozen, freeze_reason) VALUES ($code, $frozen, $reason) "
                               "ON CONFLICT (code) DO UPDATE SET frozen = excluded.frozen, freeze_reason = "
                               "excluded.freeze_reason"};
constexpr Statement kSetPinState{
    "code_state.set_pin_state",
    "INSERT INTO code_state (code, first_verified_at, pin_failures, pin_failed_at) VALUES ($code, $verified_at, "
    "$failures, $failed_at) ON CONFLICT (code) DO UPDATE SET first_verified_at = excluded.first_verified_at, "
    "pin_failures = excluded.pin_failures, pin_failed_at = excluded.pin_failed_at"};
constexpr Statement kFindAlias{"code_alias.find", "SELECT code, party_id FROM code_alias WHERE alias = $alias"};
constexpr Statement kInsertAlias{"code_alias.insert",
                                 "INSERT INTO code_alias (alias, code, party_id) VALUES ($alias, $code, $party)"};

CodeState state_from(const Row& row) {
    CodeState state;
    state.frozen = row.flag(0);
    state.freeze_reason = row.text(1);
    state.scan_count = row.integer(2);
    state.first_scanned_at = row.optional_time(3);
    state.first_scanned_region = row.text(4);
    state.last_scanned_at = row.optional_time(5);
    state.last_device = row.text(6);
    state.first_verified_at = row.optional_time(7);
    state.pin_failures = row.integer(8);
    state.pin_failed_at = row.optional_time(9);
    return state;
}

Result<void> one(Result<std::int64_t> changed) {
    if (!changed.ok()) return std::move(changed).error();
    QY_ASSERT(*changed == 1);
    return {};
}

}  // namespace

Result<CodeState> state(Reader& reader, std::string_view code) {
    QY_TRY(found, reader.first(kState, {{"code", code}}, state_from));
    return found ? std::move(*found) : CodeState{};
}

Result<void> set_code_frozen(Writer& writer, std::string_view code, bool frozen, std::string_view reason) {
    return one(writer.run(kSetFrozen, {{"code", code}, {"frozen", frozen}, {"reason", reason}}));
}

Result<void> set_pin_state(Writer& writer, std::string_view code, const CodeState& state) {
    return one(writer.run(kSetPinState, {{"code", code},
                                         {"verified_at", state.first_verified_at},
                                         {"failures", state.pin_failures},
                                         {"failed_at", state.pin_failed_at}}));
}

Result<std::optional<Alias>> find_alias(Reader& reader, std::string_view alias) {
    return reader.first(kFindAlias, {{"alias", alias}}, [](const Row& row) {
        return Alias{std::string(row.text(0)), row.id<model::PartyId>(1)};
    });
}

Result<void> insert_alias(Writer& writer, std::string_view alias, const Alias& target) {
    return one(writer.run(kInsertAlias, {{"alias", alias}, {"code", target.code}, {"party", target.party}}));
}

}  // namespace qy::storage::codes
