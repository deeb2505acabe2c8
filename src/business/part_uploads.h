#pragma once
// Files that arrive in parts, for whoever needs them whole: one place where a cut connection, a lost answer and a
// killed program lead to the same bytes. (clauses 5.2, 5.3, 7.2.2)
#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "storage/upload_store.h"

namespace qy::storage {
class ObjectFolder;
}

namespace qy::business {

/// What is different between files of imports and of media.
struct UploadRules {
    storage::uploads::Kind kind = storage::uploads::Kind::import;
    std::string_view part_prefix;     ///< of the part's name
    std::size_t bytes_max = 0;        ///< of the file
    std::string_view too_large_code;  ///< {MiB}
    std::int64_t per_party_max = 0;   ///< on their way at one time
};

/// Safe from any thread.
class PartUploads {
 public:
    /// `folder` outlives it.
    PartUploads(const Services& services, const storage::ObjectFolder& folder, const UploadRules& rules)
        : services_(services), folder_(folder), rules_(rules) {}

    struct Received {
        std::int64_t upload = 0;
        std::int64_t bytes = 0;  ///< so far
    };
    /// Takes the bytes at `offset` of a file; 0 as `upload` begins one. The last part may be sent again. Errors:
    /// not_found `upload.not_found` (also another's); conflict `upload.offset` {bytes so far}; too_large as in the
    /// rules; limited `upload.too_many` {most}; those of ObjectFolder and storage.
    Result<Received> receive(const model::Actor& actor, std::int64_t upload, std::int64_t offset, ByteView bytes);

    /// Errors: not_found `upload.not_found` (also another's).
    Result<storage::uploads::Upload> find(const model::Actor& actor, std::int64_t upload) const;
    /// What has arrived. Errors: those of ObjectFolder.
    Result<Bytes> content(const storage::uploads::Upload& upload) const;
    [[nodiscard]] std::string part_of(std::int64_t upload) const;
    /// No part of it arrives as long as this is held.
    [[nodiscard]] std::unique_lock<std::mutex> hold(std::int64_t upload);

    /// It has become something else, in the transaction that says so. False: it was gone. The part is the caller's.
    Result<bool> end(storage::Writer& writer, std::int64_t upload) const;
    /// Removes what was begun before `before` and never finished, at most so many. Returns how many.
    Result<std::int64_t> tidy(Time before, std::int64_t uploads_max);

 private:
    Result<std::int64_t> begin(const model::Actor& actor);

    const Services services_;
    const storage::ObjectFolder& folder_;
    const UploadRules rules_;
    static constexpr std::size_t turns = 16;
    std::array<std::mutex, turns> turns_;  // of one upload, one part at a time
};

}  // namespace qy::business
