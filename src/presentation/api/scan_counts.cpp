#include "scan_counts.h"

#include "base/clock.h"
#include "business/scans.h"

namespace qy::presentation {

bool is_counted_state(model::Authenticity state) {
    return state != model::Authenticity::forged && state != model::Authenticity::unknown;
}

Result<void> fill_scan_counts(const Call& call, const model::TraceCode& code, model::AuthenticityAnswer& shown,
                              bool count, std::string_view channel) {
    const Time now = call.use.services.clock.now();
    const business::ScanNote note{code, call.visitor.device, channel, "", call.visitor.device_class};
    const bool counted = count && call.visitor.counts && !call.visitor.device.empty();
    QY_TRY(seen, counted ? call.use.scans.count(note, now) : call.use.scans.look(code, now, call.visitor.device));
    shown.scan_count = seen.scan_count;
    shown.first_scanned_at = seen.first_scanned_at;
    shown.first_scanned_region = seen.first_scanned_region;
    shown.last_scanned_at = seen.last_scanned_at;
    shown.same_device_again = seen.same_device_again;
    return {};
}

Result<void> fill_scan_counts(const Call& call, model::TraceAnswer& answer, bool count, std::string_view channel) {
    if (!answer.authenticity || !is_counted_state(answer.authenticity->state)) return {};
    QY_TRY(code, model::TraceCode::parse(answer.code));
    return fill_scan_counts(call, code, *answer.authenticity, count, channel);
}

}  // namespace qy::presentation
