#include "operator_calls.h"

#include <unistd.h>

#include "admin_client.h"
#include "model/actor.h"
#include "platform.h"
#include "presentation/api.h"

namespace qy::app {
namespace {

/// Calls in this process.
class LocalCalls final : public OperatorCalls {
 public:
    explicit LocalCalls(std::unique_ptr<Platform> platform) : platform_(std::move(platform)) {
        actor_.name = operator_name();
        actor_.party = platform_->operator_party();
        actor_.channel = model::Channel::operator_command;
        actor_.address = "local";
    }

    Result<Json> call(std::string_view function, const JsonObject& body) override {
        QY_TRY(answer, run(function, body));
        return std::move(answer.data);
    }

    Result<void> download(std::string_view function, const JsonObject& body,
                          const std::function<Result<void>(std::string_view)>& take) override {
        QY_TRY(answer, run(function, body));
        QY_ASSERT(answer.download.has_value());
        std::string chunk;
        bool more = true;
        while (more) {
            QY_TRY(further, answer.download->next(chunk));
            more = further;
            QY_CHECK(take(chunk));
        }
        return {};
    }

 private:
    Result<presentation::Answer> run(std::string_view function, const JsonObject& body) {
        const auto* const route = presentation::find_route(function);
        QY_ASSERT(route != nullptr);
        presentation::Call call{
            platform_->use(), actor_, Language::zh, platform_->settings().text("codes.address_prefix"), {}};
        return presentation::call_function(*route, Json(body), call);
    }

    std::unique_ptr<Platform> platform_;
    model::Actor actor_;
};

}  // namespace

Result<std::unique_ptr<OperatorCalls>> connect(const std::string& folder, const Settings& settings, bool create) {
    if (auto remote = connect_admin(folder + "/admin.sock")) return remote;
    QY_TRY(platform, Platform::open(folder, settings, create));
    return std::unique_ptr<OperatorCalls>(new LocalCalls(std::move(platform)));
}

std::string operator_name() {
    return "operator:" + std::to_string(::getuid());
}

}  // namespace qy::app
