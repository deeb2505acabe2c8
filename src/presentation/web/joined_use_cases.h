#pragma once
// The use cases of one request over services of its own, such as a store that joins a running transaction.
#include "business/capture.h"
#include "business/codes.h"
#include "business/grants.h"
#include "business/review.h"
#include "business/search.h"
#include "business/trace_query.h"
#include "presentation/use_cases.h"

namespace qy::presentation {

/// Labels, scans and the keeper of the audit trail stay those of the program: they hold memory of their own, and no
/// writing function counts scans or asks the keeper. So do accounts and what belongs to them: their functions take no
/// Idempotency-Key. Background imports are many transactions of their own.
struct JoinedUseCases {
    JoinedUseCases(const UseCases& whole, const business::Services& joined)
        : capture(joined, whole.capture),
          codes(joined),
          grants(joined),
          review(joined),
          search(joined),
          trace(joined),
          use{joined,        whole.accounts, whole.audit,   whole.captchas, capture, codes,
              grants,        whole.keys,     whole.labels,  whole.persons,  review,  whole.roles,
              whole.scans,   search,         whole.factors, whole.sessions, trace,   whole.contact,
              whole.changes, whole.imports,  whole.media,   whole.wechat} {}
    JoinedUseCases(const JoinedUseCases&) = delete;
    JoinedUseCases& operator=(const JoinedUseCases&) = delete;

    business::Capture capture;
    business::CodeDesk codes;
    business::Grants grants;
    business::Review review;
    business::Search search;
    business::TraceQuery trace;
    UseCases use;
};

}  // namespace qy::presentation
