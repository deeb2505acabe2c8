#pragma once
// The handlers of the route table, one file per area. Each reads its body with ObjectReader, so that every fault is
// told at once.
#include "presentation/api.h"

namespace qy::presentation::handlers {

#define QY_HANDLER(name) Result<Answer> name(const Json& body, Call& call)
QY_HANDLER(trace_query);
QY_HANDLER(trace_search);
QY_HANDLER(trace_verify);
QY_HANDLER(scan_confirm);
QY_HANDLER(event_capture);
QY_HANDLER(event_export);
QY_HANDLER(import_start);
QY_HANDLER(submission_list);
QY_HANDLER(submission_get);
QY_HANDLER(submission_submit);
QY_HANDLER(submission_approve);
QY_HANDLER(submission_return);
QY_HANDLER(submission_reject);
QY_HANDLER(submission_withdraw);
QY_HANDLER(product_save);
QY_HANDLER(code_issue);
QY_HANDLER(code_bind);
QY_HANDLER(code_check);
QY_HANDLER(code_freeze);
QY_HANDLER(code_export);
QY_HANDLER(code_set_state);
QY_HANDLER(code_add_alias);
QY_HANDLER(brand_grant);
QY_HANDLER(brand_list);
QY_HANDLER(brand_list_grants);
QY_HANDLER(brand_set_grant_state);
QY_HANDLER(user_add);
QY_HANDLER(user_role);
QY_HANDLER(user_token);
QY_HANDLER(audit_list);
QY_HANDLER(audit_verify);
QY_HANDLER(session_whoami);
#undef QY_HANDLER

/// An id member: digits of a text. A fault gives none.
template <class AnyId>
AnyId read_id(ObjectReader& in, std::string_view name) {
    const std::string text = in.text(name, 20);
    if (text.empty()) return {};
    auto id = AnyId::parse(text);
    if (id.ok()) return *id;
    in.fault(std::move(id).error(), name);
    return {};
}
template <class AnyId>
AnyId read_optional_id(ObjectReader& in, std::string_view name) {
    return in.has(name) ? read_id<AnyId>(in, name) : AnyId();
}

}  // namespace qy::presentation::handlers
