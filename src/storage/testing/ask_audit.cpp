#include "storage/testing/ask_audit.h"

#include "storage/audit_store.h"
#include "storage/testing/done.h"

namespace qy::storage::testing {

void ask_audit(Writer& db) {
    done(audit::append(db, {}, [](const audit::Record&) { return std::string("h"); }));
    done(audit::last(db));
    done(audit::page(db, 5, 100));
    done(audit::first(db));
    done(audit::find(db, 5));
    done(audit::last_of(db, "lot.save"));
    done(audit::first_since(db, 5, {0}));
    done(audit::cut(db, -1));
    for (const auto order : {audit::Order::newest_first, audit::Order::oldest_first}) {
        std::vector<audit::Query> queries(6);
        queries[0].actor = "u7";
        queries[1].action = "lot.save";
        queries[2].object = "lot:7";
        queries[3].result = "denied";
        queries[4].request_id = "r7";
        queries[5].from = {1'000'000};
        queries[5].until = {2'000'000};
        for (auto& query : queries) {
            query.order = order;
            query.limit = 50;
            done(audit::search(db, query));
        }
    }
}

}  // namespace qy::storage::testing
