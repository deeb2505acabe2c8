// Rows that older versions wrote, through the migrations that fill or add columns of theirs. (decisions 26 and 27)
#include <gmock/gmock.h>

#include <algorithm>

#include "storage/catalogue_store.h"
#include "storage/category_store.h"
#include "storage/media_store.h"
#include "storage/migrate.h"
#include "storage/submission_store.h"
#include "storage/testing/temp_store.h"
#include "storage/token_store.h"

namespace qy::storage {
namespace {

using model::BrandId;
using model::Reach;
using ::testing::ElementsAre;

constexpr model::PartyId kManager{2};
constexpr BrandId kBrand{21};
constexpr BrandId kNone{};

/// As the version before them would have it: coffee (41) stands under the brand, tea (42) under none; each has a lot.
constexpr const char* kOldRows = R"sql(
INSERT INTO party (party_id, kind, name) VALUES (1, 'firm', '农场'), (2, 'firm', '协会');
INSERT INTO brand (brand_id, name, manager_id) VALUES (21, '品牌', 2);
INSERT INTO brand_grant (brand_grant_id, brand_id, party_id, category_code, valid_from, valid_to, state)
    VALUES (22, 21, 1, '', '2026-01-01', '2026-12-31', 'active');
INSERT INTO product (product_id, owner_id, brand_id, name, gtin, version) VALUES (41, 1, 21, '咖啡', '04006381333931', 3),
    (42, 1, NULL, '茶', '', 1);
INSERT INTO lot (lot_id, kind, product_id, owner_id, lot_number) VALUES (51, 'produced', 41, 1, 'K1'),
    (52, 'produced', 42, 1, 'T1'), (53, 'logistic_unit', NULL, 1, 'C1');
INSERT INTO trace_event (lot_id, event_at, event_id, recorder_id, step, record) VALUES
    (51, 1, 71, 1, 'harvesting', '{}'), (52, 1, 72, 1, 'harvesting', '{}'), (53, 1, 71, 1, 'packing', '{}');

-- Rows: published about coffee (81) and tea (82); waiting with its task (83), and from before there were tasks (84);
-- sent back to its author (85). Changes of coffee: approved (86), waiting (87), refused (88).
INSERT INTO submission (submission_id, party_id, author, channel, state, changes, created_at) VALUES
    (81, 1, 'li.na', 'api', 'approved', '[]', 1), (82, 1, 'li.na', 'api', 'approved', '[]', 1),
    (83, 1, 'li.na', 'api', 'submitted', '[]', 1), (84, 1, 'li.na', 'api', 'submitted', '[]', 1),
    (85, 1, 'li.na', 'api', 'draft', '[]', 1), (86, 1, 'li.na', 'web', 'approved', '[]', 1),
    (87, 1, 'li.na', 'web', 'submitted', '[]', 1), (88, 1, 'li.na', 'web', 'rejected', '[]', 1);
INSERT INTO event_key (recorder_id, event_key, content_hash, derived, submission_id, event_id) VALUES
    (1, 'k81', 'h', 0, 81, 71), (1, 'k82', 'h', 0, 82, 72), (1, 'k83', 'h', 0, 83, NULL), (1, 'k85', 'h', 0, 85, NULL);
INSERT INTO review_task (submission_id, party_id, brand_id, kind, waits_since, due_at, reviewers) VALUES
    (83, 1, 21, 'row', 1, 2, 1), (84, 1, NULL, '', 1, 2, 1), (87, 1, 21, 'product', 1, 2, 1);
INSERT INTO product_version (product_id, version, brand_id, kind, name, name_en, specification, gtin, allergens, opened,
    closed, replaced_at, replaced_by, reason, submission_id) VALUES
    (41, 1, NULL, 'goods', '咖啡', '', '', '', '', '', '', 1, 'li.na', 'event.capture', NULL),
    (41, 2, 21, 'goods', '咖啡', '', '', '', '', '', '', 2, 'li.na', 'product.save', 86);

INSERT INTO shipment_link (shipment_link_id, link_hash, party_id, lot_id, steps, created_at, expires_at)
    VALUES (31, 'h', 1, 51, 'receive', 1, 2);
INSERT INTO object (object_name, bytes, epoch, kept_at) VALUES ('photo', 1, 1, 1);
INSERT INTO media (media_id, party_id, author, subject, subject_id, kind, occasion, caption, caption_en, media_type,
    object_name, bytes, width, height, audience, created_at)
    SELECT 90 + n, 1, 'li.na', subject, subject_id, 'photo', '', '', '', 'image/jpeg', 'photo', 1, 1, 1, 'recorder', 1 FROM (
    SELECT 1 AS n, 'product' AS subject, 41 AS subject_id UNION ALL SELECT 2, 'product', 42 UNION ALL
    SELECT 3, 'lot', 51 UNION ALL SELECT 4, 'event', 71 UNION ALL SELECT 5, 'event', 72 UNION ALL
    SELECT 6, 'submission', 83 UNION ALL SELECT 7, 'submission', 85 UNION ALL SELECT 8, 'shipment', 31) old;

INSERT INTO app_user (user_id, name, party_id, roles, password_hash, created_at) VALUES
    (11, 'li.na', 1, 'party_clerk', 'h', 1), (12, 'wang.wu', 2, 'brand_manager', 'h', 1);
INSERT INTO token (token_hash, user_id, created_at, expires_at, revoked) VALUES ('c', 11, 5, NULL, 0),
    ('a', 11, 6, 1000, 0), ('d', 12, 7, NULL, 1), ('b', 12, 8, 7, 0);
)sql";

class UpgradeTest : public ::testing::TestWithParam<testing::Backend> {
 protected:
    UpgradeTest() {
        const ManualClock clock(testing::kTestTime);
        const auto all = embedded::migrations();
        const auto first = std::ranges::find_if(all, [](const auto& file) { return file.name.starts_with("0027"); });
        QY_ASSERT(first != all.end());
        const auto before = migrate(*store_, all.first(static_cast<std::size_t>(first - all.begin())), clock);
        QY_ASSERT(before.ok());
        const auto written = store_->write([](Writer& writer) { return writer.script("rows", kOldRows); });
        EXPECT_TRUE(written.ok()) << written.error().detail.text;
        const auto after = migrate(*store_, all, clock);
        EXPECT_TRUE(after.ok()) << after.error().detail.text;
    }
    template <class Work>
    auto read(Work work) {
        return store_->read(work);
    }
    /// The brand of each submission from 81 on.
    std::vector<BrandId> brands_of_submissions() {
        const auto all = read([](Reader& reader) {
            return submissions::list(reader, {.scope = Reach::everything(), .state = "", .import = {}, .after = {}});
        });
        EXPECT_TRUE(all.ok());
        std::vector<BrandId> brands;
        for (const auto& one : *all) brands.push_back(one.brand);
        return brands;
    }
    std::vector<BrandId> brands_of_files() {
        std::vector<BrandId> brands;
        for (std::int64_t id = 91; id <= 98; ++id) {
            const auto file =
                read([&](Reader& reader) { return media::find(reader, Reach::everything(), model::MediaId(id)); });
            EXPECT_TRUE(file.ok() && *file) << id;
            brands.push_back(file.ok() && *file ? (*file)->brand : kNone);
        }
        return brands;
    }
    std::vector<model::BearerToken> tokens_now() {
        return read([](Reader& reader) { return tokens::list(reader, {}, 10); }).value();
    }
    testing::TempStore store_{GetParam(), testing::Schema::none};
};

TEST_P(UpgradeTest, SubmissionsGetTheBrandOfWhatTheySpeakOfAsFarAsItIsKnown) {
    EXPECT_THAT(brands_of_submissions(), ElementsAre(kBrand, kNone, kBrand, kNone, kNone, kBrand, kBrand, kNone));
    const auto seen = read([](Reader& reader) {
        const Reach manager{.party = {}, .manager = kManager, .regions = {}, .day = "2026-03-05"};
        return submissions::list(reader, {.scope = manager, .state = "", .import = {}, .after = {}});
    });
    std::vector<std::int64_t> ids;
    for (const auto& one : *seen) ids.push_back(one.id.number());
    EXPECT_THAT(ids, ElementsAre(81, 83, 86, 87)) << "and nothing else of the farm's is its manager's";
}

TEST_P(UpgradeTest, FilesGetTheBrandOfTheirSubject) {
    EXPECT_THAT(brands_of_files(), ElementsAre(kBrand, kNone, kBrand, kBrand, kNone, kBrand, kNone, kBrand));
}

TEST_P(UpgradeTest, TokensGetNumbersAndThoseWithoutAnEndOpenNothingUntilTheyAreGivenOne) {
    auto now = tokens_now();
    std::vector<std::int64_t> numbers;
    std::vector<Time> made;
    for (const auto& one : now) {
        numbers.push_back(one.id.number());
        made.push_back(one.created_at);
        EXPECT_EQ(one.label + one.created_by, "");
        EXPECT_FALSE(one.last_used_at);
    }
    EXPECT_THAT(numbers, ElementsAre(1, 2, 3, 4));
    EXPECT_THAT(made, ElementsAre(Time{6}, Time{8}, Time{5}, Time{7}));  // in the order of their hashes
    const auto endless = read([](Reader& reader) { return tokens::find(reader, "c"); }).value();
    EXPECT_LE(endless->token.expires_at, endless->token.created_at) << "over at once";

    const auto given = store_->write([](Writer& writer) { return tokens::give_end(writer, Time{5'000}); });
    EXPECT_EQ(given.value(), 2);
    std::vector<Time> ends;
    for (const auto& one : tokens_now()) ends.push_back(one.expires_at);
    EXPECT_THAT(ends, ElementsAre(Time{1'000}, Time{7}, Time{5'000}, Time{5'000})) << "who has an end keeps it";
    EXPECT_TRUE(tokens_now().back().revoked);
    const auto open = read([](Reader& reader) { return tokens::count_open(reader, model::UserId(11), Time{900}); });
    EXPECT_EQ(open.value(), 2);
    const auto later = read([](Reader& reader) { return tokens::count_open(reader, model::UserId(12), Time{900}); });
    EXPECT_EQ(later.value(), 0) << "one was revoked, the other is over";
}

TEST_P(UpgradeTest, ProductsAndTheirHistoryHaveNoAttributesYet) {
    const auto coffee =
        read([](Reader& reader) { return catalogue::find_product(reader, Reach::everything(), model::ProductId(41)); });
    ASSERT_TRUE(coffee.ok() && *coffee) << coffee.error().code;
    EXPECT_TRUE((*coffee)->attributes.empty());
    EXPECT_EQ((*coffee)->gtin, "04006381333931");
    const auto versions =
        read([](Reader& reader) { return catalogue::product_versions(reader, model::ProductId(41)); });
    ASSERT_TRUE(versions.ok()) << versions.error().code;
    ASSERT_EQ(versions->size(), 2U);
    for (const auto& one : *versions) EXPECT_TRUE(one.product.attributes.empty());
}

INSTANTIATE_TEST_SUITE_P(Backends, UpgradeTest, ::testing::ValuesIn(testing::kBackends),
                         [](const auto& row) { return std::string(to_string(row.param)); });

}  // namespace
}  // namespace qy::storage
