#include <algorithm>

#include "base/clock.h"
#include "business/audit_keeper.h"
#include "business/sessions.h"
#include "handlers.h"
#include "presentation/api.h"
#include "route_rules.h"

namespace qy::presentation {
namespace {

using namespace handlers;  // NOLINT(google-build-using-namespace): the table names nothing else
using enum model::Permission;

constexpr Route kRoutes[] = {
    {"archive.export", &archive_export, read_submissions, Door::partner, Once::no, Audit::yes, "导出档案",
     "Export an archive"},
    {"archive.import", &archive_import, operate, Door::machine, Once::no, Audit::yes, "导入整库档案",
     "Take an archive in"},
    {"audit.adopt", &audit_adopt, operate, Door::machine, Once::no, Audit::yes, "确认恢复后的审计链",
     "Adopt the audit chain after a restore"},
    {"audit.export", &audit_export, read_audit, Door::partner, Once::no, Audit::yes, "导出审计记录",
     "Export audit records"},
    {"audit.list", &audit_list, read_audit, Door::partner, Once::no, Audit::yes, "查看审计记录", "Audit records"},
    {"audit.search", &audit_search, read_audit, Door::partner, Once::no, Audit::yes, "检索审计记录",
     "Search audit records"},
    {"audit.verify", &audit_verify, read_audit, Door::partner, Once::no, Audit::yes, "校验审计链",
     "Verify the audit chain"},
    {"brand.grant", &brand_grant, grant_brand, Door::partner, Once::with_answer, Audit::yes, "授予品牌使用权",
     "Grant the use of a brand"},
    {"brand.list", &brand_list, signed_in, Door::partner, Once::no, Audit::no, "品牌列表", "Brands"},
    {"brand.list_grants", &brand_list_grants, signed_in, Door::partner, Once::no, Audit::no, "品牌使用权列表",
     "Grants of brands"},
    {"brand.list_licensees", &brand_list_licensees, anyone, Door::open, Once::no, Audit::no, "品牌的授权企业名单",
     "Who may use a brand"},
    {"brand.set_grant_state", &brand_set_grant_state, grant_brand, Door::partner, Once::with_answer, Audit::yes,
     "暂停、恢复或收回品牌使用权", "Suspend, restore or withdraw a grant", Needs::recent},
    {"carton.list", &carton_list, read_submissions, Door::partner, Once::no, Audit::no, "包装箱列表",
     "Cartons by their SSCC"},
    {"carton.number", &carton_number, issue_codes, Door::partner, Once::with_answer, Audit::yes, "发放箱码",
     "Number cartons"},
    {"carton.print", &carton_print, issue_codes, Door::partner, Once::no, Audit::yes, "打印箱标", "Labels of cartons"},
    {"carton.save_prefix", &carton_save_prefix, save_products, Door::partner, Once::with_answer, Audit::yes,
     "登记厂商识别代码", "Keep the GS1 company prefix"},
    {"category.export", &category_export, signed_in, Door::partner, Once::no, Audit::yes, "导出分类目录",
     "Export the category tree"},
    {"category.import", &category_import, manage_catalogue, Door::partner, Once::with_answer, Audit::yes,
     "导入分类目录", "Import a category tree"},
    {"category.list", &category_list, signed_in, Door::partner, Once::no, Audit::no, "分类目录", "Categories"},
    {"category.merge", &category_merge, manage_catalogue, Door::partner, Once::with_answer, Audit::yes, "合并类别",
     "Merge categories"},
    {"category.move", &category_move, manage_catalogue, Door::partner, Once::with_answer, Audit::yes, "移动类别",
     "Move a category"},
    {"category.preview_change", &category_preview_change, manage_catalogue, Door::partner, Once::no, Audit::no,
     "预览目录变更的影响", "What a change of the catalogue would do"},
    {"category.retire", &category_retire, manage_catalogue, Door::partner, Once::with_answer, Audit::yes, "停用类别",
     "Retire a category"},
    {"category.save", &category_save, manage_catalogue, Door::partner, Once::with_answer, Audit::yes, "新增或修改类别",
     "Make or change a category"},
    {"category.show", &category_show, signed_in, Door::partner, Once::no, Audit::no, "查看类别及其历史",
     "One category and its history"},
    {"category.split", &category_split, manage_catalogue, Door::partner, Once::with_answer, Audit::yes, "拆分类别",
     "Split a category"},
    {"certificate.print", &certificate_print, read_submissions, Door::partner, Once::no, Audit::yes,
     "打印承诺达标合格证", "Print a commitment certificate"},
    {"change.stream", &change_stream, anyone, Door::open, Once::no, Audit::no, "变更事件流",
     "Changes, told while they happen", Needs::no_csrf_token | Needs::no_use},
    {"clock.confirm", &clock_confirm, operate, Door::machine, Once::no, Audit::yes, "确认系统时间",
     "Confirm the clock"},
    {"clock.show", &clock_show, operate, Door::machine, Once::no, Audit::yes, "查看系统时间", "Show the clock"},
    {"code.add_alias", &code_add_alias, issue_codes, Door::partner, Once::with_answer, Audit::yes, "登记外部系统的码",
     "Map a foreign code"},
    {"code.bind", &code_bind, issue_codes, Door::partner, Once::with_answer, Audit::yes, "按首末标签绑定批次",
     "Bind labels to a lot"},
    {"code.check", &code_check, signed_in, Door::partner, Once::no, Audit::no, "核对溯源码", "Check codes"},
    {"code.export", &code_export, export_codes, Door::partner, Once::no, Audit::yes, "导出溯源码",
     "Export the codes of a range"},
    {"code.freeze", &code_freeze, freeze_codes, Door::partner, Once::with_answer, Audit::yes, "冻结或解冻溯源码",
     "Freeze or unfreeze codes", Needs::recent},
    {"code.issue", &code_issue, issue_codes, Door::partner, Once::with_answer, Audit::yes, "发放溯源码", "Issue codes"},
    {"code.list_ranges", &code_list_ranges, read_submissions, Door::partner, Once::no, Audit::no, "码段列表",
     "Ranges of codes"},
    {"code.set_state", &code_set_state, issue_codes, Door::partner, Once::with_answer, Audit::yes, "变更码段状态",
     "Move a range on"},
    {"dictionary.export", &dictionary_export, signed_in, Door::partner, Once::no, Audit::yes, "导出数据字典",
     "Export the dictionary"},
    {"dictionary.import", &dictionary_import, manage_catalogue, Door::partner, Once::with_answer, Audit::yes,
     "导入数据字典", "Import words of the dictionary"},
    {"dictionary.list", &dictionary_list, signed_in, Door::partner, Once::no, Audit::no, "数据字典",
     "Types and items of the dictionary"},
    {"dictionary.preview_change", &dictionary_preview_change, manage_catalogue, Door::partner, Once::no, Audit::no,
     "预览字典变更的影响", "What a change of the dictionary would do"},
    {"dictionary.retire", &dictionary_retire, manage_catalogue, Door::partner, Once::with_answer, Audit::yes,
     "停用字典项", "Retire an item of the dictionary"},
    {"dictionary.save", &dictionary_save, manage_catalogue, Door::partner, Once::with_answer, Audit::yes,
     "新增或修改字典项", "Make or change an item of the dictionary"},
    {"dictionary.show", &dictionary_show, signed_in, Door::partner, Once::no, Audit::no, "查看字典项及其历史",
     "One item of the dictionary and its history"},
    {"event.capture", &event_capture, record_events, Door::partner, Once::with_answer, Audit::yes, "采集记录",
     "Capture rows"},
    {"event.export", &event_export, read_submissions, Door::partner, Once::no, Audit::yes, "导出事件",
     "Export events as EPCIS"},
    {"export.approve", &export_approve, review, Door::partner, Once::with_answer, Audit::yes, "同意导出个人信息",
     "Agree to an export of personal data", Needs::recent},
    {"export.list", &export_list, read_submissions, Door::partner, Once::no, Audit::no, "导出申请列表",
     "Asked exports of personal data"},
    {"export.propose", &export_propose, manage_persons, Door::partner, Once::with_answer, Audit::yes,
     "申请导出个人信息", "Ask for an export of personal data"},
    {"export.reject", &export_reject, read_submissions, Door::partner, Once::with_answer, Audit::yes,
     "拒绝或撤回导出申请", "Refuse or take back an export of personal data"},
    {"factor.confirm_totp", &factor_confirm_totp, signed_in, Door::partner, Once::no, Audit::yes, "启用动态口令",
     "Confirm one-time codes", Needs::session | Needs::open_while_bound},
    {"factor.enrol_sm2", &factor_enrol_sm2, signed_in, Door::partner, Once::no, Audit::yes, "登记国密密钥",
     "Enrol an SM2 key", Needs::session | Needs::recent | Needs::open_while_bound},
    {"factor.enrol_totp", &factor_enrol_totp, signed_in, Door::partner, Once::no, Audit::yes, "登记动态口令",
     "Enrol one-time codes", Needs::session | Needs::recent | Needs::open_while_bound},
    {"factor.list", &factor_list, signed_in, Door::partner, Once::no, Audit::no, "第二因素列表", "List second factors",
     Needs::session | Needs::open_while_bound},
    {"factor.remove", &factor_remove, signed_in, Door::partner, Once::no, Audit::yes, "移除第二因素",
     "Remove a second factor", Needs::session | Needs::recent},
    {"factor.renew_recovery_codes", &factor_renew_recovery_codes, signed_in, Door::partner, Once::no, Audit::yes,
     "更换恢复码", "New recovery codes", Needs::session | Needs::recent},
    {"farmer.register", &farmer_register, anyone, Door::open, Once::no, Audit::yes, "农户注册", "Register a farmer"},
    {"field.list", &field_list, signed_in, Door::partner, Once::no, Audit::no, "记录字段", "Fields of records"},
    {"import.cancel", &import_cancel, record_events, Door::partner, Once::no, Audit::yes, "取消导入",
     "Cancel an import"},
    {"import.files", &import_files, record_events, Door::partner, Once::no, Audit::no, "导入附件结果",
     "Outcomes of an import's attachments"},
    {"import.list", &import_list, record_events, Door::partner, Once::no, Audit::no, "导入列表", "List imports"},
    {"import.pause", &import_pause, record_events, Door::partner, Once::no, Audit::yes, "暂停导入", "Pause an import"},
    {"import.preview", &import_preview, record_events, Door::partner, Once::no, Audit::no, "预览导入",
     "Preview an import"},
    {"import.result", &import_result, record_events, Door::partner, Once::no, Audit::yes, "下载导入结果",
     "The file of an import with what became of its rows"},
    {"import.resume", &import_resume, record_events, Door::partner, Once::no, Audit::yes, "继续导入",
     "Resume an import"},
    {"import.rows", &import_rows, record_events, Door::partner, Once::no, Audit::no, "导入逐行结果",
     "Outcomes of an import's rows"},
    {"import.start", &import_start, record_events, Door::partner, Once::by_rows, Audit::yes, "导入文件",
     "Import a file"},
    {"import.status", &import_status, record_events, Door::partner, Once::no, Audit::no, "导入进度",
     "Progress of an import"},
    {"import.template", &import_template, signed_in, Door::partner, Once::no, Audit::no, "下载填写模板",
     "A workbook to fill in"},
    {"import.upload", &import_upload, record_events, Door::partner, Once::no, Audit::no, "分段上传文件",
     "Send a file in parts"},
    {"import.work", &import_work, operate, Door::machine, Once::no, Audit::yes, "推进导入", "Go on with an import"},
    {"key.export_public", &key_export_public, operate, Door::machine, Once::no, Audit::yes, "导出签名公钥",
     "Export the public keys that verify"},
    {"key.list", &key_list, operate, Door::machine, Once::no, Audit::yes, "查看密钥", "List the keys"},
    {"key.rewrap", &key_rewrap, operate, Door::machine, Once::no, Audit::yes, "更换主密钥",
     "Put the keys under a new master key"},
    {"key.rotate", &key_rotate, operate, Door::machine, Once::no, Audit::yes, "轮换密钥",
     "Make a new key of a purpose"},
    {"label.list_templates", &label_list_templates, signed_in, Door::partner, Once::no, Audit::no, "标签版式",
     "Templates of labels"},
    {"label.preview", &label_preview, export_codes, Door::partner, Once::no, Audit::no, "预览标签",
     "A specimen of a label"},
    {"label.print", &label_print, export_codes, Door::partner, Once::no, Audit::yes, "打印标签",
     "Labels of a range for print"},
    {"label_order.approve", &label_order_approve, review, Door::partner, Once::with_answer, Audit::yes, "批准标签订单",
     "Approve a label order"},
    {"label_order.assign", &label_order_assign, issue_codes, Door::partner, Once::no, Audit::yes,
     "将标签订单交印制单位", "Give a label order to a printing house"},
    {"label_order.cancel", &label_order_cancel, issue_codes, Door::partner, Once::with_answer, Audit::yes,
     "取消标签订单", "Cancel a label order"},
    {"label_order.fetch", &label_order_fetch, print_labels, Door::partner, Once::no, Audit::yes, "一次性下载待印标签",
     "Fetch the labels of an order, once"},
    {"label_order.get", &label_order_get, read_submissions, Door::partner, Once::no, Audit::no, "查看标签订单",
     "One label order"},
    {"label_order.list", &label_order_list, read_submissions, Door::partner, Once::no, Audit::no, "标签订单列表",
     "Label orders"},
    {"label_order.list_printers", &label_order_list_printers, signed_in, Door::partner, Once::no, Audit::no,
     "标签印制单位列表", "Printing houses"},
    {"label_order.print", &label_order_print, print_labels, Door::partner, Once::with_answer, Audit::yes,
     "报告标签已印制", "Report labels as printed"},
    {"label_order.queue", &label_order_queue, print_labels, Door::partner, Once::no, Audit::no, "交给本企业的标签订单",
     "Label orders given to the own party"},
    {"label_order.receive", &label_order_receive, issue_codes, Door::partner, Once::with_answer, Audit::yes,
     "确认标签到货", "Confirm that labels came"},
    {"label_order.refuse", &label_order_refuse, review, Door::partner, Once::with_answer, Audit::yes, "拒绝标签订单",
     "Refuse a label order"},
    {"label_order.renew", &label_order_renew, issue_codes, Door::partner, Once::no, Audit::yes, "重新制作待印文件",
     "Make the file of a label order anew"},
    {"label_order.request", &label_order_request, issue_codes, Door::partner, Once::with_answer, Audit::yes, "申请标签",
     "Ask for labels"},
    {"label_order.settle", &label_order_settle, issue_codes, Door::partner, Once::with_answer, Audit::yes,
     "结清标签订单、作废剩余标签", "Settle a label order, void what is left"},
    {"label_order.ship", &label_order_ship, print_labels, Door::partner, Once::with_answer, Audit::yes,
     "报告标签已发货", "Report labels as shipped"},
    {"ledger.verify", &ledger_verify, read_audit, Door::partner, Once::no, Audit::yes, "校验台账", "Verify the ledger"},
    {"lot.history", &lot_history, read_submissions, Door::partner, Once::no, Audit::personal, "批次记录的历史",
     "How the record of a lot came to be"},
    {"lot.list", &lot_list, read_submissions, Door::partner, Once::no, Audit::no, "批次列表", "Lots"},
    {"media.get", &media_get, anyone, Door::open, Once::no, Audit::personal, "查看照片或文件", "A photo or document",
     Needs::no_csrf_token},
    {"media.list", &media_list, read_submissions, Door::partner, Once::no, Audit::no, "照片和文件列表",
     "Photos and documents"},
    {"media.part", &media_part, record_events, Door::partner, Once::no, Audit::no, "分段上传文件",
     "Send a file in parts"},
    {"media.remove", &media_remove, record_events, Door::partner, Once::no, Audit::yes, "删除照片或文件",
     "Remove a photo or document"},
    {"media.upload", &media_upload, record_events, Door::partner, Once::no, Audit::yes, "上传照片或文件",
     "Add a photo or document"},
    {"network.clear", &network_clear, operate, Door::machine, Once::no, Audit::yes, "清除网络规则",
     "Clear a rule of networks"},
    {"network.list", &network_list, manage_users, Door::partner, Once::no, Audit::no, "网络规则列表",
     "List rules of networks"},
    {"network.propose", &network_propose, manage_users, Door::partner, Once::no, Audit::yes, "提议网络规则",
     "Propose from where functions may be called", Needs::session | Needs::recent},
    {"party.find", &party_find, grant_brand, Door::partner, Once::no, Audit::no, "按名称或代码查找企业",
     "Find a party by name or code"},
    {"party.list_audiences", &party_list_audiences, narrow_audience, Door::partner, Once::no, Audit::no, "字段可见范围",
     "Who sees which fields"},
    {"party.names", &party_names, read_submissions, Door::partner, Once::no, Audit::no, "企业名称", "Names of parties"},
    {"party.narrow_audience", &party_narrow_audience, narrow_audience, Door::partner, Once::with_answer, Audit::yes,
     "收窄字段可见范围", "Narrow who sees fields"},
    {"party.register", &party_register, anyone, Door::open, Once::no, Audit::yes, "企业注册", "Register a party"},
    {"permission.list", &permission_list, manage_users, Door::partner, Once::no, Audit::no, "权限列表",
     "List permissions"},
    {"person.erase", &person_erase, manage_persons, Door::partner, Once::by_rows, Audit::yes, "删除个人信息",
     "Erase a person", Needs::recent},
    {"person.find", &person_find, manage_persons, Door::partner, Once::no, Audit::yes, "查找个人信息",
     "Find a person's records"},
    {"person.tell", &person_tell, manage_persons, Door::partner, Once::no, Audit::yes, "提供个人信息副本",
     "Tell what is kept of a person", Needs::recent},
    {"policy.add", &policy_add, manage_parties, Door::partner, Once::with_answer, Audit::yes, "新增审核策略",
     "Add a policy of review", Needs::recent},
    {"policy.list", &policy_list, manage_parties, Door::partner, Once::no, Audit::no, "审核策略列表",
     "Policies of review"},
    {"policy.remove", &policy_remove, manage_parties, Door::partner, Once::with_answer, Audit::yes, "删除审核策略",
     "Remove a policy of review", Needs::recent},
    {"privacy.cancel", &privacy_cancel, signed_in, Door::partner, Once::no, Audit::yes, "取消我的个人信息请求",
     "Cancel a request of mine", Needs::session | Needs::open_while_bound},
    {"privacy.close_account", &privacy_close_account, signed_in, Door::partner, Once::no, Audit::yes, "注销我的账号",
     "Close my account", Needs::session | Needs::recent | Needs::open_while_bound},
    {"privacy.complete", &privacy_complete, manage_users, Door::partner, Once::no, Audit::yes, "办结个人信息请求",
     "Carry a request of a user out", Needs::session | Needs::recent},
    {"privacy.consents", &privacy_consents, signed_in, Door::partner, Once::no, Audit::no, "我的同意记录",
     "My consents", Needs::session | Needs::open_while_bound},
    {"privacy.export", &privacy_export, signed_in, Door::partner, Once::no, Audit::yes, "导出我的个人信息",
     "A copy of my data", Needs::session | Needs::recent | Needs::open_while_bound},
    {"privacy.list", &privacy_list, signed_in, Door::partner, Once::no, Audit::no, "我的个人信息请求",
     "My requests about my data", Needs::session | Needs::open_while_bound},
    {"privacy.queue", &privacy_queue, manage_users, Door::partner, Once::no, Audit::personal, "个人信息请求队列",
     "Requests of users about their data"},
    {"privacy.refuse", &privacy_refuse, manage_users, Door::partner, Once::no, Audit::yes, "不予办理个人信息请求",
     "Refuse a request of a user", Needs::session | Needs::recent},
    {"privacy.request", &privacy_request, signed_in, Door::partner, Once::no, Audit::yes, "提出个人信息请求",
     "Ask the platform about my data", Needs::session | Needs::open_while_bound},
    {"privacy.take", &privacy_take, manage_users, Door::partner, Once::no, Audit::yes, "受理个人信息请求",
     "Take a request of a user", Needs::session | Needs::recent},
    {"privacy.withdraw_consent", &privacy_withdraw_consent, signed_in, Door::partner, Once::no, Audit::yes, "撤回同意",
     "Withdraw my consent", Needs::session | Needs::open_while_bound},
    {"product.history", &product_history, read_submissions, Door::partner, Once::no, Audit::no, "产品的历史版本",
     "Versions of a product"},
    {"product.list", &product_list, read_submissions, Door::partner, Once::no, Audit::no, "产品列表", "Products"},
    {"product.save", &product_save, save_products, Door::partner, Once::with_answer, Audit::yes, "变更产品信息",
     "Change a product"},
    {"record.export", &record_export, read_submissions, Door::partner, Once::no, Audit::yes, "导出记录与台账",
     "Export records and documents"},
    {"registration.approve", &registration_approve, admit_users, Door::partner, Once::no, Audit::yes, "批准注册",
     "Approve a registration", Needs::recent},
    {"registration.confirm", &registration_confirm, anyone, Door::open, Once::no, Audit::yes, "确认注册的联系方式",
     "Prove the contact of a registration"},
    {"registration.correct", &registration_correct, anyone, Door::open, Once::no, Audit::yes, "补正注册",
     "Correct a returned registration"},
    {"registration.get", &registration_get, admit_users, Door::partner, Once::no, Audit::personal, "查看注册申请",
     "One registration"},
    {"registration.list", &registration_list, admit_users, Door::partner, Once::no, Audit::personal, "注册申请列表",
     "List registrations"},
    {"registration.reject", &registration_reject, admit_users, Door::partner, Once::no, Audit::yes, "驳回注册",
     "Reject a registration"},
    {"registration.return", &registration_return, admit_users, Door::partner, Once::no, Audit::yes, "退回注册补正",
     "Return a registration for correction"},
    {"registration.returned", &registration_returned, anyone, Door::open, Once::no, Audit::no, "查看退回的注册",
     "A returned registration"},
    {"report.answer", &report_answer, answer_reports, Door::partner, Once::no, Audit::yes, "答复举报或投诉",
     "Answer a report of a consumer"},
    {"report.close", &report_close, answer_reports, Door::partner, Once::no, Audit::yes, "办结举报或投诉",
     "Close a report of a consumer"},
    {"report.forget_contact", &report_forget_contact, anyone, Door::open, Once::no, Audit::yes,
     "删除举报或投诉的联系方式", "Take the contact out of one's report"},
    {"report.get", &report_get, read_reports, Door::partner, Once::no, Audit::personal, "查看举报或投诉",
     "A report of a consumer"},
    {"report.queue", &report_queue, read_reports, Door::partner, Once::no, Audit::personal, "举报与投诉队列",
     "Reports of consumers"},
    {"report.send", &report_send, anyone, Door::open, Once::no, Audit::yes, "提交举报或投诉",
     "Report what looks fake, or complain"},
    {"report.take", &report_take, answer_reports, Door::partner, Once::no, Audit::yes, "受理举报或投诉",
     "Take a report of a consumer"},
    {"report.view", &report_view, anyone, Door::open, Once::no, Audit::no, "查询举报或投诉的进度",
     "What became of one's report"},
    {"role.approve", &role_approve, manage_users, Door::partner, Once::no, Audit::yes, "批准角色或权限变更",
     "Approve a change of roles or rights", Needs::session | Needs::recent},
    {"role.list", &role_list, manage_users, Door::partner, Once::no, Audit::no, "角色列表", "List roles"},
    {"role.list_proposals", &role_list_proposals, manage_users, Door::partner, Once::no, Audit::no,
     "角色与权限变更列表", "List proposed changes"},
    {"role.propose", &role_propose, manage_users, Door::partner, Once::no, Audit::yes, "提议用户的角色变更",
     "Propose a role for a user", Needs::session | Needs::recent},
    {"role.propose_change", &role_propose_change, manage_users, Door::partner, Once::no, Audit::yes,
     "提议新角色或角色的权限变更", "Propose a role or what it gives", Needs::session | Needs::recent},
    {"role.reject", &role_reject, manage_users, Door::partner, Once::no, Audit::yes, "驳回或撤回角色与权限变更",
     "Reject or withdraw a proposed change", Needs::session | Needs::recent},
    {"role.restore", &role_restore, operate, Door::machine, Once::no, Audit::yes, "恢复内置角色",
     "Restore a built-in role"},
    {"role.show", &role_show, manage_users, Door::partner, Once::no, Audit::no, "查看角色", "Show a role"},
    {"rule.list", &rule_list, manage_users, Door::partner, Once::no, Audit::no, "字段变更规则列表",
     "List rules of who may change a field"},
    {"rule.propose", &rule_propose, manage_users, Door::partner, Once::no, Audit::yes, "提议字段变更规则",
     "Propose who may change a field", Needs::session | Needs::recent},
    {"scan.confirm", &scan_confirm, anyone, Door::open, Once::no, Audit::no, "确认一次扫码", "Count a scan"},
    {"scan.wechat_config", &scan_wechat_config, anyone, Door::open, Once::no, Audit::no, "获取微信扫一扫的授权",
     "What WeChat's scanner asks of a page"},
    {"session.captcha", &session_captcha, anyone, Door::open, Once::no, Audit::no, "获取验证码", "Get a captcha"},
    {"session.challenge", &session_challenge, anyone, Door::open, Once::no, Audit::no, "获取待签名的随机数",
     "Get a nonce to sign"},
    {"session.list", &session_list, signed_in, Door::partner, Once::no, Audit::no, "我的会话", "My sessions",
     Needs::session},
    {"session.login", &session_login, anyone, Door::open, Once::no, Audit::yes, "登录", "Sign in", Needs::same_site},
    {"session.logout", &session_logout, signed_in, Door::partner, Once::no, Audit::yes, "退出登录", "Sign out",
     Needs::session | Needs::open_while_bound},
    {"session.reauthenticate", &session_reauthenticate, signed_in, Door::partner, Once::no, Audit::yes, "再次验证身份",
     "Prove yourself again", Needs::session | Needs::open_while_bound},
    {"session.revoke", &session_revoke, signed_in, Door::partner, Once::no, Audit::yes, "结束我的会话",
     "End one of my sessions", Needs::session},
    {"session.whoami", &session_whoami, signed_in, Door::partner, Once::no, Audit::no, "当前用户", "Who am I",
     Needs::open_while_bound | Needs::no_csrf_token},
    {"shipment.link", &shipment_link, record_events, Door::partner, Once::no, Audit::yes, "签发运输链接",
     "Hand out a shipment link"},
    {"shipment.list_links", &shipment_list_links, record_events, Door::partner, Once::no, Audit::no, "运输链接列表",
     "List shipment links"},
    {"shipment.record", &shipment_record, anyone, Door::open, Once::no, Audit::yes, "凭运输链接记录",
     "Record by a shipment link"},
    {"shipment.revoke", &shipment_revoke, record_events, Door::partner, Once::no, Audit::yes, "撤销运输链接",
     "Revoke a shipment link"},
    {"shipment.view", &shipment_view, anyone, Door::open, Once::no, Audit::no, "查看运输链接",
     "What a shipment link is for"},
    {"submission.approve", &submission_approve, review, Door::partner, Once::with_answer, Audit::yes, "批准提交",
     "Approve a submission"},
    {"submission.claim", &submission_claim, review, Door::partner, Once::with_answer, Audit::yes, "领取待审提交",
     "Take a submission to look at"},
    {"submission.comment", &submission_comment, read_submissions, Door::partner, Once::with_answer, Audit::yes,
     "对提交留言", "Comment on a submission"},
    {"submission.decide_import", &submission_decide_import, review, Door::partner, Once::with_answer, Audit::yes,
     "整批审核导入", "Decide the submissions of an import"},
    {"submission.get", &submission_get, read_submissions, Door::partner, Once::no, Audit::personal, "查看提交",
     "One submission"},
    {"submission.list", &submission_list, read_submissions, Door::partner, Once::no, Audit::personal, "提交列表",
     "List submissions"},
    {"submission.queue", &submission_queue, review, Door::partner, Once::no, Audit::no, "待审队列",
     "What waits for review"},
    {"submission.rebase", &submission_rebase, read_submissions, Door::partner, Once::with_answer, Audit::yes,
     "按现行版本重新提交", "Submit again on the present version"},
    {"submission.reject", &submission_reject, review, Door::partner, Once::with_answer, Audit::yes, "驳回提交",
     "Reject a submission"},
    {"submission.release", &submission_release, review, Door::partner, Once::with_answer, Audit::yes, "放回待审队列",
     "Give a submission back to the queue"},
    {"submission.return", &submission_return, review, Door::partner, Once::with_answer, Audit::yes, "退回修改",
     "Return for correction"},
    {"submission.submit", &submission_submit, read_submissions, Door::partner, Once::with_answer, Audit::yes,
     "重新提交", "Submit a draft"},
    {"submission.withdraw", &submission_withdraw, read_submissions, Door::partner, Once::with_answer, Audit::yes,
     "撤回提交", "Withdraw a submission"},
    {"token.list", &token_list, signed_in, Door::partner, Once::no, Audit::no, "我的访问令牌", "My bearer tokens",
     Needs::session},
    {"token.revoke", &token_revoke, signed_in, Door::partner, Once::no, Audit::yes, "撤销我的访问令牌",
     "End one of my bearer tokens", Needs::session},
    {"trace.query", &trace_query, anyone, Door::open, Once::no, Audit::personal, "溯源查询", "Trace query"},
    {"trace.search", &trace_search, anyone, Door::open, Once::no, Audit::no, "按产品名称查询",
     "Search by product name"},
    {"trace.verify", &trace_verify, anyone, Door::open, Once::no, Audit::no, "验证防伪刮码", "Check a scratch-off PIN"},
    {"user.accept", &user_accept, anyone, Door::open, Once::no, Audit::yes, "接受邀请并开通账号",
     "Accept an invitation"},
    {"user.add", &user_add, operate, Door::machine, Once::no, Audit::yes, "新增用户", "Add a user"},
    {"user.change_password", &user_change_password, signed_in, Door::partner, Once::no, Audit::yes, "修改密码",
     "Change the password", Needs::session | Needs::open_while_bound},
    {"user.consent", &user_consent, signed_in, Door::partner, Once::no, Audit::yes, "同意隐私政策",
     "Consent to the privacy policy", Needs::session | Needs::open_while_bound},
    {"user.create", &user_create, manage_users, Door::partner, Once::no, Audit::yes, "创建用户", "Create a user",
     Needs::recent},
    {"user.forgot", &user_forgot, anyone, Door::open, Once::no, Audit::yes, "忘记密码",
     "Ask to reset a forgotten password"},
    {"user.invite", &user_invite, admit_users, Door::partner, Once::no, Audit::yes, "邀请用户", "Invite a user",
     Needs::recent},
    {"user.list", &user_list, manage_users, Door::partner, Once::no, Audit::no, "用户列表", "List users"},
    {"user.list_invitations", &user_list_invitations, admit_users, Door::partner, Once::no, Audit::personal, "邀请列表",
     "List invitations"},
    {"user.list_tokens", &user_list_tokens, manage_users, Door::partner, Once::no, Audit::no, "访问令牌列表",
     "Bearer tokens of users"},
    {"user.lock", &user_lock, manage_users, Door::partner, Once::no, Audit::yes, "停用用户", "Lock a user",
     Needs::recent},
    {"user.profile", &user_profile, signed_in, Door::partner, Once::no, Audit::no, "我的资料", "My data",
     Needs::session},
    {"user.recover", &user_recover, anyone, Door::open, Once::no, Audit::yes, "凭链接或验证码重设密码",
     "Set a password with a link or code"},
    {"user.redeem", &user_redeem, anyone, Door::open, Once::no, Audit::yes, "用一次性密钥设置密码",
     "Set a password with a one-time secret"},
    {"user.register", &user_register, anyone, Door::open, Once::no, Audit::yes, "个人注册并加入企业",
     "Register a person with a party"},
    {"user.reset", &user_reset, manage_users, Door::partner, Once::no, Audit::yes, "重置用户密码",
     "Reset a user's password", Needs::recent},
    {"user.revoke_invitation", &user_revoke_invitation, admit_users, Door::partner, Once::no, Audit::yes, "撤销邀请",
     "Revoke an invitation"},
    {"user.revoke_token", &user_revoke_token, manage_users, Door::partner, Once::no, Audit::yes, "撤销用户的访问令牌",
     "End a bearer token of a user", Needs::recent},
    {"user.role", &user_role, operate, Door::machine, Once::no, Audit::yes, "变更用户角色", "Change a user's roles"},
    {"user.save_profile", &user_save_profile, signed_in, Door::partner, Once::no, Audit::yes, "修改我的资料",
     "Change my data", Needs::session},
    {"user.set_password", &user_set_password, operate, Door::machine, Once::no, Audit::yes, "设置用户密码",
     "Set a user's password"},
    {"user.token", &user_token, operate, Door::machine, Once::no, Audit::yes, "签发访问令牌", "Issue a bearer token"},
    {"user.unlock", &user_unlock, manage_users, Door::partner, Once::no, Audit::yes, "恢复用户", "Unlock a user",
     Needs::recent},
};
// In the order of their names, each once.
static_assert(std::ranges::adjacent_find(kRoutes, std::ranges::greater_equal(), &Route::name) == std::end(kRoutes));
static_assert(std::ranges::all_of(kRoutes, &route_rules::is_whole));
static_assert(std::ranges::all_of(kRoutes, &route_rules::says_who_may));
static_assert(std::ranges::all_of(kRoutes, &route_rules::is_recorded_as_it_must));
static_assert(std::ranges::all_of(kRoutes, &route_rules::is_done_once_as_it_must));
static_assert(std::ranges::all_of(kRoutes, &route_rules::needs_a_session_only_of_users));
static_assert(std::ranges::all_of(kRoutes, &route_rules::asks_for_proof_as_it_must));
static_assert(std::ranges::all_of(kRoutes, &route_rules::changes_nothing_without_token));

bool is_operator(const model::Actor& actor) {
    return actor.channel == model::Channel::operator_command || actor.channel == model::Channel::demo;
}

std::string_view result_of(const Error* error) {
    if (error == nullptr) return "ok";
    return error->kind == ErrorKind::denied ? "denied" : std::string_view(error->code);
}

// Visitors without a right never got as far as the function: their tries are in the security log.
bool is_recorded(const Route& route, const model::CallTrail& trail, const Error* error) {
    if (error != nullptr && error->kind == ErrorKind::unauthenticated && route.permission != anyone) return false;
    if (error != nullptr && error->kind == ErrorKind::denied) return true;
    if (error != nullptr && trail.told_refusal) return false;
    if (error == nullptr && !trail.personal.empty()) return true;  // beside the record of the change itself
    return route.audit == Audit::yes && !(error == nullptr && trail.told);
}

/// What the function asks of the session, and what the session has to do before. The operator's commands are never
/// dangerous: they act at once.
Result<void> check_session(const Route& route, const Call& call) {
    if (call.visitor.barred) return Error(*call.visitor.barred);
    const auto* const session = call.visitor.session;
    const bool recent = has(route.needs, Needs::recent) && !is_operator(call.actor);
    if (session == nullptr) {
        if (recent || has(route.needs, Needs::session)) return denied("session.needed");
        return {};
    }
    if (recent && !session->recent) return denied("session.not_recent");
    return {};
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

RecordedCall::RecordedCall(const Route& route, const Call& call)
    : route_(route), actor_(call.actor), call_{call.use,     actor_,     call.language, call.base_url,
                                               call.visitor, call.ready, call.map} {
    trail_.action = route.name;
    actor_.trail = &trail_;
}

Result<void> RecordedCall::check() const {
    if (actor_.may(route_.permission)) return check_session(route_, call_);
    if (actor_.is_anonymous()) return unauthenticated("token.missing");
    return denied("permission.denied", {std::string(model::to_string(route_.permission))});
}

Result<void> RecordedCall::record(const Error* error) const {
    if (!is_recorded(route_, trail_, error)) return {};
    // A call that names nothing else is about its caller: an own factor, an own session.
    const bool own = trail_.object.empty() && !actor_.user.is_none();
    business::AuditNote note{
        trail_.action, own ? "user:" + actor_.user.to_string() : trail_.object, result_of(error), {}};
    if (!trail_.personal.empty()) {
        JsonArray fields;
        for (const auto& field : trail_.personal) fields.push_back(boost::json::value(field));
        note.detail["personal_fields"] = std::move(fields);
    }
    return call_.use.audit.record(actor_, note);
}

Result<Answer> call_with(const Route& route, const Call& call, const std::function<Result<Answer>(Call&)>& work) {
    if (route.door == Door::machine && !is_operator(call.actor)) return not_found("route.unknown");
    return recorded_call(route, call, work);
}

Result<Answer> call_function(const Route& route, const Json& body, Call& call) {
    return call_with(route, call, [&](Call& inner) { return route.handler(body, inner); });
}

}  // namespace qy::presentation
