#include "pages/consumer_page.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "base/text.h"
#include "gzip.h"
#include "pages/other_pages.h"
#include "pages/page_style.h"
#include "pages/verdict.h"
#include "testing/page_samples.h"

namespace qy::presentation {
namespace {

using model::Authenticity;
using testing::sample_context;

constexpr std::size_t kPageBytesMax = 14U << 10U;  // the first flight of TCP

std::string page_of(const model::TraceAnswer& answer, Language language = Language::zh,
                    PinOutcome pin = PinOutcome::not_sent) {
    PageContext context = sample_context(language, answer.code);
    context.pin = pin;
    return consumer_page(answer, context);
}

std::vector<model::TraceAnswer> every_answer() {
    return {testing::roasted_coffee(),
            testing::chilled_mango(),
            testing::handicraft(),
            testing::diving_service(),
            testing::failed_pepper(),
            testing::empty_story(),
            testing::long_names(),
            testing::large_graph(1),
            testing::large_graph(60),
            testing::large_graph(500),
            testing::code_only(Authenticity::unbound),
            testing::code_only(Authenticity::unknown),
            testing::code_only(Authenticity::forged),
            testing::stopped(Authenticity::frozen),
            testing::stopped(Authenticity::recalled)};
}

TEST(ConsumerPage, IsMadeAnewFromItsLivePartsAlone) {
    for (const auto language : {Language::zh, Language::en}) {
        for (auto answer : every_answer()) {
            const PageContext kept_for = sample_context(language, answer.code);
            const auto kept = consumer_live_page(answer, kept_for);
            ASSERT_EQ(kept.live_edges.size(), 4U);
            // Another look at the same code: later, counted, by somebody else.
            answer.authenticity->scan_count += 7;
            answer.authenticity->first_scanned_at = Time::from_seconds(1'790'000'000);
            PageContext context = kept_for;
            context.beacon_url = "/scan/" + answer.code + "/0123456789abcdef.gif";
            model::TraceAnswer verdict;
            verdict.code = answer.code;
            verdict.authenticity = answer.authenticity;
            const std::string_view text = kept.text;
            const auto& edges = kept.live_edges;
            const std::string again = std::string(text.substr(0, edges[0])) + live_verdict(verdict, context) +
                                      std::string(text.substr(edges[1], edges[2] - edges[1])) + live_beacon(context) +
                                      std::string(text.substr(edges[3]));
            EXPECT_TRUE(again == consumer_page(answer, context)) << answer.code;
        }
    }
}

/// gmock's HasSubstr would print the whole page.
::testing::AssertionResult contains(std::string_view page, std::string_view words) {
    if (page.find(words) != std::string_view::npos) return ::testing::AssertionSuccess() << "holds: " << words;
    return ::testing::AssertionFailure() << "lacks: " << words;
}

/// Every start tag has its end tag, in order: what the builder promises, read back from the bytes.
void expect_balanced(const std::string& page) {
    static const std::regex kTag("<(/?)([a-zA-Z0-9]+)([^>]*?)(/?)>");
    std::vector<std::string> open;
    for (auto at = std::sregex_iterator(page.begin(), page.end(), kTag); at != std::sregex_iterator(); ++at) {
        const std::string name = (*at)[2];
        if ((*at)[4].length() > 0 || name == "doctype") continue;
        if ((*at)[1].length() == 0) {
            open.push_back(name);
        } else {
            ASSERT_FALSE(open.empty());
            ASSERT_EQ(open.back(), name);
            open.pop_back();
        }
    }
    EXPECT_TRUE(open.empty());
}

TEST(ConsumerPage, EveryAnswerIsWellFormedInBothLanguages) {
    for (const auto& answer : every_answer()) {
        for (const Language language : {Language::zh, Language::en}) {
            const std::string page = page_of(answer, language);
            EXPECT_TRUE(is_utf8(page));
            expect_balanced(page);
            EXPECT_FALSE(contains(page, " style="));
            // None but that which shares, where there is something to share.
            const auto share = "<script>" + page_style().share_script + "</script>";
            EXPECT_FALSE(contains(replace_all(page, share, ""), "<script"));
            EXPECT_FALSE(contains(page, "{0}"));
        }
    }
}

TEST(ConsumerPage, IdsAreUnique) {
    static const std::regex kId(" id=\"([^\"]+)\"");
    for (const auto& answer : every_answer()) {
        const std::string page = page_of(answer);
        std::set<std::string> seen;
        for (auto at = std::sregex_iterator(page.begin(), page.end(), kId); at != std::sregex_iterator(); ++at) {
            EXPECT_TRUE(seen.insert((*at)[1]).second) << (*at)[1];
        }
    }
}

TEST(ConsumerPage, CoffeeFitsTheFirstFlight) {
    for (const Language language : {Language::zh, Language::en}) {
        EXPECT_LE(gzip(page_of(testing::roasted_coffee(), language)).size(), kPageBytesMax);
    }
    // Even sixty lots do.
    EXPECT_LE(gzip(page_of(testing::large_graph(60))).size(), kPageBytesMax);
}

TEST(ConsumerPage, CoffeeTellsItsWholeStory) {
    const std::string page = page_of(testing::roasted_coffee());
    for (const char* told :
         {"福山岭中度烘焙拼配咖啡豆", "福山咖啡", "海口市秀英区", "正品，首次查询", "澄迈红坎岭咖啡种植专业合作社",
          "王**", "水洗：", "HB260226-03-SY", "海口椰风检测技术有限公司", "赭曲霉毒素 A", "未检出",
          "5 项检测，全部合格", "海南顺港物流有限公司", "三亚海棠咖啡与茶门店", "¥68.00", "365 天",
          "1385 8214 0796 6325 0417", "琼ICP备00000000号-1", "/b/13858214079663250417.gif"}) {
        EXPECT_TRUE(contains(page, told));
    }
    const std::string english = page_of(testing::roasted_coffee(), Language::en);
    for (const char* told : {"<html lang=\"en\">", "Fushanling Medium Roast Blend", "Genuine, first scan",
                             "Hainan Fushanling Coffee Co., Ltd.", "5 tests, all passed", "365 days", "26 Feb 2026"}) {
        EXPECT_TRUE(contains(english, told));
    }
}

/// One section of a page, by the id of its heading; empty when it is not there.
std::string section_of(const std::string& page, const std::string& id) {
    const auto heading = page.find("id=\"" + id + "\"");
    return heading == std::string::npos ? std::string()
                                        : page.substr(heading, page.find("</section>", heading) - heading);
}

TEST(ConsumerPage, TheLabelStandsApartFromTheStoryAndTellsWhatWasRecordedAlone) {
    const auto label = section_of(page_of(testing::roasted_coffee()), "label");
    for (const auto* told : {"250 g/袋", "咖啡豆（罗布斯塔", "365", "阴凉干燥处", "NY/T 605-2021"}) {
        EXPECT_NE(label.find(told), std::string::npos) << told;
    }
    EXPECT_EQ(label.find("brand"), std::string::npos);
    EXPECT_EQ(section_of(page_of(testing::empty_story()), "label"), "");
}

TEST(ConsumerPage, TheRouteIsDrawnAndTold) {
    const auto route = section_of(page_of(testing::roasted_coffee()), "route");
    EXPECT_NE(route.find("<svg"), std::string::npos);
    EXPECT_NE(route.find("<li>海口</li>"), std::string::npos) << route;
    EXPECT_NE(route.find("<li>三亚</li>"), std::string::npos) << route;
    EXPECT_NE(section_of(page_of(testing::roasted_coffee(), Language::en), "route").find("<li>Sanya</li>"),
              std::string::npos);
    EXPECT_EQ(section_of(page_of(testing::empty_story()), "route"), "") << "it stayed where it was";
}

TEST(ConsumerPage, EachStateHasItsOwnWords) {
    struct Row {
        Authenticity state;
        const char* zh;
        const char* en;
        bool asks_to_check_digits;
    };
    const Row rows[] = {
        {Authenticity::unbound, "此码尚未启用", "Not in use yet", false},
        {Authenticity::unknown, "查无此码", "No such code", true},
        {Authenticity::forged, "这不是我们的码", "Not one of our codes", true},
        {Authenticity::frozen, "此码已停用", "This code is blocked", false},
        {Authenticity::recalled, "本批产品正在召回", "This lot is being recalled", false},
    };
    for (const Row& row : rows) {
        const auto answer = testing::code_only(row.state);
        EXPECT_TRUE(contains(page_of(answer), row.zh));
        EXPECT_TRUE(contains(page_of(answer, Language::en), row.en));
        EXPECT_FALSE(contains(page_of(answer), "正品"));
        EXPECT_EQ(page_of(answer).find("name=\"q\"") != std::string::npos, row.asks_to_check_digits);
    }
    EXPECT_TRUE(contains(page_of(testing::stopped(Authenticity::frozen)), "原因：印刷厂报失一卷标签"));
}

TEST(ConsumerPage, ScansIncludeTheViewThatWillBeCounted) {
    struct Row {
        std::int64_t before;
        bool same_device;
        bool beacon;
        std::int64_t shown;
    };
    for (const Row& row : {Row{0, false, true, 1},
                           {1, true, true, 1},
                           {1, false, true, 2},
                           {7, false, true, 8},
                           {7, false, false, 7},
                           {0, false, false, 0}}) {
        model::AuthenticityAnswer authenticity;
        authenticity.scan_count = row.before;
        authenticity.same_device_again = row.same_device;
        PageContext context;
        if (row.beacon) context.beacon_url = "/b/x.gif";
        EXPECT_EQ(shown_scans(authenticity, context), row.shown);
    }
}

TEST(ConsumerPage, ManyScansWarn) {
    for (const auto& [before, warns] : {std::pair{kManyScans - 2, false}, {kManyScans - 1, true}, {kManyScans, true}}) {
        auto answer = testing::roasted_coffee();
        answer.authenticity->scan_count = before;
        answer.authenticity->first_scanned_at = Time::from_seconds(1'770'000'000);
        EXPECT_EQ(page_of(answer).find("verdict warn") != std::string::npos, warns) << before;
    }
}

TEST(ConsumerPage, PinIsAskedForOnlyWhereThereIsOne) {
    const std::string form = "name=\"pin\"";
    EXPECT_TRUE(contains(page_of(testing::chilled_mango()), form));
    EXPECT_TRUE(contains(page_of(testing::chilled_mango()), "method=\"post\" action=\"/t/14021775093386610254\""));
    EXPECT_FALSE(contains(page_of(testing::roasted_coffee()), form));
    auto frozen = testing::chilled_mango();
    frozen.authenticity->state = Authenticity::frozen;
    EXPECT_FALSE(contains(page_of(frozen), form));
}

TEST(ConsumerPage, PinOutcomesHaveTheirWords) {
    struct Row {
        PinOutcome outcome;
        const char* words;
        bool asks_again;
    };
    const Row rows[] = {
        {PinOutcome::first_right, "并且是第一次核对", false},
        {PinOutcome::right_again, "已经被核对过", false},
        {PinOutcome::wrong, "密码不对", true},
        {PinOutcome::too_many, "一小时后再试", false},
    };
    for (const Row& row : rows) {
        const std::string page = page_of(testing::chilled_mango(), Language::zh, row.outcome);
        EXPECT_TRUE(contains(page, row.words));
        EXPECT_EQ(page.find("name=\"pin\"") != std::string::npos, row.asks_again);
    }
}

TEST(ConsumerPage, CorrectedRecordsAreMarkedAndCorrectedTestsNotCounted) {
    auto answer = testing::failed_pepper();
    std::string page = page_of(answer);
    EXPECT_TRUE(contains(page, "已被更正"));
    EXPECT_TRUE(contains(page, "2 项检测，其中 1 项不合格"));
    auto correction = answer.events.back();
    const auto failed = std::ranges::find_if(answer.events, [](const model::ShownEvent& shown) {
        return shown.event.contents.get(model::Field::test_result) == "unqualified";
    });
    correction.event.id = model::EventId(5'000);
    correction.event.corrects = failed->event.id;
    answer.events.push_back(correction);
    EXPECT_TRUE(contains(page_of(answer), "2 项检测，全部合格"));
}

TEST(ConsumerPage, InputCannotBecomeMarkup) {
    auto answer = testing::roasted_coffee();
    const std::string attack = "\"><script>alert(1)</script><img src=x onerror=alert(1)>";
    answer.product->name = attack;
    answer.party->name = attack;
    answer.brand->story = attack;
    answer.authenticity->reason = attack;
    answer.authenticity->state = Authenticity::frozen;
    for (auto& node : answer.nodes) node.product_name = attack;
    for (auto& shown : answer.events) {
        shown.event.place = attack;
        shown.event.contents.set(model::Field::process, attack);
        shown.event.contents.set(model::Field::test_value, attack);
    }
    const std::string page = page_of(answer);
    EXPECT_FALSE(contains(page, "<script"));
    EXPECT_FALSE(contains(page, "<img src=x"));
    expect_balanced(page);
}

TEST(ConsumerPage, LotPageHasNoVerdict) {
    auto answer = testing::roasted_coffee();
    answer.authenticity.reset();
    PageContext context = sample_context(Language::zh, "");
    context.beacon_url.clear();
    const std::string page = lot_page(answer, context);
    EXPECT_TRUE(contains(page, "全程记录"));
    EXPECT_FALSE(contains(page, "正品"));
    EXPECT_FALSE(contains(page, "noindex"));
    expect_balanced(page);
}

TEST(OtherPages, AreWellFormedAndSayWhatToDo) {
    const PageContext context = sample_context(Language::zh, "");
    model::TraceAnswer candidates;
    candidates.candidates = testing::roasted_coffee().nodes;
    const std::string attack = "<script>";
    const std::pair<std::string, const char*> rows[] = {
        {home_page({"13858214079663250417", "HB260226-03", "咖啡"}, context), "/search?q=%E5%92%96%E5%95%A1"},
        {home_page({}, context), "name=\"q\""},
        {search_page({attack, false, false, {}}, context), "没有找到"},
        {search_page({"咖", true, false, {}}, context), "请多输入一些"},
        {candidates_page(candidates, attack, context), "有 7 批产品用这个批次号"},
        {message_page(PageMessage::malformed_code, attack, context), "20 位数字"},
        {message_page(PageMessage::bad_request, "", context), "地址有误"},
        {message_page(PageMessage::not_found, "", context), "没有找到这个页面"},
        {message_page(PageMessage::method_not_allowed, "", context), "从首页重新开始"},
        {message_page(PageMessage::too_many_requests, "", context), "一分钟后再试"},
        {message_page(PageMessage::busy, "", context), "几秒刷新"},
        {message_page(PageMessage::internal, "", context), "稍后再试"},
    };
    for (const auto& [page, words] : rows) {
        expect_balanced(page);
        EXPECT_TRUE(contains(page, words));
        EXPECT_FALSE(contains(page, "<script"));
    }
}

TEST(OtherPages, AChosenLanguageIsCarriedOn) {
    PageContext context = sample_context(Language::en, "");
    context.path = "/search";
    context.query = "q=a%26b";
    const std::string page = search_page({"a&b", false, false, {}}, context);
    EXPECT_TRUE(contains(page, "href=\"/search?q=a%26b&amp;lang=zh\""));
    EXPECT_TRUE(contains(page, "name=\"lang\" value=\"en\""));
    EXPECT_TRUE(contains(page, "href=\"/?lang=en\""));
}

TEST(PageStyle, PolicyNamesTheStyleAndNothingElse) {
    EXPECT_TRUE(contains(std::string(content_security_policy()), "default-src 'none'; style-src 'sha256-"));
    EXPECT_FALSE(contains(std::string(content_security_policy()), "unsafe"));
    EXPECT_TRUE(contains(page_of(testing::empty_story()), "<style>" + page_style().css + "</style>"));
}

TEST(ConsumerPage, HearsOfNewsThroughItsOneScriptAndIsWholeWithoutIt) {
    PageContext context = sample_context(Language::en, "");
    context.path = "/t/12345678901234567890";
    context.query = "a=1";
    const auto answer = every_answer().front();
    EXPECT_FALSE(contains(consumer_page(answer, context), "id=\"news\""));
    context.stream_url = "/events?topics=code%3A12345678901234567890&since=7";
    const std::string page = consumer_page(answer, context);
    expect_balanced(page);
    EXPECT_TRUE(
        contains(page, "id=\"news\" hidden data-stream=\"/events?topics=code%3A12345678901234567890&amp;since=7\""));
    EXPECT_TRUE(contains(page, "<a href=\"/t/12345678901234567890?a=1&amp;lang=en\">"));
    EXPECT_TRUE(contains(page, "<script>" + page_style().script + "</script>"));
    EXPECT_TRUE(contains(std::string(content_security_policy()), "script-src 'sha256-"));
    EXPECT_LT(page_style().script.size(), 700U);
}

TEST(PageStyle, MinifiedScriptLosesCommentsAndIndentationAlone) {
    EXPECT_EQ(minified_script("// why\n(() => {\n    let a = 'b c';\n    // and this\n    a();\n})();\n"),
              "(() => {let a = 'b c';a();})();");
}

TEST(PageStyle, MinifiedKeepsMeaning) {
    EXPECT_EQ(minified_css("/* a */\na > b,\n c {\n  margin: 0 auto;\n  width: calc(1em + 2px);\n}\n"),
              "a>b,c{margin:0 auto;width:calc(1em + 2px)}");
    EXPECT_EQ(minified_css("@media (min-width: 54em) {\n a :hover {\n x: y;\n }\n}"),
              "@media (min-width:54em){a :hover{x:y}}");
}

}  // namespace
}  // namespace qy::presentation
