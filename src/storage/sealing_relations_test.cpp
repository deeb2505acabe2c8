// Which columns a rotation of the key reaches.
#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "crypto/keyring.h"
#include "model/data_table.h"
#include "storage/label_order_store.h"
#include "storage/party_store.h"
#include "storage/sealing.h"
#include "storage/testing/backend_test.h"

// Tests name only the members that they are about.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

namespace qy::storage {
namespace {

using ::testing::ElementsAre;
using ::testing::StartsWith;

TEST(SealingRelations, WhatStaysIsSealedAnew) {
    // These go with their purpose: sent, decided and forgotten, or over after a day.
    const std::set<std::string_view> passing{"outbox_message", "registration", "invitation", "data_request",
                                             "idempotency"};
    const auto relations = sealing::relations();
    for (const auto& row : model::data_rows()) {
        if (row.kept != model::Kept::sealed) continue;
        const bool renewed = std::ranges::find(relations, row.table) != relations.end();
        EXPECT_NE(renewed, passing.contains(row.table)) << row.table;
    }
}

class SealedOrders : public testing::BackendTest {
 protected:
    std::vector<std::string> secrets() {
        static constexpr Statement kSecrets{"test.secrets", "SELECT secret FROM label_order ORDER BY label_order_id"};
        return read([](Reader& reader) {
                   return reader.all(kSecrets, {}, [](const Row& row) { return std::string(row.text(0)); });
               })
            .value();
    }
};

TEST_P(SealedOrders, PasswordsOfFilesThatWaitAreSealedAnew) {
    model::LabelOrder order{.id = model::LabelOrderId(400), .party = model::PartyId(1), .quantity = 1};
    ASSERT_EQ(code_of(write([&](Writer& writer) -> Result<void> {
                  QY_CHECK(parties::insert(writer, {.id = order.party, .name = "农场"}));
                  QY_CHECK(label_orders::insert(writer, order));
                  QY_CHECK(label_orders::set_password(writer, order.id, SecretText("7KQ2M")));
                  order.id = model::LabelOrderId(401);
                  return label_orders::insert(writer, order);  // nothing waits
              })),
              "ok");
    EXPECT_THAT(secrets(), ElementsAre(StartsWith("sealed:1:"), ""));
    SystemRandom random;
    ASSERT_TRUE(store_.keys().rotate(crypto::Purpose::field, random, ManualClock(testing::kTestTime)).ok());
    for (bool done = false; !done;) {
        const auto step =
            write([](Writer& writer) { return sealing::step(writer, "label_order", 1, testing::kTestTime); });
        ASSERT_TRUE(step.ok()) << step.error().code;
        done = step->done;
    }
    EXPECT_THAT(secrets(), ElementsAre(StartsWith("sealed:2:"), ""));
    const auto kept =
        read([](Reader& reader) { return label_orders::password(reader, model::LabelOrderId(400)); }).value();
    EXPECT_EQ(kept.expose(), "7KQ2M");
}

QY_ON_EVERY_BACKEND(SealedOrders);

}  // namespace
}  // namespace qy::storage
