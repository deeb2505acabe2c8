#pragma once
// What a submission would change, field by field: before, after, and what is there now. (clause 6.2.1)
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/field.h"
#include "model/submission.h"

namespace qy::business {

struct FieldDiff {
    std::string field;    ///< as it is submitted; of the second event of a row "events[1].vehicle"
    std::string_view zh;  ///< label, empty when the field has none
    std::string_view en;
    model::DataClass data_class = model::DataClass::internal;
    Json before;  ///< in the version that it was made from; null for what is new or not known
    Json after;
    Json now;  ///< as it stands today: differs from `before` when somebody else changed it meanwhile
};

struct ChangeDiff {
    model::ChangeKind kind = model::ChangeKind::row;
    std::string name;                  ///< of the product or lot
    std::int64_t present_version = 0;  ///< 0: it is new
    std::vector<FieldDiff> fields;
};

/// One for each change. REQUIRES: the submission as the reader may see it (Review::get): what it masks or leaves out is
/// masked or left out here; of a product that the actor does not reach, what the change says is all that is told.
/// Errors: those of storage.
Result<std::vector<ChangeDiff>> submission_diff(const Services& services, const model::Actor& actor,
                                                const model::Submission& shown);

/// The label of a changeable field of a product; empty for others.
struct FieldLabel {
    std::string_view field;
    std::string_view zh;
    std::string_view en;
};
[[nodiscard]] FieldLabel product_field_label(std::string_view field);

}  // namespace qy::business
