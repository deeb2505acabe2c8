#pragma once
// WeChat's interface for a registered account: the ticket by which pages inside WeChat may use its scanner.
// (clause 5.6)
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "base/secret.h"
#include "transport/outgoing.h"

namespace qy::transport {

/// A token or ticket as the interface hands it out.
struct WechatGrant {
    SecretText text;           ///< of letters, digits and "-._~" alone, at most wechat_grant_bytes_max
    std::int64_t seconds = 0;  ///< how long it is good, in [1, wechat_grant_seconds_max]
};

/// What an answer grants in its member `name` (access_token, ticket). Errors: unavailable `wechat.no_ticket`; the
/// detail tells the interface's own number (errcode) or what the answer lacks, and nothing of its texts.
Result<WechatGrant> wechat_grant(std::string_view answer, std::string_view name);

/// Not for two threads at once.
class WechatApi {
 public:
    WechatApi(std::unique_ptr<HttpsClient> client, std::string app_id, SecretText secret)
        : client_(std::move(client)), app_id_(std::move(app_id)), secret_(std::move(secret)) {}
    /// Asks for the account's token, and with that for its ticket. It is the token that all programs of an account
    /// share (stable_token): asking takes it from nobody. Errors: unavailable `wechat.no_ticket`.
    Result<WechatGrant> ticket();

 private:
    std::unique_ptr<HttpsClient> client_;
    std::string app_id_;
    SecretText secret_;
};

}  // namespace qy::transport
