// How each database runs each statement of the stores of objects and media over a realistic number of rows: none may
// walk a whole table, but the one that counts objects for who asks how far a rotation is.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "storage/consumer_report_store.h"
#include "storage/media_store.h"
#include "storage/object_store.h"
#include "storage/testing/done.h"
#include "storage/testing/plans_test_base.h"
#include "storage/upload_store.h"

// Only the members that matter are named.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

namespace qy::storage {
namespace {

using testing::done;
using testing::PlanBook;

const std::set<std::string> kLarge = {"object", "media", "media_upload", "party", "consumer_report"};
constexpr std::string_view kCounts = "object.counts";

constexpr std::string_view kRows = R"sql(
CREATE TABLE n (i {int} NOT NULL PRIMARY KEY){strict};
INSERT INTO n WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 20000) SELECT i FROM c;
INSERT INTO party (party_id, kind, name, credit_code, region) SELECT i, 'firm', 'P' || i, 'C' || i, CAST(460000 + i % 200 AS TEXT)
    FROM n;
INSERT INTO brand (brand_id, name, manager_id) SELECT i, 'B' || i, i FROM n WHERE i <= 20;
INSERT INTO brand_grant (brand_grant_id, brand_id, party_id, valid_from, valid_to)
    SELECT i, i % 20 + 1, i, '2026-01-01', '2027-01-01' FROM n WHERE i <= 500;
INSERT INTO object (object_name, bytes, epoch, uses, kept_at)
    SELECT 'o' || i, i, CASE WHEN i % 100 = 0 THEN 1 ELSE 2 END, CASE WHEN i % 100 = 0 THEN 0 ELSE 1 END, i FROM n;
INSERT INTO media (media_id, party_id, author, author_user_id, subject, subject_id, submission_id, kind, occasion, caption,
    caption_en, media_type, object_name, bytes, width, height, audience, created_at)
    SELECT i, i % 5000 + 1, 'a', i % 900, 'event', i % 9000, CASE WHEN i % 2 = 0 THEN i ELSE NULL END, 'photo', '', '', '',
    'image/jpeg', 'o' || i, i, 1, 1, 'recorder', i FROM n;
INSERT INTO consumer_report (consumer_report_id, receipt_hash, kind, state, code, party_id, brand_id, authenticity, scan_count,
    content, contact, policy_version, photo_name, created_at, changed_at, version)
    SELECT i, 'r' || i, CASE WHEN i % 3 = 0 THEN 'complaint' ELSE 'fake' END, CASE WHEN i % 50 = 0 THEN 'received' ELSE 'closed' END,
    'c' || i % 9000, i % 5000 + 1, i % 20 + 1, 'genuine', 1, '{"words":"","answer":"","closing":""}', CASE WHEN i % 5 = 0 THEN 's'
    ELSE '' END, '', 'o' || i, i, i, 1 FROM n;
INSERT INTO media_upload (media_upload_id, party_id, author, bytes, created_at) SELECT i, i % 5000 + 1, 'a', 1, i FROM n;
ANALYZE;
)sql";

void ask_objects(Writer& db) {
    done(objects::note(db, {"new", 1, 2, {5}}));
    done(objects::use(db, "new"));
    done(objects::release(db, "new"));
    done(objects::unused(db, {50}, 10));
    done(objects::forget(db, "new", {50}));
    done(objects::outdated(db, 2));
    done(objects::set_epoch(db, "o7", 2));
    done(objects::set_damaged(db, "o7"));
    done(objects::counts(db, 2));
}

void ask_media(Writer& db) {
    const model::Reach reach{
        .party = model::PartyId(1), .manager = model::PartyId(2), .regions = {"460100"}, .day = "2026-06-01"};
    model::Media one{.id = model::MediaId(30'000), .party = model::PartyId(7), .subject_id = 7};
    one.object = "o7";
    done(media::insert(db, one));
    done(media::find(db, reach, one.id));
    done(media::of_subject(db, reach, model::MediaSubject::event, 7, 10));
    done(media::of_submission(db, reach, model::SubmissionId(8), 10));
    const std::int64_t events[] = {1, 2, 3};
    done(media::shown(db, events, 10));
    done(media::count(db, model::MediaSubject::event, 7));
    done(media::remove(db, one));
    done(media::of_party(db, one.party, 10));
    done(media::older(db, {50}, 10));
    done(media::forget_author(db, one.party, model::UserId(7), "gone"));
    done(media::set_brand(db, model::SubmissionId(7), model::BrandId(3)));
    done(media::hand_on(db, one.id, model::SubmissionId(7), model::MediaSubject::lot, 7));
    done(uploads::insert(db, uploads::Kind::media, {30'000, one.party, "a", 5, {5}}));
    done(uploads::find(db, uploads::Kind::media, 30'000, one.party, "a"));
    done(uploads::grow(db, uploads::Kind::media, 30'000, 5, 9));
    done(uploads::remove(db, uploads::Kind::media, 30'000));
    done(uploads::count(db, uploads::Kind::media, one.party));
    done(uploads::old(db, uploads::Kind::media, {50}, 10));
}

void ask_reports(Writer& db) {
    namespace store = consumer_reports;
    const model::Reach reach{
        .party = model::PartyId(1), .manager = model::PartyId(2), .regions = {"460100"}, .day = "2026-06-01"};
    model::ConsumerReport one;
    one.id = model::ConsumerReportId(30'000);
    one.photo = "o7";
    one.contact.phone = "13900139000";
    done(store::insert(db, one, "new"));
    done(store::find(db, reach, one.id));
    done(store::by_receipt(db, "r7"));
    done(store::contact(db, one.id));
    done(store::queue(db, {reach, model::ReportState::received, model::ReportKind::fake, {}, 50}));
    done(store::counts_of_code(db, reach, "c7"));
    ++one.version;
    done(store::advance(db, one));
    done(store::seal_anew(db, one.id));
    done(store::forget_contact(db, one.id));
    done(store::forget_contacts(db, {50}, 10));
    done(store::remove_older(db, {50}, 10));
}

class MediaPlansTest : public testing::PlansTestBase {
 protected:
    MediaPlansTest() {
        done(write([](Writer& writer) { return writer.script("rows", kRows); }));
    }
    PlanBook book() {
        return book_of(kLarge, [](Writer& db) {
            ask_objects(db);
            ask_media(db);
            ask_reports(db);
        });
    }
};

TEST_P(MediaPlansTest, NoStatementWalksATable) {
    const auto asked = book();
    for (const auto& [name, line] : asked.scans) {
        if (name != kCounts) ADD_FAILURE() << name << ": " << line;
    }
    const auto names = testing::statements_of({"object", "media", "consumer_report"});
    EXPECT_GE(names.size(), 30U);
    for (const auto& name : names) EXPECT_TRUE(asked.seen.contains(name)) << name << " was not asked";
}

TEST_P(MediaPlansTest, AMissingIndexIsFound) {
    for (const char* index : {"media_age", "object_unused"}) {
        done(write([&](Writer& writer) { return writer.script("drop", "DROP INDEX " + std::string(index)); }));
    }
    const auto asked = book();
    EXPECT_TRUE(asked.scans.contains("media.older"));
    EXPECT_TRUE(asked.scans.contains("object.unused"));
}

QY_ON_EVERY_BACKEND(MediaPlansTest);

}  // namespace
}  // namespace qy::storage
