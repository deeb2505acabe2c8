#include "code_access.h"

#include "business/change_feed.h"
#include "business/ledger.h"
#include "crypto/keyring.h"
#include "storage/change_store.h"
#include "storage/label_order_store.h"
#include "storage/reach_store.h"

namespace qy::business {

Result<crypto::CodeCipher> cipher_of(const Services& services, int epoch) {
    const auto key = services.keys.get(crypto::Purpose::code, epoch);
    if (!key.ok()) return unavailable("code.no_key", {std::to_string(epoch)});
    return crypto::CodeCipher((*key)->block_cipher(), epoch);
}

model::TraceCode code_of(const crypto::CodeCipher& cipher, std::int64_t serial) {
    return model::TraceCode(cipher.encode(static_cast<std::uint64_t>(serial)));
}

Result<LabelledRange> labelled(const Services& services, const model::CodeRange& range) {
    QY_TRY(cipher, cipher_of(services, range.epoch));
    return LabelledRange{range, code_of(cipher, range.first), code_of(cipher, range.last), false};
}

Result<void> need(const model::Actor& actor, model::Permission permission) {
    if (actor.may(permission)) return {};
    return denied("permission.denied", {std::string(model::to_string(permission))});
}

Error refused_party(const Services& services, const model::Actor& actor, model::PartyId party,
                    model::Permission needed) {
    const auto reach = actor.reach(model::Permission::read_submissions);
    auto reached = services.store.read(
        [&](storage::Reader& reader) { return storage::is_reached(reader, reach, party, model::BrandId()); });
    if (!reached.ok()) return std::move(reached).error();
    if (!*reached) return not_found("party.not_found", {party.to_string()});
    return denied("permission.denied", {std::string(model::to_string(needed))});
}

Result<bool> reaches(storage::Reader& reader, const model::Actor& actor, model::Permission permission,
                     model::PartyId party, model::BrandId brand) {
    return storage::is_reached(reader, actor.reach(permission), party, brand);
}

Result<storage::codes::StoredRange> reached_range(storage::Reader& reader, const model::Actor& actor,
                                                  model::Permission permission, model::CodeRangeId id) {
    QY_TRY(stored, storage::codes::find(reader, actor.reach(permission), id));
    if (!stored) return not_found("code_range.not_found");
    return std::move(*stored);
}

Result<void> check_leaves(storage::Reader& reader, const model::CodeRange& range) {
    const bool issued = range.state != model::RangeState::voided && range.state != model::RangeState::requested;
    if (!issued) return conflict("code_range.state", {std::string(model::to_string(range.state))});
    return check_free(reader, range);
}

Result<void> check_free(storage::Reader& reader, const model::CodeRange& block) {
    QY_TRY(order, storage::label_orders::of_block(reader, block.id));
    if (order && model::is_on_its_way(order->state)) return conflict("code_range.ordered", {order->id.to_string()});
    return {};
}

Result<storage::labels::LotLabel> reached_lot(storage::Reader& reader, const model::Actor& actor,
                                              model::Permission permission, model::LotId id) {
    QY_TRY(lot, storage::labels::of_lot(reader, actor.reach(permission), id));
    if (!lot) return not_found("lot.not_found");
    return std::move(*lot);
}

Result<void> tell_ledger(storage::Writer& writer, const Services& services, std::string_view kind,
                         const model::CodeRange& range, JsonObject members, Time now) {
    members["code_range_id"] = range.id.to_string();
    LedgerRecord record;
    record.kind = kind;
    record.subject = range.id.to_string();
    record.record_id = range.id.number();
    record.record = std::move(members);
    record.hidden = {"first_serial", "last_serial"};
    QY_TRY(position, append_to_ledger(writer, record, services.random, now));
    static_cast<void>(position);
    QY_CHECK(note_change(writer, {0, now, model::ChangedThing::code_range, range.id.number(), range.party, range.brand,
                                  std::string(kind)}));
    return range.lot ? storage::changes::append_lot(writer, range.lot, kind, now) : Result<void>();
}

JsonObject block_members(const model::CodeRange& range) {
    return {{"epoch", range.epoch},
            {"first_serial", range.first},
            {"last_serial", range.last},
            {"party_id", range.party.to_string()}};
}

std::string object_name(const model::CodeRange& range) {
    return "code_range:" + range.id.to_string();
}

}  // namespace qy::business
