#include "bare_trace.h"

#include <algorithm>
#include <vector>

#include "sqlite_handle.h"

namespace qy::bench {
namespace {

constexpr int kSlots = 8;  // ids in one statement: more than a level of these stories has

#define QY_SLOTS "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"

using Ids = std::vector<std::int64_t>;

void add_once(Ids& ids, std::int64_t id) {
    if (id != 0 && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

/// Reads every column, as its type is; the sum keeps the reading from being left out.
std::int64_t read_columns(sqlite3_stmt* row) {
    std::int64_t sum = 0;
    const int columns = sqlite3_column_count(row);
    for (int i = 0; i < columns; ++i) {
        const int type = sqlite3_column_type(row, i);
        if (type == SQLITE_INTEGER) sum += sqlite3_column_int64(row, i);
        if (type == SQLITE_TEXT) sum += sqlite3_column_text(row, i)[0] + sqlite3_column_bytes(row, i);
    }
    return sum;
}

void bind_ids(BareStatement& statement, const Ids& ids) {
    QY_ASSERT(ids.size() <= kSlots);
    for (int i = 0; i < kSlots; ++i) {
        const auto at = static_cast<std::size_t>(i);
        if (at < ids.size()) {
            statement.bind(i + 1, ids[at]);
        } else {
            statement.bind_null(i + 1);
        }
    }
}

}  // namespace

struct BareTrace::Statements {
    explicit Statements(sqlite3* database)
        : begin(database, "BEGIN"),
          commit(database, "COMMIT"),
          range(database,
                "SELECT r.code_range_id, r.last_serial, r.state, r.frozen, r.freeze_reason, r.pin_epoch, r.lot_id FROM "
                "code_range r WHERE r.epoch = ?1 AND r.depth = 0 AND r.first_serial <= ?2 ORDER BY r.first_serial DESC "
                "LIMIT 1"),
          state(database,
                "SELECT frozen, freeze_reason, scan_count, first_scanned_at, last_scanned_at, first_verified_at FROM "
                "code_state WHERE code = ?1"),
          lots(database,
               "SELECT l.lot_id, l.kind, l.product_id, l.owner_id, l.lot_number, l.parent_id, l.consignee_id, "
               "l.quantity, l.produced_on, l.place, l.allergens, p.name, p.name_en, p.opened, p.specification, p.gtin, "
               "p.category_id, p.brand_id, b.name, b.manager_id FROM lot l LEFT JOIN product p ON p.product_id = "
               "l.product_id LEFT JOIN brand b ON b.brand_id = p.brand_id WHERE l.lot_id IN " QY_SLOTS),
          into(database,
               "SELECT other_id, lot_id, event_id, kind, time, until, quantity FROM lot_link WHERE direction = -1 AND "
               "lot_id IN " QY_SLOTS),
          containers(database,
                     "SELECT other_id, lot_id, event_id, kind, time, until, quantity FROM lot_link WHERE direction = 1 "
                     "AND kind = 'aggregation' AND lot_id IN " QY_SLOTS),
          events(database,
                 "SELECT recorder_id, lot_id, event_at, event_id, step, record FROM trace_event WHERE lot_id "
                 "IN " QY_SLOTS " ORDER BY lot_id, event_at, event_id"),
          party(database,
                "SELECT party_id, kind, name, name_en, region, disclosure, roles FROM party WHERE party_id = ?1") {}

    BareStatement begin;
    BareStatement commit;
    BareStatement range;
    BareStatement state;
    BareStatement lots;
    BareStatement into;
    BareStatement containers;
    BareStatement events;
    BareStatement party;
};

BareTrace::BareTrace(sqlite3* database) : database_(database), statements_(std::make_unique<Statements>(database)) {}

BareTrace::~BareTrace() {
    statements_.reset();
    sqlite3_close_v2(database_);
}

Result<std::unique_ptr<BareTrace>> BareTrace::open(const std::string& path) {
    sqlite3* database = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
    if (code != SQLITE_OK) return unavailable("storage.unavailable").because(path);
    sqlite3_exec(database, "PRAGMA cache_size = -8192", nullptr, nullptr, nullptr);
    return std::unique_ptr<BareTrace>(new BareTrace(database));
}

Result<std::int64_t> BareTrace::story(int epoch, std::int64_t serial, const std::string& code) {
    auto& run = *statements_;
    std::int64_t sum = 0;
    Ids level;
    run.begin.run();
    run.range.bind(1, std::int64_t{epoch});
    run.range.bind(2, serial);
    run.range.each([&](sqlite3_stmt* row) {
        sum += read_columns(row);
        add_once(level, sqlite3_column_int64(row, 6));
    });
    run.state.bind(1, code);
    run.state.each([&](sqlite3_stmt* row) { sum += read_columns(row); });
    Ids lots;
    Ids parties;
    while (!level.empty()) {
        bind_ids(run.lots, level);
        run.lots.each([&](sqlite3_stmt* row) {
            sum += read_columns(row);
            add_once(parties, sqlite3_column_int64(row, 3));
        });
        for (const auto id : level) add_once(lots, id);
        Ids next;
        for (auto* statement : {&run.into, &run.containers}) {
            bind_ids(*statement, level);
            statement->each([&](sqlite3_stmt* row) {
                sum += read_columns(row);
                add_once(next, sqlite3_column_int64(row, 0));
            });
        }
        level = std::move(next);
    }
    std::int64_t events = 0;
    bind_ids(run.events, lots);
    run.events.each([&](sqlite3_stmt* row) {
        sum += read_columns(row);
        add_once(parties, sqlite3_column_int64(row, 0));
        ++events;
    });
    for (const auto id : parties) {
        run.party.bind(1, id);
        run.party.each([&](sqlite3_stmt* row) { sum += read_columns(row); });
    }
    run.commit.run();
    if (sum == 0) return corrupt("storage.corrupt").because("nothing was read");
    return events;
}

}  // namespace qy::bench
