#include "business/testing/account_world.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "crypto/totp.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business::testing {
namespace {

std::vector<std::pair<std::string, std::string>> cheap(std::vector<std::pair<std::string, std::string>> settings) {
    settings.emplace_back("password.hash_memory_kib", "8192");
    settings.emplace_back("password.hash_passes", "1");
    return settings;
}

int number_of(std::string_view word) {
    constexpr std::array<std::string_view, 21> kWords = {
        "zero",     "one",     "two",     "three",     "four",     "five",     "six",
        "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
    return static_cast<int>(std::find(kWords.begin(), kWords.end(), word) - kWords.begin());
}

}  // namespace

AccountWorld::AccountWorld(Flags settings)
    : base(cheap(std::move(settings))),
      accounts(base.services()),
      captchas(base.services()),
      factors(base.services()),
      roles(base.services()),
      sessions(base.services(), captchas, factors) {}

void AccountWorld::add(const std::string& name, std::vector<model::Role> roles_of) {
    const auto added = accounts.add({name, std::move(roles_of), base.names.farm, SecretText(std::string(kPassword))},
                                    CodeWorld::operator_());
    QY_ASSERT(added.ok());
    QY_ASSERT(sessions.consent("1", actor(name)).ok());
}

model::User AccountWorld::user(const std::string& name) {
    auto found = base.store().read([&](storage::Reader& reader) { return storage::users::by_name(reader, name); });
    QY_ASSERT(found.ok() && found->has_value());
    return **found;
}

model::Actor AccountWorld::actor(const std::string& name) {
    return base.services().roles.actor_of(user(name), model::Channel::web).value();
}

Secret<Bytes> AccountWorld::enrol(const std::string& name) {
    const auto text = factors.set_totp(user(name).id, CodeWorld::operator_());
    QY_ASSERT(text.ok());
    Bytes bytes;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char c : text->expose()) {
        held = held << 5U | static_cast<std::uint32_t>(c >= 'A' ? c - 'A' : c - '2' + 26);
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        bytes.push_back(static_cast<std::uint8_t>(held >> static_cast<unsigned>(bits)));
        held &= (1U << static_cast<unsigned>(bits)) - 1;
    }
    return Secret<Bytes>(std::move(bytes));
}

std::string AccountWorld::login(LoginTry attempt, Client client) {
    auto done = sessions.login(attempt, client);
    if (!done.ok()) return done.error().code;
    last = *std::move(done);
    return "ok";
}

CaptchaAnswer AccountWorld::captcha() {
    const auto made = captchas.make(CaptchaKind::arithmetic, Language::en);
    QY_ASSERT(made.ok());
    const auto words = split(made->text, ' ');  // What is A plus|minus B? Answer in digits
    const int a = number_of(words[2]);
    const int b = number_of(words[4].substr(0, words[4].size() - 1));
    return {made->id, std::to_string(words[3] == "plus" ? a + b : a - b)};
}

LoginTry AccountWorld::with(const std::string& name, const std::string& password) {
    return {name, SecretText(password), std::nullopt, {}};
}

Client AccountWorld::at(const std::string& address) {
    return {address, address, address, "phone", {}, "request"};
}

SecretText AccountWorld::code(const Secret<Bytes>& secret, std::int64_t aside) const {
    return SecretText(
        crypto::totp_code(secret, crypto::totp_step(base.services().clock.now()) + aside, crypto::TotpHash::sha1));
}

AccountWorld::Flags AccountWorld::channels() {
    return {{"mail.server", "localhost"}, {"mail.sender", "noreply@example.cn"}, {"sms.url", "https://localhost/"}};
}

std::vector<OutgoingMessage> AccountWorld::messages() {
    std::vector<OutgoingMessage> sent;
    for (const auto channel : {model::MessageChannel::mail, model::MessageChannel::sms}) {
        OutboxWorker worker(base.services(), channel, 30, [&](const OutgoingMessage& message) {
            sent.push_back(message);
            return DeliveryReport{Delivery::accepted, ""};
        });
        while (worker.send_one().value()) {
        }
    }
    return sent;
}

ContactProof AccountWorld::link(const OutgoingMessage& message) {
    const auto& address = message.code.expose();
    return {SecretText(address.substr(address.rfind('/') + 1)), "", {}};
}

model::Actor AccountWorld::nobody() {
    model::Actor one;
    one.name = "anonymous";
    return one;
}

}  // namespace qy::business::testing
