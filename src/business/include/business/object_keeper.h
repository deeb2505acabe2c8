#pragma once
// Objects and their rows together: what arrives gets a row before it gets its file, what nothing needs goes, what an
// older key sealed is sealed anew. (clauses 5.4, 7.3.1, 9.2.2)
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "business/services.h"

namespace qy::storage {
class ObjectFolder;
}

namespace qy::business {

struct KeptObject {
    std::string name;  ///< SM3 of the content
    std::uint64_t bytes = 0;
};

/// Safe from any thread. One keeper for a folder. Errors of all: those of ObjectFolder and of storage.
class ObjectKeeper {
 public:
    /// `folder` outlives the keeper. What an earlier program was writing there when it ended is removed.
    ObjectKeeper(const Services& services, const storage::ObjectFolder& folder);
    ObjectKeeper(const Services& services, const storage::ObjectFolder&& passing) = delete;

    /// For parts on their way, and to read.
    [[nodiscard]] const storage::ObjectFolder& folder() const { return folder_; }

    /// Makes an object of the first `size` bytes of a part, or of `content`. Whoever needs it says so within
    /// object_grace_seconds, with storage::objects::use(), in the transaction of its own row.
    Result<KeptObject> keep_part(std::string_view part, std::uint64_t size);
    Result<KeptObject> keep(ByteView content);

    /// Removes objects that nothing has needed since that time, a few at once. Returns how many.
    Result<std::int64_t> sweep(std::int64_t objects_max);
    /// Seals one object of an older key anew. Returns whether there may be more.
    Result<bool> renew_step();

 private:
    const Services services_;
    const storage::ObjectFolder& folder_;
    std::mutex change_;  // of files together with their rows
};

}  // namespace qy::business
