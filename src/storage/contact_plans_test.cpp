// How each database runs each statement of the stores of messages, registrations, shipment links and data requests over
// a realistic number of rows: none may walk a whole table. (The other stores: plans_test.cpp.)
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "storage/testing/ask_contact.h"
#include "storage/testing/plans_test_base.h"

namespace qy::storage {
namespace {

using testing::PlanBook;

const std::set<std::string> kLarge = {"outbox_message", "contact_proof",  "registration",      "invitation",
                                      "shipment_link",  "data_request",   "app_user",          "party",
                                      "trace_event",    "consent_record", "consent_withdrawal"};

constexpr std::string_view kOthers = R"sql(
CREATE TABLE n (i {int} NOT NULL PRIMARY KEY){strict};
INSERT INTO n WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 20000) SELECT i FROM c;
INSERT INTO party (party_id, kind, name, credit_code) SELECT i, 'firm', 'P' || i, 'C' || i FROM n;
INSERT INTO app_user (user_id, name, party_id, roles, password_hash, created_at)
    SELECT i, 'u' || i, i, 'party_clerk', 'h', i FROM n;
)sql";

class ContactPlansTest : public testing::PlansTestBase {
 protected:
    ContactPlansTest() {
        const std::string rows = std::string(kOthers) + std::string(testing::contact_rows) + "ANALYZE;";
        const auto filled = write([&](Writer& writer) { return writer.script("rows", rows); });
        EXPECT_TRUE(filled.ok()) << filled.error().code << " " << filled.error().detail.text;
    }
    PlanBook book() { return book_of(kLarge, &testing::ask_contact); }
};

TEST_P(ContactPlansTest, NoStatementWalksATable) {
    const auto asked = book();
    for (const auto& [name, line] : asked.scans) ADD_FAILURE() << name << ": " << line;
    const auto names = testing::statements_of({"outbox", "contact", "shipment", "data_request"});
    EXPECT_GE(names.size(), 20U);
    for (const auto& name : names) EXPECT_TRUE(asked.seen.contains(name)) << name << " was not asked";
}

TEST_P(ContactPlansTest, AMissingIndexIsFound) {
    const auto dropped = write([](Writer& writer) { return writer.script("drop", "DROP INDEX outbox_message_due"); });
    ASSERT_TRUE(dropped.ok());
    EXPECT_TRUE(book().scans.contains("outbox_message.due"));
}

QY_ON_EVERY_BACKEND(ContactPlansTest);

}  // namespace
}  // namespace qy::storage
