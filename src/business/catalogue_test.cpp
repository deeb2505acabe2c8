#include "business/catalogue.h"

#include <gmock/gmock.h>

#include "business/change_preview.h"
#include "business/codes.h"
#include "business/review.h"
#include "business/testing/code_world.h"
#include "catalogue_change.h"
#include "storage/catalogue_store.h"
#include "storage/category_store.h"

namespace qy::business {
namespace {

using model::ChangeKind;
using model::Role;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class CatalogueTest : public ::testing::Test {
 protected:
    /// Puts the operation through review as this actor; the error's code, or the submission's state.
    std::string change(JsonObject content, const model::Actor& actor) {
        auto made = catalogue_change(ChangeKind::catalogue, std::move(content));
        if (!made.ok()) return made.error().code;
        auto done = Review(world_.services()).submit(actor.party, {*std::move(made)}, actor);
        if (!done.ok()) {
            const auto& error = done.error();
            return error.others.empty() ? error.code : error.others.front().code + "@" + error.others.front().path;
        }
        last_ = *std::move(done);
        return std::string(model::to_string(last_.state));
    }
    std::string change(JsonObject content) { return change(std::move(content), keeper()); }
    [[nodiscard]] const JsonObject& effect() const { return last_.effects.front().as_object(); }
    model::Actor keeper() const { return world_.user(world_.names.idle, Role::system_administrator); }
    model::Actor manager() const { return world_.user(world_.names.manager, Role::brand_manager); }
    model::Actor regulator() const {
        auto actor = world_.user(world_.names.idle, Role::regulator);
        actor.name = "regulator";
        actor.user = model::UserId(88);
        return actor;
    }

    std::vector<std::string> codes(const std::string& day = "") {
        std::vector<std::string> out;
        for (const auto& one : *categories_on(world_.services(), day)) out.push_back(one.code);
        return out;
    }
    std::string category_of(model::ProductId id) {
        return *world_.store().read([&](storage::Reader& reader) -> Result<std::string> {
            QY_TRY(product, storage::catalogue::find_product(reader, model::Reach::everything(), id));
            QY_TRY(category, storage::catalogue::find_category(reader, product->category));
            return category ? category->code : std::string();
        });
    }
    void make(const std::string& code, const std::string& parent = "") {
        ASSERT_EQ(change({{"operation", "save"}, {"code", code}, {"parent", parent}, {"name", "类" + code}}),
                  "approved");
    }
    /// `count` products of the farm in the category.
    void fill(const std::string& code, int count) {
        auto done = world_.store().write([&](storage::Writer& writer) -> Result<void> {
            QY_TRY(category, storage::catalogue::category_by_code(writer, code));
            for (int i = 0; i < count; ++i) {
                model::Product product;
                product.id = model::ProductId(++last_id_);
                product.owner = i % 2 == 0 ? world_.names.farm : world_.names.dealer;
                product.category = category->id;
                product.name = (i % 4 == 0 ? "绿橙" : "红橙") + std::to_string(i);
                QY_CHECK(storage::catalogue::insert_product(writer, product));
            }
            return {};
        });
        ASSERT_TRUE(done.ok());
    }
    std::int64_t count(const std::string& code) {
        return *world_.store().read([&](storage::Reader& reader) -> Result<std::int64_t> {
            QY_TRY(category, storage::catalogue::category_by_code(reader, code));
            QY_TRY(counted, storage::catalogue::count_products(reader, {category->id}));
            return counted.products;
        });
    }

    testing::CodeWorld world_;
    model::Submission last_;
    std::int64_t last_id_ = 900'000;
};

TEST_F(CatalogueTest, WhoKeepsTheCatalogueChangesItAndOthersPropose) {
    const JsonObject save{{"operation", "save"}, {"code", "fruit"}, {"name", "水果"}};
    EXPECT_EQ(change(save, manager()), "submitted");
    EXPECT_THAT(codes(), ::testing::Not(::testing::Contains("fruit")));
    const auto id = last_.id;
    Review review(world_.services());
    EXPECT_EQ(review.decide(id, model::SubmissionVerb::approve, "", manager()).error().code, "submission.own");
    auto colleague = manager();
    colleague.user = model::UserId(77);
    colleague.name = "colleague";
    EXPECT_EQ(review.decide(id, model::SubmissionVerb::approve, "", colleague).error().code, "catalogue.not_owner");
    auto decided = review.decide(id, model::SubmissionVerb::approve, "好", regulator());
    ASSERT_TRUE(decided.ok()) << decided.error().code;
    EXPECT_EQ(decided->effects.size(), 1U);
    EXPECT_THAT(codes(), ::testing::Contains("fruit"));
    EXPECT_EQ(change({{"operation", "save"}, {"code", "tree"}, {"name", "树"}}), "approved");
}

TEST_F(CatalogueTest, FaultsAreToldBeforeAnythingWaits) {
    make("fruit");
    struct Row {
        JsonObject content;
        const char* code;
    };
    const Row rows[] = {
        {{{"operation", "burn"}}, "category.operation"},
        {{{"operation", "save"}, {"code", "Big"}, {"name", "大"}}, "category.code"},
        {{{"operation", "save"}, {"code", "x"}, {"parent", "nowhere"}, {"name", "某"}}, "category.unknown"},
        {{{"operation", "save"}, {"code", "x"}, {"name", "类fruit"}}, "category.word_taken"},
        {{{"operation", "save"}, {"code", "fruit"}, {"name", "又一类"}}, "category.exists"},
        {{{"operation", "save"}, {"code", "x"}}, "member.missing@name"},
        {{{"operation", "save"}, {"code", "x"}, {"name", "某"}, {"required", {"lot_number"}}},
         "category.field@required"},
        {{{"operation", "save"}, {"code", "x"}, {"name", "某"}, {"steps", {"flying"}}}, "category.step@steps"},
        {{{"operation", "save"}, {"code", "x"}, {"name", "某"}, {"valid_from", "2020-01-01"}},
         "category.past@valid_from"},
        {{{"operation", "save"}, {"category", "fruit"}, {"base_version", 7}, {"name", "果"}},
         "submission.differs@name"},
        {{{"operation", "move"}, {"category", "fruit"}, {"base_version", 1}, {"parent", "fruit"}}, "category.circle"},
        {{{"operation", "retire"}, {"category", "fruit"}, {"base_version", "1"}}, "request.invalid"},
        {{{"operation", "retire"}, {"category", "fruit"}, {"base_version", 1}, {"colour", "red"}},
         "member.unknown@colour"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(change(row.content), row.code) << to_text(row.content);
        EXPECT_EQ(change(row.content, manager()), row.code) << to_text(row.content);
    }
}

TEST_F(CatalogueTest, AnAttributeMustFitTogether) {
    const auto with = [&](JsonObject attribute) {
        JsonArray list;
        list.push_back(std::move(attribute));
        return change({{"operation", "save"}, {"code", "x"}, {"name", "某"}, {"attributes", std::move(list)}});
    };
    const JsonObject good{{"name", "brix"}, {"zh", "糖度"}, {"en", "Sugar"}, {"type", "number"}, {"low", "5"}};
    const auto but = [&](std::string_view member, std::string_view value) {
        auto other = good;
        other[member] = value;
        return with(other);
    };
    EXPECT_EQ(but("name", "lot_number"), "attribute.spec");
    EXPECT_EQ(but("name", "Brix"), "attribute.spec");
    EXPECT_EQ(but("high", "4"), "attribute.spec");
    EXPECT_EQ(but("low", "much"), "attribute.spec");
    EXPECT_EQ(but("type", "text"), "attribute.spec");
    EXPECT_EQ(but("type", "quantity"), "attribute.spec");
    EXPECT_EQ(but("type", "dictionary"), "attribute.spec");
    EXPECT_EQ(but("type", "colour"), "member.one_of@attributes[0].type");
    EXPECT_EQ(with(good), "approved");
}

TEST_F(CatalogueTest, CodesFollowTheRuleOfTheirParentAlsoAfterAMove) {
    ASSERT_EQ(change({{"operation", "save"},
                      {"code", "food_"},
                      {"name", "食品"},
                      {"children_code", {{"parent_prefix", true}, {"form", "digits"}, {"length", 2}}}}),
              "approved");
    EXPECT_EQ(change({{"operation", "save"}, {"code", "food_1"}, {"parent", "food_"}, {"name", "一"}}),
              "category.code");
    make("food_01", "food_");
    make("food_0101", "food_01");
    make("food_02", "food_");
    ASSERT_EQ(change({{"operation", "move"}, {"category", "food_01"}, {"base_version", 1}, {"parent", "food_02"}}),
              "approved");
    EXPECT_THAT(codes(), ::testing::IsSupersetOf({"food_0201", "food_020101"}));
    EXPECT_THAT(codes(), ::testing::Not(::testing::Contains("food_01")));
    const auto view = show_category(world_.services(), "food_020101", "");
    EXPECT_THAT(view->category.aliases, ElementsAre("food_0101"));
    EXPECT_EQ(view->lineage.size(), 3U);
    EXPECT_EQ(change({{"operation", "move"}, {"category", "food_02"}, {"base_version", 1}, {"parent", "food_0201"}}),
              "category.circle");
}

TEST_F(CatalogueTest, RetiringLeadsAThousandProductsSomewhereAndHistoryShowsTheOld) {
    make("citrus");
    make("pomelo");
    make("orange");
    fill("citrus", 1'000);
    const JsonObject retire{{"operation", "retire"}, {"category", "citrus"}, {"base_version", 1}};
    EXPECT_EQ(change(retire), "category.products_left");
    auto with_rest = retire;
    with_rest["rest"] = "orange";
    with_rest["reason"] = "分得太粗";
    JsonArray rules;
    rules.push_back(JsonObject{{"to", "pomelo"}, {"name_holds", "绿橙"}});
    with_rest["assign"] = std::move(rules);

    const auto preview = preview_change(world_.services(), keeper(), model::ChangeKind::catalogue, with_rest, {});
    ASSERT_TRUE(preview.ok()) << preview.error().code;
    EXPECT_EQ(preview->at("products_moved"), 1'000);
    EXPECT_EQ(count("citrus"), 1'000);  // nothing has happened yet

    ASSERT_EQ(change(with_rest), "approved");
    EXPECT_EQ(effect(), *preview);
    EXPECT_EQ(count("citrus"), 0);
    EXPECT_EQ(count("pomelo"), 250);
    EXPECT_EQ(count("orange"), 750);
    EXPECT_THAT(codes(), ::testing::Not(::testing::Contains("citrus")));
    const auto view = show_category(world_.services(), "citrus", "");
    EXPECT_TRUE(view->category.retired);
    EXPECT_THAT(view->successors, ElementsAre("orange", "pomelo"));

    const auto history = product_history(world_.services(), regulator(), model::ProductId(900'001));
    ASSERT_TRUE(history.ok());
    ASSERT_EQ(history->entries.size(), 2U);
    EXPECT_EQ(history->entries.front().category, "citrus");
    EXPECT_EQ(history->entries.front().reason, "分得太粗");
    EXPECT_EQ(history->entries.back().category, "pomelo");
    const auto stranger = world_.user(world_.names.stranger, Role::party_clerk);
    EXPECT_EQ(product_history(world_.services(), stranger, model::ProductId(900'001)).error().code,
              "product.not_found");
}

TEST_F(CatalogueTest, AMergeTakesProductsChildrenAndGrantsAlong) {
    make("coffee_bean");
    const auto version_of = [&](const std::string& code) {
        return show_category(world_.services(), code, "")->category.version;
    };
    JsonArray sources;
    sources.push_back(JsonObject{{"category", "coffee"}, {"base_version", version_of("coffee")}});
    ASSERT_EQ(change({{"operation", "merge"}, {"categories", std::move(sources)}, {"into", "coffee_bean"}}),
              "approved");
    EXPECT_EQ(category_of(world_.names.branded), "coffee_bean");
    // The farm's grant names the category that is gone; codes are issued for what its products became.
    EXPECT_EQ(effect().at("grants"), 1);
    EXPECT_TRUE(
        world_.desk()
            .issue(world_.user(world_.names.farm, Role::party_administrator), {world_.names.roast, {}, {}, 1, false})
            .ok());
    // A draft that still names the old category comes to the new one.
    const auto found = world_.store().read([](storage::Reader& reader) { return category_in_use(reader, "coffee"); });
    EXPECT_EQ(found->code, "coffee_bean");
}

TEST_F(CatalogueTest, ASplitMakesPartsAndIsRefusedWhileAProductIsLeft) {
    make("citrus");
    fill("citrus", 8);
    JsonArray parts;
    parts.push_back(JsonObject{{"code", "green"}, {"name", "绿橙类"}});
    parts.push_back(JsonObject{{"code", "red"}, {"name", "红橙类"}});
    JsonArray rules;
    rules.push_back(JsonObject{{"to", "green"}, {"name_holds", "绿橙"}});
    rules.push_back(JsonObject{{"to", "red"}, {"products", {"900002"}}});
    JsonObject split{{"operation", "split"},
                     {"category", "citrus"},
                     {"base_version", 1},
                     {"parts", std::move(parts)},
                     {"assign", std::move(rules)}};
    EXPECT_EQ(change(split), "category.products_left");
    EXPECT_THAT(codes(), ::testing::Not(::testing::Contains("green")));
    split["rest"] = "red";
    ASSERT_EQ(change(split), "approved");
    EXPECT_EQ(count("green"), 2);
    EXPECT_EQ(count("red"), 6);
    const auto refused = world_.store().read([](storage::Reader& reader) { return category_in_use(reader, "citrus"); });
    EXPECT_EQ(refused.error().code, "category.retired");
    EXPECT_THAT(refused.error().arguments.back(), HasSubstr("green"));
}

TEST_F(CatalogueTest, AChangeMayBeginLaterAndNothingOvertakesIt) {
    make("fruit");
    ASSERT_EQ(change({{"operation", "save"},
                      {"category", "fruit"},
                      {"base_version", 1},
                      {"name", "鲜果"},
                      {"valid_from", "2099-01-01"}}),
              "approved");
    const auto name_on = [&](const std::string& day) {
        return show_category(world_.services(), "fruit", day)->category.name;
    };
    EXPECT_EQ(name_on(""), "类fruit");
    EXPECT_EQ(name_on("2099-01-01"), "鲜果");
    EXPECT_EQ(change({{"operation", "move"}, {"category", "fruit"}, {"base_version", 2}, {"parent", "food"}}),
              "category.waiting");
}

TEST_F(CatalogueTest, TheWholeTreeGoesFromOneInstallationToAnother) {
    make("fruit");
    make("citrus", "fruit");
    make("orange", "citrus");
    ASSERT_EQ(change({{"operation", "save"},
                      {"category", "orange"},
                      {"base_version", 1},
                      {"name_en", "Oranges"},
                      {"steps", {"commissioning", "inspecting", "shipping"}},
                      {"required", {"variety"}},
                      {"aliases", {"橙子"}}}),
              "approved");
    fill("citrus", 3);
    ASSERT_EQ(change({{"operation", "retire"},
                      {"category", "citrus"},
                      {"base_version", 1},
                      {"rest", "orange"},
                      {"children_to", "fruit"}}),
              "approved");
    const auto tree = *export_categories(world_.services());
    const testing::CodeWorld other;
    auto import = tree;
    import["operation"] = "import";
    const auto take = [&] {
        const auto content = *catalogue_change(ChangeKind::catalogue, import);
        return Review(other.services()).submit(other.names.idle, {content}, keeper());
    };
    const auto first = take();
    ASSERT_TRUE(first.ok()) << first.error().code << first.error().path;
    EXPECT_EQ(to_text(*export_categories(other.services())), to_text(tree));
    const auto again = take();
    ASSERT_TRUE(again.ok());
    EXPECT_TRUE(again->effects.front().at("categories").as_array().empty());
}

}  // namespace
}  // namespace qy::business
