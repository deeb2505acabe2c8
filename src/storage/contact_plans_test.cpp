// How each database runs each statement of the stores of messages, registrations, shipment links and data requests over
// a realistic number of rows: none may walk a whole table. (The other stores: plans_test.cpp.)
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "storage/testing/ask_contact.h"
#include "storage/testing/backend_test.h"
#include "storage/testing/plan_reader.h"

namespace qy::storage {
namespace {

using testing::PlanBook;
using testing::PlanWriter;

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

/// Names of all statements in the files of these stores.
std::set<std::string> names_in_sources() {
    std::set<std::string> names;
    const std::regex statement(R"re(constexpr Statement k\w+\{\s*"([a-z_]+\.[a-z_]+)")re");
    for (const char* file : {"outbox", "contact", "shipment", "data_request"}) {
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

class ContactPlansTest : public testing::BackendTest {
 protected:
    ContactPlansTest() {
        const std::string rows = std::string(kOthers) + std::string(testing::contact_rows) + "ANALYZE;";
        const auto filled = write([&](Writer& writer) { return writer.script("rows", rows); });
        EXPECT_TRUE(filled.ok()) << filled.error().code << " " << filled.error().detail.text;
    }
    /// What is asked; nothing is kept.
    PlanBook book() {
        PlanBook book;
        (void)write([&](Writer& writer) -> Result<void> {
            PlanWriter plans(writer, GetParam(), kLarge, book);
            testing::ask_contact(plans);
            return conflict("storage.changed");  // undo
        });
        return book;
    }
};

TEST_P(ContactPlansTest, NoStatementWalksATable) {
    const auto asked = book();
    for (const auto& [name, line] : asked.scans) ADD_FAILURE() << name << ": " << line;
    const auto names = names_in_sources();
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
