#pragma once
// A change of a product, category or word beside what it was made from and what is there now: base, theirs, yours.
// (clauses 6.2.1, 6.2.4)
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "model/product.h"
#include "model/role.h"
#include "model/submission.h"

namespace qy::storage {
class Reader;
}

namespace qy::business {

struct Publication;

/// One field. `base`: in the version that the change was made from, null when that is not known; `theirs`: now;
/// `yours`: as the change would leave it.
struct FieldVersions {
    std::string field;
    Json base;
    Json theirs;
    Json yours;
    model::DataClass data_class = model::DataClass::open;

    [[nodiscard]] bool differs() const { return theirs != yours || (!base.is_null() && base != theirs); }
};

/// The fields of a product that can be changed, by the names of product.save. Errors: those of storage.
Result<JsonObject> changeable_fields(storage::Reader& reader, const model::Product& product);

/// What a change is about, as it is now, and the fields in which the three differ.
struct Sides {
    std::string name;
    std::int64_t version = 0;
    std::vector<FieldVersions> fields;
};
/// Nothing when the change is about no one thing that is there and reached: rows, a merge, an import, something new,
/// another party's product. Errors: those of storage.
Result<std::optional<Sides>> sides_of(storage::Reader& reader, const model::Reach& reach, const model::Change& change);

/// The refusal of a change whose base version holds no more: conflict `submission.base_version` {present version},
/// with one of `others` for each field that differs: conflict `submission.differs` {field, base, theirs, yours}, the
/// last three as JSON.
Error base_conflict(const Publication& publication, std::int64_t present_version, const model::Change& change);

}  // namespace qy::business
