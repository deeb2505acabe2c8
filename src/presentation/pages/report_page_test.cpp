// What consumers report, and what they read of it later.
#include "pages/report_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qy::presentation {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(ReportPage, WordsKeepTheirLinesAndAreNoMarkup) {
    PageContext context;
    context.language = Language::en;
    ReceiptPage receipt;
    receipt.number = "AAAA-BBBB-CCCC-DDDD";
    receipt.kind = "complaint";
    receipt.state = "answered";
    receipt.words = "箱子是湿的\n<b>bold</b>";
    receipt.answer = "Sorry.\n\nA new box is on its way.";
    const auto page = receipt_page(receipt, context);
    EXPECT_THAT(page, HasSubstr("<dd lang=\"zh-CN\">箱子是湿的<br/>&lt;b&gt;bold&lt;/b&gt;</dd>"));
    EXPECT_THAT(page, HasSubstr("<dd>Sorry.<br/><br/>A new box is on its way.</dd>"));
    EXPECT_THAT(page, Not(HasSubstr("<form"))) << "no contact, nothing to delete";
    receipt.contact_kept = true;
    context.path = "/receipt/AAAA-BBBB-CCCC-DDDD";
    EXPECT_THAT(receipt_page(receipt, context), HasSubstr("name=\"forget\""));
}

TEST(ReportPage, AFaultIsTiedToItsInput) {
    PageContext context;
    context.language = Language::en;
    context.path = "/report/lot/7";
    ReportPage report;
    report.lot_number = "L7";
    report.key = "0123456789abcdef";
    report.state.policy_version = "3";
    report.state.policy_url = "https://example.cn/privacy";
    report.state.captcha_id = "x";
    report.state.captcha_question = "What is one plus one?";
    report.state.values = {{"phone", "12"}, {"policy_version", "3"}};
    report.state.faults = {{"phone", "Too short"}, {"photo_base64", "No picture"}, {"captcha", "Wrong"}};
    const auto page = report_page(report, context);
    EXPECT_THAT(page, HasSubstr("value=\"12\" aria-invalid=\"true\" aria-describedby=\"phone-fault\"/>"));
    EXPECT_THAT(page, HasSubstr("<p id=\"phone-fault\" class=\"says bad\" role=\"alert\">Too short</p>"));
    EXPECT_THAT(page, HasSubstr("aria-invalid=\"true\" aria-describedby=\"photo-note photo-fault\"/>"));
    EXPECT_THAT(page, HasSubstr("required aria-invalid=\"true\" aria-describedby=\"captcha-fault\"/>"));
    EXPECT_THAT(page, HasSubstr("value=\"3\" checked/>"));
    EXPECT_THAT(page, HasSubstr("<a href=\"https://example.cn/privacy\" target=\"_blank\" rel=\"noopener\">"));
    EXPECT_THAT(page, Not(HasSubstr("words-fault"))) << "nothing is wrong with it";
    report.state.policy_url = "javascript:alert(1)";
    EXPECT_THAT(report_page(report, context), Not(HasSubstr("javascript:")));
}

}  // namespace
}  // namespace qy::presentation
