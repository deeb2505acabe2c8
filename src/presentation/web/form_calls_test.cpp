// What browsers send from forms, as pages read it.
#include "form_calls.h"

#include <gtest/gtest.h>

namespace qy::presentation {
namespace {

constexpr std::string_view kEncoded = "application/x-www-form-urlencoded";

transport::HttpRequest request_with(std::string_view type, std::string body) {
    transport::HttpRequest request;
    request.headers.add("Content-Type", type);
    request.body = std::move(body);
    return request;
}

/// The words of the form, or the code of why they cannot be read.
std::string words_in(const transport::HttpRequest& request) {
    const auto form = SentForm::read(request);
    if (!form.ok()) return form.error().code;
    const auto words = form->text("words");
    return words.ok() ? *words : words.error().code;
}

std::string words_sent(std::string body) {
    return words_in(request_with(kEncoded, std::move(body)));
}

std::string words_of_part(const std::string& content) {
    return words_in(
        request_with("multipart/form-data; boundary=b",
                     "--b\r\nContent-Disposition: form-data; name=\"words\"\r\n\r\n" + content + "\r\n--b--\r\n"));
}

TEST(SentForm, ReadsTextAsPeopleWroteIt) {
    EXPECT_EQ(words_sent("kind=fake&words=%E5%81%87+%E7%9A%84"), "假 的");
    EXPECT_EQ(words_sent("kind=fake"), "");
    EXPECT_EQ(words_of_part("假的"), "假的");
    // Browsers count a line's end as one character and send two.
    EXPECT_EQ(words_sent("words=a%0D%0Ab%0Ac"), "a\nb\nc");
    EXPECT_EQ(words_of_part("a\r\nb\r\n"), "a\nb\n");
}

TEST(SentForm, SaysOneThingOfWhateverCannotBeRead) {
    EXPECT_EQ(words_sent("words=%B2%E2%CA%D4"), "form.malformed") << "GBK";
    EXPECT_EQ(words_of_part("\xB2\xE2\xCA\xD4"), "form.malformed") << "GBK";
    EXPECT_EQ(words_sent("words=%zz"), "form.malformed");
    EXPECT_EQ(words_sent("words=a&words=b"), "form.malformed");
    EXPECT_EQ(words_in(request_with("multipart/form-data; boundary=b", "--b\r\n")), "form.malformed");
    EXPECT_EQ(words_sent("words=" + std::string((16U << 10U) - 6, 'x')).size(), (16U << 10U) - 6);
    EXPECT_EQ(words_sent("words=" + std::string((16U << 10U) - 5, 'x')), "request.too_large");
}

TEST(FormFaults, StandBesideTheirFieldsInWordsForPeople) {
    const auto has_field = [](std::string_view name) { return name == "words" || name == "captcha"; };
    Error all = invalid("request.invalid");
    all.others.push_back(invalid("report.words").at("words"));
    all.others.push_back(invalid("report.key").at("key"));
    FormState state;
    put_faults(state, all, Language::en, has_field);
    EXPECT_EQ(state.faults["words"], message_text("report.words", {}, Language::en));
    EXPECT_EQ(state.fault, message_text("report.key", {}, Language::en));
    FormState asked;
    put_faults(asked, unauthenticated("login.captcha_required").at("captcha"), Language::en, has_field);
    EXPECT_EQ(asked.faults["captcha"], "Answer this question, then send it again.");
    EXPECT_EQ(asked.fault, "");
}

}  // namespace
}  // namespace qy::presentation
