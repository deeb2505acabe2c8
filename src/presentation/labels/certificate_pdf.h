#pragma once
// Commitment certificates (承诺达标合格证) as PDF in millimetres that hold when it is printed at 100 %: a page for the
// lot, or one for each pack with its code, label and certificate in one. (clauses 6.1, 7.1.2)
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "business/certificates.h"
#include "label_content.h"
#include "pages/certificate_sheet.h"

namespace qy::presentation {

/// One thread at a time.
class CertificatePdf {
 public:
    /// In Chinese, as the form is. `label_of(code)` names a basis.
    CertificatePdf(const business::Certificate& certificate, CertificateSize size,
                   const std::function<std::string(std::string_view code)>& label_of);

    CertificatePdf(const CertificatePdf&) = delete;  // what it draws goes to its own address

    /// The template whose symbols fit on a page.
    [[nodiscard]] const LabelTemplate& shape() const { return shape_; }
    /// One page; `label` null: without a code. Errors: internal `label.drawing`.
    Result<void> add(const LabelContent* label);
    /// Errors: internal `label.drawing`.
    Result<void> finish();
    /// What was written since the last call.
    std::string take() { return std::exchange(out_, {}); }

 private:
    LabelTemplate shape_;
    std::vector<LabelLine> lines_;
    std::string out_;  ///< before the surface, which writes to it until it is destroyed
    CairoSurface surface_;
    CairoContext context_;
};

/// The contents of the form, line by line: title, promise, basis, then what it is of. Words of the form of 2021.
[[nodiscard]] std::vector<LabelLine> certificate_lines(
    const business::Certificate& certificate, double unit_mm,
    const std::function<std::string(std::string_view code)>& label_of);

}  // namespace qy::presentation
