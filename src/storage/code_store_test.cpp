#include "storage/code_store.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "storage/lot_store.h"
#include "storage/party_store.h"
#include "storage/scan_store.h"
#include "storage/testing/backend_test.h"

namespace qy::storage {
namespace {

using codes::StoredRange;
using model::CodeRangeId;

class CodeStore : public testing::BackendTest {
 protected:
    CodeStore() {
        EXPECT_TRUE(write([&](Writer& writer) {
                        model::Party party;
                        party.id = kOwner;
                        party.name = "福山农场";
                        return parties::insert(writer, party);
                    }).ok());
    }
    static StoredRange range(std::int64_t id, int depth, std::int64_t first, std::int64_t last,
                             std::int64_t parent = 0) {
        StoredRange stored;
        stored.range.id = CodeRangeId(id);
        stored.range.first = first;
        stored.range.last = last;
        stored.range.parent = CodeRangeId(parent);
        stored.range.party = kOwner;
        stored.depth = depth;
        return stored;
    }
    std::string insert(const StoredRange& stored) {
        return code_of(write([&](Writer& writer) { return codes::insert(writer, stored); }));
    }
    // Ids of the ranges that hold the serial, narrowest first: "3 2 1".
    std::string holding(std::int64_t serial, int epoch = 1) {
        std::string ids;
        const auto chain = read([&](Reader& reader) { return codes::holding(reader, epoch, serial); }).value();
        for (const auto& stored : chain) {
            ids += (ids.empty() ? "" : " ") + stored.range.id.to_string();
        }
        return ids;
    }
    static constexpr model::PartyId kOwner{1};
};

TEST_P(CodeStore, FindsTheRangesThatHoldASerial) {
    ASSERT_EQ(insert(range(1, 0, 100, 199)), "ok");
    ASSERT_EQ(insert(range(2, 0, 300, 300)), "ok");
    ASSERT_EQ(insert(range(3, 1, 100, 149, 1)), "ok");
    ASSERT_EQ(insert(range(4, 2, 120, 129, 3)), "ok");
    const struct {
        std::int64_t serial;
        const char* ids;
    } rows[] = {{99, ""},     {100, "3 1"}, {119, "3 1"}, {120, "4 3 1"}, {129, "4 3 1"}, {130, "3 1"},
                {149, "3 1"}, {150, "1"},   {199, "1"},   {200, ""},      {300, "2"},     {301, ""}};
    for (const auto& row : rows) EXPECT_EQ(holding(row.serial), row.ids) << row.serial;
    EXPECT_EQ(holding(100, 2), "");
}

TEST_P(CodeStore, KeepsWhatARangeSays) {
    auto stored = range(7, 0, 1, 10);
    stored.range.state = model::RangeState::delivered;
    stored.pin_epoch = 3;
    stored.range.frozen = true;
    stored.range.freeze_reason = "抽检";
    stored.range.issued_at = testing::kTestTime;
    ASSERT_EQ(insert(stored), "ok");
    const auto found =
        read([](Reader& reader) { return codes::find(reader, model::Reach::everything(), CodeRangeId(7)); })
            .value()
            .value();
    EXPECT_EQ(found.range.state, model::RangeState::delivered);
    EXPECT_EQ(found.pin_epoch, 3);
    EXPECT_TRUE(found.range.pin);
    EXPECT_TRUE(found.range.frozen);
    EXPECT_EQ(found.range.freeze_reason, "抽检");
    EXPECT_EQ(found.range.issued_at, testing::kTestTime);
    EXPECT_EQ(found.range.brand, model::BrandId());
    EXPECT_EQ(found.range.lot, model::LotId());
    EXPECT_FALSE(
        read([](Reader& reader) { return codes::find(reader, model::Reach::everything(), CodeRangeId(8)); }).value());
}

TEST_P(CodeStore, GivesNoSerialTwice) {
    const auto last = [&] { return read([](Reader& reader) { return codes::last_serial(reader, 1); }).value(); };
    EXPECT_EQ(last(), 0);
    ASSERT_EQ(insert(range(1, 0, 1, 100)), "ok");
    EXPECT_EQ(last(), 100);
    ASSERT_EQ(insert(range(2, 1, 50, 60, 1)), "ok");
    EXPECT_EQ(last(), 100);
    EXPECT_EQ(insert(range(3, 0, 1, 5)), "storage.duplicate");
}

TEST_P(CodeStore, FindsWhatTouches) {
    ASSERT_EQ(insert(range(1, 0, 1, 100)), "ok");
    ASSERT_EQ(insert(range(2, 1, 10, 19, 1)), "ok");
    ASSERT_EQ(insert(range(3, 1, 20, 29, 1)), "ok");
    ASSERT_EQ(insert(range(4, 1, 40, 49, 1)), "ok");
    const struct {
        std::int64_t first, last;
        const char* ids;
    } rows[] = {{1, 9, ""},      {1, 10, "2"},      {19, 20, "2 3"}, {12, 13, "2"}, {30, 39, ""},
                {29, 40, "3 4"}, {1, 100, "2 3 4"}, {50, 60, ""},    {49, 60, "4"}};
    for (const auto& row : rows) {
        std::string ids;
        const auto touching =
            read([&](Reader& reader) { return codes::touching(reader, 1, 1, row.first, row.last); }).value();
        for (const auto& stored : touching) ids += (ids.empty() ? "" : " ") + stored.range.id.to_string();
        EXPECT_EQ(ids, row.ids) << row.first << "-" << row.last;
    }
}

TEST_P(CodeStore, MakesRoomAroundSubRanges) {
    ASSERT_EQ(insert(range(1, 0, 1, 100)), "ok");
    ASSERT_EQ(insert(range(2, 1, 10, 19, 1)), "ok");
    ASSERT_EQ(insert(range(3, 2, 10, 11, 2)), "ok");  // begins where its parent does
    ASSERT_EQ(insert(range(4, 1, 30, 39, 1)), "ok");
    const auto around = range(5, 1, 10, 25, 1);
    ASSERT_TRUE(write([&](Writer& writer) -> Result<void> {
                    QY_CHECK(codes::push_down(writer, around));
                    QY_CHECK(codes::insert(writer, around));
                    return codes::adopt(writer, around);
                }).ok());
    EXPECT_EQ(holding(10), "3 2 5 1");
    EXPECT_EQ(holding(12), "2 5 1");
    EXPECT_EQ(holding(30), "4 1");
    const auto child =
        read([](Reader& reader) { return codes::find(reader, model::Reach::everything(), CodeRangeId(2)); })
            .value()
            .value();
    EXPECT_EQ(child.range.parent, CodeRangeId(5));
    EXPECT_EQ(child.depth, 2);
    const auto grandchild =
        read([](Reader& reader) { return codes::find(reader, model::Reach::everything(), CodeRangeId(3)); })
            .value()
            .value();
    EXPECT_EQ(grandchild.range.parent, CodeRangeId(2));
}

TEST_P(CodeStore, KeepsTheStateOfSingleCodes) {
    const std::string code = "10000000000000000001";
    const auto state = [&] { return read([&](Reader& reader) { return codes::state(reader, code); }).value(); };
    EXPECT_FALSE(state().frozen);
    ASSERT_TRUE(write([&](Writer& writer) { return codes::set_code_frozen(writer, code, true, "r"); }).ok());
    codes::CodeState pins;
    pins.pin_failures = 2;
    pins.pin_failed_at = testing::kTestTime;
    ASSERT_TRUE(write([&](Writer& writer) { return codes::set_pin_state(writer, code, pins); }).ok());
    const scans::Totals first{code, 2, Time{10}, "469025", Time{20}, "a"};
    const scans::Totals second{code, 3, Time{30}, "460100", Time{40}, "b"};
    for (const auto& totals : {first, second}) {
        ASSERT_TRUE(write([&](Writer& writer) { return scans::add_totals(writer, totals); }).ok());
    }
    const auto found = state();
    EXPECT_TRUE(found.frozen);
    EXPECT_EQ(found.freeze_reason, "r");
    EXPECT_EQ(found.pin_failures, 2);
    EXPECT_EQ(found.pin_failed_at, testing::kTestTime);
    EXPECT_EQ(found.scan_count, 5);
    EXPECT_EQ(found.first_scanned_at, Time{10});
    EXPECT_EQ(found.first_scanned_region, "469025");
    EXPECT_EQ(found.last_scanned_at, Time{40});
    EXPECT_EQ(found.last_device, "b");
}

TEST_P(CodeStore, KeepsScansAndTheirRepeats) {
    const auto add = [&](std::int64_t id, std::int64_t at, const char* device) {
        return code_of(write([&](Writer& writer) {
            return scans::insert(writer, {scans::ScanId(id), "1", Time{at}, "page", "", "phone", device});
        }));
    };
    EXPECT_EQ(add(1, 10, "a"), "ok");
    EXPECT_EQ(add(2, 20, "b"), "ok");
    EXPECT_EQ(add(2, 30, "c"), "storage.duplicate");
    EXPECT_TRUE(write([&](Writer& writer) { return scans::add_repeats(writer, scans::ScanId(1), 4); }).ok());
    const auto recent = [&](std::int64_t since, std::int64_t limit) {
        std::string devices;
        const auto found = read([&](Reader& reader) { return scans::recent(reader, "1", Time{since}, limit); }).value();
        for (const auto& scan : found) {
            devices += scan.device;
        }
        return devices;
    };
    EXPECT_EQ(recent(0, 10), "ba");
    EXPECT_EQ(recent(0, 1), "b");
    EXPECT_EQ(recent(11, 10), "b");
    EXPECT_EQ(recent(21, 10), "");
}

QY_ON_EVERY_BACKEND(CodeStore);

}  // namespace
}  // namespace qy::storage
