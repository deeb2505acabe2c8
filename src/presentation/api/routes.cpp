#include <algorithm>

#include "base/clock.h"
#include "business/audit.h"
#include "handlers.h"
#include "presentation/api.h"

namespace qy::presentation {
namespace {

using namespace handlers;  // NOLINT(google-build-using-namespace): the table names nothing else
using enum model::Permission;

constexpr Route kRoutes[] = {
    {"audit.list", &audit_list, read_audit, Door::partner, Once::no, "查看审计记录", "Audit records"},
    {"audit.verify", &audit_verify, read_audit, Door::partner, Once::no, "校验审计链", "Verify the audit chain"},
    {"brand.grant", &brand_grant, grant_brand, Door::partner, Once::with_answer, "授予品牌使用权",
     "Grant the use of a brand"},
    {"brand.list", &brand_list, signed_in, Door::partner, Once::no, "品牌列表", "Brands"},
    {"brand.list_grants", &brand_list_grants, signed_in, Door::partner, Once::no, "品牌使用权列表", "Grants of brands"},
    {"brand.set_grant_state", &brand_set_grant_state, grant_brand, Door::partner, Once::with_answer,
     "暂停、恢复或收回品牌使用权", "Suspend, restore or withdraw a grant"},
    {"code.add_alias", &code_add_alias, issue_codes, Door::partner, Once::with_answer, "登记外部系统的码",
     "Map a foreign code"},
    {"code.bind", &code_bind, issue_codes, Door::partner, Once::with_answer, "按首末标签绑定批次",
     "Bind labels to a lot"},
    {"code.check", &code_check, signed_in, Door::partner, Once::no, "核对溯源码", "Check codes"},
    {"code.export", &code_export, export_codes, Door::partner, Once::no, "导出溯源码", "Export the codes of a range"},
    {"code.freeze", &code_freeze, freeze_codes, Door::partner, Once::with_answer, "冻结或解冻溯源码",
     "Freeze or unfreeze codes"},
    {"code.issue", &code_issue, issue_codes, Door::partner, Once::with_answer, "发放溯源码", "Issue codes"},
    {"code.set_state", &code_set_state, issue_codes, Door::partner, Once::with_answer, "变更码段状态",
     "Move a range on"},
    {"event.capture", &event_capture, record_events, Door::partner, Once::with_answer, "采集记录", "Capture rows"},
    {"event.export", &event_export, read_submissions, Door::partner, Once::no, "导出事件", "Export events as EPCIS"},
    {"import.start", &import_start, record_events, Door::partner, Once::by_rows, "导入文件", "Import a file"},
    {"product.save", &product_save, save_products, Door::partner, Once::with_answer, "变更产品信息",
     "Change a product"},
    {"scan.confirm", &scan_confirm, anyone, Door::open, Once::no, "确认一次扫码", "Count a scan"},
    {"session.whoami", &session_whoami, signed_in, Door::partner, Once::no, "当前用户", "Who am I"},
    {"submission.approve", &submission_approve, review, Door::partner, Once::with_answer, "批准提交",
     "Approve a submission"},
    {"submission.get", &submission_get, read_submissions, Door::partner, Once::no, "查看提交", "One submission"},
    {"submission.list", &submission_list, read_submissions, Door::partner, Once::no, "提交列表", "List submissions"},
    {"submission.reject", &submission_reject, review, Door::partner, Once::with_answer, "驳回提交",
     "Reject a submission"},
    {"submission.return", &submission_return, review, Door::partner, Once::with_answer, "退回修改",
     "Return for correction"},
    {"submission.submit", &submission_submit, read_submissions, Door::partner, Once::with_answer, "重新提交",
     "Submit a draft"},
    {"submission.withdraw", &submission_withdraw, read_submissions, Door::partner, Once::with_answer, "撤回提交",
     "Withdraw a submission"},
    {"trace.query", &trace_query, anyone, Door::open, Once::no, "溯源查询", "Trace query"},
    {"trace.search", &trace_search, anyone, Door::open, Once::no, "按产品名称查询", "Search by product name"},
    {"trace.verify", &trace_verify, anyone, Door::open, Once::no, "验证防伪刮码", "Check a scratch-off PIN"},
    {"user.add", &user_add, operate, Door::machine, Once::no, "新增用户", "Add a user"},
    {"user.role", &user_role, operate, Door::machine, Once::no, "变更用户角色", "Change a user's roles"},
    {"user.token", &user_token, operate, Door::machine, Once::no, "签发访问令牌", "Issue a bearer token"},
};
static_assert(std::is_sorted(std::begin(kRoutes), std::end(kRoutes),
                             [](const Route& a, const Route& b) { return a.name < b.name; }));

bool is_operator(const model::Actor& actor) {
    return actor.channel == model::Channel::operator_command || actor.channel == model::Channel::demo;
}

Result<void> audit_denial(Call& call, const Route& route) {
    const auto& services = call.use.services;
    return business::write_audit_alone(services, call.actor, {route.name, "", "denied", {}});
}

}  // namespace

std::span<const Route> routes() {
    return kRoutes;
}

const Route* find_route(std::string_view name) {
    const auto* const found = std::lower_bound(std::begin(kRoutes), std::end(kRoutes), name,
                                               [](const Route& route, std::string_view n) { return route.name < n; });
    return found != std::end(kRoutes) && found->name == name ? found : nullptr;
}

Result<void> check_call(const Route& route, Call& call) {
    if (route.door == Door::machine && !is_operator(call.actor)) return not_found("route.unknown");
    if (!call.actor.may(route.permission)) {
        if (call.actor.is_anonymous()) return unauthenticated("token.missing");
        QY_CHECK(audit_denial(call, route));
        return denied("permission.denied", {std::string(model::to_string(route.permission))});
    }
    return {};
}

Result<Answer> call_function(const Route& route, const Json& body, Call& call) {
    QY_CHECK(check_call(route, call));
    return route.handler(body, call);
}

}  // namespace qy::presentation
