#pragma once
// How commands reach the platform: through the running server's admin socket, or by opening the folder themselves.
// (interfaces: command line)
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/messages.h"
#include "base/result.h"
#include "base/settings.h"

namespace qy::app {

/// Calls functions AREA.VERB as the operator. Not shared between threads.
class OperatorCalls {
 public:
    virtual ~OperatorCalls() = default;
    /// The function's data. Errors: those of the function; unavailable `admin.broken` (the server ended in the middle).
    virtual Result<Json> call(std::string_view function, const JsonObject& body) = 0;
    /// Streams a download; `take` gets every piece and may end it with an error. `format`: what a function that answers
    /// with data gives as a file (presentation/answer_file.h); empty for those that give a file anyway.
    virtual Result<void> download(std::string_view function, const JsonObject& body,
                                  const std::function<Result<void>(std::string_view)>& take,
                                  std::string_view format = {}) = 0;
    /// Whether a server answers, which does its background work by itself.
    [[nodiscard]] virtual bool is_served() const = 0;
};

/// Through DATA/admin.sock when a server listens there, else in this process with the folder's exclusive lock.
/// `create`: a missing folder is made; `language` is that of messages and advice. Errors: those of Platform::open.
Result<std::unique_ptr<OperatorCalls>> connect(const std::string& folder, const Settings& settings, bool create,
                                               Language language);

/// Where codes lead: the setting codes.address_prefix, else this machine at the port of HTTPS (`https_port`; 0: that of
/// plain HTTP).
[[nodiscard]] std::string label_base(const Settings& settings, std::int64_t https_port, std::int64_t http_port);

/// "operator:UID" of this process.
[[nodiscard]] std::string operator_name();

}  // namespace qy::app
