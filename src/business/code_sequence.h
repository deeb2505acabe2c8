#pragma once
// The codes of consecutive serials with their addresses and PINs, made one after the other. Holds keys, not the
// database. One thread at a time.
#include <cstdint>
#include <string>

#include "base/result.h"
#include "business/services.h"
#include "crypto/code_cipher.h"
#include "crypto/keyring.h"
#include "model/code_range.h"
#include "model/trace_code.h"

namespace qy::business {

class CodeSequence {
 public:
    /// `pins`: null where the labels have none.
    CodeSequence(crypto::CodeCipher cipher, crypto::KeyHandle pins, std::int64_t first, std::int64_t last)
        : cipher_(std::move(cipher)), pins_(std::move(pins)), next_(first), last_(last) {}

    [[nodiscard]] std::int64_t left() const { return last_ - next_ + 1; }
    /// REQUIRES: left() > 0.
    model::TraceCode next();
    /// Empty where the labels have none.
    [[nodiscard]] std::string pin_of(const model::TraceCode& code) const;

 private:
    crypto::CodeCipher cipher_;
    crypto::KeyHandle pins_;
    std::int64_t next_;
    std::int64_t last_;
};

/// Serials range.first … range.last. `pin_epoch`: of the key of their PINs; 0: without. Errors: unavailable
/// `code.no_key` {epoch}; those of the keyring.
Result<CodeSequence> codes_of(const Services& services, const model::CodeRange& range, int pin_epoch);

}  // namespace qy::business
