// What leaves for mail servers and SMS gateways. The conversations themselves are held with real servers:
// tests/api/messages.test.mjs.
#include "transport/outgoing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/bytes.h"
#include "base/text.h"
#include "transport/sms_gateway.h"

namespace qy::transport {
namespace {

using ::testing::HasSubstr;

constexpr Time kAt{1'772'330'584'000'000};  // 2026-03-01T02:03:04Z, a Sunday

MailServer server() {
    MailServer made;
    made.host = "localhost";
    made.sender = "noreply@example.cn";
    made.sender_name = "琼源溯源平台";
    return made;
}

TEST(Mail, IsWrittenAsRfc5322AndMime) {
    const auto text = mail_text({"7", "li.na@example.cn", "重设您的密码", "您好：\n第二行", kAt}, server());
    const auto end = text.find("\r\n\r\n");
    const auto head = text.substr(0, end + 2);
    EXPECT_THAT(head, HasSubstr("Date: Sun, 1 Mar 2026 02:03:04 +0000\r\n"));
    EXPECT_THAT(head,
                HasSubstr("From: =?UTF-8?B?" + to_base64(bytes_of("琼源溯源平台")) + "?= <noreply@example.cn>\r\n"));
    EXPECT_THAT(head, HasSubstr("To: <li.na@example.cn>\r\n"));
    EXPECT_THAT(head, HasSubstr("Subject: =?UTF-8?B?" + to_base64(bytes_of("重设您的密码")) + "?=\r\n"));
    EXPECT_THAT(head, HasSubstr("Message-ID: <7@example.cn>\r\n"));
    EXPECT_THAT(head, HasSubstr("Content-Transfer-Encoding: base64\r\n"));
    const auto body = from_base64(replace_all(text.substr(end + 4), "\r\n", "")).value();
    EXPECT_EQ(text_of(body), "您好：\r\n第二行");
}

TEST(Mail, LinesStayWithinTheirLengthAndWordsCutNoCharacter) {
    std::string subject;
    for (int i = 0; i < 40; ++i) subject += "溯源";
    const auto text = mail_text({"7", "a@example.cn", subject, std::string(5'000, 'x'), kAt}, server());
    std::string told;
    const std::string lines = replace_all(text, "\r\n", "\n");  // outlives the views of its lines
    for (const auto line : split(lines, '\n')) {
        EXPECT_LE(line.size(), 78U + 8U) << line;
        const auto at = line.find("=?UTF-8?B?");
        if (at == std::string_view::npos || line.starts_with("From")) continue;
        const auto word = line.substr(at + 10, line.find("?=", at) - at - 10);
        const auto bytes = from_base64(word).value();
        EXPECT_TRUE(is_utf8(text_of(bytes)));
        told += text_of(bytes);
    }
    EXPECT_EQ(told, subject);
}

TEST(Mail, ServersElsewhereNeedTlsAndSendersAnAddress) {
    auto one = server();
    one.tls = MailTls::none;
    EXPECT_TRUE(MailSender::make(one).ok());
    one.host = "mail.example.cn";
    EXPECT_EQ(MailSender::make(one).error().code, "mail.tls_needed");
    one.tls = MailTls::starttls;
    for (const char* sender :
         {"", "noreply", "a@b\r\nBcc: x@y.cn", "<a@b.cn>", "a b@c.cn", "@example.cn", "名@例.cn"}) {
        one.sender = sender;
        EXPECT_EQ(MailSender::make(one).error().code, "mail.sender") << sender;
    }
}

TEST(Mail, AnAddressThatCouldBeginAnotherLineIsRefusedBeforeAnythingIsSent) {
    const auto sender = MailSender::make(server()).value();
    for (const char* to : {"a@b.cn\r\nRCPT TO:<x@y.cn>", "a@b.cn>", "a", ""}) {
        EXPECT_EQ(sender->send({"7", to, "s", "t", kAt}).sent, Sent::refused) << to;
    }
}

TEST(Https, OtherProtocolsAreRefused) {
    for (const char* url : {"", "http://127.0.0.1/", "file:///etc/passwd", "ftp://x/", "HTTPS//x"}) {
        HttpsTarget target;
        target.url = url;
        EXPECT_EQ(HttpsClient::make(std::move(target)).error().code, "https.url") << url;
    }
}

TEST(Sms, TheBodyIsFilledInWhereverItsTextsSaySo) {
    const auto form = SmsForm::make(R"({"to":["{phone}"],"t":"{template}","p":{"c":"{code}","x":"[{text}]"},"n":1})",
                                    "", {"reset=SMS_1", " invitation = SMS_2 "})
                          .value();
    EXPECT_EQ(form.body_of({"13800138000", "验证码 123456", "123456", "reset"}),
              R"({"to":["13800138000"],"t":"SMS_1","p":{"c":"123456","x":"[验证码 123456]"},"n":1})");
    EXPECT_THAT(form.body_of({"1", "", "", "invitation"}), HasSubstr("SMS_2"));
    EXPECT_THAT(form.body_of({"1", "", "", "other"}), HasSubstr("\"t\":\"other\""));
}

TEST(Sms, WhatIsFilledInCannotBecomeMoreThanAText) {
    const auto form = SmsForm::make(R"({"text":"{text}"})", "", {}).value();
    const std::string text = "\"},{\"phone\":\"1\" {phone}\n";
    const auto body = parse_json(form.body_of({"13800138000", text, "", ""})).value();
    EXPECT_EQ(body.as_object().at("text").as_string(), text);
}

TEST(Sms, AnswersAreComparedWithWhatIsExpected) {
    struct Row {
        const char* expect;
        const char* answer;
        bool accepted;
    };
    for (const auto& row :
         {Row{"", "anything", true}, Row{"code=0", R"({"code":0})", true}, Row{"code=0", R"({"code":"0"})", true},
          Row{"code=0", R"({"code":1})", false}, Row{"code=0", "", false}, Row{"code=0", "[]", false},
          Row{"r.s=OK", R"({"r":{"s":"OK"}})", true}, Row{"r.s=OK", R"({"r":"OK"})", false},
          Row{"ok=true", R"({"ok":true})", true}}) {
        EXPECT_EQ(SmsForm::make("{}", row.expect, {}).value().is_accepted(row.answer), row.accepted)
            << row.expect << " " << row.answer;
    }
}

TEST(Sms, SettingsThatCannotBeMeantAreRefused) {
    EXPECT_EQ(SmsForm::make("[]", "", {}).error().code, "sms.body");
    EXPECT_EQ(SmsForm::make("{", "", {}).error().code, "sms.body");
    EXPECT_EQ(SmsForm::make("{}", "code", {}).error().code, "sms.expect");
    EXPECT_EQ(SmsForm::make("{}", "=0", {}).error().code, "sms.expect");
    EXPECT_EQ(SmsForm::make("{}", "", {"reset"}).error().code, "sms.templates");
}

}  // namespace
}  // namespace qy::transport
