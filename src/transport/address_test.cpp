#include "transport/address.h"

#include <gtest/gtest.h>

namespace qy::transport {
namespace {

Address address(std::string_view text) {
    return Address::parse(text).value();
}

TEST(Address, reads_masks_and_groups) {
    struct Row {
        std::string_view text, shown, masked, group;
    };
    const Row rows[] = {
        {"203.0.113.7", "203.0.113.7", "203.0.113.0", "203.0.113.7"},
        {"::ffff:203.0.113.7", "203.0.113.7", "203.0.113.0", "203.0.113.7"},
        {"2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5:6", "2001:db8:1::", "2001:db8:1:2::"},
        {"2001:DB8::1", "2001:db8::1", "2001:db8::", "2001:db8::"},
        {"::1", "::1", "::", "::"},
    };
    for (const auto& row : rows) {
        const auto read = address(row.text);
        EXPECT_EQ(read.to_string(), row.shown) << row.text;
        EXPECT_EQ(read.masked(), row.masked) << row.text;
        EXPECT_EQ(read.group().to_string(), row.group) << row.text;
    }
}

TEST(Address, refuses_what_is_no_address) {
    for (const auto* text : {"", "localhost", "1.2.3", "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "1.2.3.4:80", "[::1]",
                             "::1%lo", "1.2.3.4/8", " 1.2.3.4", "1:2:3:4:5:6:7:8:9"}) {
        EXPECT_FALSE(Address::parse(text).ok()) << text;
    }
    EXPECT_FALSE(Address::parse(std::string_view("1.2.3.4\0x", 9)).ok());
}

TEST(Address, knows_loopback) {
    for (const auto* text : {"127.0.0.1", "127.255.0.9", "::1"}) EXPECT_TRUE(address(text).is_loopback()) << text;
    for (const auto* text : {"126.0.0.1", "::2", "::", "0.0.0.0"}) EXPECT_FALSE(address(text).is_loopback()) << text;
}

TEST(Networks, contain_addresses_by_prefix) {
    const auto networks = Networks::parse({"10.0.0.0/8", "192.0.2.5", "2001:db8::/32", "203.0.113.128/25"});
    ASSERT_TRUE(networks.ok());
    for (const auto* text : {"10.0.0.0", "10.255.255.255", "192.0.2.5", "2001:db8:ffff::1", "203.0.113.128"}) {
        EXPECT_TRUE(networks->contains(address(text))) << text;
    }
    for (const auto* text : {"11.0.0.0", "9.255.255.255", "192.0.2.6", "2001:db9::", "203.0.113.127"}) {
        EXPECT_FALSE(networks->contains(address(text))) << text;
    }
}

TEST(Networks, refuse_what_is_no_network) {
    for (const auto* text :
         {"10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8x", "x/8", "2001:db8::/129"}) {
        EXPECT_FALSE(Networks::parse({text}).ok()) << text;
    }
    EXPECT_TRUE(Networks::parse({"0.0.0.0/0", "::/0", "10.0.0.0/32"}).ok());
}

TEST(client_address, believes_only_trusted_proxies) {
    const auto trusted = Networks::parse({"10.0.0.0/8", "127.0.0.1"}).value();
    struct Row {
        std::string_view peer;
        std::vector<std::string_view> forwarded;
        std::string_view client;
    };
    const Row rows[] = {
        {"203.0.113.7", {}, "203.0.113.7"},
        {"203.0.113.7", {"1.2.3.4"}, "203.0.113.7"},  // not a proxy of ours: its word counts for nothing
        {"127.0.0.1", {}, "127.0.0.1"},
        {"127.0.0.1", {"1.2.3.4"}, "1.2.3.4"},
        {"127.0.0.1", {"9.9.9.9, 1.2.3.4"}, "1.2.3.4"},  // the part before was written by the client itself
        {"127.0.0.1", {"9.9.9.9, 1.2.3.4, 10.1.1.1"}, "1.2.3.4"},
        {"127.0.0.1", {"9.9.9.9", "1.2.3.4 ,10.1.1.1"}, "1.2.3.4"},
        {"127.0.0.1", {"10.2.2.2"}, "10.2.2.2"},
        {"127.0.0.1", {"1.2.3.4, unknown"}, "127.0.0.1"},
        {"127.0.0.1", {""}, "127.0.0.1"},
        {"127.0.0.1", {"2001:db8::5"}, "2001:db8::5"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(client_address(address(row.peer), row.forwarded, trusted).to_string(), row.client)
            << row.peer << " / " << (row.forwarded.empty() ? "" : row.forwarded.front());
    }
}

}  // namespace
}  // namespace qy::transport
