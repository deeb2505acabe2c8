#pragma once
// The operator's calls over the server's Unix socket, by libcurl.
#include <memory>
#include <string>

#include "operator_calls.h"

namespace qy::app {

/// Null when nobody listens at `socket`.
[[nodiscard]] std::unique_ptr<OperatorCalls> connect_admin(const std::string& socket);

}  // namespace qy::app
