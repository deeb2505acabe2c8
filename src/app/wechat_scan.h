#pragma once
// WeChat's scanner, as settings describe the operator's account. (clause 5.6)
#include "base/result.h"
#include "platform.h"

namespace qy::transport {
class Metrics;
}

namespace qy::app {

/// Has the account's ticket kept fresh, where settings name an account; `metrics` outlive the platform's use. Errors:
/// invalid `wechat.secret_file`, `https.url`; unavailable `message.secret_file` {path}.
Result<void> start_wechat_scan(Platform& platform, transport::Metrics& metrics);

}  // namespace qy::app
