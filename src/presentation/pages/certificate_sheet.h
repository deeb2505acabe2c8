#pragma once
// A commitment certificate (承诺达标合格证) as a page to print, on A4 or on a label of 100 × 70 mm.
// (clauses 6.1, 7.1.2)
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/messages.h"
#include "business/certificates.h"

namespace qy::presentation {

enum class CertificateSize : std::uint8_t { a4, label };
[[nodiscard]] std::optional<CertificateSize> parse_certificate_size(std::string_view name);

/// What the form says, for whoever lays it out: its words are those of the ministry's form of 2021
/// (农办质〔2021〕16号), which the rules of 2025 (农业农村部令2025年第4号) leave as it is.
[[nodiscard]] std::string_view certificate_title(Language language);
/// What is promised, the first line leading to the others; the last names the rules.
[[nodiscard]] std::vector<std::string> certificate_promises(Language language);
/// The words of the dictionary `commitment_basis`, in the order of the form; second: whether it is ticked.
[[nodiscard]] std::vector<std::pair<std::string_view, bool>> certificate_basis(
    const business::Certificate& certificate);
/// What it is of, and whose. `of_form`: the form asks for it; what stands beside it tells the lot.
struct CertificateRow {
    std::string title;
    std::string value;
    bool of_form = true;
};
[[nodiscard]] std::vector<CertificateRow> certificate_rows(const business::Certificate& certificate, Language language);

/// `basis` are all words of the dictionary `commitment_basis`, those of the certificate ticked; `label_of(code)` names
/// one.
[[nodiscard]] std::string certificate_sheet(const business::Certificate& certificate, CertificateSize size,
                                            Language language,
                                            const std::function<std::string(std::string_view code)>& label_of);

}  // namespace qy::presentation
