// Users are found by telephone and mail address whichever key their hashes were made under. (clauses 7.3.1, 9.2.2)
#include <gmock/gmock.h>

#include "crypto/field_cipher.h"
#include "crypto/keyring.h"
#include "storage/party_store.h"
#include "storage/sealing.h"
#include "storage/testing/backend_test.h"
#include "storage/user_store.h"
#include "storage/vault.h"

// Tests name only the members that they are about.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

namespace qy::storage {
namespace {

using model::PartyId;
using ::testing::IsEmpty;

class UserIndexTest : public testing::BackendTest {
 protected:
    static void ok(const Result<void>& outcome) { ASSERT_TRUE(outcome.ok()) << outcome.error().code; }
    std::vector<std::string> all(const Statement& statement) {
        return read([&](Reader& reader) {
                   return reader.all(statement, {}, [](const Row& row) { return std::string(row.text(0)); });
               })
            .value();
    }
};

TEST_P(UserIndexTest, ANewKeyOfTheHashesFindsUsersBeforeWhileAndAfterTheirRowsAreHashedAnew) {
    SystemRandom random;
    const crypto::FieldCipher cipher(store_.keys());
    const auto phone_of = [](std::int64_t user) { return "1387654000" + std::to_string(user); };
    ok(write([&](Writer& writer) -> Result<void> {
        QY_CHECK(parties::insert(writer, {.id = PartyId(1), .name = "椰岛民宿"}));
        for (std::int64_t id = 1; id <= 5; ++id) {
            const model::User user{.id = model::UserId(id), .name = "u" + std::to_string(id), .party = PartyId(1)};
            QY_CHECK(users::insert(writer, user, "h"));
            QY_TRY(phone, cipher.seal({"app_user", "phone", id}, bytes_of(phone_of(id)), random));
            QY_TRY(index, writer.vault().bare_index("app_user", "phone", phone_of(id)));
            QY_CHECK(users::set_contacts(writer, user.id, {{}, phone, index, {}, {}}));
        }
        return {};
    }));
    const auto expect_found = [&] {
        for (std::int64_t id = 1; id <= 5; ++id) {
            const auto found = read([&](Reader& reader) { return users::by_phone(reader, phone_of(id)); }).value();
            ASSERT_EQ(found.size(), 1U) << id;
            EXPECT_EQ(found[0].id, model::UserId(id));
        }
        EXPECT_THAT(read([&](Reader& reader) { return users::by_phone(reader, "13800000000"); }).value(), IsEmpty());
        EXPECT_THAT(read([&](Reader& reader) { return users::by_mail(reader, phone_of(1)); }).value(), IsEmpty());
    };
    const Statement indexes{"test.phones", "SELECT phone_index FROM app_user ORDER BY user_id"};
    expect_found();
    const auto before = all(indexes);
    ASSERT_TRUE(store_.keys().rotate(crypto::Purpose::blind_index, random, ManualClock(testing::kTestTime)).ok());
    expect_found();
    ok(write([&](Writer& writer) -> Result<void> {  // half of the way, and killed there
        QY_TRY(half, sealing::step(writer, "app_user", 3, testing::kTestTime));
        EXPECT_EQ(half.renewed, 3);
        return {};
    }));
    store_.reopen();
    expect_found();
    for (bool done = false; !done;) {
        ok(write([&](Writer& writer) -> Result<void> {
            QY_TRY(step, sealing::step(writer, "app_user", 2, testing::kTestTime));
            done = step.done;
            return {};
        }));
    }
    expect_found();
    const auto after = all(indexes);
    for (std::size_t i = 0; i < 5; ++i) EXPECT_NE(after[i], before[i]) << i;
}

QY_ON_EVERY_BACKEND(UserIndexTest);

}  // namespace
}  // namespace qy::storage
