#pragma once
// Personal fields that an answer shows to staff, noted for the audit record of the call. (PI reads are audited: clause
// 9.3.2; GB/T 35273 7.1) Visitors see them masked at most; masked values are not noted.
#include <string>

#include "business/certificates.h"
#include "business/lot_history.h"
#include "model/submission.h"
#include "model/trace_answer.h"
#include "presentation/api.h"

namespace qy::presentation {

void note_personal(const Call& call, const model::TraceAnswer& answer);
void note_personal(const Call& call, const model::Submission& submission);
/// `object`: "lot:17".
void note_personal(const Call& call, std::string object, const business::LotHistory& history);
void note_personal(const Call& call, std::string object, const business::Certificate& certificate);

}  // namespace qy::presentation
