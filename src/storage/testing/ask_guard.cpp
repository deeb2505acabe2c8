#include "storage/testing/ask_guard.h"

#include "storage/catalogue_store.h"
#include "storage/clock_store.h"
#include "storage/export_store.h"
#include "storage/party_store.h"
#include "storage/record_store.h"
#include "storage/testing/done.h"
#include "storage/user_store.h"

// Only the members that matter are named.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

namespace qy::storage::testing {

void ask_guard(Writer& db) {
    const model::PartyId party(7);
    done(parties::set_narrowed(db, party, {{model::Field::vehicle, model::Audience::recorder}}));
    done(catalogue::brands_used_by(db, party));
    done(users::by_phone(db, "13800138000"));
    done(users::by_mail(db, "a@b.cn"));
    done(records::recorded_between(db, party, {0}, {1'000'000}, 100));
    done(records::own_keys(db, party, std::vector<std::int64_t>{1, 2, 3}));
    done(clocks::set_mark(db, {5}));
    done(clocks::mark(db));
    done(clocks::newest_trace(db));
    model::ExportApproval approval{
        .id = model::ExportApprovalId(1), .function = "event.export", .party = party, .proposer = model::UserId(7)};
    done(exports::insert(db, approval));
    done(exports::find(db, model::Reach::of(party), approval.id));
    done(exports::of_party(db, party, {}, 50));
    approval.state = model::ExportState::withdrawn;
    done(exports::move_on(db, approval, model::ExportState::proposed));
}

}  // namespace qy::storage::testing
