// Where keys stand in memory, as the system itself tells it.
#include "crypto/locked_memory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "base/limits.h"
#include "crypto/testing/folder.h"
#include "crypto/working_key.h"

namespace qy::crypto {
namespace {

/// The flags of the mapping that holds an address (proc(5): smaps, VmFlags).
std::string flags_of(const void* memory) {
    std::ifstream maps("/proc/self/smaps");
    const auto at = reinterpret_cast<std::uintptr_t>(memory);
    bool inside = false;
    for (std::string line; std::getline(maps, line);) {
        std::uintptr_t from = 0;
        std::uintptr_t to = 0;
        const auto dash = line.find('-');
        const char* const end = line.data() + line.size();
        if (dash != std::string::npos && std::from_chars(line.data(), end, from, 16).ptr == line.data() + dash &&
            std::from_chars(line.data() + dash + 1, end, to, 16).ec == std::errc()) {
            inside = from <= at && at < to;
        }
        if (inside && line.starts_with("VmFlags:")) return line + " ";
    }
    return {};
}

KeyHandle some_key() {
    return KeyHandle(new WorkingKey({Purpose::field, 1, "", {}, KeyStatus::active},
                                    Secret<Bytes>(Bytes(WorkingKey::material_bytes, 7))));
}

TEST(LockedMemory, AKeyStandsInPagesThatAreLockedAndInNoCoreDump) {
    const auto key = some_key();
    const auto flags = flags_of(key.get());
    ASSERT_FALSE(flags.empty());
    EXPECT_NE(flags.find(" dd "), std::string::npos) << flags;       // left out of core dumps
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // they do not pass mlock on
    // The kernel and we say the same, whether the limit let us or not.
    EXPECT_EQ(flags.find(" lo ") != std::string::npos, is_locked_key_memory(key.get())) << flags;
#endif
    const int elsewhere = 0;
    EXPECT_FALSE(is_locked_key_memory(&elsewhere));
}

TEST(LockedMemory, WhatIsGivenBackIsWipedAndTakenAgain) {
    auto* const first = static_cast<unsigned char*>(key_memory_take(64));
    std::memset(first, 0xA5, 64);
    key_memory_give_back(first, 64);
    auto* const again = static_cast<unsigned char*>(key_memory_take(64));
    ASSERT_EQ(again, first);
    EXPECT_EQ(std::count(again, again + 64, 0xA5), 0);
    key_memory_give_back(again, 64);
}

TEST(LockedMemory, MoreKeysThanItHoldsStandInOrdinaryMemory) {
    std::vector<KeyHandle> keys;
    while (keys.size() <= limits::locked_key_bytes / sizeof(WorkingKey)) keys.push_back(some_key());
    EXPECT_FALSE(is_locked_key_memory(keys.back().get()));
    EXPECT_EQ(keys.back()->info().id, keys.front()->info().id) << "and work all the same";
    void* const large = key_memory_take(1'000);
    EXPECT_FALSE(is_locked_key_memory(large));
    key_memory_give_back(large, 1'000);
}

}  // namespace
}  // namespace qy::crypto
