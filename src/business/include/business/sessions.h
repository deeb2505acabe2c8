#pragma once
// Signing in and out in a browser: log-in, what a session may do, its limits, re-authentication. (clause 9.4.1; GB/T
// 22239 8.1.4.1) The cookie is a random reference; only its keyed hash is stored.
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "business/captchas.h"
#include "business/second_factors.h"
#include "business/services.h"
#include "model/account.h"
#include "model/user.h"

namespace qy::storage {
class Writer;
}

namespace qy::business {

/// What a session has to do before anything else is open to it.
enum class Must : std::uint8_t { change_password, second_factor, consent };
[[nodiscard]] std::string_view to_string(Must must);

/// A session as a request meets it.
struct SessionView {
    model::Session session;
    model::User user;
    model::Rights rights;
    bool has_factor = false;
    std::vector<Must> musts;  ///< empty: everything that the user's roles allow is open
    bool recent = false;      ///< authenticated lately: dangerous acts are open
    Time idle_until;
    std::string csrf_token;  ///< what requests with the cookie must also carry
};
[[nodiscard]] model::Actor actor_of(const SessionView& view);

/// Where a log-in comes from.
struct Client {
    std::string address;         ///< for the audit record and the security log
    std::string address_group;   ///< what failures are counted by
    std::string masked_address;  ///< what the user sees in the list of sessions
    std::string device_class;
    SecretText known_device;  ///< cookie of a browser that signed in before, or empty
    std::string request_id;
    model::CallTrail* trail = nullptr;  ///< of the running call, if any
};

struct LoginTry {
    std::string name;
    SecretText password;
    std::optional<CaptchaAnswer> captcha;
    FactorProof proof;
};

struct SignedIn {
    SecretText session_token;
    SecretText device_token;  ///< empty when the browser has one already
    SessionView view;
};

struct Checked;
struct LoginPlan;

/// Safe from any thread. Log-ins, failures and ends are audited.
class Sessions {
 public:
    /// `captchas` and `factors` must outlive this.
    Sessions(const Services& services, Captchas& captchas, SecondFactors& factors);
    ~Sessions();

    /// Errors: unauthenticated `login.failed` (name, password or second factor: not told apart, in the same time),
    /// `login.captcha_required`, `login.captcha_wrong`, `login.second_factor_required` (the password was right);
    /// limited `login.locked` {seconds}, `login.slow` {seconds}; denied `login.disabled` {reason} (everything else was
    /// right).
    Result<SignedIn> login(const LoginTry& attempt, const Client& client);
    /// The session of a cookie; notes that it was used, unless it was not `as_use`. Errors: unauthenticated
    /// `session.ended`.
    Result<SessionView> authenticate(const SecretText& token, bool as_use = true);
    /// A fresh cookie after the user proved itself again with the password, and with a second factor if it has one.
    /// Errors: unauthenticated `login.failed`, `login.second_factor_required`; limited `login.locked` {seconds}.
    Result<SignedIn> reauthenticate(const SessionView& view, const SecretText& password, const FactorProof& proof,
                                    const Client& client);
    /// A fresh cookie after a change of what the session may do; `factor` is the one just enrolled. The user's other
    /// sessions end. Errors: conflict `storage.changed` when the session has ended.
    Result<SignedIn> renew(const SessionView& view, std::string_view factor);
    Result<void> logout(const SessionView& view, const model::Actor& actor);
    /// Those that have not run out, oldest first.
    Result<std::vector<model::Session>> list(model::UserId user);
    /// Errors: not_found `session.not_found` (also those of other users).
    Result<void> revoke(model::SessionId id, const model::Actor& actor);
    /// Notes consent to the privacy policy in force. Errors: conflict `consent.version` {version}.
    Result<void> consent(std::string_view policy_version, const model::Actor& actor);

 private:
    Result<LoginPlan> plan(std::string_view name, const Client& client);
    Result<void> admit(const LoginPlan& plan, const LoginTry& attempt);
    Result<Checked> check(const LoginPlan& plan, const SecretText& password, const FactorProof& proof);
    /// The verdict as an error; wrong ones are counted and told.
    Result<void> judge(const LoginPlan& plan, const Checked& checked, const Client& client);
    Result<void> check_active(const model::User& user, const Client& client);
    Result<SignedIn> open(const LoginPlan& plan, const Checked& checked, const SecretText& password,
                          const Client& client);
    Result<void> write_opened(storage::Writer& writer, const LoginPlan& plan, const model::Session& session,
                              std::string_view session_hash, const model::Actor& actor);
    Result<SessionView> view_of(model::Session session, model::User user, bool has_factor, bool has_consented,
                                const SecretText& token) const;
    Result<SessionView> find(const SecretText& token);
    const std::string& stand_in();

    const Services services_;
    Captchas& captchas_;
    SecondFactors& factors_;
    std::once_flag stand_in_made_;
    std::string stand_in_;  ///< a stored password that is nobody's: unknown names cost the same time
};

}  // namespace qy::business
