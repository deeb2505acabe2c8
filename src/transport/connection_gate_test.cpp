#include "connection_gate.h"

#include <gtest/gtest.h>

namespace qy::transport {
namespace {

Address address(std::string_view text) {
    return Address::parse(text).value();
}

TEST(ConnectionGate, keeps_both_limits_and_gives_places_back) {
    ConnectionGate gate(4, 2);
    auto first = gate.enter(address("203.0.113.7"));
    auto second = gate.enter(address("203.0.113.7"));
    EXPECT_TRUE(first && second);
    EXPECT_FALSE(gate.enter(address("203.0.113.7"))) << "the third of one address";
    auto third = gate.enter(address("203.0.113.8"));
    auto fourth = gate.enter(std::nullopt);
    EXPECT_TRUE(third && fourth);
    EXPECT_FALSE(gate.enter(std::nullopt)) << "the fifth of all";
    EXPECT_EQ(gate.connections(), 4U);
    first.reset();
    EXPECT_TRUE(gate.enter(address("203.0.113.7")).has_value());
    EXPECT_EQ(gate.connections(), 3U) << "a ticket that is dropped gives its place back at once";
}

TEST(ConnectionGate, counts_a_64_of_ipv6_as_one) {
    ConnectionGate gate(10, 1);
    const auto first = gate.enter(address("2001:db8::1"));
    EXPECT_FALSE(gate.enter(address("2001:db8::2")));
    EXPECT_TRUE(gate.enter(address("2001:db8:0:1::2")));
}

TEST(ConnectionGate, says_when_it_is_empty) {
    ConnectionGate gate(10, 10);
    auto ticket = gate.enter(std::nullopt);
    EXPECT_FALSE(gate.wait_until_empty(std::chrono::steady_clock::now()));
    ticket.reset();
    EXPECT_TRUE(gate.wait_until_empty(std::chrono::steady_clock::time_point::max()));
}

}  // namespace
}  // namespace qy::transport
