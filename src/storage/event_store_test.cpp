// Events as an export reads them: in the order of the ledger, or of one lot's times, page by page.
#include "storage/event_store.h"

#include "base/limits.h"
#include "model/trace_event.h"
#include "storage/ledger_store.h"
#include "storage/testing/backend_test.h"

namespace qy::storage {
namespace {

class EventPages : public testing::BackendTest {
 protected:
    /// An event of lots 1 … `lots` on a day of May, with a ledger entry.
    void publish(std::int64_t id, int day, int lots) {
        model::TraceEvent event;
        event.id = model::EventId(id);
        event.recorder = model::PartyId(5);
        event.lot = model::LotId(1);
        event.event_time = model::EventTime::parse("2026-05-" + std::to_string(day)).value();
        std::vector<model::LotId> homes;
        for (int lot = 1; lot <= lots; ++lot) homes.emplace_back(lot);
        const auto done = write([&](Writer& writer) -> Result<void> {
            QY_CHECK(events::insert(writer, event, model::to_json(event), homes));
            QY_TRY(position, ledger::size(writer));
            return ledger::append(writer, {position, "event", "1", id, "{}", "{}"});
        });
        ASSERT_TRUE(done.ok()) << done.error().code;
    }
    std::vector<std::int64_t> after(std::int64_t position, std::int64_t limit) {
        std::vector<std::int64_t> ids;
        const auto page = read([&](Reader& reader) { return events::published_after(reader, position, limit); });
        for (const auto& event : page.value()) ids.push_back(event.event.number());
        return ids;
    }
};

TEST_P(EventPages, FollowTheLedger) {
    EXPECT_FALSE(read([](Reader& reader) { return events::newest(reader); }).value().has_value());
    publish(30, 12, 1);
    publish(20, 11, 1);
    const auto other = write([](Writer& writer) {
        return ledger::append(writer, {2, "code_range", "7", 99, "{}", "{}"});
    });
    ASSERT_TRUE(other.ok());
    publish(40, 10, 1);
    EXPECT_EQ(after(-1, 10), (std::vector<std::int64_t>{30, 20, 40}));
    EXPECT_EQ(after(-1, 2), (std::vector<std::int64_t>{30, 20}));
    EXPECT_EQ(after(1, 2), (std::vector<std::int64_t>{40}));
    EXPECT_EQ(after(3, 2), (std::vector<std::int64_t>{}));
    EXPECT_EQ(read([](Reader& reader) { return events::newest(reader); }).value(), model::EventId(40));
}

TEST_P(EventPages, OfALotFollowTheirTimes) {
    publish(30, 12, 2);
    publish(20, 11, 1);
    publish(10, 12, 2);
    const auto page = [&](std::int64_t lot, const events::EventAt& from, std::int64_t limit) {
        std::vector<std::int64_t> ids;
        const auto found =
            read([&](Reader& reader) { return events::of_lot_after(reader, model::LotId(lot), from, limit); }).value();
        for (const auto& event : found) ids.push_back(event.event.number());
        return std::pair{ids, found.empty() ? from : found.back()};
    };
    const auto [first, last] = page(1, {Time{INT64_MIN}, {}}, 2);
    EXPECT_EQ(first, (std::vector<std::int64_t>{20, 10}));
    EXPECT_EQ(page(1, last, 2).first, (std::vector<std::int64_t>{30}));
    EXPECT_EQ(page(2, {Time{INT64_MIN}, {}}, 9).first, (std::vector<std::int64_t>{10, 30}));
    EXPECT_TRUE(page(3, {Time{INT64_MIN}, {}}, 9).first.empty());
}

TEST_P(EventPages, LargeRecordsHaveFewFullCopies) {
    model::TraceEvent event;
    event.id = model::EventId(30);
    event.recorder = model::PartyId(5);
    event.lot = model::LotId(1);
    event.event_time = model::EventTime::parse("2026-05-12").value();
    constexpr std::size_t kAround = 8;  // {"x":""}
    const Json record = JsonObject{{"x", std::string(limits::event_copies_bytes_max / 3 - kAround, 'x')}};
    std::vector<model::LotId> homes;
    for (int lot = 1; lot <= 10; ++lot) homes.emplace_back(lot);
    ASSERT_TRUE(write([&](Writer& writer) { return events::insert(writer, event, record, homes); }).ok());
    constexpr Statement kFull{"test.full", "SELECT count(*) FROM trace_event WHERE record <> ''"};
    const auto full =
        read([&](Reader& reader) { return reader.first(kFull, {}, [](const Row& row) { return row.integer(0); }); });
    EXPECT_EQ(full.value(), 3);
}

TEST_P(EventPages, RecordsComeOnceHoweverManyCopiesThereAre) {
    publish(30, 12, 300);  // more than are stored in full
    publish(20, 11, 1);
    const std::int64_t ids[] = {20, 30, 99};
    const auto found =
        read([&](Reader& reader) { return events::find_all(reader, model::Reach::everything(), ids); }).value();
    ASSERT_EQ(found.size(), 2U);
    EXPECT_NE(found[0].id, found[1].id);
    for (const auto& event : found) EXPECT_TRUE(event.id == model::EventId(20) || event.id == model::EventId(30));
}

QY_ON_EVERY_BACKEND(EventPages);

}  // namespace
}  // namespace qy::storage
