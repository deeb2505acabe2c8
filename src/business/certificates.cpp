#include "business/certificates.h"

#include <algorithm>

#include "base/text.h"
#include "business/trace_query.h"
#include "model/certificate.h"
#include "model/trace_answer.h"

namespace qy::business {
namespace {

using model::Field;
using model::ShownEvent;
using model::View;

std::string place_of(const model::TraceAnswer& answer) {
    if (!answer.lot->place.empty()) return answer.lot->place;
    for (const auto& shown : answer.events) {
        const auto address = shown.event.contents.get(Field::production_address);
        if (shown.distance == 0 && !address.empty()) return std::string(address);
    }
    return {};
}

Certificate certificate_from(const model::TraceAnswer& answer, const ShownEvent& shown) {
    const auto& contents = shown.event.contents;
    const auto text = [&](Field field) { return std::string(contents.get(field)); };
    Certificate certificate;
    certificate.number = text(Field::certificate_number);
    certificate.product = answer.product->name;
    certificate.specification = answer.product->specification;
    certificate.lot_number = answer.lot->lot_number;
    certificate.quantity = text(Field::certificate_quantity);
    certificate.place = place_of(answer);
    certificate.issuer = shown.party.name;
    certificate.contact = text(Field::certificate_contact);
    certificate.issued_on = text(Field::certificate_issued_on);
    for (const auto code : split(contents.get(Field::certificate_basis), ',')) {
        if (!code.empty()) certificate.basis.emplace_back(code);
    }
    certificate.sources = text(Field::certificate_sources);
    return certificate;
}

}  // namespace

Result<Certificate> find_certificate(const Services& services, const model::Actor& actor, model::LotId lot,
                                     const std::string& number) {
    QY_TRY(answer, TraceQuery(services).by_lot(lot, actor));
    const bool follows = answer.view == View::own_party || answer.view == View::regulator;
    if (!follows || !answer.lot || !answer.product) return not_found("lot.not_found");
    const ShownEvent* newest = nullptr;
    for (const auto& shown : answer.events) {
        if (shown.event.lot != lot || !model::is_commitment(shown.event.contents)) continue;
        if (!number.empty() && shown.event.contents.get(Field::certificate_number) != number) continue;
        if (newest == nullptr || newest->event.event_time.at <= shown.event.event_time.at) newest = &shown;
    }
    if (newest == nullptr) return not_found("certificate.not_found", {number});
    return certificate_from(answer, *newest);
}

}  // namespace qy::business
