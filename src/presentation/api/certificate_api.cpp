// certificate.print: the commitment certificate of a lot as a page to print, or as PDF, with the codes of packs.
// (clauses 6.1, 7.1.2)
#include "business/certificates.h"

#include <memory>
#include <utility>

#include "base/limits.h"
#include "business/label_print.h"
#include "business/labels.h"
#include "handlers.h"
#include "labels/certificate_pdf.h"
#include "labels/label_writer.h"
#include "pages/certificate_sheet.h"
#include "personal_trail.h"

namespace qy::presentation::handlers {
namespace {

using LabelOf = std::function<std::string(std::string_view code)>;

constexpr std::size_t kWord = 40;

/// One page, or with a range one for each of its codes.
struct PdfState {
    PdfState(const business::Certificate& certificate, CertificateSize size, const LabelOf& label_of)
        : pdf(certificate, size, label_of) {}
    CertificatePdf pdf;
    std::optional<business::LabelRun> run;

    Result<bool> next(std::string& chunk) {
        if (!run) QY_CHECK(pdf.add(nullptr));
        for (auto n = limits::labels_per_chunk; run && n > 0 && run->left() > 0; --n) {
            QY_TRY(mark, mark_of(run->next(), run->facts(), SymbolKind::qr));
            QY_TRY(content, content_of(mark, SymbolKind::qr, pdf.shape()));
            QY_CHECK(pdf.add(&content));
        }
        const bool more = run && run->left() > 0;
        if (!more) QY_CHECK(pdf.finish());
        chunk = pdf.take();
        return more;
    }
};

/// Labels of the codes that carry the certificate: a run like any other, kept and audited, with a reason when a label
/// is made again.
Result<business::LabelRun> run_of(Call& call, business::LabelOrder order, const LabelTemplate& shape,
                                  model::LotId lot) {
    QY_TRY(facts, business::label_facts(call.use.services, call.actor, order.range, call.base_url));
    if (facts.lot != lot) return conflict("certificate.other_lot").at("range");
    QY_CHECK(specimen_of(facts, SymbolKind::qr, shape));
    order.labels_max = labels_max_of(LabelFormat::pdf);
    order.medium = "pdf certificate";
    return business::open_label_run(call.use.services, call.actor, order, call.base_url);
}

Result<Download> pdf_of(Call& call, const business::Certificate& certificate, CertificateSize size,
                        const LabelOf& label_of, const business::LabelOrder& order, model::LotId lot) {
    auto state = std::make_shared<PdfState>(certificate, size, label_of);
    if (order.range) {
        QY_TRY(run, run_of(call, order, state->pdf.shape(), lot));
        state->run.emplace(std::move(run));
    }
    return Download{"application/pdf", "certificate-" + lot.to_string() + ".pdf",
                    [state](std::string& chunk) { return state->next(chunk); }};
}

Download page_of(const business::Certificate& certificate, CertificateSize size, Language language,
                 const LabelOf& label_of, model::LotId lot) {
    auto page = std::make_shared<std::string>(certificate_sheet(certificate, size, language, label_of));
    return {"text/html; charset=utf-8", "certificate-" + lot.to_string() + ".html",
            [page](std::string& chunk) -> Result<bool> {
                chunk = std::exchange(*page, {});
                return false;
            }};
}

}  // namespace

Result<Answer> certificate_print(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto lot = read_id<model::LotId>(in, "lot");
    const auto number = in.optional_text("number", limits::name_code_points_max).value_or("");
    const auto name = in.optional_text("size", limits::name_code_points_max).value_or("a4");
    const auto format = in.optional_text("format", kWord).value_or("html");
    business::LabelOrder order;
    order.range = read_optional_id<model::CodeRangeId>(in, "range");
    order.reason = in.optional_text("reason", limits::short_text_code_points_max).value_or("");
    const auto size = parse_certificate_size(name);
    if (!size) in.fault(invalid("certificate.size", {name}), "size");
    const bool pdf = format == "pdf";
    if (!pdf && (format != "html" || order.range)) in.fault(invalid("certificate.format", {format}), "format");
    QY_CHECK(in.finish());
    QY_TRY(certificate, business::find_certificate(call.use.services, call.actor, lot, number));
    const auto language = pdf ? Language::zh : call.language;
    const auto label_of = [&](std::string_view code) {
        return call.use.labels.label("commitment_basis", code, language);
    };
    note_personal(call, "lot:" + lot.to_string(), certificate);
    if (!pdf) return Answer{nullptr, page_of(certificate, *size, language, label_of, lot), false};
    QY_TRY(download, pdf_of(call, certificate, *size, label_of, order, lot));
    return Answer{nullptr, std::move(download), false};
}

}  // namespace qy::presentation::handlers
