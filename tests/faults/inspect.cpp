// qy_inspect DATABASE: what the database of a data folder holds, as one JSON object; a file or a postgres:// address.
// Beside a running server too.
#include <cstdio>
#include <string>
#include <string_view>

#include "base/json.h"
#include "storage/postgres.h"
#include "storage/sqlite.h"

namespace {

using qy::JsonObject;
using qy::Result;
using qy::storage::Reader;
using qy::storage::Row;
using qy::storage::Statement;

struct Question {
    std::string_view name;
    Statement statement;
};

// Each gives one number.
constexpr Question kNumbers[] = {
    {"lots", {"inspect.lots", "SELECT count(*) FROM lot"}},
    {"events", {"inspect.events", "SELECT count(DISTINCT event_id) FROM trace_event"}},
    {"submissions", {"inspect.submissions", "SELECT count(*) FROM submission"}},
    {"event_keys", {"inspect.keys", "SELECT count(*) FROM event_key"}},
    {"ledger", {"inspect.ledger", "SELECT count(*) FROM ledger_entry"}},
    {"ledger_gaps", {"inspect.gaps", "SELECT coalesce(max(position) + 1, 0) - count(*) FROM ledger_entry"}},
    {"ledger_events", {"inspect.ledger_events", "SELECT count(*) FROM ledger_entry WHERE kind = 'event'"}},
    {"ledger_issues", {"inspect.ledger_issues", "SELECT count(*) FROM ledger_entry WHERE kind = 'code_issue'"}},
    {"ranges", {"inspect.ranges", "SELECT count(*) FROM code_range WHERE depth = 0"}},
    {"codes",
     {"inspect.codes",
      "SELECT CAST(coalesce(sum(last_serial - first_serial + 1), 0) AS bigint) FROM code_range WHERE depth = 0"}},
    {"serials", {"inspect.serials", "SELECT coalesce(max(last_serial), 0) FROM code_range"}},
    {"overlaps",
     {"inspect.overlaps",
      "SELECT count(*) FROM code_range a JOIN code_range b ON a.epoch = b.epoch AND a.depth = b.depth AND "
      "a.code_range_id < b.code_range_id AND a.first_serial <= b.last_serial AND b.first_serial <= a.last_serial"}},
    {"scans", {"inspect.scans", "SELECT count(*) FROM scan"}},
    {"scan_counts", {"inspect.scan_counts", "SELECT CAST(coalesce(sum(scan_count), 0) AS bigint) FROM code_state"}},
    {"answers", {"inspect.answers", "SELECT count(*) FROM idempotency"}},
};

// The database's own opinion of itself: a text, and the number of references that lead nowhere.
struct Opinion {
    Statement integrity;
    Statement references;
};
constexpr Opinion kSqlite{{"inspect.integrity", "PRAGMA integrity_check"},
                          {"inspect.references", "SELECT count(*) FROM pragma_foreign_key_check"}};
// Every index is compared with its table (needs the extension amcheck, and raises an error where they differ).
constexpr Opinion kPostgres{
    {"inspect.integrity",
     "SELECT CASE WHEN count(bt_index_check(i.indexrelid, true)) > 0 THEN 'ok' ELSE 'no index' END FROM pg_index i "
     "JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam "
     "WHERE a.amname = 'btree' AND c.relnamespace = 'public'::regnamespace"},
    {"inspect.references", "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND NOT convalidated"}};

Result<JsonObject> look(Reader& reader, const Opinion& opinion) {
    JsonObject found;
    QY_TRY(integrity, reader.first(opinion.integrity, {}, [](const Row& row) { return std::string(row.text(0)); }));
    found["integrity"] = integrity.value_or("");
    QY_TRY(faults, reader.first(opinion.references, {}, [](const Row& row) { return row.integer(0); }));
    found["foreign_key_faults"] = faults.value_or(-1);
    for (const auto& question : kNumbers) {
        QY_TRY(number, reader.first(question.statement, {}, [](const Row& row) { return row.integer(0); }));
        found[question.name] = number.value_or(0);
    }
    return found;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) return 2;
    const std::string database = arguments[1];
    const bool server = qy::storage::is_postgres_url(database);
    const auto store = server ? qy::storage::open_postgres({.url = database, .readers = 1})
                              : qy::storage::open_sqlite({.path = database, .readers = 1});
    if (!store.ok()) {
        std::fprintf(stderr, "%s %s\n", store.error().code.c_str(), store.error().detail.text.c_str());
        return 1;
    }
    const auto found = (*store)->read([&](Reader& reader) { return look(reader, server ? kPostgres : kSqlite); });
    if (!found.ok()) {
        std::fprintf(stderr, "%s %s\n", found.error().code.c_str(), found.error().detail.text.c_str());
        return 1;
    }
    std::puts(qy::to_text(*found).c_str());
    return 0;
}
