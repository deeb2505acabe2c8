#include "secret_file.h"

#include <fstream>
#include <sstream>

#include "base/text.h"

namespace qy::app {

Result<SecretText> secret_in(const std::string& path) {
    if (path.empty()) return SecretText();
    std::ifstream file(path);
    std::ostringstream content;
    content << file.rdbuf();
    if (!file) return unavailable("message.secret_file", {path});
    return SecretText(std::string(trim(content.str())));
}

}  // namespace qy::app
