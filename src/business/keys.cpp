#include "business/keys.h"

#include "base/bytes.h"
#include "base/text.h"
#include "business/audit.h"
#include "business/object_keeper.h"
#include "business/role_book.h"
#include "crypto/keyring.h"
#include "crypto/master_change.h"
#include "crypto/signing_key.h"
#include "storage/access_set_store.h"
#include "storage/object_store.h"
#include "storage/sealing.h"
#include "storage/vault.h"

namespace qy::business {
namespace {

KeyFacts facts_of(const crypto::KeyInfo& info) {
    return {std::string(crypto::to_string(info.purpose)), info.epoch, info.id, info.status == crypto::KeyStatus::active,
            info.created_at};
}

constexpr crypto::Purpose kSigns[] = {crypto::Purpose::audit};

/// The bytes between the lines of a PEM text.
Bytes der_of(std::string_view pem) {
    std::string base64;
    for (const auto line : split(pem, '\n')) {
        if (!line.starts_with("-----")) base64 += line;
    }
    auto der = from_base64(base64);
    QY_ASSERT(der.ok());
    return *std::move(der);
}

PublicKeyFacts public_facts_of(const crypto::WorkingKey& key) {
    const auto pair = crypto::signing_key(key);
    const auto& half = pair.public_key();
    auto pem = half.to_pem();
    auto fingerprint = to_hex(crypto::sm3(der_of(pem)));
    return {facts_of(key.info()), std::move(pem), "04" + to_hex(half.point()), std::move(fingerprint)};
}

/// The record is there before the keys change, and tells afterwards what came of it: an act that cannot be recorded
/// does not happen.
template <class Act>
auto audited(const Services& services, const model::Actor& actor, std::string_view action, const std::string& object,
             Act act) -> decltype(act()) {
    QY_CHECK(write_audit_alone(services, actor, {action, object, "begun", {}}));
    auto outcome = act();
    const std::string result = outcome.ok() ? "ok" : outcome.error().code;
    QY_CHECK(write_audit_alone(services, actor, {action, object, result, {}}));
    return outcome;
}

model::Actor platform() {
    model::Actor actor;
    actor.name = "platform";
    actor.channel = model::Channel::operator_command;
    actor.address = "local";
    return actor;
}

}  // namespace

std::vector<KeyFacts> KeyDesk::list() const {
    std::vector<KeyFacts> keys;
    for (const auto& info : keys_.list()) keys.push_back(facts_of(info));
    return keys;
}

std::vector<PublicKeyFacts> KeyDesk::public_keys() const {
    std::vector<PublicKeyFacts> facts;
    for (const auto purpose : kSigns) {
        for (const auto& key : keys_.all(purpose)) facts.push_back(public_facts_of(*key));
    }
    return facts;
}

Result<std::vector<SealingFacts>> KeyDesk::sealing() const {
    QY_TRY(key, keys_.active(crypto::Purpose::object));
    const int epoch = key->info().epoch;
    return services_.store.read([&](storage::Reader& reader) -> Result<std::vector<SealingFacts>> {
        std::vector<SealingFacts> all;
        for (const auto relation : storage::sealing::relations()) {
            QY_TRY(one, storage::sealing::progress(reader, relation));
            all.push_back({one.relation, one.epoch, one.passed, one.total, one.damaged, one.done});
        }
        QY_TRY(objects, storage::objects::counts(reader, epoch));
        const bool done = objects.present + objects.damaged >= objects.all;
        all.push_back({"object", epoch, objects.all, objects.present, objects.damaged, done});
        return all;
    });
}

Result<KeyFacts> KeyDesk::rotate(std::string_view purpose, const model::Actor& actor) {
    const auto known = crypto::purpose_of(purpose);
    if (!known) return invalid("key.purpose_unknown", {std::string(purpose)}).at("purpose");
    return audited(services_, actor, "key.rotate", "key:" + std::string(purpose), [&]() -> Result<KeyFacts> {
        QY_TRY(info, keys_.rotate(*known, services_.random, services_.clock));
        return facts_of(info);
    });
}

Result<void> KeyDesk::rewrap(const model::Actor& actor) {
    return audited(services_, actor, "key.rewrap", "key:master",
                   [&] { return crypto::change_master_key(keys_, master_path_, services_.random); });
}

Result<bool> Resealer::step(std::int64_t rows_max) {
    QY_TRY(field, services_.keys.active(crypto::Purpose::field));
    QY_TRY(index, services_.keys.active(crypto::Purpose::blind_index));
    QY_TRY(access, services_.keys.active(crypto::Purpose::access));
    QY_TRY(object, services_.keys.active(crypto::Purpose::object));
    const Epochs present{field->info().epoch, index->info().epoch, access->info().epoch, object->info().epoch};
    if (present == done_) return false;
    const Time now = services_.clock.now();
    bool waits = false;
    for (const auto relation : storage::sealing::relations()) {
        QY_TRY(before, services_.store.read(
                           [&](storage::Reader& reader) { return storage::sealing::progress(reader, relation); }));
        if (before.done) continue;
        if (storage::access_set::covers(relation) && !rows_believed()) {
            waits = true;
            continue;
        }
        auto stepped = services_.store.write(
            [&](storage::Writer& writer) -> Result<void> {
                QY_TRY(after, storage::sealing::step(writer, relation, rows_max, now));
                if (!after.done || after.total + after.damaged == 0) return {};
                const JsonObject detail{{"epoch", after.epoch}, {"rows", after.total}, {"damaged", after.damaged}};
                return write_audit(writer, platform(), {"key.reseal", "table:" + after.relation, "ok", detail}, now);
            },
            storage::Effect::bookkeeping);
        QY_CHECK(std::move(stepped));
        return true;
    }
    QY_TRY(more, step_of_objects(object->info().epoch));
    if (!more && !waits) done_ = present;
    return more;
}

/// To vouch anew for rows that are refused would make them the newest.
bool Resealer::rows_believed() const {
    return services_.store.read([&](storage::Reader& reader) { return services_.roles.check_set(reader); }).ok();
}

Result<bool> Resealer::step_of_objects(int epoch) {
    QY_TRY(more, objects_.renew_step());
    if (more) {
        ++objects_renewed_;
        return true;
    }
    if (objects_renewed_ == 0) return false;
    const JsonObject detail{{"epoch", epoch}, {"rows", objects_renewed_}};
    QY_CHECK(write_audit_alone(services_, platform(), {"key.reseal", "table:object", "ok", detail}));
    objects_renewed_ = 0;
    return false;
}

}  // namespace qy::business
