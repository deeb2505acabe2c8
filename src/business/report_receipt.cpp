#include "report_receipt.h"

#include "base/bytes.h"
#include "base/report_limits.h"
#include "base/text.h"
#include "keyed_hash.h"

namespace qy::business {
namespace {

constexpr std::string_view kMake = "report receipt";
constexpr std::string_view kKeep = "report receipt kept";
constexpr std::size_t kGroup = 4;
// 32 of them, so that five bits of a hash choose one; none that could be taken for another.
constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
static_assert(kLetters.size() == 32);

std::string grouped(std::string_view letters) {
    std::string out;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        if (i != 0 && i % kGroup == 0) out += '-';
        out += letters[i];
    }
    return out;
}

SecretText number_from(std::string_view hash) {
    const auto bytes = from_hex(hash);
    QY_ASSERT(bytes.ok() && bytes->size() >= limits::report_receipt_characters);
    std::string letters;
    for (std::size_t i = 0; i < limits::report_receipt_characters; ++i) letters += kLetters[(*bytes)[i] % 32];
    return SecretText(grouped(letters));
}

}  // namespace

Result<SecretText> receipt_of(const Services& services, std::string_view key) {
    QY_TRY(hash, keyed_hash(services.keys, kMake, key));
    return number_from(hash);
}

std::vector<SecretText> receipts_of(const Services& services, std::string_view key) {
    std::vector<SecretText> numbers;
    for (const auto& hash : keyed_hashes(services.keys, kMake, key)) numbers.push_back(number_from(hash));
    return numbers;
}

std::optional<std::string> read_receipt(std::string_view text) {
    std::string letters;
    for (char c : fold_width(text)) {
        if (c == ' ' || c == '-' || c == '\t') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (kLetters.find(c) == std::string_view::npos) return std::nullopt;
        letters += c;
    }
    if (letters.size() != limits::report_receipt_characters) return std::nullopt;
    return grouped(letters);
}

Result<std::string> receipt_hash(const Services& services, const SecretText& number) {
    return keyed_hash(services.keys, kKeep, number.expose());
}

std::vector<std::string> receipt_hashes(const Services& services, const SecretText& number) {
    return keyed_hashes(services.keys, kKeep, number.expose());
}

}  // namespace qy::business
