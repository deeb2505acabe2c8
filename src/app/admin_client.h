#pragma once
// The operator's calls over the server's Unix socket, by libcurl.
#include <memory>
#include <string>

#include "base/messages.h"
#include "operator_calls.h"

namespace qy::app {

/// Null when nobody listens at `socket`. The server words its messages in `language`.
[[nodiscard]] std::unique_ptr<OperatorCalls> connect_admin(const std::string& socket, Language language);

}  // namespace qy::app
