// certificate.print: the commitment certificate of a lot as a page to print. (clauses 6.1, 7.1.2)
#include "business/certificates.h"

#include <memory>
#include <utility>

#include "base/limits.h"
#include "business/labels.h"
#include "handlers.h"
#include "pages/certificate_sheet.h"
#include "personal_trail.h"

namespace qy::presentation::handlers {

Result<Answer> certificate_print(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto lot = read_id<model::LotId>(in, "lot");
    const auto number = in.optional_text("number", limits::name_code_points_max).value_or("");
    const auto name = in.optional_text("size", limits::name_code_points_max).value_or("a4");
    const auto size = parse_certificate_size(name);
    if (!size) in.fault(invalid("certificate.size", {name}), "size");
    QY_CHECK(in.finish());
    QY_TRY(certificate, business::find_certificate(call.use.services, call.actor, lot, number));
    const auto label_of = [&](std::string_view code) {
        return call.use.labels.label("commitment_basis", code, call.language);
    };
    note_personal(call, "lot:" + lot.to_string(), certificate);
    auto page = std::make_shared<std::string>(certificate_sheet(certificate, *size, call.language, label_of));
    Download download{"text/html; charset=utf-8", "certificate-" + lot.to_string() + ".html",
                      [page](std::string& chunk) -> Result<bool> {
                          chunk = std::exchange(*page, {});
                          return false;
                      }};
    return Answer{nullptr, std::move(download), false};
}

}  // namespace qy::presentation::handlers
