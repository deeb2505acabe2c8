// Reports of consumers: what is filed and under which number, who sees what of it, what is done about it, and when it
// goes.
#include "business/consumer_reports.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <functional>

#include "business/retention.h"
#include "business/testing/account_world.h"
#include "business/testing/media_files.h"
#include "crypto/keyring.h"
#include "report_receipt.h"
#include "storage/clock_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::ReportKind;
using model::ReportState;
using model::ReportVerb;
using model::Role;
using testing::AccountWorld;
using testing::CodeWorld;
using ::testing::IsEmpty;
using ::testing::SizeIs;

template <class T>
std::string code_of(const Result<T>& result) {
    if (result.ok()) return "ok";
    return result.error().others.empty() ? result.error().code : result.error().others.front().code;
}

Bytes sample(const std::string& name) {
    std::ifstream file(QY_SOURCE_DIR "/fuzz/corpus/picture/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

class ConsumerReportsTest : public ::testing::Test {
 protected:
    explicit ConsumerReportsTest(AccountWorld::Flags flags = {{"mail.server", "localhost"}})
        : world(std::move(flags)), desk(services(), world.captchas, files.media) {
        world.add("brand.one", {Role::brand_manager});
        manager = as(world.base.names.manager, Role::brand_manager);
        supervision = as(world.base.names.idle, Role::regulator);
        concerned = as(world.base.names.farm, Role::party_administrator);
        stranger = as(world.base.names.stranger, Role::party_administrator);
    }
    const Services& services() { return world.base.services(); }
    model::Actor as(model::PartyId party, Role role) {
        auto actor = CodeWorld::user(party, role);
        actor.user = world.user("brand.one").id;  // somebody whose row is there
        return actor;
    }
    std::string code(std::int64_t offset = 0) { return std::string(world.base.code(range, offset).text()); }
    ReportOrder order(ReportKind kind = ReportKind::fake) {
        ReportOrder made;
        made.kind = kind;
        made.code = code();
        made.words = "包装上的字是歪的";
        made.key = "key-of-this-form-" + std::to_string(++forms);
        made.address_group = "203.0.113.0/24";
        return made;
    }
    std::string send(const ReportOrder& one) { return code_of(desk.send(one, visitor)); }
    SecretText sent(const ReportOrder& one) {
        auto receipt = desk.send(one, visitor);
        EXPECT_EQ(code_of(receipt), "ok");
        return receipt.ok() ? receipt->number : SecretText();
    }
    std::vector<QueuedReport> queue(const model::Actor& actor, ReportState state = ReportState::received) {
        return desk.queue({state, {}, {}, 50}, actor).value();
    }
    model::ConsumerReport only() {
        const auto all = queue(supervision);
        EXPECT_THAT(all, SizeIs(1));
        return all.empty() ? model::ConsumerReport() : all.front().report;
    }
    /// While somebody looked: the clock is believed.
    void days_pass(std::int64_t days) {
        world.base.clock().advance_seconds(days * 24 * 3'600);
        const auto marked = world.base.store().write(
            [&](storage::Writer& writer) { return storage::clocks::set_mark(writer, world.base.clock().now()); });
        EXPECT_TRUE(marked.ok());
    }

    AccountWorld world;
    testing::MediaFiles files{services()};
    ConsumerReports desk;
    model::Actor visitor = AccountWorld::nobody();
    model::Actor manager, supervision, concerned, stranger;
    LabelledRange range = world.base.issued(world.base.names.roast, 10);
    int forms = 0;
};

TEST_F(ConsumerReportsTest, AReportNamesTheCodeItsLotAndWhoIsConcerned) {
    const auto number = sent(order());
    const auto report = only();
    EXPECT_EQ(report.code, code());
    EXPECT_EQ(report.lot, world.base.names.roast);
    EXPECT_EQ(report.product, world.base.names.branded);
    EXPECT_EQ(report.party, world.base.names.farm);
    EXPECT_EQ(report.brand, world.base.names.brand);
    EXPECT_EQ(report.authenticity, model::Authenticity::genuine);
    const auto view = desk.view(number).value();
    EXPECT_EQ(view.product, "福山咖啡");
    EXPECT_EQ(view.report.words, "包装上的字是歪的");
    EXPECT_EQ(world.base.state_of(world.base.code(range, 0)), model::Authenticity::genuine) << "it marks nothing";
}

TEST_F(ConsumerReportsTest, WhatIsSentAgainUnderItsKeyIsTheSameReport) {
    const auto one = order();
    const auto first = desk.send(one, visitor).value();
    auto again = one;
    again.words = "又写了一遍";
    const auto second = desk.send(again, visitor).value();
    EXPECT_FALSE(first.exists);
    EXPECT_TRUE(second.exists);
    EXPECT_EQ(first.number.expose(), second.number.expose());
    EXPECT_EQ(only().words, "包装上的字是歪的");
    // A rotation of the key between the two changes nothing.
    auto& keys = const_cast<crypto::Keyring&>(world.base.keys());  // the world lends it to read
    ASSERT_TRUE(keys.rotate(crypto::Purpose::token, services().random, world.base.clock()).ok());
    EXPECT_EQ(desk.send(one, visitor)->number.expose(), first.number.expose());
    EXPECT_EQ(code_of(desk.view(first.number)), "ok");
}

TEST_F(ConsumerReportsTest, FaultsOfTheFormAreToldTogether) {
    struct Row {
        std::string why;
        std::function<void(ReportOrder&)> spoil;
        std::string code;
    };
    const Row rows[] = {
        {"a short key", [](auto& it) { it.key = "short"; }, "report.key"},
        {"a key with a space", [](auto& it) { it.key = "key of this form 1"; }, "report.key"},
        {"nothing it is about", [](auto& it) { it.code.clear(); }, "report.subject"},
        {"both", [](auto& it) { it.lot = model::LotId(51); }, "report.subject"},
        {"no words", [](auto& it) { it.words = "  "; }, "report.words"},
        {"no phone", [](auto& it) { it.contact.phone = "abc"; }, "user.phone"},
        {"no mail", [](auto& it) { it.contact.mail = "a@"; }, "user.mail"},
        {"no consent", [](auto& it) { it.contact.mail = "a@example.cn"; }, "consent.version"},
        {"no code", [](auto& it) { it.code = "123"; }, "code.malformed"},
    };
    for (const auto& row : rows) {
        auto one = order();
        row.spoil(one);
        EXPECT_EQ(send(one), row.code) << row.why;
    }
    auto two = order(ReportKind::complaint);
    two.words.clear();
    two.key.clear();
    EXPECT_THAT(desk.send(two, visitor).error().others, SizeIs(2));
    EXPECT_THAT(queue(supervision), IsEmpty());
}

TEST_F(ConsumerReportsTest, ACodeThatIsNotOursIsForTheSupervisionAlone) {
    auto one = order();
    one.code = "12345678901234567890";
    (void)sent(one);
    EXPECT_EQ(only().authenticity, model::Authenticity::forged);
    EXPECT_THAT(queue(manager), IsEmpty());
    EXPECT_THAT(queue(concerned), IsEmpty());
}

TEST_F(ConsumerReportsTest, TheContactIsForWhoSeesToItAlone) {
    auto one = order(ReportKind::complaint);
    one.contact = {"13900139000", "li@example.cn", "en"};
    one.policy_version = "1";
    const auto number = sent(one);
    for (const auto& actor : {manager, supervision}) {
        const auto all = queue(actor);
        ASSERT_THAT(all, SizeIs(1));
        EXPECT_TRUE(all[0].may_answer);
        EXPECT_EQ(all[0].report.contact.phone, "13900139000");
    }
    const auto theirs = queue(concerned);
    ASSERT_THAT(theirs, SizeIs(1));
    EXPECT_FALSE(theirs[0].may_answer);
    EXPECT_TRUE(theirs[0].report.contact.is_empty());
    EXPECT_TRUE(theirs[0].report.has_contact);
    EXPECT_EQ(theirs[0].report.words, "包装上的字是歪的");
    EXPECT_THAT(queue(stranger), IsEmpty());
    EXPECT_EQ(code_of(desk.find(theirs[0].report.id, stranger)), "report.not_found");
    EXPECT_TRUE(desk.view(number)->report.contact.is_empty()) << "who holds the number need not be its sender";
    // A role of its own that answers reports makes nobody judge in its own cause.
    auto both = concerned;
    model::RoleDefinition own;
    own.role = Role("own_answers");
    own.permissions = {model::Permission::read_reports, model::Permission::answer_reports};
    both.rights = {};
    both.rights.add(std::make_shared<const model::RoleDefinition>(own));
    EXPECT_FALSE(queue(both).at(0).may_answer);
    EXPECT_EQ(code_of(desk.advance(theirs[0].report.id, 1, ReportVerb::take, "", "", both)), "report.not_found");
    EXPECT_EQ(code_of(desk.forget_contact(number, visitor)), "ok");
    EXPECT_FALSE(queue(manager).at(0).report.has_contact);
    EXPECT_TRUE(queue(manager).at(0).report.contact.is_empty());
}

TEST_F(ConsumerReportsTest, ItIsTakenAnsweredAndClosed) {
    auto one = order();
    one.contact = {"", "li@example.cn", "en"};
    one.policy_version = "1";
    const auto number = sent(one);
    const auto id = only().id;
    const auto step = [&](std::int64_t version, ReportVerb verb, const std::string& words) {
        return code_of(desk.advance(id, version, verb, words, "https://example.cn/receipt", manager));
    };
    EXPECT_EQ(step(1, ReportVerb::take, ""), "ok");
    EXPECT_EQ(step(1, ReportVerb::answer, "请寄回"), "report.changed") << "somebody was faster";
    EXPECT_EQ(step(2, ReportVerb::take, ""), "report.state");
    EXPECT_EQ(step(2, ReportVerb::answer, " "), "report.reply");
    EXPECT_THAT(world.messages(), IsEmpty());
    EXPECT_EQ(step(2, ReportVerb::answer, "请寄回"), "ok");
    EXPECT_EQ(desk.view(number)->report.answer, "请寄回");
    const auto told = world.messages();
    ASSERT_THAT(told, SizeIs(1));
    EXPECT_EQ(told[0].to, "li@example.cn");
    EXPECT_THAT(told[0].text, ::testing::HasSubstr("https://example.cn/receipt"));
    EXPECT_THAT(told[0].text, ::testing::Not(::testing::HasSubstr("请寄回"))) << "the answer itself stays here";
    EXPECT_EQ(step(3, ReportVerb::close, ""), "ok") << "it was answered";
    EXPECT_EQ(desk.view(number)->report.state, ReportState::closed);
    EXPECT_EQ(step(4, ReportVerb::close, "x"), "report.state");
}

TEST_F(ConsumerReportsTest, WhatWasNeverAnsweredIsClosedWithWords) {
    (void)sent(order());
    const auto id = only().id;
    EXPECT_EQ(code_of(desk.advance(id, 1, ReportVerb::close, "", "", supervision)), "report.reply");
    EXPECT_EQ(code_of(desk.advance(id, 1, ReportVerb::close, "不是我们的产品", "", supervision)), "ok");
}

TEST_F(ConsumerReportsTest, ReportsAreCountedBesideTheirCode) {
    (void)sent(order());
    (void)sent(order(ReportKind::complaint));
    auto other = order();
    other.code = code(1);
    (void)sent(other);
    const auto counts = desk.counts_of_code(code(), manager).value();
    EXPECT_EQ(counts.fake, 1);
    EXPECT_EQ(counts.complaints, 1);
    EXPECT_EQ(desk.counts_of_code(code(), stranger)->fake, 0);
    EXPECT_EQ(queue(manager).at(0).of_code.complaints, 1);
}

TEST_F(ConsumerReportsTest, AfterSomeACaptchaIsAskedForAndNoneTwice) {
    for (int i = 0; i < 3; ++i) EXPECT_EQ(send(order()), "ok");
    EXPECT_TRUE(desk.needs_captcha("203.0.113.0/24").value());
    EXPECT_FALSE(desk.needs_captcha("198.51.100.0/24").value()) << "of somewhere else";
    auto next = order();
    EXPECT_EQ(send(next), "login.captcha_required");
    next.captcha = CaptchaAnswer{"none", "7"};
    EXPECT_EQ(send(next), "login.captcha_wrong");
    next.captcha = world.captcha();
    EXPECT_EQ(send(next), "ok");
    EXPECT_EQ(send(next), "ok") << "its answer was lost: the captcha is used up, the report is there";
    auto reused = order();
    reused.captcha = next.captcha;
    EXPECT_EQ(send(reused), "login.captcha_wrong");
    world.base.clock().advance_seconds(3'601);
    EXPECT_EQ(send(order()), "ok");
}

TEST_F(ConsumerReportsTest, OneCodeIsNotFlooded) {
    std::string last;
    for (int i = 0; i < 21; ++i) {
        auto one = order();
        one.address_group = "198.51." + std::to_string(i) + ".0/24";
        last = send(one);
        EXPECT_EQ(last, i < 20 ? "ok" : "report.too_many") << i;
    }
    auto other = order();
    other.code = code(1);
    other.address_group = "192.0.2.0/24";
    EXPECT_EQ(send(other), "ok");
}

TEST_F(ConsumerReportsTest, APhotoIsMadeAnewAndGoesWithItsReport) {
    auto one = order();
    one.words.clear();
    one.photo = sample("corners.jpg");
    (void)sent(one);
    const auto report = only();
    const auto photo = desk.photo(report).value();
    ASSERT_GE(photo.size(), 3U);
    EXPECT_EQ(photo[0], 0xFF);
    EXPECT_EQ(photo[1], 0xD8);
    EXPECT_NE(photo, one.photo);
    world.base.clock().advance_seconds(7'200);
    EXPECT_EQ(files.media.sweep().value(), 0) << "it is used";
    days_pass(1'096);
    EXPECT_GT(apply_retention(services(), 500).value(), 0);
    EXPECT_THAT(queue(supervision), IsEmpty());
    EXPECT_EQ(files.media.sweep().value(), 2) << "the photo and its preview";
    auto spoilt = order();
    spoilt.photo = Bytes{1, 2, 3};
    EXPECT_NE(send(spoilt), "ok");
}

TEST_F(ConsumerReportsTest, ContactsGoLongBeforeReports) {
    auto one = order();
    one.contact.phone = "13900139000";
    one.policy_version = "1";
    (void)sent(one);
    days_pass(179);
    (void)apply_retention(services(), 500);
    EXPECT_TRUE(only().has_contact);
    days_pass(2);
    (void)apply_retention(services(), 500);
    EXPECT_FALSE(only().has_contact);
}

TEST(ReportReceipt, IsReadAsPeopleTypeIt) {
    EXPECT_EQ(read_receipt("7kqf 9m2p-xh4t acde"), "7KQF-9M2P-XH4T-ACDE");
    EXPECT_EQ(read_receipt("７KQF9M2PXH4TACDE"), "7KQF-9M2P-XH4T-ACDE");
    for (const auto* const wrong : {"", "7KQF-9M2P-XH4T-ACD", "7KQF-9M2P-XH4T-ACDEE", "0KQF-9M2P-XH4T-ACDE", "你好"}) {
        EXPECT_FALSE(read_receipt(wrong)) << wrong;
    }
}

}  // namespace
}  // namespace qy::business
