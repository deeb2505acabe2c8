#pragma once
// Answers kept for 24 hours under the caller's own key, so that a request sent twice is done once. (interfaces: HTTP)
#include <functional>
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

/// Does the work of a new key; a known key gets its first answer again. `work` runs inside one transaction, with
/// services whose store joins it, and the answer that it returns is kept in the same transaction: after a crash both
/// are there or neither. While it runs nobody else writes. Its error undoes everything and is returned; nothing is kept
/// then, so the request may be sent again. Errors: those of find_answer and of `work`. REQUIRES: `work` uses no other
/// store.
Result<KeptAnswer> answer_once(const Services& services, const IdempotentRequest& request,
                               const std::function<Result<KeptAnswer>(const Services& joined)>& work);

/// For work that is too long for one transaction and harmless when it is done again: keeps its answer afterwards. A
/// second answer under the same key leaves the first. Errors: those of storage.
Result<void> keep_answer(const Services& services, const IdempotentRequest& request, const KeptAnswer& answer);

}  // namespace qy::business
