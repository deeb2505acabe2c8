#include "business/object_keeper.h"

#include "base/clock.h"
#include "base/media_limits.h"
#include "crypto/keyring.h"
#include "storage/object_folder.h"
#include "storage/object_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

constexpr auto kQuiet = storage::Effect::bookkeeping;

}  // namespace

ObjectKeeper::ObjectKeeper(const Services& services, const storage::ObjectFolder& folder)
    : services_(services), folder_(folder) {
    folder_.remove_passing();
}

Result<KeptObject> ObjectKeeper::keep_part(std::string_view part, std::uint64_t size) {
    QY_TRY(name, folder_.seal_part(part, size));
    QY_TRY(epoch, folder_.epoch_of_part(part));
    QY_TRY(key, services_.keys.active(crypto::Purpose::object));
    const int active = key->info().epoch;
    const std::lock_guard lock(change_);
    const Time now = services_.clock.now();
    auto noted = services_.store.write(
        [&](storage::Writer& writer) {
            return storage::objects::note(writer, {name, size, active, now});
        },
        kQuiet);
    QY_CHECK(std::move(noted));
    QY_CHECK(folder_.keep_part(part, name));
    if (epoch != active) QY_CHECK(folder_.renew(name));  // it began to arrive before a rotation
    return KeptObject{std::move(name), size};
}

Result<KeptObject> ObjectKeeper::keep(ByteView content) {
    const auto part = folder_.passing_part();
    auto written = folder_.write_part(part, 0, content);
    auto kept = written.ok() ? keep_part(part, content.size()) : Result<KeptObject>(std::move(written).error());
    if (!kept.ok()) folder_.remove_part(part);
    return kept;
}

Result<std::int64_t> ObjectKeeper::sweep(std::int64_t objects_max) {
    const std::lock_guard lock(change_);
    const Time before = services_.clock.now().plus_seconds(-limits::object_grace_seconds);
    QY_TRY(names, services_.store.read(
                      [&](storage::Reader& reader) { return storage::objects::unused(reader, before, objects_max); }));
    for (const auto& name : names) {
        QY_CHECK(folder_.remove(name));
        auto forgotten = services_.store.write(
            [&](storage::Writer& writer) { return storage::objects::forget(writer, name, before); }, kQuiet);
        QY_CHECK(std::move(forgotten));
    }
    return static_cast<std::int64_t>(names.size());
}

Result<bool> ObjectKeeper::renew_step() {
    QY_TRY(key, services_.keys.active(crypto::Purpose::object));
    const int epoch = key->info().epoch;
    QY_TRY(name,
           services_.store.read([&](storage::Reader& reader) { return storage::objects::outdated(reader, epoch); }));
    if (!name) return false;
    const std::lock_guard lock(change_);
    auto renewed = folder_.renew(*name);
    const bool lost = !renewed.ok() && renewed.error().kind != ErrorKind::unavailable;
    if (!renewed.ok() && !lost) return std::move(renewed).error();
    auto noted = services_.store.write(
        [&](storage::Writer& writer) {
            return lost ? storage::objects::set_damaged(writer, *name)
                        : storage::objects::set_epoch(writer, *name, epoch);
        },
        kQuiet);
    // Removed meanwhile: nothing is left to note.
    if (!noted.ok() && noted.error().kind != ErrorKind::conflict) return std::move(noted).error();
    return true;
}

}  // namespace qy::business
