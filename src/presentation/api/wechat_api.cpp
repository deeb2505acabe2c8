// scan.wechat_config: what a page of ours needs to use WeChat's own scanner inside WeChat. (clause 5.6)
#include "base/wechat_limits.h"
#include "business/wechat_desk.h"
#include "handlers.h"

namespace qy::presentation::handlers {

Result<Answer> scan_wechat_config(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto url = in.text("url", limits::wechat_url_code_points_max);
    QY_CHECK(in.finish());
    QY_TRY(config, call.use.wechat.sign(url, call.base_url));
    return Answer{JsonObject{{"app_id", config.app_id},
                             {"timestamp", config.timestamp},
                             {"nonce", config.nonce},
                             {"signature", config.signature}},
                  {},
                  false};
}

}  // namespace qy::presentation::handlers
