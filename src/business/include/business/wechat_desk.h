#pragma once
// WeChat's own scanner for pages that are opened inside WeChat: they need a signature by the ticket of the operator's
// account, which a thread keeps fresh, so that no request waits for WeChat. (clause 5.6; decision 32)
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "business/services.h"

namespace qy::business {

struct WechatTicket {
    SecretText text;
    std::int64_t seconds = 0;  ///< how long it is good from when it was asked for
};

/// What wx.config of WeChat's JS-SDK takes, for one page.
struct WechatSignature {
    std::string app_id;
    std::int64_t timestamp = 0;  ///< seconds since 1970
    std::string nonce;           ///< 32 lowercase hex digits
    std::string signature;       ///< 40 lowercase hex digits
};

/// SHA-1 of "jsapi_ticket=…&noncestr=…&timestamp=…&url=…", as WeChat prescribes it (JS-SDK, appendix 1).
[[nodiscard]] std::string wechat_signature(const SecretText& ticket, std::string_view nonce, std::int64_t timestamp,
                                           std::string_view url);

/// Safe from any thread, but for configure(), start() and look().
class WechatDesk {
 public:
    /// Asks WeChat. Errors: unavailable `wechat.no_ticket`, the reason as detail.
    using Fetch = std::function<Result<WechatTicket>()>;

    explicit WechatDesk(const Services& services) : services_(services) {}
    ~WechatDesk();
    WechatDesk(const WechatDesk&) = delete;
    WechatDesk& operator=(const WechatDesk&) = delete;

    void configure(Fetch fetch) { fetch_ = std::move(fetch); }
    /// From now on a thread looks. REQUIRES (this and look()): configured.
    void start();
    /// Fetches the ticket when it is time to: before it ends; after a failure a second later, two, four … five minutes.
    /// Answers after how long it wants to be called again.
    std::chrono::milliseconds look();
    /// Whether there is a ticket that can still be used.
    [[nodiscard]] bool has_ticket() const;

    /// The signature for one page below the address of `site` ("https://host:8443/…"). Errors: not_found
    /// `wechat.not_configured`; unavailable `wechat.no_ticket`; invalid `wechat.url` {address} at url: a page of
    /// somebody else.
    [[nodiscard]] Result<WechatSignature> sign(std::string_view url, std::string_view site) const;

 private:
    struct Held {
        SecretText text;
        Time good_until;
    };
    void fetch(Time now);
    void keep(std::optional<Held> held);
    void loop();
    [[nodiscard]] Result<SecretText> ticket(Time now) const;

    const Services services_;
    Fetch fetch_;  ///< this and the next three belong to who calls look()
    Time looked_at_;
    Time next_at_;
    std::int64_t failed_ = 0;  ///< tries since the last success

    mutable std::mutex mutex_;  ///< guards the ticket
    std::optional<Held> held_;

    std::mutex wake_mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace qy::business
