#include "business/wechat_desk.h"

#include <algorithm>
#include <utility>

#include "base/bytes.h"
#include "base/log.h"
#include "base/random.h"
#include "base/settings.h"
#include "base/wechat_limits.h"
#include "crypto/sha1.h"

namespace qy::business {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kNonceBytes = 16;
constexpr std::int64_t kRenewPercent = 90;   // of its life, then the next one is fetched
constexpr std::int64_t kUsePercent = 95;     // then it signs no more: WeChat looks at a signature a moment later
constexpr std::int64_t kLookMaxMs = 60'000;  // a clock that jumped is noticed by then

Time part_of_life(Time from, std::int64_t seconds, std::int64_t percent) {
    return {from.microseconds + seconds * 10'000 * percent};
}

/// 1 s, 2 s, 4 s …
std::int64_t back_off_seconds(std::int64_t failed) {
    std::int64_t seconds = 1;
    for (std::int64_t i = 1; i < failed && seconds < limits::wechat_back_off_seconds_max; ++i) seconds *= 2;
    return std::min(seconds, limits::wechat_back_off_seconds_max);
}

/// "https://host:8443" of "https://host:8443/…".
std::string_view origin_of(std::string_view address) {
    constexpr std::string_view kSign = "://";
    const auto host = address.find(kSign);
    if (host == std::string_view::npos) return {};
    return address.substr(0, address.find('/', host + kSign.size()));
}

/// As a browser writes the address of a page, without what stands behind "#".
bool is_page_of(std::string_view url, std::string_view origin) {
    const bool plain = std::ranges::all_of(url, [](char c) { return c > ' ' && c < '\x7f' && c != '#'; });
    const bool below = url.size() > origin.size() && url.starts_with(origin) && url[origin.size()] == '/';
    return plain && below && !origin.empty();
}

}  // namespace

std::string wechat_signature(const SecretText& ticket, std::string_view nonce, std::int64_t timestamp,
                             std::string_view url) {
    const SecretText text("jsapi_ticket=" + ticket.expose() + "&noncestr=" + std::string(nonce) +
                          "&timestamp=" + std::to_string(timestamp) + "&url=" + std::string(url));
    return to_hex(crypto::sha1(bytes_of(text.expose())));
}

WechatDesk::~WechatDesk() {
    {
        const std::lock_guard lock(wake_mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void WechatDesk::start() {
    thread_ = std::thread([this] { loop(); });
}

void WechatDesk::loop() {
    std::unique_lock lock(wake_mutex_);
    while (!stopping_) {
        lock.unlock();
        const auto pause = look();
        lock.lock();
        wake_.wait_for(lock, pause, [this] { return stopping_; });
    }
}

milliseconds WechatDesk::look() {
    const Time now = services_.clock.now();
    const bool put_back = now < looked_at_;  // then the clock tells no age
    if (put_back) keep(std::nullopt);
    if (now >= next_at_ || put_back) fetch(now);
    looked_at_ = now;
    const std::int64_t left_ms = next_at_.milliseconds() - services_.clock.now().milliseconds() + 1;
    return milliseconds(std::clamp<std::int64_t>(left_ms, 0, kLookMaxMs));
}

void WechatDesk::fetch(Time now) {
    auto fetched = fetch_();
    if (fetched.ok()) {
        failed_ = 0;
        next_at_ = part_of_life(now, fetched->seconds, kRenewPercent);
        keep(Held{std::move(fetched->text), part_of_life(now, fetched->seconds, kUsePercent)});
        return;
    }
    ++failed_;
    next_at_ = services_.clock.now().plus_seconds(back_off_seconds(failed_));
    if (!has_ticket()) keep(std::nullopt);
    log::warning("wechat.no_ticket", {{"attempt", failed_}, {"why", fetched.error().detail.text}});
}

void WechatDesk::keep(std::optional<Held> held) {
    const std::lock_guard lock(mutex_);
    held_ = std::move(held);
}

Result<SecretText> WechatDesk::ticket(Time now) const {
    const std::lock_guard lock(mutex_);
    if (!held_ || held_->good_until <= now) return unavailable("wechat.no_ticket");
    return held_->text;
}

bool WechatDesk::has_ticket() const {
    return ticket(services_.clock.now()).ok();
}

Result<WechatSignature> WechatDesk::sign(std::string_view url, std::string_view site) const {
    const auto& app_id = services_.settings.text("wechat.app_id");
    if (app_id.empty()) return not_found("wechat.not_configured");
    const auto origin = origin_of(site);
    if (!is_page_of(url, origin)) return invalid("wechat.url", {std::string(origin)}).at("url");
    const Time now = services_.clock.now();
    QY_TRY(held, ticket(now));
    const auto nonce = to_hex(services_.random.bytes(kNonceBytes));
    return WechatSignature{app_id, now.seconds(), nonce, wechat_signature(held, nonce, now.seconds(), url)};
}

}  // namespace qy::business
