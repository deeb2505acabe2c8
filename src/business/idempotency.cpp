#include "business/idempotency.h"

#include "base/bytes.h"
#include "base/clock.h"
#include "crypto/sm3.h"
#include "storage/idempotency_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

constexpr std::int64_t kKeptSeconds = 24 * 3600;

std::string hash_of(const IdempotentRequest& request) {
    return to_hex(crypto::sm3(bytes_of(request.function + "\n" + request.body)));
}

}  // namespace

Result<std::optional<KeptAnswer>> find_answer(const Services& services, const IdempotentRequest& request) {
    QY_TRY(found, services.store.read([&](storage::Reader& reader) {
        return storage::idempotency::find(reader, request.actor, request.key);
    }));
    if (!found || found->at.plus_seconds(kKeptSeconds) < services.clock.now()) return std::optional<KeptAnswer>();
    if (found->request_hash != hash_of(request)) return conflict("idempotency.other_content");
    return std::optional(KeptAnswer{found->status, found->answer});
}

Result<void> keep_answer(const Services& services, const IdempotentRequest& request, int status,
                         const std::string& answer) {
    const Time now = services.clock.now();
    auto kept = services.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(forgotten, storage::idempotency::remove_before(writer, now.plus_seconds(-kKeptSeconds)));
        (void)forgotten;
        return storage::idempotency::insert(writer, request.actor, request.key,
                                            {request.function, hash_of(request), status, answer, now});
    });
    if (!kept.ok() && kept.error().kind == ErrorKind::conflict) return {};
    return kept;
}

}  // namespace qy::business
