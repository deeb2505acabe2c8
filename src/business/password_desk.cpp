#include "password_desk.h"

#include "base/clock.h"
#include "base/settings.h"
#include "storage/credential_store.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {

crypto::PasswordCost password_cost(const Settings& settings) {
    return {static_cast<std::uint32_t>(settings.integer("password.hash_memory_kib")),
            static_cast<std::uint32_t>(settings.integer("password.hash_passes")), 1};
}

Result<std::string> hash_of_password(const Services& services, const SecretText& password) {
    return crypto::hash_password(services.keys, password, services.random, password_cost(services.settings));
}

Result<crypto::PasswordCheck> check_against(const Services& services, const SecretText& password,
                                            std::string_view stored) {
    return crypto::verify_password(services.keys, password, stored, password_cost(services.settings));
}

Result<void> check_history(const Services& services, model::UserId user, const SecretText& password) {
    const std::int64_t count = services.settings.integer("password.history");
    if (count == 0) return {};
    QY_TRY(hashes, services.store.read([&](storage::Reader& reader) -> Result<std::vector<std::string>> {
        QY_TRY(earlier, storage::credentials::earlier_passwords(reader, user, count - 1));
        QY_TRY(present, storage::users::password_hash(reader, user));
        if (present) earlier.push_back(*std::move(present));
        return earlier;
    }));
    for (const auto& hash : hashes) {
        QY_TRY(check, check_against(services, password, hash));
        if (check.matches) return invalid("password.reused", {std::to_string(count)}).at("password");
    }
    return {};
}

Result<void> replace_password(storage::Writer& writer, const Services& services, model::UserId user,
                              std::string_view hash, bool initial) {
    const Time now = services.clock.now();
    QY_CHECK(storage::credentials::retire_password(writer, user, now, services.settings.integer("password.history")));
    return storage::users::set_password(writer, user, hash, initial, now);
}

bool is_too_old(const Services& services, const model::User& user, const model::Rights& rights) {
    const std::int64_t days = services.settings.integer("password.age_days");
    if (days == 0 || !rights.is_staff()) return false;
    return user.password_changed_at.plus_seconds(days * 24 * 3600) <= services.clock.now();
}

}  // namespace qy::business
