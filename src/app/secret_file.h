#pragma once
// Secrets of settings: a setting names the file that holds one.
#include <string>

#include "base/result.h"
#include "base/secret.h"

namespace qy::app {

/// The content of a file without the blanks and line ends around it; empty for no file (""). Errors: unavailable
/// `message.secret_file` {path}.
Result<SecretText> secret_in(const std::string& path);

}  // namespace qy::app
