#pragma once
// Who may change which field of which kind of thing. (clause 6.2.1)
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/role.h"
#include "model/submission.h"

namespace qy::model {

/// Holders of one of `roles` may change the field; a field without a rule may be changed by whoever may submit the
/// thing.
struct ChangeRule {
    ChangeKind kind = ChangeKind::product;
    std::string field;
    std::vector<Role> roles = {};
    std::int64_t version = 1;
    bool damaged = false;  ///< changed behind the program's back: nobody may change the field
    [[nodiscard]] std::string name() const { return std::string(to_string(kind)) + "." + field; }
    [[nodiscard]] bool admits(const std::vector<Role>& held) const;
};

/// Whether things of this kind have the field: of rows each item of the field table, of products what `product.save`
/// takes.
[[nodiscard]] bool has_field(ChangeKind kind, std::string_view field);
/// The fields of a kind, for lists; empty for kinds without.
[[nodiscard]] std::vector<std::string_view> fields_of(ChangeKind kind);
/// As a new installation has them.
[[nodiscard]] std::vector<ChangeRule> shipped_change_rules();

}  // namespace qy::model
