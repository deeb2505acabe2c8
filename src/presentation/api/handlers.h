#pragma once
// The handlers of the route table, one file per area. Each reads its body with ObjectReader, so that every fault is
// told at once.
#include "base/limits.h"
#include "presentation/api.h"

namespace qy::presentation::handlers {

#define QY_HANDLER(name) Result<Answer> name(const Json& body, Call& call)
QY_HANDLER(trace_query);
QY_HANDLER(trace_search);
QY_HANDLER(trace_verify);
QY_HANDLER(scan_confirm);
QY_HANDLER(scan_wechat_config);
QY_HANDLER(event_capture);
QY_HANDLER(change_stream);
QY_HANDLER(lot_history);
QY_HANDLER(policy_add);
QY_HANDLER(policy_list);
QY_HANDLER(policy_remove);
QY_HANDLER(submission_claim);
QY_HANDLER(submission_queue);
QY_HANDLER(submission_release);
QY_HANDLER(event_export);
QY_HANDLER(export_approve);
QY_HANDLER(export_list);
QY_HANDLER(export_propose);
QY_HANDLER(export_reject);
QY_HANDLER(archive_export);
QY_HANDLER(archive_import);
QY_HANDLER(import_cancel);
QY_HANDLER(import_files);
QY_HANDLER(import_list);
QY_HANDLER(import_pause);
QY_HANDLER(farmer_register);
QY_HANDLER(import_preview);
QY_HANDLER(import_resume);
QY_HANDLER(import_result);
QY_HANDLER(import_rows);
QY_HANDLER(import_status);
QY_HANDLER(import_upload);
QY_HANDLER(import_work);
QY_HANDLER(import_start);
QY_HANDLER(import_template);
QY_HANDLER(submission_comment);
QY_HANDLER(submission_decide_import);
QY_HANDLER(submission_list);
QY_HANDLER(submission_get);
QY_HANDLER(submission_rebase);
QY_HANDLER(submission_submit);
QY_HANDLER(submission_approve);
QY_HANDLER(submission_return);
QY_HANDLER(submission_reject);
QY_HANDLER(submission_withdraw);
QY_HANDLER(code_list_ranges);
QY_HANDLER(field_list);
QY_HANDLER(lot_list);
QY_HANDLER(party_find);
QY_HANDLER(party_names);
QY_HANDLER(product_history);
QY_HANDLER(product_list);
QY_HANDLER(product_save);
QY_HANDLER(clock_confirm);
QY_HANDLER(clock_show);
QY_HANDLER(certificate_print);
QY_HANDLER(category_export);
QY_HANDLER(category_import);
QY_HANDLER(category_list);
QY_HANDLER(category_merge);
QY_HANDLER(category_move);
QY_HANDLER(category_preview_change);
QY_HANDLER(category_retire);
QY_HANDLER(category_save);
QY_HANDLER(category_show);
QY_HANDLER(category_split);
QY_HANDLER(dictionary_export);
QY_HANDLER(dictionary_import);
QY_HANDLER(dictionary_list);
QY_HANDLER(dictionary_preview_change);
QY_HANDLER(dictionary_retire);
QY_HANDLER(dictionary_save);
QY_HANDLER(dictionary_show);
QY_HANDLER(code_issue);
QY_HANDLER(code_bind);
QY_HANDLER(code_check);
QY_HANDLER(code_freeze);
QY_HANDLER(code_export);
QY_HANDLER(code_set_state);
QY_HANDLER(code_add_alias);
QY_HANDLER(label_list_templates);
QY_HANDLER(label_preview);
QY_HANDLER(label_print);
QY_HANDLER(carton_list);
QY_HANDLER(carton_number);
QY_HANDLER(carton_print);
QY_HANDLER(carton_save_prefix);
QY_HANDLER(label_order_approve);
QY_HANDLER(label_order_assign);
QY_HANDLER(label_order_cancel);
QY_HANDLER(label_order_fetch);
QY_HANDLER(label_order_get);
QY_HANDLER(label_order_list);
QY_HANDLER(label_order_list_printers);
QY_HANDLER(label_order_print);
QY_HANDLER(label_order_queue);
QY_HANDLER(label_order_receive);
QY_HANDLER(label_order_refuse);
QY_HANDLER(label_order_renew);
QY_HANDLER(label_order_request);
QY_HANDLER(label_order_settle);
QY_HANDLER(label_order_ship);
QY_HANDLER(brand_grant);
QY_HANDLER(brand_list);
QY_HANDLER(brand_list_grants);
QY_HANDLER(brand_list_licensees);
QY_HANDLER(brand_set_grant_state);
QY_HANDLER(key_export_public);
QY_HANDLER(key_list);
QY_HANDLER(key_rewrap);
QY_HANDLER(key_rotate);
QY_HANDLER(ledger_verify);
QY_HANDLER(party_list_audiences);
QY_HANDLER(party_narrow_audience);
QY_HANDLER(person_erase);
QY_HANDLER(person_find);
QY_HANDLER(person_tell);
QY_HANDLER(user_add);
QY_HANDLER(user_role);
QY_HANDLER(user_token);
QY_HANDLER(token_list);
QY_HANDLER(token_revoke);
QY_HANDLER(user_list_tokens);
QY_HANDLER(user_revoke_token);
QY_HANDLER(audit_adopt);
QY_HANDLER(audit_export);
QY_HANDLER(audit_list);
QY_HANDLER(audit_search);
QY_HANDLER(audit_verify);
QY_HANDLER(session_whoami);
QY_HANDLER(factor_confirm_totp);
QY_HANDLER(factor_enrol_sm2);
QY_HANDLER(factor_enrol_totp);
QY_HANDLER(factor_list);
QY_HANDLER(factor_remove);
QY_HANDLER(factor_renew_recovery_codes);
QY_HANDLER(media_get);
QY_HANDLER(media_list);
QY_HANDLER(media_part);
QY_HANDLER(media_remove);
QY_HANDLER(media_upload);
QY_HANDLER(network_clear);
QY_HANDLER(network_list);
QY_HANDLER(network_propose);
QY_HANDLER(permission_list);
QY_HANDLER(role_approve);
QY_HANDLER(role_list);
QY_HANDLER(role_list_proposals);
QY_HANDLER(role_propose);
QY_HANDLER(role_propose_change);
QY_HANDLER(role_reject);
QY_HANDLER(role_restore);
QY_HANDLER(role_show);
QY_HANDLER(rule_list);
QY_HANDLER(rule_propose);
QY_HANDLER(session_captcha);
QY_HANDLER(session_challenge);
QY_HANDLER(session_list);
QY_HANDLER(session_login);
QY_HANDLER(session_logout);
QY_HANDLER(session_reauthenticate);
QY_HANDLER(session_revoke);
QY_HANDLER(user_change_password);
QY_HANDLER(user_consent);
QY_HANDLER(user_create);
QY_HANDLER(user_list);
QY_HANDLER(user_lock);
QY_HANDLER(user_profile);
QY_HANDLER(user_redeem);
QY_HANDLER(user_reset);
QY_HANDLER(user_save_profile);
QY_HANDLER(user_set_password);
QY_HANDLER(user_unlock);
QY_HANDLER(party_register);
QY_HANDLER(privacy_cancel);
QY_HANDLER(privacy_close_account);
QY_HANDLER(privacy_complete);
QY_HANDLER(privacy_consents);
QY_HANDLER(privacy_export);
QY_HANDLER(privacy_list);
QY_HANDLER(privacy_queue);
QY_HANDLER(privacy_refuse);
QY_HANDLER(privacy_request);
QY_HANDLER(privacy_take);
QY_HANDLER(privacy_withdraw_consent);
QY_HANDLER(shipment_link);
QY_HANDLER(shipment_list_links);
QY_HANDLER(shipment_record);
QY_HANDLER(shipment_revoke);
QY_HANDLER(shipment_view);
QY_HANDLER(record_export);
QY_HANDLER(report_answer);
QY_HANDLER(report_close);
QY_HANDLER(report_forget_contact);
QY_HANDLER(report_get);
QY_HANDLER(report_queue);
QY_HANDLER(report_send);
QY_HANDLER(report_take);
QY_HANDLER(report_view);
QY_HANDLER(registration_approve);
QY_HANDLER(registration_confirm);
QY_HANDLER(registration_correct);
QY_HANDLER(registration_get);
QY_HANDLER(registration_list);
QY_HANDLER(registration_reject);
QY_HANDLER(registration_return);
QY_HANDLER(registration_returned);
QY_HANDLER(user_accept);
QY_HANDLER(user_forgot);
QY_HANDLER(user_invite);
QY_HANDLER(user_list_invitations);
QY_HANDLER(user_recover);
QY_HANDLER(user_register);
QY_HANDLER(user_revoke_invitation);
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

inline constexpr std::size_t kNameMax = 64;  ///< of users, roles, fields

/// Where a list goes on, and how far.
struct PageOf {
    std::int64_t after = 0;
    std::int64_t limit = 0;
};
template <class AnyId>
PageOf read_page(ObjectReader& in) {
    PageOf page;
    page.limit = in.optional_integer("limit", 1, limits::list_items_max).value_or(limits::list_items_default);
    if (in.has("cursor")) page.after = read_id<AnyId>(in, "cursor").number();
    return page;
}
inline Answer list_answer(JsonArray items, Json next) {
    return Answer{JsonObject{{"items", std::move(items)}, {"next_cursor", std::move(next)}}, {}, false};
}

/// What a call was about, for its audit record where the change writes none of its own: nothing had to be changed.
inline void name_object(const Call& call, std::string object) {
    if (call.actor.trail != nullptr) call.actor.trail->object = std::move(object);
}

}  // namespace qy::presentation::handlers
