// What signing in costs beside the password hash alone, and what a session costs each request.
#include <argon2.h>

#include <array>
#include <fstream>

#include "base/settings.h"
#include "business/accounts.h"
#include "business/sessions.h"
#include "measure.h"
#include "platform.h"
#include "presentation/api.h"
#include "tasks.h"

namespace qy::bench {
namespace {

constexpr const char* kName = "bench.person";
constexpr const char* kPassword = "Fresh-grass-7";

Result<void> add_user(app::Platform& platform) {
    model::Actor by;
    by.name = "operator:0";
    by.party = platform.operator_party();
    by.channel = model::Channel::operator_command;
    auto& use = platform.use();
    QY_TRY(user, use.accounts.add({kName, {model::Role::party_clerk}, {}, SecretText(std::string(kPassword))}, by));
    by.user = user;
    by.name = kName;
    return use.sessions.consent(platform.settings().text("privacy.policy_version"), by);
}

Result<business::SignedIn> sign_in(app::Platform& platform) {
    const business::Client client{"203.0.113.7", "203.0.113.7", "203.0.113.0", "desktop", {}, "bench"};
    return platform.use().sessions.login({kName, SecretText(std::string(kPassword)), {}, {}}, client);
}

/// Argon2id with the parameters of the settings, nothing else.
bool bare_hash(const Settings& settings) {
    constexpr std::array<std::uint8_t, 16> kSalt{1, 2, 3};
    std::array<std::uint8_t, 32> out{};
    const std::string_view password(kPassword);
    return argon2id_hash_raw(static_cast<std::uint32_t>(settings.integer("password.hash_passes")),
                             static_cast<std::uint32_t>(settings.integer("password.hash_memory_kib")), 1,
                             password.data(), password.size(), kSalt.data(), kSalt.size(), out.data(),
                             out.size()) == ARGON2_OK;
}

Result<void> ask(app::Platform& platform, const model::Actor& actor, const std::string& code) {
    presentation::Call call{platform.use(), actor, Language::zh, "https://localhost:8443", {}};
    QY_TRY(answer,
           presentation::call_function(*presentation::find_route("trace.query"), JsonObject{{"code", code}}, call));
    return to_text(answer.data).size() > 1'000 ? Result<void>() : corrupt("bench.short_answer");
}

Result<JsonObject> time_logins(app::Platform& platform, std::int64_t count) {
    Series ours;
    Series peer;
    for (std::int64_t n = 0; n < count; ++n) {
        const auto from = Moment::now();
        QY_TRY(signed_in, sign_in(platform));
        const auto between = Moment::now();
        QY_ASSERT(bare_hash(platform.settings()));
        ours.add(from, between);
        peer.add(between, Moment::now());
        (void)signed_in;
    }
    return JsonObject{{"ours", ours.json()}, {"peer", peer.json()}};
}

Result<JsonObject> time_requests(app::Platform& platform, const std::string& code, std::int64_t count) {
    QY_TRY(signed_in, sign_in(platform));
    model::Actor nobody;
    nobody.name = "anonymous";
    Series ours;
    Series peer;
    for (std::int64_t n = 0; n < count; ++n) {
        const auto from = Moment::now();
        QY_TRY(view, platform.use().sessions.authenticate(signed_in.session_token));
        QY_CHECK(ask(platform, business::actor_of(view), code));
        const auto between = Moment::now();
        QY_CHECK(ask(platform, nobody, code));
        ours.add(from, between);
        peer.add(between, Moment::now());
    }
    return JsonObject{{"ours", ours.json()}, {"peer", peer.json()}};
}

}  // namespace

Result<JsonObject> accounts(const Arguments& arguments) {
    const auto folder = arguments.text("data");
    QY_TRY(platform, app::Platform::open(folder, Settings(), false));
    std::ifstream file(folder + "/codes.txt");
    std::string code;
    if (!std::getline(file, code)) return not_found("bench.no_codes").because(folder);
    QY_CHECK(add_user(*platform));
    QY_TRY(logins, time_logins(*platform, arguments.number("logins", 100)));
    QY_TRY(requests, time_requests(*platform, code, arguments.number("requests", 5'000)));
    return JsonObject{{"logins", logins}, {"requests", requests}};
}

}  // namespace qy::bench
