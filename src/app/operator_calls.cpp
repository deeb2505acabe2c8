#include "operator_calls.h"

#include <unistd.h>

#include "admin_client.h"
#include "base/bytes.h"
#include "model/actor.h"
#include "platform.h"
#include "presentation/answer_file.h"
#include "presentation/api.h"

namespace qy::app {
namespace {

constexpr std::size_t kRequestIdBytes = 16;

/// Calls in this process.
class LocalCalls final : public OperatorCalls {
 public:
    LocalCalls(std::unique_ptr<Platform> platform, Language language)
        : platform_(std::move(platform)), language_(language) {
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
                          const std::function<Result<void>(std::string_view)>& take, std::string_view format) override {
        QY_TRY(answer, run(function, body, format));
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
    [[nodiscard]] bool is_served() const override { return false; }

 private:
    Result<presentation::Answer> run(std::string_view function, const JsonObject& body, std::string_view format = {}) {
        const auto* const route = presentation::find_route(function);
        if (route == nullptr) return not_found("route.unknown");
        actor_.request_id = to_hex(platform_->random().bytes(kRequestIdBytes));
        const auto& settings = platform_->settings();
        const auto base =
            label_base(settings, settings.integer("server.https_port"), settings.integer("server.http_port"));
        presentation::Call call{platform_->use(), actor_, language_, base, {}};
        if (format.empty()) return presentation::call_function(*route, Json(body), call);
        return presentation::call_for_file(*route, Json(body), call, {std::string(format)});
    }

    std::unique_ptr<Platform> platform_;
    Language language_;
    model::Actor actor_;
};

}  // namespace

Result<std::unique_ptr<OperatorCalls>> connect(const std::string& folder, const Settings& settings, bool create,
                                               Language language) {
    if (auto remote = connect_admin(folder + "/admin.sock", language)) return remote;
    QY_TRY(platform, Platform::open(folder, settings, create));
    return std::unique_ptr<OperatorCalls>(new LocalCalls(std::move(platform), language));
}

std::string label_base(const Settings& settings, std::int64_t https_port, std::int64_t http_port) {
    const auto& prefix = settings.text("codes.address_prefix");
    if (!prefix.empty()) return prefix;
    if (https_port != 0) return "https://localhost:" + std::to_string(https_port);
    return "http://localhost" + (http_port == 0 ? std::string() : ":" + std::to_string(http_port));
}

std::string operator_name() {
    return "operator:" + std::to_string(::getuid());
}

}  // namespace qy::app
