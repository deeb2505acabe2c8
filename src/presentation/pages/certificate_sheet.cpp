#include "pages/certificate_sheet.h"

#include <algorithm>
#include <array>

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
constexpr Words kPromise{"我承诺对生产销售的农产品：", "For the farm products that I make and sell I promise that:"};
// What the certificate is, in the words of the rules on it (农产品质量安全承诺达标合格证管理办法, 2025, article 2).
constexpr auto kPromises = std::to_array<Words>(
    {{"未使用禁用农药、兽药及其他化合物", "no prohibited pesticides, veterinary drugs or other compounds were used"},
     {"使用的常规农药、兽药残留不超标", "residues of others are within their limits"},
     {"对承诺的真实性负责", "I answer for the truth of this"}});
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
    html.element("p", {}, kPromise.in(language));
    const auto list = html.open("ul");
    for (const auto& promise : kPromises) html.element("li", {}, promise.in(language));
}

void write_basis(Html& html, const business::Certificate& certificate, Language language,
                 const std::function<std::string(std::string_view code)>& label_of) {
    std::string text(kBasisTitle.in(language));
    for (const auto code : kBasis) {
        const bool ticked = std::ranges::find(certificate.basis, code) != certificate.basis.end();
        text += (ticked ? "☑ " : "☐ ") + label_of(code) + "　";
    }
    html.element("p", {}, text);
}

void write_row(Html& html, const Words& title, Language language, std::string_view value) {
    const auto row = html.open("tr");
    html.element("th", {{"scope", "row"}}, title.in(language));
    html.element("td", {}, value);
}

void write_table(Html& html, const business::Certificate& one, Language language) {
    const auto table = html.open("table");
    const auto body = html.open("tbody");
    const auto product = one.specification.empty() ? one.product : one.product + "（" + one.specification + "）";
    write_row(html, {"产品名称", "Product"}, language, product);
    write_row(html, {"数量（重量）", "Quantity (weight)"}, language, amount_of(one.quantity, language));
    write_row(html, {"产地", "Place of origin"}, language, one.place);
    write_row(html, {"生产者（盖章或签名）", "Producer (seal or signature)"}, language, one.issuer);
    write_row(html, {"联系方式", "Contact"}, language, one.contact);
    write_row(html, {"开具日期", "Issued on"}, language, one.issued_on);
    write_row(html, {"合格证编号", "Number"}, language, one.number);
    write_row(html, {"生产批次", "Lot number"}, language, one.lot_number);
    if (!one.sources.empty()) write_row(html, {"来源合格证编号", "Issued anew from"}, language, one.sources);
}

}  // namespace

std::optional<CertificateSize> parse_certificate_size(std::string_view name) {
    if (name == "a4") return CertificateSize::a4;
    return name == "label" ? std::optional(CertificateSize::label) : std::nullopt;
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
