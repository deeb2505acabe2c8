#pragma once
// Dictionary and categories as the store holds them, in the shape that collection checks rows against. (clause 6.2.4)
#include "base/result.h"
#include "collection/dictionary.h"
#include "storage/store.h"

namespace qy::business {

struct Reference {
    collection::Dictionary dictionary;
    collection::CategoryRules categories;
};

/// Errors: those of storage.
Result<Reference> load_reference(storage::Store& store);

}  // namespace qy::business
