#include "archive_table.h"

#include "storage/archive_store.h"

namespace qy::storage::archive {
namespace {

#define QY_OWN_EVENTS "event_id IN (SELECT event_id FROM event_key WHERE recorder_id = $party AND event_id IS NOT NULL)"
#define QY_OWN_SUBMISSIONS "submission_id IN (SELECT submission_id FROM submission WHERE party_id = $party)"
#define QY_OWN_PRODUCTS "product_id IN (SELECT product_id FROM product WHERE owner_id = $party)"

// clang-format off
constexpr Table kTables[] = {
    {"party", "party_id",
     "party_id:d,kind,name,name_en,credit_code,cooperative_id:r,identity_number:b,consent_policy_version,consent_at:d,region,address,"
     "disclosure,roles,active:n,version:n,personal:s,narrowed",
     "party_id", "", "(party_id = $party OR cooperative_id = $party)"},
    {"plot", "plot_id", "plot_id:d,party_id:d,name,area_mu,place", "", "", "party_id = $party"},
    {"licence", "licence_id", "licence_id:d,party_id:d,kind,number,valid_from,valid_to", "", "", "party_id = $party"},
    {"category", "category_id",
     "category_id:d,code,parent_id:r,name,name_en,required,version:n,aliases,steps,attributes,children_code,valid_from,retired:n,"
     "yield_range",
     "", "", ""},
    {"category_version", "category_id,version",
     "category_id:d,version:n,valid_from,valid_to,code,parent_id:d,name,name_en,required,aliases,steps,attributes,children_code,"
     "retired:n,operation,changed_by,changed_at:d,yield_range",
     "", "", ""},
    {"category_successor", "category_id,successor_id", "category_id:d,successor_id:d", "", "", ""},
    {"dictionary_item", "dictionary,code", "dictionary,code,zh,en,aliases,version:n,details,valid_from,valid_to", "", "", ""},
    {"dictionary_item_version", "dictionary,code,version",
     "dictionary,code,version:n,zh,en,aliases,details,valid_from,valid_to,changed_by,changed_at:d", "", "", ""},
    {"brand", "brand_id", "brand_id:d,name,name_en,manager_id:d,address_prefix,story,story_en,must_show", "", "",
     "manager_id = $party"},
    {"brand_grant", "brand_grant_id",
     "brand_grant_id:d,brand_id:d,party_id:d,category_code,valid_from,valid_to,quota:n,state,version:n,mark,licence_number,area_mu,"
     "yield_per_mu",
     "", "", "party_id = $party"},
    {"product", "product_id",
     "product_id:d,owner_id:d,category_id:d,brand_id:d,kind,name,name_en,specification,gtin,allergens,opened,version:n,closed,attributes,"
     "product_code,nutrition",
     "", "", "owner_id = $party"},
    {"product_version", "product_id,version",
     "product_id:d,version:n,category_id:d,brand_id:d,kind,name,name_en,specification,gtin,allergens,opened,closed,replaced_at:d,"
     "replaced_by,reason,submission_id:d,attributes,product_code,nutrition",
     "", "", QY_OWN_PRODUCTS},
    {"product_gram", "gram,product_id", "gram,product_id:d", "", "", ""},
    {"lot", "lot_id",
     "lot_id:d,kind,product_id:d,owner_id:d,lot_number,parent_id:r,consignee_id:d,quantity,taken,produced_on,place,allergens,version:n",
     "", "", "owner_id = $party"},
    {"trace_event", "lot_id,event_at,event_id",
     "lot_id:d,event_at:d,event_id:d,recorder_id:d,step,record:e,pointer_lot_id:d", "event_id", "", "recorder_id = $party"},
    {"lot_link", "lot_id,direction,kind,link_at,event_id,other_id",
     "lot_id:d,direction:n,link_at:d,event_id:d,other_id:d,kind,time,until,quantity", "", "", QY_OWN_EVENTS},
    {"event_key", "recorder_id,event_key", "recorder_id:d,event_key,content_hash:s,derived:n,submission_id:d,event_id:d",
     "submission_id", "", "recorder_id = $party"},
    {"code_range", "code_range_id",
     "code_range_id:d,epoch:n,first_serial:d,last_serial:d,parent_id:r,depth:n,party_id:d,brand_id:d,brand_grant_id:d,lot_id:d,state,"
     "pin_epoch:n,frozen:n,freeze_reason,issued_at:d,version:n",
     "", "", "party_id = $party"},
    {"label_print", "label_print_id",
     "label_print_id:d,block_id:d,first_serial:d,last_serial:d,medium,reason,printed_by,printed_at:d", "", "",
     "block_id IN (SELECT code_range_id FROM code_range WHERE party_id = $party)"},
    {"label_order", "label_order_id",
     "label_order_id:d,party_id:d,brand_id:d,product_id:d,lot_id:d,quantity:n,pin:n,note,state,block_id:d,printer_id:d,renewed_for,"
     "replaced:n,spoiled:n,damaged:n,missing:n,ordered_by:d,created_at:d,changed_at:d,version:n",
     "", "", "party_id = $party"},
    {"label_order_step", "label_order_id,number", "label_order_id:d,number:n,verb,state,actor,comment,at:d", "", "",
     "label_order_id IN (SELECT label_order_id FROM label_order WHERE party_id = $party)"},
    {"gs1_prefix", "party_id", "party_id:d,prefix,next_number:n", "", "", "party_id = $party"},
    {"carton", "carton_id", "carton_id:d,party_id:d,sscc,prefix_digits:n,lot_id:d,quantity,numbered_at:d,prints:n", "", "",
     "party_id = $party"},
    {"code_alias", "alias", "alias,code,party_id:d", "", "", "party_id = $party"},
    {"code_state", "code",
     "code,frozen:n,freeze_reason,scan_count:n,first_scanned_at:d,first_scanned_region,last_scanned_at:d,first_verified_at:d,"
     "pin_failures:n,pin_failed_at:d",
     "", "", ""},
    {"scan", "scan_id", "scan_id:d,code,scanned_at:d,channel,region,device_class,repeats:n", "", "", "", "device"},
    {"import", "import_id", "import_id:d,party_id:d,author,file_name,started_at:d,accepted:n,already:n,rejected:n", "", "",
     "party_id = $party"},
    {"import_mapping", "party_id,title", "party_id:d,title,field", "", "", "party_id = $party"},
    {"submission", "submission_id",
     "submission_id:d,import_id:d,party_id:d,author,author_user_id:d,channel,state,changes:s,created_at:d,decided_by,decided_at:d,"
     "comment,version:n,policy_id:d,draw:n,brand_id:d",
     "submission_id", "[]", "party_id = $party"},
    {"submission_step", "submission_id,number", "submission_id:d,number:n,verb,state,actor,actor_user_id:d,comment,at:d", "", "",
     QY_OWN_SUBMISSIONS},
    {"review_task", "submission_id",
     "submission_id:d,party_id:d,brand_id:d,category_id:d,kind,waits_since:d,due_at:d,reviewers:n,approvals:n", "", "",
     "party_id = $party"},
    {"policy", "policy_id",
     "policy_id:d,party_id:d,channel,kind,decision,brand_id:d,category_id:d,review_share:n,reviewers:n,due_hours:n,reason,made_by,"
     "made_at:d",
     "", "", ""},
    {"ledger_entry", "position", "position:d,kind,subject,record_id:d,entry,salts:s", "position", "", ""},
    {"app_user", "user_id", "user_id:d,name,party_id:d,active:n,created_at:d,disabled_reason", "", "", "",
     "roles,password_hash"},
    {"consent_record", "user_id,policy_version", "user_id:d,policy_version,consented_at:d", "", "", ""},
    {"consent_withdrawal", "user_id,policy_version,withdrawn_at", "user_id:d,policy_version,consented_at:d,withdrawn_at:d", "",
     "", ""},
};

constexpr std::string_view kNothing = "null";
constexpr Later kLater[] = {
    {"category", "yield_range", ""},
    {"category_version", "yield_range", ""},
    {"product", "attributes", ""},
    {"product", "product_code", ""},
    {"product", "nutrition", ""},
    {"product_version", "submission_id", kNothing},
    {"product_version", "attributes", ""},
    {"product_version", "product_code", ""},
    {"product_version", "nutrition", ""},
    {"label_print", "", ""},
    {"label_order", "", ""},
    {"label_order_step", "", ""},
    {"gs1_prefix", "", ""},
    {"carton", "", ""},
    {"import_mapping", "", ""},
    {"submission", "policy_id", kNothing},
    {"submission", "draw", kNothing},
    {"submission", "brand_id", kNothing},
    {"review_task", "", ""},
    {"policy", "brand_id", kNothing},
    {"policy", "category_id", kNothing},
    {"policy", "review_share", "10000"},
    {"policy", "reviewers", "1"},
    {"policy", "due_hours", "0"},
    {"policy", "reason", ""},
    {"policy", "made_by", ""},
    {"policy", "made_at", kNothing},
};

constexpr std::string_view kSecretZh = "口令、令牌与会话不随档案带走，用户须重新设置";
constexpr std::string_view kSecretEn = "Passwords, tokens and sessions stay; users set them anew";
constexpr std::string_view kRightZh = "谁可以做什么由新系统的两人重新决定，不由文件带来";
constexpr std::string_view kRightEn = "Who may do what is decided by two persons there, not by a file";
constexpr std::string_view kWayZh = "在途的消息、邀请与申请";
constexpr std::string_view kWayEn = "Messages, invitations and requests on their way";
constexpr std::string_view kFileZh = "上传的文件（导入文件、照片、文档）不在档案内，须另行备份 objects 目录";
constexpr std::string_view kFileEn = "Files that were sent (imports, photos, documents) are not in archives; keep the folder objects as well";
constexpr std::string_view kOwnZh = "本次安装自身的运行状态";
constexpr std::string_view kOwnEn = "The installation's own state";
constexpr std::string_view kHashZh = "用本机密钥算出的散列，换了密钥便无意义，导入时重算";
constexpr std::string_view kHashEn = "Hashes under this installation's keys; made anew when they are needed";

constexpr Without kWithout[] = {
    {"personal_reference", "", kHashZh, kHashEn},
    {"code_state", "last_device", kHashZh, kHashEn},
    {"scan", "device", kHashZh, kHashEn},
    {"app_user", "password_hash,password_changed_at,password_initial,last_active_at", kSecretZh, kSecretEn},
    {"app_user", "roles,roles_mac", kRightZh, kRightEn},
    {"app_user", "full_name,phone,mail,phone_index,mail_index", kSecretZh, kSecretEn},
    {"password_history", "", kSecretZh, kSecretEn},
    {"session", "", kSecretZh, kSecretEn},
    {"second_factor", "", kSecretZh, kSecretEn},
    {"recovery_code", "", kSecretZh, kSecretEn},
    {"known_device", "", kSecretZh, kSecretEn},
    {"login_failure", "", kSecretZh, kSecretEn},
    {"login_challenge", "", kSecretZh, kSecretEn},
    {"one_time_secret", "", kSecretZh, kSecretEn},
    {"token", "", kSecretZh, kSecretEn},
    {"access_set", "", kRightZh, kRightEn},
    {"role", "", kRightZh, kRightEn},
    {"change_rule", "", kRightZh, kRightEn},
    {"network_rule", "", kRightZh, kRightEn},
    {"access_proposal", "", kRightZh, kRightEn},
    {"export_approval", "", kRightZh, kRightEn},
    {"label_order", "secret", kSecretZh, kSecretEn},
    {"outbox_message", "", kWayZh, kWayEn},
    {"contact_proof", "", kWayZh, kWayEn},
    {"registration", "", kWayZh, kWayEn},
    {"invitation", "", kWayZh, kWayEn},
    {"shipment_link", "", kWayZh, kWayEn},
    {"data_request", "", kWayZh, kWayEn},
    {"consumer_report", "", "消费者的举报与投诉留在受理它的系统：查询编号由本机密钥保护，照片也不在档案内",
     "Reports of consumers stay where they were received: receipts are kept under this installation's keys, photos are not in archives"},
    {"idempotency", "", kWayZh, kWayEn},
    {"review_task", "claimed_by,claimed_name,claimed_until,reminded_at,escalated_at", kWayZh, kWayEn},
    {"import_job", "", kFileZh, kFileEn},
    {"import_row", "", kFileZh, kFileEn},
    {"import_attachment", "", kFileZh, kFileEn},
    {"import_upload", "", kFileZh, kFileEn},
    {"watched_file", "", kFileZh, kFileEn},
    {"object", "", kFileZh, kFileEn},
    {"media", "", kFileZh, kFileEn},
    {"media_upload", "", kFileZh, kFileEn},
    {"change_note", "", kOwnZh, kOwnEn},
    {"follower_cursor", "", "所指的变更流与审计链不随档案带走，位置在新系统中另有所指，订阅方从头开始",
     "They point into the feed of changes and the audit chain, which stay: there the same number means something else"},
    {"audit_record", "", "审计链由 audit export 导出，随签名公钥独立校验", "The audit chain leaves by audit export, with its seals"},
    {"catalogue_state", "", kOwnZh, kOwnEn},
    {"clock_mark", "", kOwnZh, kOwnEn},
    {"node_lease", "", kOwnZh, kOwnEn},
    {"sealing", "", kOwnZh, kOwnEn},
    {"schema_migration", "", kOwnZh, kOwnEn},
};
// clang-format on

}  // namespace

std::span<const Table> tables() {
    return kTables;
}

std::span<const Later> later() {
    return kLater;
}

std::span<const Without> without() {
    return kWithout;
}

}  // namespace qy::storage::archive
