#pragma once
// The answers of the operations listener: /healthz, /readyz, /metrics. (interfaces: HTTP; clause 10.1)
#include <functional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "transport/http_message.h"
#include "transport/metrics.h"

namespace qy::transport {

/// The paths that it answers.
[[nodiscard]] std::vector<std::string_view> operations_paths();

/// `/healthz`: 200 while the process answers. `/readyz`: 200, or 503 with the code of what `ready` found. `/metrics`:
/// the text of `metrics`. 405 for methods but GET and HEAD, 404 for other paths. REQUIRES: request.listener is ops.
HttpReply answer_operations(const HttpRequest& request, const Metrics& metrics,
                            const std::function<Result<void>()>& ready);

}  // namespace qy::transport
