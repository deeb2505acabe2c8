// How each database runs each statement of the stores over a realistic number of rows: none may walk a whole large
// table. Left out of "large": tables that stay small (categories, dictionary, brands, grants, policies, nodes,
// cursors).
#include <gmock/gmock.h>

#include <fstream>
#include <regex>
#include <sstream>

#include "storage/browse_store.h"
#include "storage/catalogue_store.h"
#include "storage/code_store.h"
#include "storage/event_store.h"
#include "storage/follower_store.h"
#include "storage/idempotency_store.h"
#include "storage/label_store.h"
#include "storage/ledger_store.h"
#include "storage/lot_store.h"
#include "storage/node_store.h"
#include "storage/party_store.h"
#include "storage/persons.h"
#include "storage/policy_store.h"
#include "storage/reach_store.h"
#include "storage/retention_store.h"
#include "storage/sealing.h"
#include "storage/submission_step_store.h"
#include "storage/submission_store.h"
#include "storage/testing/ask_accounts.h"
#include "storage/testing/ask_audit.h"
#include "storage/testing/ask_catalogue.h"
#include "storage/testing/ask_codes.h"
#include "storage/testing/ask_guard.h"
#include "storage/testing/ask_imports.h"
#include "storage/testing/ask_review.h"
#include "storage/testing/backend_test.h"
#include "storage/testing/plan_reader.h"
#include "storage/trace_store.h"
#include "storage/user_store.h"

// Tests name only the members that they are about.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

namespace qy::storage {
namespace {

using testing::PlanBook;
using testing::PlanWriter;

const std::set<std::string> kLarge = {
    "app_user",          "audit_record",     "code_alias",    "code_range",      "code_state",      "event_key",
    "idempotency",       "import",           "import_job",    "import_row",      "import_upload",   "ledger_entry",
    "import_attachment", "licence",          "lot",           "lot_link",        "party",           "plot",
    "product",           "product_gram",     "scan",          "submission",      "submission_step", "token",
    "trace_event",       "session",          "login_failure", "login_challenge", "known_device",    "second_factor",
    "recovery_code",     "password_history", "change_note",   "review_task",     "label_print",     "carton",
    "label_order_step",  "label_order"};

// 20,000 rows of each large table; lots of two hundred owners and two thousand products.
constexpr std::string_view kRows = R"sql(
CREATE TABLE n (i {int} NOT NULL PRIMARY KEY){strict};
INSERT INTO n WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 20000) SELECT i FROM c;
INSERT INTO party (party_id, kind, name, credit_code, region) SELECT i, 'firm', 'P' || i, 'C' || i, CAST(460000 + i % 200 AS TEXT)
    FROM n;
INSERT INTO plot (plot_id, party_id, name) SELECT i, i % 5000 + 1, 'F' || i FROM n;
INSERT INTO licence (licence_id, party_id, kind, number, valid_from, valid_to)
    SELECT i, i % 5000 + 1, 'food', 'N' || i, '2026-01-01', '2027-01-01' FROM n;
INSERT INTO category (category_id, code, name, name_en) SELECT i, 'c' || i, 'c', 'c' FROM n WHERE i <= 50;
INSERT INTO brand (brand_id, name, manager_id) SELECT i, 'B' || i, i FROM n WHERE i <= 20;
INSERT INTO brand_grant (brand_grant_id, brand_id, party_id, valid_from, valid_to)
    SELECT i, i % 20 + 1, i, '2026-01-01', '2027-01-01' FROM n WHERE i <= 500;
INSERT INTO product (product_id, owner_id, category_id, brand_id, name, gtin)
    SELECT i, i % 5000 + 1, i % 50 + 1, i % 20 + 1, 'G' || i, CASE WHEN i % 2 = 0 THEN 'T' || i ELSE '' END FROM n;
INSERT INTO product_gram (gram, product_id) SELECT 'g' || (i % 2000), i FROM n;
INSERT INTO lot (lot_id, kind, product_id, owner_id, lot_number, parent_id, consignee_id)
    SELECT i, CASE WHEN i % 4 = 0 THEN 'consignment' ELSE 'produced' END, i % 2000 + 1, i % 200 + 1, 'L' || i,
    CASE WHEN i % 4 = 0 THEN i - 1 ELSE NULL END, CASE WHEN i % 4 = 0 THEN 7 ELSE NULL END FROM n;
INSERT INTO lot (lot_id, kind, owner_id, lot_number) SELECT 20000 + i, 'logistic_unit', i % 200 + 1, 'U' || i FROM n;
INSERT INTO trace_event (lot_id, event_at, event_id, recorder_id, step, record)
    SELECT i / 10 + 1, i, i, 1, 'storing', '{"note":"a record of about the usual length"}' FROM n;
INSERT INTO lot_link (lot_id, direction, link_at, event_id, other_id, kind, time)
    SELECT i / 4 + 1, CASE WHEN i % 2 = 0 THEN 1 ELSE -1 END, i, i, i + 1, 'aggregation', '2026-03-01' FROM n;
INSERT INTO event_key (recorder_id, event_key, content_hash, derived, submission_id)
    SELECT i % 200, 'k' || i, 'h', 0, i / 5 FROM n;
INSERT INTO code_range (code_range_id, epoch, first_serial, last_serial, depth, party_id, brand_id, brand_grant_id, lot_id,
    state, issued_at) SELECT i, 1, i * 100, i * 100 + 99, 0, i % 5000 + 1, i % 20 + 1, i % 500 + 1,
    CASE WHEN i % 2 = 0 THEN i ELSE NULL END, 'bound', i FROM n;
INSERT INTO label_print (label_print_id, block_id, first_serial, last_serial, medium, printed_by, printed_at)
    SELECT i, i % 5000 + 1, i * 100, i * 100 + 99, 'pdf', 'u', i FROM n;
INSERT INTO label_order (label_order_id, party_id, quantity, state, block_id, printer_id, ordered_by, created_at, changed_at)
    SELECT i, i % 5000 + 1, 9, 'closed', i, i % 200 + 1, 0, i, i FROM n;
INSERT INTO gs1_prefix (party_id, prefix) SELECT i, CAST(690000 + i AS TEXT) FROM n WHERE i <= 300;
INSERT INTO carton (carton_id, party_id, sscc, prefix_digits, lot_id, numbered_at)
    SELECT i, i % 200 + 1, 'S' || i, 7, i, i FROM n;
INSERT INTO label_order_step (label_order_id, number, verb, state, actor, at) SELECT i, 1, 'request', 'requested', 'u', i FROM n;
INSERT INTO code_alias (alias, code, party_id) SELECT 'a' || i, 'c' || i, 1 FROM n;
INSERT INTO code_state (code, scan_count) SELECT 'c' || i, 1 FROM n;
INSERT INTO scan (scan_id, code, scanned_at, channel, device) SELECT i, 'c' || (i % 4000), i, 'page', 'd' || i FROM n;
INSERT INTO import (import_id, author, file_name, started_at) SELECT i, 'a', 'f', i FROM n;
INSERT INTO import_job (import_id, party_id, author, channel, file_name, file_hash, file_bytes, file_kept, reading, state,
    created_at, changed_at) SELECT i, i % 200 + 1, 'a', 'api', 'f', 'h' || i, 1, i % 2, '{"sheet":"","mapping":{}}',
    CASE WHEN i % 500 = 0 THEN 'running' ELSE 'done' END, i, i FROM n;
INSERT INTO import_row (import_id, line, outcome, faults) SELECT i / 100 + 1, i, 'accepted', '[]' FROM n;
INSERT INTO import_attachment (import_id, number, name, outcome, faults) SELECT i / 100 + 1, i, 'a', 'attached', '[]' FROM n;
INSERT INTO import_upload (import_id, party_id, author, bytes, created_at) SELECT i, i % 200 + 1, 'a', 1, i FROM n;
INSERT INTO submission (submission_id, import_id, party_id, author, channel, state, changes, created_at)
    SELECT i, i / 100 + 1, i % 200 + 1, 'a', 'api', CASE WHEN i % 50 = 0 THEN 'submitted' ELSE 'approved' END, '[]', i FROM n;
INSERT INTO submission_step (submission_id, number, verb, state, actor, at)
    SELECT submission_id, 1, 'approve', 'approved', 'reviewer', created_at FROM submission;
INSERT INTO review_task (submission_id, party_id, kind, waits_since, due_at, reviewers)
    SELECT submission_id, party_id, 'row', created_at, created_at, 1 FROM submission WHERE submission_id <= 19990;
INSERT INTO change_note (position, at, thing, subject_id, party_id, what)
    SELECT i, i, 'lot', i / 4, i % 200 + 1, 'event' FROM n;
INSERT INTO ledger_entry (position, kind, subject, record_id, entry, salts) SELECT i - 1, 'event', 's', i, '{}', '{}' FROM n;
INSERT INTO app_user (user_id, name, party_id, roles, password_hash, created_at)
    SELECT i, 'u' || i, i, 'party_clerk', 'h', i FROM n;
INSERT INTO token (token_hash, token_id, user_id, created_at, expires_at) SELECT 't' || i, i, i, i, i FROM n;
INSERT INTO audit_record (position, at, actor, address, action, object, result, request_id, detail, previous_hash, hash)
    SELECT i - 1, i, 'a', '', 'x', '', 'ok', '', '{}', '', '' FROM n;
INSERT INTO idempotency (actor, key, function, request_hash, status, answer, at)
    SELECT 'a' || (i % 200), 'k' || i, 'f', 'h', 200, '{}', i FROM n;
INSERT INTO session (session_id, session_hash, user_id, created_at, seen_at, expires_at, authenticated_at, address,
    device_class) SELECT i, 's' || i, i % 5000 + 1, i, i, i + 1000, i, '', 'phone' FROM n;
INSERT INTO second_factor (second_factor_id, user_id, kind, label, confirmed, created_at)
    SELECT i, i % 5000 + 1, 'totp', '', 1, i FROM n;
INSERT INTO recovery_code (user_id, code_hash) SELECT i % 5000 + 1, 'r' || i FROM n;
INSERT INTO password_history (user_id, replaced_at, password_hash) SELECT i % 5000 + 1, i, 'h' FROM n;
INSERT INTO known_device (user_id, device_hash, last_at) SELECT i % 5000 + 1, 'd' || i, i FROM n;
INSERT INTO login_failure (subject_hash, failures, first_at, last_at) SELECT 'f' || i, 1, i, i FROM n;
INSERT INTO login_challenge (challenge_hash, kind, expires_at) SELECT 'c' || i, 'captcha', i FROM n;
ANALYZE;
)sql";

/// Of somebody who reaches a little of everything.
const model::Reach kReach{
    .party = model::PartyId(1), .manager = model::PartyId(2), .regions = {"460100"}, .day = "2026-06-01"};

template <class T>
void done(const Result<T>& result) {
    EXPECT_TRUE(result.ok()) << result.error().code << " " << result.error().detail.text;
}

void ask_parties(Writer& db) {
    using namespace parties;
    const model::Party party{.id = model::PartyId(30'000), .name = "new"};
    done(insert(db, party));
    done(update(db, party, 1));
    for (const auto& reach : {kReach, model::Reach::everything()}) {
        done(find(db, reach, party.id));
        done(find_all(db, reach, {model::PartyId(1), model::PartyId(2)}));
    }
    done(find_farmer(db, kReach, party.id));
    done(by_name(db, "P77"));
    done(in_regions(db, {"460100", "460105"}, 50));
    done(by_credit_code(db, "C77"));
    done(list(db, model::PartyId(5), 50));
    done(set_personal(db, party.id, {}));
    done(personal(db, party.id));
    done(seal_anew(db, party.id));
    done(insert(db, {.id = model::PartyId(30'001), .kind = model::PartyKind::farmer, .name = "王小明"}));
    done(erase_person(db, model::PartyId(30'001)));
    done(insert_plot(db, {model::PlotId(30'000), model::PartyId(1), "new"}));
    done(plot_by_name(db, model::PartyId(1), "new"));
    done(plots(db, model::PartyId(1)));
    done(insert_licence(db, {model::LicenceId(30'000), model::PartyId(1), "food", "new", "2026-01-01", "2027-01-01"}));
    done(licence_by_number(db, model::PartyId(1), "food", "new"));
    done(licences(db, model::PartyId(1)));
}

void ask_products(Writer& db) {
    using namespace catalogue;
    const model::Product product{.id = model::ProductId(30'000), .owner = model::PartyId(1), .name = "new"};
    done(insert_product(db, product));
    done(update_product(db, product, 1));
    for (const auto& reach : {kReach, model::Reach::everything()}) {
        done(find_product(db, reach, product.id));
        done(find_products(db, reach, {model::ProductId(1), model::ProductId(2)}));
    }
    done(product_by_key(db, model::PartyId(1), "new", ""));
    done(products_by_name(db, model::PartyId(1), "new"));
    done(product_by_code(db, model::PartyId(1), "P-7"));
    done(products_of(db, model::PartyId(1), {}, 50));
    done(products_of_brand(db, model::BrandId(1), {}, 50));
    done(products(db, {}, 50));
    done(products_by_gtin(db, "T78"));
    done(replace_grams(db, product.id, {"ab", "bc"}));
    done(products_with_grams(db, {"g1", "g2"}, 50));
}

void ask_lists(Writer& db) {
    const auto own = model::Reach::of(model::PartyId(7));
    for (const auto& reach : {kReach, own}) {
        done(browse::products(db, reach, "G7", {0, 50}));
        done(browse::lots(db, reach, "L7", {}, {0, 50}));
        done(browse::lots(db, reach, "", model::ProductId(7), {900, 50}));
        done(codes::list(db, reach, 0, 50));
    }
}

void ask_lots(Writer& db) {
    using namespace lots;
    const model::Lot lot{
        .id = model::LotId(50'000), .product = model::ProductId(1), .owner = model::PartyId(1), .lot_number = "new"};
    const auto time = model::EventTime::parse("2026-03-02").value();
    done(insert(db, lot));
    for (const auto& reach : {kReach, model::Reach::everything()}) done(find(db, reach, lot.id));
    done(find_natural(db, lot.owner, lot.product, "new"));
    done(find_natural(db, lot.owner, {}, "U7"));
    done(with_number(db, "L77", 20));
    done(units_with_number(db, "U77"));
    done(consignments(db, model::LotId(3), {}));
    done(consignments(db, model::LotId(3), model::PartyId(7)));
    done(count_consignments(db, model::LotId(3)));
    done(stock(db, lot.id));
    done(set_taken(db, lot.id, "1"));
    done(complete(db, lot));
    done(set_allergens(db, lot.id, {}));
    done(touch(db, lot.id));
    done(
        insert_link(db, {model::LotId(1), lot.id, model::EventId(50'000), model::LinkKind::aggregation, time, {}, {}}));
    done(close_aggregation(db, model::LotId(1), lot.id, time));
    done(close_container(db, lot.id, time));
    done(labels::of_lot(db, model::Reach::everything(), lot.id));
    done(labels::numbered(db, model::Reach::everything(), "L77", 10));
    done(labels::numbered(db, kReach, "L77", 10));
    done(labels::category_codes(db, model::CategoryId(1)));
}

void ask_trace(Writer& db) {
    using namespace trace;
    const std::vector<std::int64_t> ids{3, 17, 999};
    const auto each = [](const StoredEvent&) -> Result<bool> { return true; };
    done(trace::lots(db, ids));
    done(lots_by_number(db, {"L77", "", "", ""}, 20));
    done(latest_lots(db, model::ProductId(7), 3));
    done(links_into(db, ids, 100));
    done(links_out_of(db, ids, 100));
    done(containers_of(db, ids, 100));
    done(trace::events(db, ids, {0}, {INT64_MAX}, each));
    const StoredEvent pointer{model::LotId(3), {5}, model::EventId(5), "", model::LotId(3)};
    done(event_copies(db, std::vector{pointer}, each));
    done(trace::dictionary(db, "unit"));
}

void ask_events(Writer& db) {
    const model::TraceEvent event{.id = model::EventId(50'000), .recorder = model::PartyId(1)};
    done(events::insert(db, event, JsonObject(), {model::LotId(1)}));
    done(events::events_at(db, {.id = model::EventId(1), .recorder = model::PartyId(7)}));
    done(events::find(db, model::Reach::everything(), model::EventId(77'777)));
    done(events::rewrite(db, event));
    done(events::submission_of(db, event.id));
    const std::int64_t lots[] = {5, 7};
    done(events::steps_of(db, lots));
    done(events::seal_key_anew(db, model::PartyId(1), "k1", true));
    const std::int64_t ids[] = {77'777, 88'888};
    done(events::published_after(db, 5, 100));
    done(events::newest(db));
    done(events::of_lot_after(db, model::LotId(5), {Time{5}, {}}, 100));
    done(events::find_all(db, model::Reach::everything(), ids));
    done(events::reserve_key(db, model::PartyId(1), "new", {"h", false, model::SubmissionId(50'000), {}}));
    done(events::find_key(db, model::PartyId(1), "new"));
    done(events::publish_key(db, model::PartyId(1), "new", model::PartyId(1), "new", event.id));
    done(events::release_keys(db, model::SubmissionId(50'000)));
    done(ledger::append(db, {.position = 50'000, .kind = "event", .subject = "s", .record_id = 50'000}));
    done(ledger::size(db));
    done(ledger::find(db, 5));
    done(ledger::position_of(db, 5));
    done(ledger::set_salts(db, {.position = 5, .salts = "{}"}));
    done(ledger::page(db, 5, 100));
    done(followers::cursor(db, "search"));
    done(followers::set_cursor(db, "search", 5));
    done(followers::entries(db, 5, 100));
}

void ask_submissions(Writer& db) {
    using namespace submissions;
    const model::Submission one{.id = model::SubmissionId(50'000), .party = model::PartyId(1)};
    done(submissions::insert(db, one));
    done(submissions::find(db, kReach, one.id));
    done(submissions::list(db, {.scope = kReach, .state = "submitted"}));
    done(submissions::set_changes(db, one));
    done(submissions::set_state(db, one, 1, {0}));
    done(submission_steps::append(db, one.id, {}));
    done(submission_steps::all(db, one.id));
    done(insert_import(db, {.id = model::ImportId(50'000)}));
    done(finish_import(db, {.id = model::ImportId(50'000)}));
    done(idempotency::insert(db, "a1", "new", {}));
    done(idempotency::find(db, "a1", "new"));
    done(idempotency::remove_before(db, {5}));
}

void ask_protection(Writer& db) {
    done(persons::add(db, "party", 1, persons::party_name, "王小明"));
    done(persons::find(db, {persons::party_name}, "王小明"));
    done(persons::forget(db, "party", 1));
    for (const auto relation : sealing::relations()) done(sealing::step(db, relation, 10, {0}));
    done(retention::remove_scans(db, {5}, 10));
    done(retention::remove_rejected(db, {5}, 10));
    done(retention::remove_tokens(db, {5}, 10));
    done(retention::events_with_persons(db, {5}, 10));
}

void ask_users(Writer& db) {
    using namespace users;
    const model::User user{.id = model::UserId(50'000), .name = "new", .party = model::PartyId(1)};
    done(users::insert(db, user, "h"));
    done(users::find(db, user.id));
    done(users::by_name(db, "new"));
    done(users::list(db, user.id, 50));
    done(password_hash(db, user.id));
    done(set_password_hash(db, user.id, "h"));
    done(set_roles(db, user, {}));
    done(set_active(db, user.id, true, ""));
    done(set_password(db, user.id, "h", false, {0}));
    done(set_last_active(db, user.id, {0}));
    done(idle(db, {5}, 10));
    done(any_of_party(db, user.party));
    done(users::close(db, user, "closed"));
    done(contacts(db, user.id));
    done(set_contacts(db, user.id, {}));
    done(with_several_roles(db, user.id, 10));
}

/// Names of all statements in the files of the stores whose tables are large.
std::set<std::string> names_in_sources() {
    std::set<std::string> names;
    const std::regex statement(R"re(constexpr Statement k\w+\{\s*"([a-z_]+\.[a-z_]+)")re");
    for (const char* file : {"audit",       "code",   "code_state", "event",     "follower", "idempotency",  "label",
                             "ledger",      "lot",    "party",      "product",   "scan",     "submission",   "user",
                             "session",     "login",  "credential", "role",      "proposal", "network_rule", "change",
                             "review_task", "policy", "token",      "access_set"}) {
        std::ifstream in(QY_SOURCE_DIR "/src/storage/" + std::string(file) + "_store.cpp");
        std::stringstream text;
        text << in.rdbuf();
        const auto content = text.str();
        for (std::sregex_iterator it(content.begin(), content.end(), statement); it != std::sregex_iterator(); ++it) {
            names.insert((*it)[1]);
        }
    }
    return names;
}

class PlansTest : public testing::BackendTest {
 protected:
    PlansTest() {
        done(write([](Writer& writer) { return writer.script("rows", kRows); }));
    }
    /// The book of what `ask` asks; nothing is kept.
    template <class Ask>
    PlanBook book_of(Ask ask) {
        PlanBook book;
        (void)write([&](Writer& writer) -> Result<void> {
            PlanWriter plans(writer, GetParam(), kLarge, book);
            ask(plans);
            return conflict("storage.changed");  // undo
        });
        return book;
    }
    static std::string told(const PlanBook& book) {
        std::string out;
        for (const auto& [name, line] : book.scans) out += name + ": " + line + "\n";
        return out;
    }
};

TEST_P(PlansTest, NoStatementWalksALargeTable) {
    const auto book = book_of([](Writer& db) {
        for (auto* ask : {ask_parties, ask_products, ask_lists, ask_lots, ask_trace, ask_events, testing::ask_codes,
                          ask_submissions, ask_users, ask_protection, testing::ask_credentials, testing::ask_sessions,
                          testing::ask_access, testing::ask_audit, testing::ask_catalogue, testing::ask_guard,
                          testing::ask_imports, testing::ask_review, testing::ask_tokens}) {
            ask(db);
        }
    });
    EXPECT_EQ(told(book), "");
    const auto names = names_in_sources();
    EXPECT_GT(names.size(), 80U);
    for (const auto& name : names) EXPECT_TRUE(book.seen.contains(name)) << name << " was not asked";
}

TEST_P(PlansTest, AMissingIndexIsFound) {
    static constexpr Statement kPlanted{"planted", "SELECT lot_id FROM lot WHERE place = $place"};
    const auto planted = book_of([](Writer& db) {
        done(db.first(kPlanted, {{"place", "澄迈"}}, [](const Row&) { return 0; }));
    });
    EXPECT_TRUE(planted.scans.contains("planted"));
    for (const char* index : {"lot_number", "scan_code"}) {
        done(write([&](Writer& writer) { return writer.script("drop", "DROP INDEX " + std::string(index)); }));
    }
    const auto dropped = book_of([](Writer& db) {
        ask_lots(db);
        testing::ask_codes(db);
    });
    EXPECT_TRUE(dropped.scans.contains("lot.with_number")) << told(dropped);
    EXPECT_TRUE(dropped.scans.contains("scan.recent")) << told(dropped);
}

QY_ON_EVERY_BACKEND(PlansTest);

}  // namespace
}  // namespace qy::storage
