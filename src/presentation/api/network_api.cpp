// network.*: from where classes of functions may be called, beside the settings. (clause 9.1.2)
#include "base/account_limits.h"
#include "business/role_book.h"
#include "business/role_desk.h"
#include "handlers.h"
#include "transport/address.h"

namespace qy::presentation {
namespace {

JsonArray texts_in(const std::vector<std::string>& texts) {
    JsonArray list;
    for (const auto& text : texts) list.push_back(boost::json::value(text));
    return list;
}

/// Addresses and networks; a fault names the first that is none.
std::vector<std::string> read_networks(ObjectReader& in, std::string_view member) {
    std::vector<std::string> networks;
    const auto* const list = in.optional_array(member, limits::networks_per_rule_max);
    if (list == nullptr) return networks;
    for (const auto& item : *list) networks.emplace_back(item.is_string() ? std::string_view(item.as_string()) : "");
    if (auto parsed = transport::Networks::parse(networks); !parsed.ok()) in.fault(std::move(parsed).error(), member);
    return networks;
}

}  // namespace

namespace handlers {

Result<Answer> network_list(const Json& body, Call& call) {
    ObjectReader in(body, "");
    QY_CHECK(in.finish());
    QY_TRY(rows, call.use.services.roles.rows());
    JsonArray items;
    for (const auto& rule : rows->networks) {
        items.push_back(JsonObject{{"level", rule.level},
                                   {"allow", texts_in(rule.allow)},
                                   {"deny", texts_in(rule.deny)},
                                   {"damaged", rule.damaged},
                                   {"version", rule.version}});
    }
    return Answer{JsonObject{{"items", std::move(items)}}, {}, false};
}

Result<Answer> network_propose(const Json& body, Call& call) {
    ObjectReader in(body, "");
    model::NetworkLevelRule wanted;
    wanted.level = in.text("level", kNameMax);
    wanted.allow = read_networks(in, "allow");
    wanted.deny = read_networks(in, "deny");
    wanted.version = in.optional_integer("base_version", 0, 1'000'000'000).value_or(0);
    QY_CHECK(in.finish());
    QY_TRY(id, call.use.roles.propose_network(wanted, call.actor));
    return Answer{JsonObject{{"proposal", id.to_string()}}, {}, false};
}

Result<Answer> network_clear(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto level = in.text("level", kNameMax);
    QY_CHECK(in.finish());
    QY_CHECK(call.use.roles.clear_network(level, call.actor));
    return Answer{JsonObject{{"level", level}, {"state", "cleared"}}, {}, false};
}

}  // namespace handlers
}  // namespace qy::presentation
