#pragma once
// Dictionary and category tree as cleaning and validation use them. (clauses 6.1, 6.2.4)
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "collection/dictionary.h"
#include "storage/store.h"

namespace qy::business {

struct Reference {
    collection::Dictionary dictionary;
    collection::CategoryRules categories;
};

/// What is in force on the day of `now`. Errors: those of storage.
Result<Reference> read_reference(storage::Reader& reader, Time now);
Result<Reference> load_reference(storage::Store& store, Time now);

/// Keeps the reference in memory; one statement tells whether it still holds, whoever changed it. Safe from any thread.
class ReferenceCache {
 public:
    /// Errors: those of storage.
    Result<std::shared_ptr<const Reference>> at(storage::Store& store, Time now);

 private:
    std::mutex mutex_;
    std::int64_t version_ = -1;
    std::string day_;
    std::shared_ptr<const Reference> reference_;
};

}  // namespace qy::business
