#include "storage/credential_store.h"

#include "stored.h"

namespace qy::storage::credentials {
namespace {

constexpr Statement kEarlierPasswords{
    "password_history.list",
    "SELECT password_hash FROM password_history WHERE user_id = $user ORDER BY replaced_at DESC LIMIT $limit"};
constexpr Statement kRetirePassword{
    "password_history.insert",
    "INSERT INTO password_history (user_id, replaced_at, password_hash) SELECT user_id, $now, password_hash FROM "
    "app_user WHERE user_id = $user ON CONFLICT (user_id, replaced_at) DO NOTHING"};
constexpr Statement kForgetPasswords{
    "password_history.forget",
    "DELETE FROM password_history WHERE user_id = $user AND replaced_at NOT IN (SELECT replaced_at FROM "
    "password_history WHERE user_id = $user ORDER BY replaced_at DESC LIMIT $keep)"};
constexpr Statement kForgetAllPasswords{"password_history.forget_all",
                                        "DELETE FROM password_history WHERE user_id = $user"};
constexpr Statement kInsertFactor{
    "second_factor.insert",
    "INSERT INTO second_factor (second_factor_id, user_id, kind, label, hash, secret, public_key, confirmed, "
    "last_step, created_at) VALUES ($factor, $user, $kind, $label, $hash, $secret, $public_key, $confirmed, "
    "$last_step, $created_at)"};
constexpr Statement kFactors{
    "second_factor.of_user",
    "SELECT second_factor_id, user_id, kind, label, hash, secret, public_key, confirmed, last_step, created_at FROM "
    "second_factor WHERE user_id = $user ORDER BY second_factor_id"};
constexpr Statement kConfirmFactor{
    "second_factor.confirm",
    "UPDATE second_factor SET confirmed = 1, last_step = $step WHERE second_factor_id = $factor AND confirmed = 0"};
constexpr Statement kUseStep{
    "second_factor.use_step",
    "UPDATE second_factor SET last_step = $step WHERE second_factor_id = $factor AND last_step < $step"};
constexpr Statement kRemoveFactor{"second_factor.remove",
                                  "DELETE FROM second_factor WHERE second_factor_id = $factor AND user_id = $user"};
constexpr Statement kRemoveFactors{"second_factor.remove_all", "DELETE FROM second_factor WHERE user_id = $user"};
constexpr Statement kRemoveDrafts{"second_factor.remove_drafts",
                                  "DELETE FROM second_factor WHERE user_id = $user AND confirmed = 0"};
constexpr Statement kRemoveCodes{"recovery_code.remove_all", "DELETE FROM recovery_code WHERE user_id = $user"};
constexpr Statement kInsertCode{"recovery_code.insert",
                                "INSERT INTO recovery_code (user_id, code_hash) VALUES ($user, $hash)"};
constexpr Statement kUseCode{"recovery_code.use",
                             "DELETE FROM recovery_code WHERE user_id = $user AND code_hash = $hash"};
constexpr Statement kCountCodes{"recovery_code.count", "SELECT COUNT(*) FROM recovery_code WHERE user_id = $user"};
constexpr Statement kInsertSecret{
    "one_time_secret.insert",
    "INSERT INTO one_time_secret (secret_hash, kind, user_id, party_id, roles, expires_at) VALUES ($hash, $kind, "
    "$user, $party, $roles, $expires_at)"};
constexpr Statement kFindSecret{
    "one_time_secret.find",
    "SELECT kind, user_id, party_id, roles, expires_at FROM one_time_secret WHERE secret_hash = $hash"};
constexpr Statement kTakeSecret{"one_time_secret.take", "DELETE FROM one_time_secret WHERE secret_hash = $hash"};
constexpr Statement kRemoveSecrets{"one_time_secret.remove", "DELETE FROM one_time_secret WHERE user_id = $user"};
constexpr Statement kRemoveSecretsOfKind{"one_time_secret.remove_kind",
                                         "DELETE FROM one_time_secret WHERE kind = $kind"};
constexpr Statement kAddConsent{
    "consent_record.insert",
    "INSERT INTO consent_record (user_id, policy_version, consented_at) VALUES ($user, $version, $now) ON CONFLICT "
    "(user_id, policy_version) DO NOTHING"};
constexpr Statement kConsents{
    "consent_record.list",
    "SELECT policy_version, consented_at FROM consent_record WHERE user_id = $user ORDER BY consented_at"};

Result<model::SecondFactor> factor_of(const Row& row) {
    const auto kind = model::parse_factor_kind(row.text(2));
    if (!kind) return unknown_word("second_factor.kind", row.text(2));
    model::SecondFactor factor;
    factor.id = row.id<model::SecondFactorId>(0);
    factor.user = row.id<model::UserId>(1);
    factor.kind = *kind;
    factor.label = row.text(3);
    factor.hash = row.text(4);
    factor.secret.assign(row.bytes(5).begin(), row.bytes(5).end());
    factor.public_key = row.text(6);
    factor.confirmed = row.flag(7);
    factor.last_step = row.integer(8);
    factor.created_at = row.time(9);
    return factor;
}

Result<OneTimeSecret> secret_of(const Row& row) {
    QY_TRY(roles, named_values("one_time_secret.roles", row.text(3), model::parse_role));
    return OneTimeSecret{std::string(row.text(0)), row.id<model::UserId>(1), row.id<model::PartyId>(2),
                         std::move(roles), row.time(4)};
}

}  // namespace

Result<std::vector<std::string>> earlier_passwords(Reader& reader, model::UserId user, std::int64_t limit) {
    return reader.all(kEarlierPasswords, {{"user", user}, {"limit", limit}},
                      [](const Row& row) { return std::string(row.text(0)); });
}

Result<void> retire_password(Writer& writer, model::UserId user, Time now, std::int64_t keep) {
    QY_TRY(kept, writer.run(kRetirePassword, {{"user", user}, {"now", now}}));
    QY_TRY(forgotten, writer.run(kForgetPasswords, {{"user", user}, {"keep", keep}}));
    (void)kept;
    (void)forgotten;
    return {};
}

Result<std::int64_t> forget_passwords(Writer& writer, model::UserId user) {
    return writer.run(kForgetAllPasswords, {{"user", user}});
}

Result<void> insert_factor(Writer& writer, const model::SecondFactor& factor) {
    return insert_row(writer, kInsertFactor,
                      {{"factor", factor.id},
                       {"user", factor.user},
                       {"kind", to_string(factor.kind)},
                       {"label", factor.label},
                       {"hash", factor.hash},
                       factor.secret.empty() ? Bind("secret", nullptr) : Bind("secret", ByteView(factor.secret)),
                       {"public_key", factor.public_key},
                       {"confirmed", factor.confirmed},
                       {"last_step", factor.last_step},
                       {"created_at", factor.created_at}});
}

Result<std::vector<model::SecondFactor>> factors(Reader& reader, model::UserId user) {
    return all_of(reader, kFactors, {{"user", user}}, factor_of);
}

Result<void> confirm_factor(Writer& writer, model::SecondFactorId id, std::int64_t step) {
    return update_row(writer, kConfirmFactor, {{"factor", id}, {"step", step}});
}

Result<bool> use_step(Writer& writer, model::SecondFactorId id, std::int64_t step) {
    QY_TRY(rows, writer.run(kUseStep, {{"factor", id}, {"step", step}}));
    return rows == 1;
}

Result<std::int64_t> remove_factor(Writer& writer, model::UserId user, model::SecondFactorId id) {
    return writer.run(kRemoveFactor, {{"factor", id}, {"user", user}});
}

Result<std::int64_t> remove_factors(Writer& writer, model::UserId user) {
    QY_TRY(codes, writer.run(kRemoveCodes, {{"user", user}}));
    (void)codes;
    return writer.run(kRemoveFactors, {{"user", user}});
}

Result<std::int64_t> remove_drafts(Writer& writer, model::UserId user) {
    return writer.run(kRemoveDrafts, {{"user", user}});
}

Result<void> set_recovery_codes(Writer& writer, model::UserId user, const std::vector<std::string>& hashes) {
    QY_TRY(removed, writer.run(kRemoveCodes, {{"user", user}}));
    (void)removed;
    for (const auto& hash : hashes) QY_CHECK(insert_row(writer, kInsertCode, {{"user", user}, {"hash", hash}}));
    return {};
}

Result<bool> use_recovery_code(Writer& writer, model::UserId user, std::string_view hash) {
    QY_TRY(rows, writer.run(kUseCode, {{"user", user}, {"hash", hash}}));
    return rows == 1;
}

Result<std::int64_t> recovery_codes_left(Reader& reader, model::UserId user) {
    QY_TRY(count, reader.first(kCountCodes, {{"user", user}}, [](const Row& row) { return row.integer(0); }));
    return count.value_or(0);
}

Result<void> insert_secret(Writer& writer, std::string_view hash, const OneTimeSecret& secret) {
    const auto roles = joined_names(secret.roles);
    return insert_row(writer, kInsertSecret,
                      {{"hash", hash},
                       {"kind", secret.kind},
                       {"user", secret.user},
                       {"party", secret.party},
                       {"roles", roles},
                       {"expires_at", secret.expires_at}});
}

Result<std::optional<OneTimeSecret>> take_secret(Writer& writer, std::string_view hash) {
    QY_TRY(found, first_of(writer, kFindSecret, {{"hash", hash}}, secret_of));
    // Of two takers at once, only the one that removes the row has it.
    QY_TRY(rows, writer.run(kTakeSecret, {{"hash", hash}}));
    return rows == 1 ? found : std::nullopt;
}

Result<std::int64_t> remove_secrets(Writer& writer, model::UserId user) {
    return writer.run(kRemoveSecrets, {{"user", user}});
}

Result<std::int64_t> remove_secrets_of_kind(Writer& writer, std::string_view kind) {
    return writer.run(kRemoveSecretsOfKind, {{"kind", kind}});
}

Result<void> add_consent(Writer& writer, model::UserId user, std::string_view policy_version, Time now) {
    QY_TRY(rows, writer.run(kAddConsent, {{"user", user}, {"version", policy_version}, {"now", now}}));
    (void)rows;
    return {};
}

Result<std::vector<Consent>> consents(Reader& reader, model::UserId user) {
    return reader.all(kConsents, {{"user", user}}, [](const Row& row) {
        return Consent{std::string(row.text(0)), row.time(1)};
    });
}

}  // namespace qy::storage::credentials
