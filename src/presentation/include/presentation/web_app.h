#pragma once
// The program as its HTTP clients see it: pages, functions, assets, operations. (clauses 5.6, 8; interfaces: HTTP)
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "presentation/region_map.h"
#include "presentation/use_cases.h"
#include "transport/http_handler.h"

namespace qy::transport {
class Metrics;
}

namespace qy::presentation {

/// What home shows to try; empty texts leave an example out.
struct HomeExample {
    std::string code;
    std::string lot_number;
    std::string product_name;
};

/// A path that is answered beside the functions of the route table; what stands below it belongs to it.
struct SitePath {
    std::string path;  ///< "/t"
    std::string_view methods;
    bool operations = false;  ///< on the operations listener
};
/// All of them, from the tables by which requests are answered.
[[nodiscard]] std::vector<SitePath> site_paths();

struct WebAppParts {
    UseCases use;
    const transport::Metrics& metrics;
    std::function<std::string()> base_url;  ///< where this server is reached, for addresses in answers
    std::string operator_party;             ///< id that operator commands act for
    HomeExample example;
    std::function<Result<void>()> ready;  ///< for /readyz
    RegionMap map = region_scheme();      ///< what routes are drawn upon
};

/// Safe from any thread. Keeps copies of the parts; what they refer to outlives it.
class WebApp final : public transport::HttpHandler {
 public:
    explicit WebApp(WebAppParts parts);
    ~WebApp() override;

    [[nodiscard]] bool runs_inline(const transport::HttpRequest& request) const override;
    [[nodiscard]] bool is_rate_limited(const transport::HttpRequest& request) const override;
    [[nodiscard]] transport::NetworkClass network_class(const transport::HttpRequest& request) const override;
    transport::HttpReply handle(transport::HttpRequest& request) override;
    [[nodiscard]] std::optional<transport::HttpReply> refusal(const transport::HttpRequest& request,
                                                              const Error& error) const override;

    struct Core;  ///< shared by the parts of this layer; of no use outside

 private:
    std::unique_ptr<Core> core_;
};

}  // namespace qy::presentation
