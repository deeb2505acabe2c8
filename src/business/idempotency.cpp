#include "business/idempotency.h"

#include "base/bytes.h"
#include "base/clock.h"
#include "crypto/sm3.h"
#include "storage/idempotency_store.h"
#include "storage/joined_store.h"

namespace qy::business {
namespace {

constexpr std::int64_t kKeptSeconds = 24 * 3600;

std::string hash_of(const IdempotentRequest& request) {
    return to_hex(crypto::sm3(bytes_of(request.function + "\n" + request.body)));
}

Result<std::optional<KeptAnswer>> find_in(storage::Reader& reader, const IdempotentRequest& request, Time now) {
    QY_TRY(found, storage::idempotency::find(reader, request.actor, request.key));
    if (!found || found->at.plus_seconds(kKeptSeconds) < now) return std::optional<KeptAnswer>();
    if (found->request_hash != hash_of(request)) return conflict("idempotency.other_content");
    return std::optional(KeptAnswer{found->status, found->answer});
}

Result<void> keep_in(storage::Writer& writer, const IdempotentRequest& request, const KeptAnswer& kept, Time now) {
    QY_TRY(forgotten, storage::idempotency::remove_before(writer, now.plus_seconds(-kKeptSeconds)));
    (void)forgotten;
    return storage::idempotency::insert(writer, request.actor, request.key,
                                        {request.function, hash_of(request), kept.status, kept.answer, now});
}

}  // namespace

Result<std::optional<KeptAnswer>> find_answer(const Services& services, const IdempotentRequest& request) {
    const Time now = services.clock.now();
    return services.store.read([&](storage::Reader& reader) { return find_in(reader, request, now); });
}

Result<KeptAnswer> answer_once(const Services& services, const IdempotentRequest& request,
                               const std::function<Result<KeptAnswer>(const Services& joined)>& work) {
    const Time now = services.clock.now();
    return services.store.write([&](storage::Writer& writer) -> Result<KeptAnswer> {
        QY_TRY(known, find_in(writer, request, now));
        if (known) return *std::move(known);
        storage::JoinedStore store(services.store, writer);
        QY_TRY(answer, work({store, services.keys, services.settings, services.clock, services.random, services.ids,
                             services.roles}));
        QY_CHECK(keep_in(writer, request, answer, now));
        return answer;
    });
}

Result<void> keep_answer(const Services& services, const IdempotentRequest& request, const KeptAnswer& answer) {
    const Time now = services.clock.now();
    auto kept = services.store.write([&](storage::Writer& writer) { return keep_in(writer, request, answer, now); });
    if (!kept.ok() && kept.error().kind == ErrorKind::conflict) return {};
    return kept;
}

}  // namespace qy::business
