#include "pages/certificate_sheet.h"

#include <algorithm>
#include <array>
#include <span>

#include "model/quantity.h"
#include "pages/html.h"

namespace qy::presentation {
namespace {

// In the order in which the form has them.
constexpr auto kBasis =
    std::to_array<std::string_view>({"entrusted_test", "own_test", "internal_control", "own_commitment"});

struct Words {
    std::string_view zh;
    std::string_view en;
    [[nodiscard]] std::string_view in(Language language) const { return language == Language::zh ? zh : en; }
};
constexpr Words kTitle{"承诺达标合格证", "Commitment certificate of conformity"};
// In the words of the form of 2021 (农办质〔2021〕16号, annex 1): the promise on top, then the basis, then the rest.
constexpr auto kPromises = std::to_array<Words>(
    {{"我承诺对生产销售的食用农产品：", "For the edible farm products that I make and sell I promise that:"},
     {"不使用禁用农药兽药、停用兽药和非法添加物",
      "no prohibited pesticides or veterinary drugs, withdrawn drugs or illegal additives are used"},
     {"常规农药兽药残留不超标", "residues of other pesticides and veterinary drugs are within their limits"},
     {"对承诺的真实性负责", "I answer for the truth of this"}});
// The rules in force since 2026-02-01 say "other compounds" where the form says additives (article 2).
constexpr Words kRules{"依据《农产品质量安全承诺达标合格证管理办法》，未使用禁用农药、兽药及其他化合物",
                       "By the rules on these certificates: nor other prohibited compounds"};
constexpr Words kBasisTitle{"承诺依据：", "Basis: "};

constexpr Trusted kStyleA4 =
    "<style>@page{size:A4;margin:20mm}body{font:14pt/1.7 serif;margin:0}h1{text-align:center;font-size:26pt}"
    "table{width:100%;border-collapse:collapse}th,td{border:1px solid #222;padding:2mm 3mm;text-align:left}"
    "th{width:35%;font-weight:normal}</style>";
constexpr Trusted kStyleLabel =
    "<style>@page{size:100mm 70mm;margin:3mm}body{font:7pt/1.3 sans-serif;margin:0}h1{text-align:center;font-size:10pt;"
    "margin:0}p,ul{margin:.6mm 0}ul{padding-left:4mm}table{width:100%;border-collapse:collapse}"
    "th,td{padding:.2mm 1mm;text-align:left;vertical-align:top}th{width:24mm;font-weight:normal}</style>";

std::string amount_of(const std::string& canonical, Language language) {
    const auto quantity = model::Quantity::parse(canonical);
    if (!quantity.ok()) return canonical;
    const auto* const unit = model::find_unit(quantity->unit);
    if (unit == nullptr) return canonical;
    return quantity->amount.to_string() + " " + std::string(language == Language::zh ? unit->zh : unit->en);
}

void write_promises(Html& html, Language language) {
    html.element("p", {}, kPromises.front().in(language));
    {
        const auto list = html.open("ul");
        for (const auto& promise : std::span(kPromises).subspan(1)) html.element("li", {}, promise.in(language));
    }
    html.element("p", {}, kRules.in(language));
}

void write_basis(Html& html, const business::Certificate& certificate, Language language,
                 const std::function<std::string(std::string_view code)>& label_of) {
    std::string text(kBasisTitle.in(language));
    for (const auto& [code, ticked] : certificate_basis(certificate)) {
        text += (ticked ? "☑ " : "☐ ") + label_of(code) + "　";
    }
    html.element("p", {}, text);
}

void write_table(Html& html, const business::Certificate& certificate, Language language) {
    const auto table = html.open("table");
    const auto body = html.open("tbody");
    for (const auto& one : certificate_rows(certificate, language)) {
        const auto row = html.open("tr");
        html.element("th", {{"scope", "row"}}, one.title);
        html.element("td", {}, one.value);
    }
}

}  // namespace

std::optional<CertificateSize> parse_certificate_size(std::string_view name) {
    if (name == "a4") return CertificateSize::a4;
    return name == "label" ? std::optional(CertificateSize::label) : std::nullopt;
}

std::string_view certificate_title(Language language) {
    return kTitle.in(language);
}

std::vector<std::string> certificate_promises(Language language) {
    std::vector<std::string> lines;
    for (const auto& promise : kPromises) lines.emplace_back(promise.in(language));
    lines.emplace_back(kRules.in(language));
    return lines;
}

std::vector<std::pair<std::string_view, bool>> certificate_basis(const business::Certificate& certificate) {
    std::vector<std::pair<std::string_view, bool>> basis;
    for (const auto code : kBasis) {
        basis.emplace_back(code, std::ranges::find(certificate.basis, code) != certificate.basis.end());
    }
    return basis;
}

std::vector<CertificateRow> certificate_rows(const business::Certificate& one, Language language) {
    std::vector<CertificateRow> rows;
    const auto add = [&](const Words& title, std::string value, bool of_form) {
        rows.push_back({std::string(title.in(language)), std::move(value), of_form});
    };
    add({"产品名称", "Product"},
        one.specification.empty() ? one.product : one.product + "（" + one.specification + "）", true);
    add({"数量（重量）", "Quantity (weight)"}, amount_of(one.quantity, language), true);
    add({"产地", "Place of origin"}, one.place, true);
    add({"生产者盖章或签名", "Producer (seal or signature)"}, one.issuer, true);
    add({"联系方式", "Contact"}, one.contact, true);
    add({"开具日期", "Issued on"}, one.issued_on, true);
    add({"合格证编号", "Number"}, one.number, false);
    add({"生产批次", "Lot number"}, one.lot_number, false);
    if (!one.sources.empty()) add({"来源合格证编号", "Issued anew from"}, one.sources, false);
    return rows;
}

std::string certificate_sheet(const business::Certificate& certificate, CertificateSize size, Language language,
                              const std::function<std::string(std::string_view code)>& label_of) {
    Html html;
    html.trusted("<!DOCTYPE html>");
    {
        const auto root = html.open("html", {{"lang", language == Language::zh ? "zh-CN" : "en"}});
        {
            const auto head = html.open("head");
            html.trusted("<meta charset=\"utf-8\">");
            html.element("title", {}, std::string(kTitle.in(language)) + " " + certificate.number);
            html.trusted(size == CertificateSize::a4 ? kStyleA4 : kStyleLabel);
        }
        const auto body = html.open("body");
        html.element("h1", {}, kTitle.in(language));
        write_promises(html, language);
        write_basis(html, certificate, language, label_of);
        write_table(html, certificate, language);
    }
    return std::move(html).take();
}

}  // namespace qy::presentation
