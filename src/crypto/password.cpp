#include "crypto/password.h"

#include <argon2.h>

#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include "base/limits.h"
#include "base/text.h"

namespace qy::crypto {

namespace {

constexpr std::string_view kName = "argon2id-sm3";
constexpr std::string_view kVersion = "v=19";
constexpr std::size_t kSaltBytes = 16;
constexpr std::uint32_t kMemoryKibMax = 256U << 10U;
constexpr std::uint32_t kPassesMax = 16;
constexpr std::uint32_t kLanesMax = 4;

/// The parts of a stored password.
struct Stored {
    PasswordCost cost;
    int epoch = 0;
    Bytes salt;
    Bytes tag;
};

std::optional<std::uint32_t> number_after(std::string_view text, std::string_view name) {
    if (!text.starts_with(name)) return std::nullopt;
    text.remove_prefix(name.size());
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

bool accepted(const PasswordCost& cost) {
    return cost.lanes >= 1 && cost.lanes <= kLanesMax && cost.passes >= 1 && cost.passes <= kPassesMax &&
           cost.memory_kib >= 8 * cost.lanes && cost.memory_kib <= kMemoryKibMax;
}

std::optional<Stored> parse(std::string_view text) {
    const auto parts = split(text, '$');
    if (parts.size() != 7 || !parts[0].empty() || parts[1] != kName || parts[2] != kVersion) return std::nullopt;
    const auto costs = split(parts[3], ',');
    if (costs.size() != 3) return std::nullopt;
    const auto memory = number_after(costs[0], "m=");
    const auto passes = number_after(costs[1], "t=");
    const auto lanes = number_after(costs[2], "p=");
    const auto epoch = number_after(parts[4], "k=");
    auto salt = from_hex(parts[5]);
    auto tag = from_hex(parts[6]);
    if (!memory || !passes || !lanes || !epoch || !salt.ok() || !tag.ok()) return std::nullopt;
    const Stored stored{{*memory, *passes, *lanes}, static_cast<int>(*epoch & 0xFFFFU), *salt, *tag};
    const bool sound = accepted(stored.cost) && *epoch <= limits::key_epoch_max && salt->size() == kSaltBytes &&
                       tag->size() == sizeof(Digest);
    return sound ? std::optional(stored) : std::nullopt;
}

std::string text_of(const Stored& stored) {
    return "$" + std::string(kName) + "$" + std::string(kVersion) + "$m=" + std::to_string(stored.cost.memory_kib) +
           ",t=" + std::to_string(stored.cost.passes) + ",p=" + std::to_string(stored.cost.lanes) +
           "$k=" + std::to_string(stored.epoch) + "$" + to_hex(stored.salt) + "$" + to_hex(stored.tag);
}

Result<Digest> tag_of(const WorkingKey& key, const SecretText& password, const PasswordCost& cost, ByteView salt) {
    std::array<std::uint8_t, 32> slow{};
    const int status = argon2id_hash_raw(cost.passes, cost.memory_kib, cost.lanes, password.expose().data(),
                                         password.expose().size(), salt.data(), salt.size(), slow.data(), slow.size());
    if (status != ARGON2_OK) return unavailable("password.no_memory").because(argon2_error_message(status));
    const Digest tag = key.mac({slow});
    wipe(slow.data(), slow.size());
    return tag;
}

}  // namespace

Result<std::string> hash_password(const Keyring& keyring, const SecretText& password, Random& random,
                                  const PasswordCost& cost) {
    QY_ASSERT(accepted(cost));
    if (password.expose().size() > limits::password_bytes_max) {
        return too_large("password.too_long", {std::to_string(limits::password_bytes_max)});
    }
    QY_TRY(key, keyring.active(Purpose::password));
    Stored stored{cost, key->info().epoch, random.bytes(kSaltBytes), {}};
    QY_TRY(tag, tag_of(*key, password, cost, stored.salt));
    stored.tag.assign(tag.begin(), tag.end());
    return text_of(stored);
}

Result<PasswordCheck> verify_password(const Keyring& keyring, const SecretText& password, std::string_view stored,
                                      const PasswordCost& wanted) {
    const auto parts = parse(stored);
    if (!parts) return corrupt("password.stored_malformed");
    QY_TRY(key, keyring.get(Purpose::password, parts->epoch));
    if (password.expose().size() > limits::password_bytes_max) return PasswordCheck{};
    QY_TRY(tag, tag_of(*key, password, parts->cost, parts->salt));
    PasswordCheck check;
    check.matches = equal_in_constant_time(tag, parts->tag);
    check.outdated = parts->cost != wanted || key->info().status != KeyStatus::active;
    return check;
}

}  // namespace qy::crypto
