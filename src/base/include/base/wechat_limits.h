#pragma once
// The bounds of what WeChat's interface says, besides those of base/limits.h.
#include <cstddef>
#include <cstdint>

namespace qy::limits {

inline constexpr std::size_t wechat_grant_bytes_max = 1'024;      // of a token or ticket; WeChat says 512
inline constexpr std::int64_t wechat_grant_seconds_max = 7'200;   // what WeChat promises today; more is not believed
inline constexpr std::int64_t wechat_back_off_seconds_max = 300;  // between two tries that fail
inline constexpr std::size_t wechat_url_code_points_max = 2'048;  // of a page that is signed for

}  // namespace qy::limits
