#include <algorithm>

#include "base/clock.h"
#include "business/audit.h"
#include "business/sessions.h"
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
    {"factor.confirm_totp", &factor_confirm_totp, signed_in, Door::partner, Once::no, "启用动态口令",
     "Confirm one-time codes", Needs::session | Needs::open_while_bound},
    {"factor.enrol_sm2", &factor_enrol_sm2, signed_in, Door::partner, Once::no, "登记国密密钥", "Enrol an SM2 key",
     Needs::session | Needs::recent | Needs::open_while_bound},
    {"factor.enrol_totp", &factor_enrol_totp, signed_in, Door::partner, Once::no, "登记动态口令",
     "Enrol one-time codes", Needs::session | Needs::recent | Needs::open_while_bound},
    {"factor.list", &factor_list, signed_in, Door::partner, Once::no, "第二因素列表", "List second factors",
     Needs::session | Needs::open_while_bound},
    {"factor.remove", &factor_remove, signed_in, Door::partner, Once::no, "移除第二因素", "Remove a second factor",
     Needs::session | Needs::recent},
    {"factor.renew_recovery_codes", &factor_renew_recovery_codes, signed_in, Door::partner, Once::no, "更换恢复码",
     "New recovery codes", Needs::session | Needs::recent},
    {"import.start", &import_start, record_events, Door::partner, Once::by_rows, "导入文件", "Import a file"},
    {"key.list", &key_list, operate, Door::machine, Once::no, "查看密钥", "List the keys"},
    {"key.rewrap", &key_rewrap, operate, Door::machine, Once::no, "更换主密钥", "Put the keys under a new master key"},
    {"key.rotate", &key_rotate, operate, Door::machine, Once::no, "轮换密钥", "Make a new key of a purpose"},
    {"ledger.verify", &ledger_verify, read_audit, Door::partner, Once::no, "校验台账", "Verify the ledger"},
    {"person.erase", &person_erase, manage_persons, Door::partner, Once::by_rows, "删除个人信息", "Erase a person"},
    {"person.find", &person_find, manage_persons, Door::partner, Once::no, "查找个人信息", "Find a person's records"},
    {"person.tell", &person_tell, manage_persons, Door::partner, Once::no, "提供个人信息副本",
     "Tell what is kept of a person"},
    {"product.save", &product_save, save_products, Door::partner, Once::with_answer, "变更产品信息",
     "Change a product"},
    {"role.approve", &role_approve, manage_users, Door::partner, Once::no, "批准角色变更", "Approve a change of roles",
     Needs::session | Needs::recent},
    {"role.list", &role_list, manage_users, Door::partner, Once::no, "角色变更列表", "List proposed changes of roles"},
    {"role.propose", &role_propose, manage_users, Door::partner, Once::no, "提议角色变更", "Propose a change of roles",
     Needs::session | Needs::recent},
    {"role.reject", &role_reject, manage_users, Door::partner, Once::no, "驳回或撤回角色变更",
     "Reject or withdraw a change of roles", Needs::session | Needs::recent},
    {"scan.confirm", &scan_confirm, anyone, Door::open, Once::no, "确认一次扫码", "Count a scan"},
    {"session.captcha", &session_captcha, anyone, Door::open, Once::no, "获取验证码", "Get a captcha"},
    {"session.challenge", &session_challenge, anyone, Door::open, Once::no, "获取待签名的随机数",
     "Get a nonce to sign"},
    {"session.list", &session_list, signed_in, Door::partner, Once::no, "我的会话", "My sessions", Needs::session},
    {"session.login", &session_login, anyone, Door::open, Once::no, "登录", "Sign in", Needs::same_site},
    {"session.logout", &session_logout, signed_in, Door::partner, Once::no, "退出登录", "Sign out",
     Needs::session | Needs::open_while_bound},
    {"session.reauthenticate", &session_reauthenticate, signed_in, Door::partner, Once::no, "再次验证身份",
     "Prove yourself again", Needs::session | Needs::open_while_bound},
    {"session.revoke", &session_revoke, signed_in, Door::partner, Once::no, "结束我的会话", "End one of my sessions",
     Needs::session},
    {"session.whoami", &session_whoami, signed_in, Door::partner, Once::no, "当前用户", "Who am I",
     Needs::open_while_bound | Needs::no_csrf_token},
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
    {"user.change_password", &user_change_password, signed_in, Door::partner, Once::no, "修改密码",
     "Change the password", Needs::session | Needs::open_while_bound},
    {"user.consent", &user_consent, signed_in, Door::partner, Once::no, "同意隐私政策", "Consent to the privacy policy",
     Needs::session | Needs::open_while_bound},
    {"user.create", &user_create, manage_users, Door::partner, Once::no, "创建用户", "Create a user",
     Needs::session | Needs::recent},
    {"user.list", &user_list, manage_users, Door::partner, Once::no, "用户列表", "List users"},
    {"user.lock", &user_lock, manage_users, Door::partner, Once::no, "停用用户", "Lock a user", Needs::recent},
    {"user.profile", &user_profile, signed_in, Door::partner, Once::no, "我的资料", "My data", Needs::session},
    {"user.redeem", &user_redeem, anyone, Door::open, Once::no, "用一次性密钥设置密码",
     "Set a password with a one-time secret"},
    {"user.reset", &user_reset, manage_users, Door::partner, Once::no, "重置用户密码", "Reset a user's password",
     Needs::recent},
    {"user.role", &user_role, operate, Door::machine, Once::no, "变更用户角色", "Change a user's roles"},
    {"user.save_profile", &user_save_profile, signed_in, Door::partner, Once::no, "修改我的资料", "Change my data",
     Needs::session},
    {"user.set_password", &user_set_password, operate, Door::machine, Once::no, "设置用户密码",
     "Set a user's password"},
    {"user.token", &user_token, operate, Door::machine, Once::no, "签发访问令牌", "Issue a bearer token"},
    {"user.unlock", &user_unlock, manage_users, Door::partner, Once::no, "恢复用户", "Unlock a user", Needs::recent},
};
static_assert(std::is_sorted(std::begin(kRoutes), std::end(kRoutes),
                             [](const Route& a, const Route& b) { return a.name < b.name; }));

bool is_operator(const model::Actor& actor) {
    return actor.channel == model::Channel::operator_command || actor.channel == model::Channel::demo;
}

/// What the function asks of the session, and what the session has to do before. The operator's commands are never
/// dangerous: they act at once.
Result<void> check_session(const Route& route, const Call& call) {
    const auto* const session = call.visitor.session;
    const bool recent = has(route.needs, Needs::recent) && !is_operator(call.actor);
    if (session == nullptr) {
        if (recent || has(route.needs, Needs::session)) return denied("session.needed");
        return {};
    }
    if (!session->musts.empty() && !has(route.needs, Needs::open_while_bound) && route.permission != anyone) {
        return denied("session.bound", {std::string(to_string(session->musts.front()))});
    }
    if (recent && !session->recent) return denied("session.not_recent");
    return {};
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
    return check_session(route, call);
}

Result<Answer> call_function(const Route& route, const Json& body, Call& call) {
    QY_CHECK(check_call(route, call));
    return route.handler(body, call);
}

}  // namespace qy::presentation
