#include "storage/trace_store.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "base/limits.h"
#include "dialect.h"
#include "storage/catalogue_store.h"
#include "storage/event_store.h"
#include "storage/lot_store.h"
#include "storage/party_store.h"
#include "storage/testing/temp_store.h"
#include "trace_statements.h"

// Tests name only the members that they are about.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

namespace qy::storage::trace {
namespace {

using model::LotId;
using model::PartyId;

model::EventTime at(std::string_view text) {
    return model::EventTime::parse(text).value();
}

/// How the database would run the statement, one line a step.
std::vector<std::string> plan_of(sqlite3* database, const Statement& statement) {
    const std::string sql = "EXPLAIN QUERY PLAN " + render_statement(statement.sql, Dialect::sqlite);
    sqlite3_stmt* handle = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(database, sql.c_str(), -1, &handle, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
    std::vector<std::string> steps;
    while (sqlite3_step(handle) == SQLITE_ROW) {
        steps.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(handle, 3)));
    }
    sqlite3_finalize(handle);
    return steps;
}

TEST(TraceStatements, EachUsesAnIndex) {
    const testing::TempStore store;
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open((store.path() + "/qiongyuan.db").c_str(), &database), SQLITE_OK);
    for (const auto& statement : kTraceStatements) {
        for (const auto& step : plan_of(database, statement)) {
            // The list of ids itself is read through; no table is.
            const bool reads_all = step.starts_with("SCAN") && step.find("json_each") == std::string::npos;
            EXPECT_FALSE(reads_all) << statement.name << ": " << step;
        }
    }
    sqlite3_close(database);
}

class TraceStoreTest : public ::testing::TestWithParam<testing::Backend> {
 protected:
    TraceStoreTest() : store_(GetParam()) {
        write([](Writer& writer) -> Result<void> {
            QY_CHECK(parties::insert(writer, {.id = PartyId(1), .name = "福山农场"}));
            QY_CHECK(parties::insert(writer, {.id = PartyId(2), .name = "咖啡协会"}));
            model::Brand brand;
            brand.id = model::BrandId(3);
            brand.name = "福山咖啡";
            brand.manager = PartyId(2);
            QY_CHECK(catalogue::insert_brand(writer, brand));
            return catalogue::insert_product(writer, {.id = model::ProductId(4),
                                                      .owner = PartyId(1),
                                                      .brand = brand.id,
                                                      .name = "鲜果",
                                                      .gtin = "06901234567892",
                                                      .opened = {model::Field::sale_price}});
        });
    }
    template <class Work>
    void write(Work work) {
        ASSERT_TRUE(store_->write(work).ok());
    }
    template <class Work>
    auto read(Work work) {
        return store_->read(work).value();
    }
    void add_lot(std::int64_t id, std::string number, model::LotKind kind = model::LotKind::produced) {
        model::Lot lot;
        lot.id = LotId(id);
        lot.kind = kind;
        if (kind != model::LotKind::logistic_unit) lot.product = model::ProductId(4);
        lot.owner = PartyId(1);
        lot.lot_number = std::move(number);
        lot.allergens = {"milk", "soy"};
        write([&](Writer& writer) { return lots::insert(writer, lot); });
    }
    void add_link(std::int64_t from, std::int64_t to, std::int64_t event, std::string_view time,
                  model::LinkKind kind = model::LinkKind::transformation) {
        write([&](Writer& writer) {
            return lots::insert_link(writer, {LotId(from), LotId(to), model::EventId(event), kind, at(time), {}, {}});
        });
    }
    void add_event(std::int64_t id, std::string_view time, model::Step step, const std::vector<LotId>& subjects,
                   std::int64_t corrects = 0) {
        model::TraceEvent event;
        event.id = model::EventId(id);
        event.recorder = PartyId(1);
        event.step = step;
        event.event_time = at(time);
        event.lot = subjects.front();
        event.corrects = model::EventId(corrects);
        const Json record = model::to_json(event);
        write([&](Writer& writer) { return events::insert(writer, event, record, subjects); });
    }
    std::vector<std::int64_t> events_between(std::vector<std::int64_t> ids, std::string_view from,
                                             std::string_view to) {
        return read([&](Reader& reader) -> Result<std::vector<std::int64_t>> {
            std::vector<std::int64_t> found;
            QY_CHECK(events(reader, ids, at(from).at, at(to).latest(), [&](const StoredEvent& row) -> Result<bool> {
                found.push_back(row.id.number());
                return true;
            }));
            return found;
        });
    }
    testing::TempStore store_;
};

TEST_P(TraceStoreTest, LotsComeWithProductAndBrand) {
    add_lot(10, "L-10");
    add_lot(11, "BOX", model::LotKind::logistic_unit);
    const auto found = read([](Reader& reader) { return trace::lots(reader, std::vector<std::int64_t>{11, 10, 99}); });
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].lot.id, LotId(10));
    EXPECT_EQ(found[0].product_name, "鲜果");
    EXPECT_EQ(found[0].brand, model::BrandId(3));
    EXPECT_EQ(found[0].brand_manager, PartyId(2));
    EXPECT_EQ(found[0].opened, std::vector{model::Field::sale_price});
    EXPECT_EQ(found[0].lot.allergens, (std::vector<std::string>{"milk", "soy"}));
    EXPECT_EQ(found[1].lot.kind, model::LotKind::logistic_unit);
    EXPECT_TRUE(found[1].brand_manager.is_none() && found[1].lot.product.is_none());
}

TEST_P(TraceStoreTest, LotNumbersAreNarrowedByProductOwnerAndGtin) {
    add_lot(10, "L");
    add_lot(11, "L", model::LotKind::logistic_unit);
    struct Case {
        LotQuestion question;
        std::size_t found;
    };
    const Case cases[] = {
        {{"L", "", "", ""}, 2},     {{"L", "鲜果", "", ""}, 1},           {{"L", "4", "", ""}, 1},
        {{"L", "干果", "", ""}, 0}, {{"L", "", "福山农场", ""}, 2},       {{"L", "", "1", ""}, 2},
        {{"L", "", "2", ""}, 0},    {{"L", "", "", "06901234567892"}, 1}, {{"L", "", "", "04006381333931"}, 0},
        {{"K", "", "", ""}, 0},
    };
    for (const auto& c : cases) {
        const auto found = read([&](Reader& reader) { return lots_by_number(reader, c.question, 10); });
        EXPECT_EQ(found.size(), c.found) << c.question.product << c.question.party << c.question.gtin;
    }
    const auto first = read([](Reader& reader) { return lots_by_number(reader, {"L", "", "", ""}, 1); });
    ASSERT_EQ(first.size(), 1U);
    EXPECT_EQ(first[0].lot.kind, model::LotKind::produced);
}

TEST_P(TraceStoreTest, LatestLotsAreProducedOnesNewestFirst) {
    add_lot(10, "A");
    add_lot(12, "B");
    add_lot(13, "B-1", model::LotKind::consignment);
    const auto found = read([](Reader& reader) { return latest_lots(reader, model::ProductId(4), 5); });
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].lot.lot_number, "B");
}

TEST_P(TraceStoreTest, LinksAreReadFromBothEnds) {
    for (std::int64_t id = 10; id < 14; ++id) add_lot(id, "L" + std::to_string(id));
    add_link(10, 12, 100, "2026-03-02");
    add_link(11, 12, 100, "2026-03-02");
    add_link(12, 13, 101, "2026-03-03T10:00:00+08:00", model::LinkKind::aggregation);
    add_link(10, 13, 102, "2026-03-01", model::LinkKind::split);
    const std::vector<std::int64_t> both{12, 13};
    const auto into = read([&](Reader& reader) { return links_into(reader, both, 10); });
    ASSERT_EQ(into.size(), 4U);
    EXPECT_EQ(into[0].from, LotId(10));
    EXPECT_EQ(into[0].to, LotId(12));
    EXPECT_EQ(into[2].kind, model::LinkKind::split) << "of one lot, the oldest first";
    EXPECT_EQ(into[3].time, at("2026-03-03T10:00:00+08:00"));
    EXPECT_EQ(read([&](Reader& reader) { return links_into(reader, both, 3); }).size(), 3U);
    const std::vector<std::int64_t> sources{10, 12};
    EXPECT_EQ(read([&](Reader& reader) { return links_out_of(reader, sources, 10); }).size(), 3U);
    const auto containers = read([&](Reader& reader) { return containers_of(reader, sources, 10); });
    ASSERT_EQ(containers.size(), 1U);
    EXPECT_EQ(containers[0].from, LotId(12));
    EXPECT_EQ(containers[0].to, LotId(13));
}

TEST_P(TraceStoreTest, EventsOfManyLotsComeByTimeInspectionsAndCorrectionsAlways) {
    add_lot(10, "A");
    add_lot(11, "B");
    using model::Step;
    add_event(100, "2026-03-01", Step::commissioning, {LotId(10)});
    add_event(101, "2026-03-05", Step::storing, {LotId(10)});
    add_event(102, "2026-03-20", Step::storing, {LotId(10)});
    add_event(103, "2026-03-20", Step::inspecting, {LotId(10)});
    add_event(104, "2026-03-21", Step::storing, {LotId(10)}, 101);
    add_event(105, "2026-03-02", Step::storing, {LotId(11)});
    using Ids = std::vector<std::int64_t>;
    EXPECT_EQ(events_between({10, 11}, "2026-03-01", "2026-03-10"), (Ids{100, 101, 103, 104, 105}));
    EXPECT_EQ(events_between({10}, "2026-03-05", "2026-03-20"), (Ids{101, 102, 103, 104}));
    EXPECT_EQ(events_between({11}, "2026-03-03", "2026-03-20"), Ids{});
}

TEST_P(TraceStoreTest, CopiesBehindPointersAreRead) {
    std::vector<LotId> subjects;
    for (std::int64_t id = 10; id < 10 + static_cast<std::int64_t>(limits::event_subject_copies_max) + 2; ++id) {
        subjects.emplace_back(id);
    }
    add_event(100, "2026-03-05", model::Step::transporting, subjects);
    const auto found = read([&](Reader& reader) -> Result<std::vector<std::string>> {
        std::vector<StoredEvent> pointers;
        std::vector<std::string> records;
        const std::vector<std::int64_t> ends{subjects[limits::event_subject_copies_max - 1].number(),
                                             subjects.back().number()};
        QY_CHECK(events(reader, ends, {0}, {INT64_MAX}, [&](const StoredEvent& row) -> Result<bool> {
            row.record.empty() ? pointers.push_back(row) : records.push_back(std::string(row.record));
            return true;
        }));
        EXPECT_EQ(pointers.size(), 1U);
        EXPECT_EQ(records.size(), 1U);
        QY_CHECK(event_copies(reader, pointers, [&](const StoredEvent& row) -> Result<bool> {
            records.push_back(std::string(row.record));
            return true;
        }));
        return records;
    });
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0], found[1]);
}

INSTANTIATE_TEST_SUITE_P(Backends, TraceStoreTest, ::testing::ValuesIn(testing::kBackends),
                         [](const auto& row) { return std::string(testing::to_string(row.param)); });

}  // namespace
}  // namespace qy::storage::trace
