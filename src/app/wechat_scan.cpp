#include "wechat_scan.h"

#include <chrono>
#include <memory>

#include "business/wechat_desk.h"
#include "secret_file.h"
#include "transport/metrics.h"
#include "transport/wechat_api.h"

namespace qy::app {
namespace {

Result<business::WechatDesk::Fetch> fetch_of(const Settings& settings) {
    QY_TRY(secret, secret_in(settings.text("wechat.secret_file")));
    if (secret.expose().empty()) return invalid("wechat.secret_file");
    transport::HttpsTarget target;
    target.url = settings.text("wechat.url");
    target.ca_file = settings.text("wechat.ca_file");
    target.timeout = std::chrono::seconds(settings.integer("wechat.timeout_seconds"));
    QY_TRY(client, transport::HttpsClient::make(std::move(target)));
    const auto api =
        std::make_shared<transport::WechatApi>(std::move(client), settings.text("wechat.app_id"), std::move(secret));
    return business::WechatDesk::Fetch([api]() -> Result<business::WechatTicket> {
        QY_TRY(ticket, api->ticket());
        return business::WechatTicket{std::move(ticket.text), ticket.seconds};
    });
}

}  // namespace

Result<void> start_wechat_scan(Platform& platform, transport::Metrics& metrics) {
    const auto& settings = platform.settings();
    if (settings.text("wechat.app_id").empty()) return {};
    QY_TRY(fetch, fetch_of(settings));
    auto& desk = platform.use().wechat;
    desk.configure(std::move(fetch));
    desk.start();
    metrics.watch("qiongyuan_wechat_ticket", "Whether WeChat's scanner can be used: 1 while there is a ticket",
                  [&desk] { return desk.has_ticket() ? 1.0 : 0.0; });
    return {};
}

}  // namespace qy::app
