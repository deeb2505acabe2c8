// The form as paper gets it: every word of the ministry's form is on the page, whose millimetres are true.
#include "certificate_pdf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "testing/printout.h"

namespace qy::presentation {
namespace {

using ::testing::HasSubstr;
using testing::output_of;
using testing::Printout;
using testing::symbols_in;

const business::Certificate kOne{.number = "HGZ-QJ20251122",
                                 .product = "琼北金橙",
                                 .specification = "5kg/箱 70-80mm",
                                 .lot_number = "QJ20251122",
                                 .quantity = "2000 box",
                                 .place = "海南省澄迈县云坡镇分选中心",
                                 .issuer = "澄迈云坡果业专业合作社",
                                 .contact = "138****0001",
                                 .issued_on = "2025-11-23",
                                 .basis = {"entrusted_test", "internal_control"},
                                 .sources = "HGZ-YP20251120A；HGZ-YP20251121B"};

std::string label_of(std::string_view code) {
    if (code == "entrusted_test") return "委托检测";
    if (code == "own_test") return "自我检测";
    return code == "internal_control" ? "内部质量控制" : "自我承诺";
}

struct Printed {
    std::string pdf;
    std::string info;
    std::string words;  ///< blanks and line ends left out
};

Printed printed(CertificateSize size, int codes, const business::Certificate& one = kOne) {
    CertificatePdf pdf(one, size, label_of);
    business::LabelFacts facts;
    facts.address = "https://t.example.cn/t/";
    if (codes == 0) {
        EXPECT_TRUE(pdf.add(nullptr).ok());
    }
    for (int i = 0; i < codes; ++i) {
        const auto code = model::TraceCode::parse("1385821407966325" + std::to_string(1000 + i)).value();
        const auto content =
            content_of(mark_of({code, facts.address + std::string(code.text()), ""}, facts, SymbolKind::qr).value(),
                       SymbolKind::qr, pdf.shape());
        EXPECT_TRUE(content.ok() && pdf.add(&*content).ok());
    }
    EXPECT_TRUE(pdf.finish().ok());
    auto content = pdf.take();
    const Printout paper;
    const auto path = paper.file("certificate.pdf", content).string();
    auto words = output_of("pdftotext -layout " + path + " -");
    for (const std::string_view blank : {" ", "\n", "\f", "\r"}) words = replace_all(words, blank, "");
    return {std::move(content), output_of("pdfinfo " + path), words};
}

/// 农办质〔2021〕16号, annex 1.
constexpr std::string_view kForm[] = {"承诺达标合格证",
                                      "我承诺对生产销售的食用农产品：",
                                      "不使用禁用农药兽药、停用兽药和非法添加物",
                                      "常规农药兽药残留不超标",
                                      "对承诺的真实性负责",
                                      "承诺依据：",
                                      "■委托检测",
                                      "□自我检测",
                                      "■内部质量控制",
                                      "□自我承诺",
                                      "产品名称：琼北金橙",
                                      "数量（重量）：2000箱",
                                      "产地：海南省澄迈县云坡镇分选中心",
                                      "生产者盖章或签名：澄迈云坡果业专业合作社",
                                      "联系方式：138****0001",
                                      "开具日期：2025-11-23"};

TEST(CertificatePdf, HoldsEveryWordOfTheForm) {
    for (const auto size : {CertificateSize::a4, CertificateSize::label}) {
        for (const int codes : {0, 1}) {
            const auto page = printed(size, codes);
            for (const auto word : kForm) EXPECT_THAT(page.words, HasSubstr(std::string(word))) << codes;
        }
    }
}

TEST(CertificatePdf, MillimetresAreTrue) {
    EXPECT_THAT(printed(CertificateSize::a4, 0).info, HasSubstr("595.276 x 841.89 pts (A4)"));
    const auto label = printed(CertificateSize::label, 0);
    EXPECT_THAT(label.info, HasSubstr("283.465 x 198.425 pts"));
    EXPECT_THAT(label.info, HasSubstr("Pages:           1"));
}

TEST(CertificatePdf, EachPackHasItsCodeBesideTheForm) {
    const auto page = printed(CertificateSize::label, 3);
    EXPECT_THAT(page.info, HasSubstr("Pages:           3"));
    EXPECT_THAT(page.words, HasSubstr("13858214079663251002"));
    const Printout paper;
    EXPECT_EQ(symbols_in(paper.pages(page.pdf).at(0)), "https://t.example.cn/t/13858214079663251000\n");
}

}  // namespace
}  // namespace qy::presentation
