// Any bytes as an SM2 signature or ciphertext: what is accepted in a form is written in that form byte for byte, so
// nothing can be rewritten into another spelling of the same value.
#include "crypto/sm2_format.h"

#include <algorithm>

#include "base/assert.h"
#include "der.h"

namespace {

using namespace qy;
using namespace qy::crypto;

void check_signature(ByteView bytes) {
    const auto read = sm2_read_signature(bytes);
    if (!read.ok()) return;
    QY_ASSERT(std::ranges::equal(sm2_write_signature(read->signature, read->form), bytes));
    for (const auto form : {Sm2Form::raw, Sm2Form::der}) {
        const auto again = sm2_read_signature(sm2_write_signature(read->signature, form));
        // A DER form of 64 bytes is read as the raw one: numbers that small are no signature.
        const bool ambiguous = form == Sm2Form::der && sm2_write_signature(read->signature, form).size() == 64;
        QY_ASSERT(ambiguous || (again.ok() && again->signature == read->signature && again->form == form));
    }
}

void check_ciphertext(ByteView bytes) {
    for (const auto form : {Sm2Form::raw, Sm2Form::raw_04, Sm2Form::der}) {
        const auto read = sm2_read_ciphertext(bytes, form);
        if (!read.ok()) continue;
        const auto written = sm2_write_ciphertext(*read, form);
        QY_ASSERT(std::ranges::equal(written, bytes));
    }
    for (const std::size_t plain : {std::size_t{1}, std::size_t{16}, std::size_t{32}}) {
        const auto read = sm2_detect_ciphertext(bytes, plain);
        if (!read.ok()) continue;
        QY_ASSERT(read->ciphertext.c2.size() == plain);
        QY_ASSERT(std::ranges::equal(sm2_write_ciphertext(read->ciphertext, read->form), bytes));
    }
}

void check_elements(der::Reader reader, int depth) {
    while (!reader.at_end()) {
        if (auto inner = reader.sequence()) {
            if (depth < 8) check_elements(*inner, depth + 1);
        } else if (!reader.integer() && !reader.octets()) {
            return;
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const ByteView bytes(data, size);
    check_signature(bytes);
    check_ciphertext(bytes);
    check_elements(der::Reader(bytes), 0);
    return 0;
}
