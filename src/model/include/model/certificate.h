#pragma once
// Certificates among the records of a lot. (clause 7.1.2)
#include <string>
#include <string_view>
#include <vector>

#include "model/field.h"

namespace qy::model {

/// 承诺达标合格证, of the dictionary `certificate`.
inline constexpr std::string_view kCommitment = "chengnuo_hege";

[[nodiscard]] bool is_commitment(const Fields& contents);
/// A certificate of any kind, and no test result.
[[nodiscard]] bool is_certificate(const Fields& contents);
/// The numbers that a certificate says it was issued anew from.
[[nodiscard]] std::vector<std::string> certificate_sources(const Fields& contents);

}  // namespace qy::model
