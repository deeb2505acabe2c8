// Issuing codes: each is ten block operations and some arithmetic; beside ten block operations alone.
#include <openssl/evp.h>

#include <array>
#include <memory>

#include "crypto/code_cipher.h"
#include "measure.h"
#include "tasks.h"

namespace qy::bench {
namespace {

constexpr std::int64_t kCodesPerSlice = 2'000;
constexpr int kBlocksPerCode = 10;
constexpr std::array<std::uint8_t, 16> kKey = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

struct FreeContext {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

Context sm4_context() {
    Context context(EVP_CIPHER_CTX_new());
    const int made = EVP_EncryptInit_ex2(context.get(), EVP_sm4_ecb(), kKey.data(), nullptr, nullptr);
    QY_ASSERT(made == 1);
    EVP_CIPHER_CTX_set_padding(context.get(), 0);
    return context;
}

/// Each block is the encryption of the one before it, as in FF1: nothing can run side by side.
std::uint8_t run_blocks(EVP_CIPHER_CTX* context) {
    std::array<std::uint8_t, 16> block{};
    int length = 0;
    for (std::int64_t i = 0; i < kCodesPerSlice * kBlocksPerCode; ++i) {
        EVP_EncryptUpdate(context, block.data(), &length, block.data(), static_cast<int>(block.size()));
    }
    return block[0];
}

std::uint8_t run_codes(const crypto::CodeCipher& cipher, std::int64_t first) {
    std::uint8_t sum = 0;
    for (std::int64_t i = 0; i < kCodesPerSlice; ++i) {
        sum = static_cast<std::uint8_t>(sum + cipher.encode(static_cast<std::uint64_t>(first + i))[7]);
    }
    return sum;
}

}  // namespace

Result<JsonObject> codes(const Arguments& arguments) {
    const auto slices = arguments.number("count", 400'000) / kCodesPerSlice;
    const auto context = sm4_context();
    const crypto::CodeCipher cipher(crypto::Sm4Key(kKey), 1);
    Series ours;
    Series peer;
    unsigned sum = 0;  // printed, so that nothing of the work can be left out
    for (std::int64_t slice = 0; slice < slices; ++slice) {
        const auto begin = Moment::now();
        sum += run_codes(cipher, slice * kCodesPerSlice);
        const auto middle = Moment::now();
        sum += run_blocks(context.get());
        ours.add(begin, middle);
        peer.add(middle, Moment::now());
    }
    return JsonObject{{"codes_per_slice", kCodesPerSlice}, {"ours", ours.json()}, {"peer", peer.json()}, {"sum", sum}};
}

}  // namespace qy::bench
