#pragma once
// For tests of accounts: everything of CodeWorld, cheap password hashes, and people who sign in.
#include <string>
#include <string_view>

#include "business/accounts.h"
#include "business/captchas.h"
#include "business/contact_proof.h"
#include "business/outbox.h"
#include "business/role_desk.h"
#include "business/second_factors.h"
#include "business/sessions.h"
#include "business/testing/code_world.h"

namespace qy::business::testing {

class AccountWorld {
 public:
    using Flags = std::vector<std::pair<std::string, std::string>>;
    explicit AccountWorld(Flags settings = {});

    /// A user of the farm with the password kPassword, who has consented.
    void add(const std::string& name, std::vector<model::Role> roles);
    /// A one-time code factor; returns its secret.
    Secret<Bytes> enrol(const std::string& name);
    [[nodiscard]] model::Actor actor(const std::string& name);
    [[nodiscard]] model::User user(const std::string& name);

    /// A try with these things; the error's code, or "ok".
    std::string login(LoginTry attempt, Client client = at("198.51.100.1"));
    /// The answer of a fresh arithmetic captcha.
    CaptchaAnswer captcha();

    /// Settings of an installation that sends mails and SMS.
    [[nodiscard]] static Flags channels();
    /// What was sent since the last look, mails first.
    std::vector<OutgoingMessage> messages();
    /// What shows that somebody has the link of a message.
    [[nodiscard]] static ContactProof link(const OutgoingMessage& message);
    /// Who has not signed in.
    [[nodiscard]] static model::Actor nobody();

    [[nodiscard]] static LoginTry with(const std::string& name, const std::string& password = kPassword);
    [[nodiscard]] static Client at(const std::string& address);
    /// The present code of a secret, `aside` steps from now.
    [[nodiscard]] SecretText code(const Secret<Bytes>& secret, std::int64_t aside = 0) const;

    static constexpr const char* kPassword = "Fresh-grass-7";
    static constexpr const char* kNewPassword = "Green-mango-44";

    CodeWorld base;
    Accounts accounts;
    Captchas captchas;
    SecondFactors factors;
    RoleDesk roles;
    Sessions sessions;
    std::optional<SignedIn> last;  ///< of the last log-in that went well
};

}  // namespace qy::business::testing
