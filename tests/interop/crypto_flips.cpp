// By hand: how often a trace code with one changed digit passes the check, and what a code costs.
//     crypto_flips [FLIPS]      default 10,000,000; expected: about one in a million
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <iostream>

#include "base/limits.h"
#include "base/random.h"
#include "crypto/code_cipher.h"

namespace {

using namespace qy;
using namespace qy::crypto;

std::uint64_t number(Random& random) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : random.bytes(8)) value = value << 8U | byte;
    return value;
}

int accepted_after(int flips, const CodeCipher& cipher) {
    SeededRandom random(20);
    int accepted = 0;
    for (int i = 0; i < flips; ++i) {
        const std::uint64_t draw = number(random);
        CodeText code = cipher.encode(draw % limits::code_serials);
        char& digit = code[1 + (draw >> 44U) % 19];
        digit = static_cast<char>('0' + (digit - '0' + 1 + static_cast<int>((draw >> 56U) % 9)) % 10);
        accepted += cipher.decode(text_of(code)) ? 1 : 0;
    }
    return accepted;
}

/// Processor time, and the best of five, so that other work on the machine counts less.
double nanoseconds_each(int times, const std::function<void(int)>& work) {
    double best = 0;
    for (int attempt = 0; attempt < 5; ++attempt) {
        const std::clock_t start = std::clock();
        for (int i = 0; i < times; ++i) work(i);
        const double took = 1e9 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / times;
        if (attempt == 0 || took < best) best = took;
    }
    return best;
}

}  // namespace

int main(int argc, char** argv) {
    const int flips = argc > 1 ? std::atoi(argv[1]) : 10'000'000;
    const Sm4Key key = sm4_key_of(Bytes(16, 7));
    const CodeCipher cipher(key, 1);
    Sm4 block_cipher(key);
    Bytes block(16, 0);
    std::uint64_t check = 0;
    const double blocks = nanoseconds_each(100'000, [&](int) {
        for (int i = 0; i < 10; ++i) block_cipher.encrypt_block(block.data(), block.data());
    });
    const double encode = nanoseconds_each(
        100'000, [&](int i) { check += static_cast<std::uint64_t>(cipher.encode(static_cast<std::uint64_t>(i))[19]); });
    const CodeText code = cipher.encode(1);
    const double decode = nanoseconds_each(100'000, [&](int) { check += cipher.decode(text_of(code)).value_or(0); });
    std::cout << "ten SM4 blocks " << blocks << " ns, encode " << encode << " ns (" << encode / blocks << "), decode "
              << decode << " ns (" << decode / blocks << ") [" << check % 10 << "]\n";
    const int accepted = accepted_after(flips, cipher);
    std::cout << accepted << " of " << flips << " changed codes accepted\n";
    return accepted <= 2 * (flips / 1'000'000) + 8 ? 0 : 1;
}
