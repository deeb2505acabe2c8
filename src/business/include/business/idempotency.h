#pragma once
// Answers kept for 24 hours under the caller's own key, so that a request sent twice is done once. (interfaces: HTTP)
#include <optional>
#include <string>

#include "base/result.h"
#include "business/services.h"

namespace qy::business {

struct IdempotentRequest {
    std::string actor;
    std::string key;
    std::string function;
    std::string body;  ///< its JSON text
};

struct KeptAnswer {
    int status = 0;
    std::string answer;
};

/// The answer that the same request got before; nullopt for a new key. Errors: conflict `idempotency.other_content`
/// (the key was used for another request); those of storage.
Result<std::optional<KeptAnswer>> find_answer(const Services& services, const IdempotentRequest& request);
/// Errors: those of storage. A second answer under the same key leaves the first.
Result<void> keep_answer(const Services& services, const IdempotentRequest& request, int status,
                         const std::string& answer);

}  // namespace qy::business
