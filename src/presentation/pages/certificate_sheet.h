#pragma once
// A commitment certificate (承诺达标合格证) as a page to print, on A4 or on a label of 100 × 70 mm.
// (clauses 6.1, 7.1.2)
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/messages.h"
#include "business/certificates.h"

namespace qy::presentation {

enum class CertificateSize : std::uint8_t { a4, label };
[[nodiscard]] std::optional<CertificateSize> parse_certificate_size(std::string_view name);

/// `basis` are all words of the dictionary `commitment_basis`, those of the certificate ticked; `label_of(code)` names
/// one.
[[nodiscard]] std::string certificate_sheet(const business::Certificate& certificate, CertificateSize size,
                                            Language language,
                                            const std::function<std::string(std::string_view code)>& label_of);

}  // namespace qy::presentation
