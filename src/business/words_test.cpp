#include "business/words.h"

#include <gmock/gmock.h>

#include "business/capture.h"
#include "business/catalogue.h"
#include "business/change_preview.h"
#include "business/labels.h"
#include "business/review.h"
#include "business/seed.h"
#include "business/testing/code_world.h"
#include "reference.h"
#include "storage/category_store.h"

namespace qy::business {
namespace {

using model::Role;
using ::testing::IsEmpty;

class WordsTest : public ::testing::Test {
 protected:
    WordsTest() { EXPECT_TRUE(seed(world_.services()).ok()); }
    std::string change(JsonObject content, const model::Actor& actor) {
        auto made = catalogue_change(model::ChangeKind::dictionary, std::move(content));
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
    model::Actor keeper() const { return world_.user(world_.names.idle, Role::system_administrator); }
    std::shared_ptr<const Reference> reference() { return *cache_.at(world_.store(), world_.clock().now()); }
    std::string found(std::string_view dictionary, std::string_view word) {
        const auto* item = reference()->dictionary.find(dictionary, word);
        return item == nullptr ? "" : item->code;
    }

    testing::CodeWorld world_;
    ReferenceCache cache_;
    model::Submission last_;
};

TEST_F(WordsTest, AWordIsUnderstoodFromTheMomentItIsSaved) {
    EXPECT_EQ(found("sale_channel", "展销会"), "");
    const auto before = reference();
    EXPECT_EQ(reference(), before);  // kept in memory
    ASSERT_EQ(change({{"operation", "save"},
                      {"dictionary", "sale_channel"},
                      {"code", "fair"},
                      {"zh", "展销会"},
                      {"en", "fair"},
                      {"aliases", {"年货节"}}}),
              "approved");
    EXPECT_EQ(found("sale_channel", "年货节"), "fair");
    auto labels = Labels::load(world_.services());
    EXPECT_EQ(labels->label("sale_channel", "fair", Language::en), "fair");
    EXPECT_EQ(labels->label("region", "469003", Language::en), "Danzhou");  // the code of before 2015
    EXPECT_EQ(labels->label("region", "469023101", Language::en), "老城镇");
}

TEST_F(WordsTest, ARetiredWordIsShownButNotUnderstood) {
    const JsonObject retire{
        {"operation", "retire"}, {"dictionary", "sale_channel"}, {"code", "market"}, {"base_version", 1}};
    auto preview = preview_change(world_.services(), keeper(), model::ChangeKind::dictionary, retire, {});
    ASSERT_TRUE(preview.ok()) << preview.error().code;
    EXPECT_EQ(preview->at("uses").at("fields"), Json({"sale_channel"}));
    EXPECT_TRUE(preview->at("uses").at("next_cursor").is_null()) << "every record was looked at";
    preview->erase("uses");
    EXPECT_EQ(found("sale_channel", "集市"), "market");
    ASSERT_EQ(change(retire), "approved");
    EXPECT_EQ(last_.effects.front().as_object(), *preview);
    EXPECT_EQ(found("sale_channel", "集市"), "");
    EXPECT_EQ(Labels::load(world_.services())->label("sale_channel", "market", Language::zh), "农贸市场");
    const auto history = word_history(world_.services(), "sale_channel", "market");
    EXPECT_EQ(history->size(), 2U);
    EXPECT_EQ(history->back().changed_by, keeper().name);
    // The program's own words follow the program only as long as nobody has changed them.
    ASSERT_TRUE(seed(world_.services()).ok());
    EXPECT_EQ(found("sale_channel", "集市"), "");
}

TEST_F(WordsTest, FaultsAreTold) {
    struct Row {
        JsonObject content;
        const char* code;
    };
    const JsonObject item{{"operation", "save"}, {"dictionary", "unit"},
                          {"code", "crate"},     {"zh", "板条箱"},
                          {"en", "crate"},       {"details", {{"base", "kg"}, {"factor", "5"}}}};
    const auto with = [&](std::string_view member, Json value) {
        auto other = item;
        other[member] = std::move(value);
        return other;
    };
    const Row rows[] = {
        {{{"operation", "burn"}}, "dictionary.operation"},
        {with("code", "big crate"), "dictionary.code"},
        {with("code", "kg"), "dictionary.exists"},
        {with("zh", "公斤"), "dictionary.word_taken"},
        {with("aliases", {"筐,篓"}), "category.alias@aliases"},
        {with("details", {{"base", "stone"}, {"factor", "5"}}), "dictionary.details@details"},
        {with("details", {{"base", "kg"}, {"factor", "-5"}}), "dictionary.details@details"},
        {with("valid_from", "2020-01-01"), "dictionary.past@valid_from"},
        {with("base_version", 3), "dictionary.not_found"},
        {{{"operation", "save"}, {"dictionary", "unit"}, {"code", "kg"}, {"base_version", 3}},
         "submission.base_version"},
        {{{"operation", "save"}, {"dictionary", "step"}, {"code", "fly"}, {"zh", "飞"}, {"en", "fly"}},
         "dictionary.fixed"},
        {{{"operation", "retire"}, {"dictionary", "step"}, {"code", "shipping"}, {"base_version", 1}},
         "dictionary.fixed"},
        {with("colour", "red"), "member.unknown@colour"},
    };
    for (const auto& row : rows) EXPECT_EQ(change(row.content), row.code) << to_text(row.content);
    EXPECT_EQ(change(with("details", {{"base", "kg"}, {"factor", "5"}})), "approved");
}

TEST_F(WordsTest, EverythingGoesFromOneInstallationToAnother) {
    ASSERT_EQ(change({{"operation", "save"}, {"dictionary", "colour"}, {"code", "red"}, {"zh", "红"}, {"en", "red"}}),
              "approved");
    ASSERT_EQ(change({{"operation", "save"},
                      {"dictionary", "transport"},
                      {"code", "ship"},
                      {"base_version", 1},
                      {"aliases", {"船", "渡轮"}}}),
              "approved");
    const auto words = *export_words(world_.services(), "");
    const testing::CodeWorld other;
    ASSERT_TRUE(seed(other.services()).ok());
    auto import = words;
    import["operation"] = "import";
    const auto content = *catalogue_change(model::ChangeKind::dictionary, import);
    const auto taken = Review(other.services()).submit(other.names.idle, {content}, keeper());
    ASSERT_TRUE(taken.ok()) << taken.error().code << " "
                            << (taken.error().others.empty() ? "" : taken.error().others.front().path);
    EXPECT_EQ(taken->effects.front().at("items").as_array().size(), 2U);
    EXPECT_EQ(to_text(*export_words(other.services(), "")), to_text(words));
}

TEST_F(WordsTest, FilesGoOnNamingWhatACategoryWas) {
    ASSERT_NE(reference()->categories.find("荔枝"), nullptr);
    auto change_tree = [&](JsonObject content) {
        const auto made = *catalogue_change(model::ChangeKind::catalogue, std::move(content));
        return Review(world_.services()).submit(world_.names.idle, {made}, keeper()).ok();
    };
    ASSERT_TRUE(change_tree({{"operation", "retire"}, {"category", "litchi"}, {"base_version", 1}, {"rest", "fruit"}}));
    EXPECT_EQ(reference()->categories.find("荔枝")->code, "fruit");
    ASSERT_TRUE(change_tree({{"operation", "save"}, {"code", "lychee_new"}, {"name", "荔枝"}, {"parent", "fruit"}}));
    EXPECT_EQ(reference()->categories.find("荔枝")->code, "lychee_new");
}

TEST_F(WordsTest, TypesAndPages) {
    const auto types = dictionary_types(world_.services(), "");
    const auto allergens =
        std::ranges::find(*types, std::string("allergen"), &std::pair<std::string, std::int64_t>::first);
    ASSERT_NE(allergens, types->end());
    EXPECT_EQ(allergens->second, 8);
    WordQuestion question{"allergen", "", "", 5};
    const auto first = words_of(world_.services(), question);
    EXPECT_EQ(first->size(), 5U);
    question.after = first->back().code;
    EXPECT_EQ(words_of(world_.services(), question)->size(), 3U);
    question.dictionary = "nothing";
    EXPECT_EQ(words_of(world_.services(), question).error().code, "dictionary.not_found");
}

}  // namespace
}  // namespace qy::business
