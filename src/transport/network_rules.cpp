#include "transport/network_rules.h"

#include "base/assert.h"

namespace qy::transport {
namespace {

constexpr std::array<std::string_view, network_classes> kNames = {"public", "partner", "staff", "operations"};

}  // namespace

std::string_view to_string(NetworkClass level) {
    const auto index = static_cast<std::size_t>(level);
    QY_ASSERT(index < kNames.size());
    return kNames[index];
}

NetworkClasses classes_admitting(const NetworkRules& rules, const Address& client) {
    NetworkClasses classes;
    for (std::size_t i = 0; i < rules.size(); ++i) classes.set(i, rules[i].admits(client));
    return classes;
}

NetworkClasses NetworkGate::classes_admitting(const Address& client) const {
    if (!closed_.load(std::memory_order_acquire)) return NetworkClasses().set();
    std::shared_ptr<const NetworkRules> rules;
    {
        const std::lock_guard lock(mutex_);
        rules = rules_;
    }
    return transport::classes_admitting(*rules, client);
}

bool NetworkGate::replace(NetworkRules rules) {
    const bool closed = rules != NetworkRules();
    bool others = false;
    {
        const std::lock_guard lock(mutex_);
        others = rules != *rules_;
        rules_ = std::make_shared<const NetworkRules>(std::move(rules));
    }
    closed_.store(closed, std::memory_order_release);
    return others;
}

NetworkRule only_this_machine() {
    auto here = Networks::parse({"127.0.0.0/8", "::1"});
    QY_ASSERT(here.ok());
    return {*std::move(here), {}};
}

}  // namespace qy::transport
