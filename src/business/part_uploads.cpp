#include "part_uploads.h"

#include "base/clock.h"
#include "base/id.h"
#include "storage/object_folder.h"
#include "storage/store.h"

namespace qy::business {
namespace {

namespace uploads = storage::uploads;

constexpr auto kQuiet = storage::Effect::bookkeeping;
constexpr std::size_t kMegabyteBits = 20;

}  // namespace

std::string PartUploads::part_of(std::int64_t upload) const {
    return std::string(rules_.part_prefix) + std::to_string(upload);
}

std::unique_lock<std::mutex> PartUploads::hold(std::int64_t upload) {
    return std::unique_lock(turns_.at(static_cast<std::size_t>(upload) % turns));
}

/// The row comes first: what is written for it is found and removed when nothing follows.
Result<std::int64_t> PartUploads::begin(const model::Actor& actor) {
    const uploads::Upload fresh{services_.ids.next_number(), actor.party, actor.name, 0, services_.clock.now()};
    return services_.store.write(
        [&](storage::Writer& writer) -> Result<std::int64_t> {
            QY_TRY(count, uploads::count(writer, rules_.kind, actor.party));
            if (count >= rules_.per_party_max) {
                return limited("upload.too_many", {std::to_string(rules_.per_party_max)});
            }
            QY_CHECK(uploads::insert(writer, rules_.kind, fresh));
            return fresh.id;
        },
        kQuiet);
}

Result<PartUploads::Received> PartUploads::receive(const model::Actor& actor, std::int64_t upload, std::int64_t offset,
                                                   ByteView bytes) {
    const auto end = offset + static_cast<std::int64_t>(bytes.size());
    if (end > static_cast<std::int64_t>(rules_.bytes_max)) {
        return too_large(std::string(rules_.too_large_code), {std::to_string(rules_.bytes_max >> kMegabyteBits)});
    }
    if (upload == 0) {
        if (offset != 0) return conflict("upload.offset", {"0"});
        QY_TRY(begun, begin(actor));
        upload = begun;
    }
    const auto turn = hold(upload);
    QY_TRY(known, find(actor, upload));
    if (end == known.bytes) return Received{upload, end};  // sent again: the answer was lost
    if (offset != known.bytes) return conflict("upload.offset", {std::to_string(known.bytes)});
    QY_CHECK(folder_.write_part(part_of(upload), static_cast<std::uint64_t>(offset), bytes));
    QY_TRY(grown, services_.store.write(
                      [&](storage::Writer& writer) { return uploads::grow(writer, rules_.kind, upload, offset, end); },
                      kQuiet));
    if (!grown) return conflict("upload.offset", {std::to_string(known.bytes)});
    return Received{upload, end};
}

Result<uploads::Upload> PartUploads::find(const model::Actor& actor, std::int64_t upload) const {
    QY_TRY(known, services_.store.read([&](storage::Reader& reader) {
        return uploads::find(reader, rules_.kind, upload, actor.party, actor.name);
    }));
    if (!known) return not_found("upload.not_found");
    return *std::move(known);
}

Result<Bytes> PartUploads::content(const uploads::Upload& upload) const {
    return folder_.read_part(part_of(upload.id), static_cast<std::uint64_t>(upload.bytes));
}

Result<bool> PartUploads::end(storage::Writer& writer, std::int64_t upload) const {
    return uploads::remove(writer, rules_.kind, upload);
}

Result<std::int64_t> PartUploads::tidy(Time before, std::int64_t uploads_max) {
    QY_TRY(old, services_.store.read(
                    [&](storage::Reader& reader) { return uploads::old(reader, rules_.kind, before, uploads_max); }));
    for (const auto upload : old) {
        folder_.remove_part(part_of(upload));
        auto removed = services_.store.write([&](storage::Writer& writer) { return end(writer, upload); }, kQuiet);
        QY_CHECK(std::move(removed));
    }
    return static_cast<std::int64_t>(old.size());
}

}  // namespace qy::business
