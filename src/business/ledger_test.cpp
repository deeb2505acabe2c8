#include "business/ledger.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "business/testing/trace_world.h"
#include "storage/ledger_store.h"

namespace qy::business {
namespace {

using testing::TraceWorld;

const Json kRecord = JsonObject{{"step", "retail_selling"}, {"contents", JsonObject{{"sale_price", "1280"}}}};
constexpr Time kNow = Time::from_seconds(1'790'000'000);

LedgerRecord sale() {
    return {"event", "7", 9, kRecord, {"contents/sale_price", "contents/absent"}};
}

std::int64_t append(TraceWorld& world, const LedgerRecord& record) {
    SeededRandom random(5);
    std::int64_t position = -1;
    world.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(at, append_to_ledger(writer, record, random, kNow));
        position = at;
        return {};
    });
    return position;
}

Result<void> verify(TraceWorld& world, std::int64_t position, const Json& record) {
    return world.store().read([&](storage::Reader& reader) { return verify_ledger_entry(reader, position, record); });
}

TEST(Ledger, PositionsCountFromZeroAndEntriesVerify) {
    TraceWorld world;
    EXPECT_EQ(append(world, sale()), 0);
    EXPECT_EQ(append(world, sale()), 1);
    EXPECT_TRUE(verify(world, 0, kRecord).ok());
    EXPECT_TRUE(verify(world, 1, kRecord).ok());
    EXPECT_EQ(verify(world, 2, kRecord).error().code, "ledger.no_entry");
}

TEST(Ledger, AChangedMemberIsFoundWhetherHiddenOrNot) {
    TraceWorld world;
    append(world, sale());
    const Json cheaper = JsonObject{{"step", "retail_selling"}, {"contents", JsonObject{{"sale_price", "1"}}}};
    const Json other_step = JsonObject{{"step", "shipping"}, {"contents", JsonObject{{"sale_price", "1280"}}}};
    EXPECT_EQ(verify(world, 0, cheaper).error().code, "ledger.mismatch");
    EXPECT_EQ(verify(world, 0, other_step).error().code, "ledger.mismatch");
}

TEST(Ledger, AnEntryHoldsNoHiddenValueAndTheSameRecordLooksDifferentEachTime) {
    TraceWorld world;
    SeededRandom random(8);
    world.write([&](storage::Writer& writer) -> Result<void> {
        for (int i = 0; i < 2; ++i) {
            QY_TRY(at, append_to_ledger(writer, sale(), random, kNow));
            EXPECT_EQ(at, i);
        }
        return {};
    });
    const auto entries = world.store().read([](storage::Reader& reader) -> Result<std::vector<std::string>> {
        QY_TRY(first, storage::ledger::find(reader, 0));
        QY_TRY(second, storage::ledger::find(reader, 1));
        return std::vector<std::string>{first->entry, second->entry};
    });
    ASSERT_TRUE(entries.ok());
    EXPECT_EQ(entries->front().find("1280"), std::string::npos);
    EXPECT_NE(entries->front(), entries->back());
    const auto entry = parse_json(entries->front());
    for (const auto* const member : {"v", "kind", "subject", "record_id", "commitment", "recorded_at"}) {
        EXPECT_TRUE(entry->as_object().contains(member)) << member;
    }
    EXPECT_EQ(entry->as_object().size(), 6U);
}

}  // namespace
}  // namespace qy::business
