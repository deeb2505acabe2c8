#include "code_sequence.h"

#include "base/assert.h"
#include "code_access.h"
#include "crypto/pin.h"

namespace qy::business {

model::TraceCode CodeSequence::next() {
    QY_ASSERT(left() > 0);
    return code_of(cipher_, next_++);
}

std::string CodeSequence::pin_of(const model::TraceCode& code) const {
    return pins_ ? std::string(crypto::text_of(crypto::pin_of(*pins_, code.text()))) : std::string();
}

Result<CodeSequence> codes_of(const Services& services, const model::CodeRange& range, int pin_epoch) {
    QY_TRY(cipher, cipher_of(services, range.epoch));
    crypto::KeyHandle pins;
    if (pin_epoch != 0) {
        QY_TRY(key, services.keys.get(crypto::Purpose::pin, pin_epoch));
        pins = std::move(key);
    }
    return CodeSequence(std::move(cipher), std::move(pins), range.first, range.last);
}

}  // namespace qy::business
