#include "first_run.h"

#include "business/accounts.h"
#include "operator_calls.h"

namespace qy::app {

model::Actor operator_actor(const Platform& platform) {
    model::Actor actor;
    actor.name = operator_name();
    actor.party = platform.operator_party();
    actor.channel = model::Channel::operator_command;
    actor.address = "local";
    return actor;
}

Result<void> tell_first_run(Platform& platform, const Talk& talk, const std::string& base_url) {
    QY_TRY(secret, platform.use().accounts.first_run(operator_actor(platform)));
    if (!secret) return {};
    const std::string base = base_url.empty() ? "https://localhost:8443" : base_url;
    print_line(
        words(talk, "还没有用户。首位安全管理员的一次性密钥（24 小时内有效，只显示这一次）：",
              "There is no user yet. One-time secret of the first security administrator (24 hours, shown once):"));
    print_line("  " + secret->secret.expose());
    print_line(words(talk, "服务运行后，打开此链接选定用户名和密码：",
                     "With the server running, choose name and password by this link:"));
    print_line("  " + base + "/console/first#" + secret->secret.expose());
    return {};
}

}  // namespace qy::app
