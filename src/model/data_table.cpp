// The rows of THE table of stored data. A column of the real schema without a row fails a test. (clause 9.2.1)
#include "model/data_table.h"

#include <algorithm>

#include "base/text.h"
#include "enum_names.h"

namespace qy::model {
namespace {

using enum DataClass;
using enum Kept;
constexpr Audience kEveryone = Audience::everyone;
constexpr Audience kChain = Audience::chain;
constexpr Audience kRecorder = Audience::recorder;
constexpr Audience kPlatform = Audience::platform;

// clang-format off
constexpr DataRow kRows[] = {
    // parties: a firm's particulars are public; a farmer's name, address and identity number are sealed
    {"party", "party_id,kind,credit_code,cooperative_id,region,disclosure,roles,active,version,narrowed", open, kEveryone},
    {"party", "name,name_en,address", open, kEveryone, masked},
    {"party", "personal,identity_number", personal, kRecorder, sealed},
    {"party", "consent_policy_version,consent_at", internal, kRecorder},
    {"plot", "plot_id,party_id,name,area_mu,place", internal, kChain},
    {"licence", "licence_id,party_id,kind,number,valid_from,valid_to", open, kEveryone},
    {"personal_reference", "value_index", personal, kPlatform, hashed},
    {"personal_reference", "relation,row_id", internal, kPlatform},
    // catalogue
    {"category", "category_id,code,parent_id,name,name_en,required,version,aliases,steps,attributes,children_code,valid_from,retired,yield_range", open, kEveryone},
    {"category_version", "category_id,version,valid_from,valid_to,code,parent_id,name,name_en,required,aliases,steps,attributes,children_code,retired,yield_range,operation,changed_at", open, kEveryone},
    {"category_version", "changed_by", internal, kPlatform},
    {"category_successor", "category_id,successor_id", open, kEveryone},
    {"catalogue_state", "catalogue_state_id,version", open, kEveryone},
    {"dictionary_item", "dictionary,code,zh,en,aliases,version,details,valid_from,valid_to", open, kEveryone},
    {"dictionary_item_version", "dictionary,code,zh,en,aliases,version,details,valid_from,valid_to,changed_at", open, kEveryone},
    {"dictionary_item_version", "changed_by", internal, kPlatform},
    {"brand", "brand_id,name,name_en,manager_id,address_prefix,story,story_en,must_show", open, kEveryone},
    {"brand_grant", "brand_grant_id,brand_id,party_id,category_code,valid_from,valid_to,state,version,mark,licence_number", open, kEveryone},
    {"brand_grant", "quota,area_mu,yield_per_mu", internal, kChain},
    {"product", "product_id,owner_id,category_id,brand_id,kind,name,name_en,specification,gtin,allergens,opened,closed,version,product_code,nutrition", open, kEveryone},
    {"product", "attributes", internal, kChain},  // each value has its own class: open or internal
    {"product_version", "product_id,version,category_id,brand_id,kind,name,name_en,specification,gtin,allergens,opened,closed,replaced_at,reason,product_code,nutrition", open, kEveryone},
    {"product_version", "attributes,replaced_by,submission_id", internal, kChain},
    {"product_gram", "gram,product_id", open, kEveryone},
    // lots, events, links
    {"lot", "lot_id,kind,product_id,owner_id,lot_number,parent_id,produced_on,place,allergens,version", open, kEveryone},
    {"lot", "consignee_id,quantity,taken", internal, kChain},
    {"trace_event", "lot_id,event_at,event_id,recorder_id,step,pointer_lot_id", open, kEveryone},
    {"trace_event", "record", personal, kRecorder, sealed},
    {"lot_link", "lot_id,direction,link_at,event_id,other_id,kind,time,until", open, kEveryone},
    {"lot_link", "quantity", internal, kChain},
    {"event_key", "recorder_id,event_key,derived,submission_id,event_id", internal, kRecorder},
    {"event_key", "content_hash", sensitive, kPlatform, sealed},
    // codes and scans
    {"code_range", "code_range_id,epoch,first_serial,last_serial,parent_id,depth,party_id,brand_id,brand_grant_id,lot_id,state,pin_epoch,issued_at,version", internal, kChain},
    {"code_range", "frozen,freeze_reason", open, kEveryone},
    {"code_alias", "alias,code,party_id", internal, kChain},
    {"code_state", "code,frozen,freeze_reason,scan_count,first_scanned_at,first_scanned_region,last_scanned_at,first_verified_at", open, kEveryone},
    {"code_state", "pin_failures,pin_failed_at", internal, kPlatform},
    {"code_state", "last_device", personal, kPlatform, hashed},
    {"scan", "scan_id,code,scanned_at,channel,region,device_class,repeats", internal, kPlatform},
    {"scan", "device", personal, kPlatform, hashed},
    // submissions
    {"import", "import_id,party_id,author,file_name,started_at,accepted,already,rejected", internal, kRecorder},
    {"import_job", "import_id,party_id,author,author_user_id,channel,recorder_id,file_name,file_hash,file_bytes,file_kept,reading,state,fault,worker,worker_until,pass,position,file_rows,accepted,already,rejected,published,deferred,deferred_before,rows_done,files,files_done,files_attached,created_at,changed_at", internal, kRecorder},
    {"import_attachment", "import_id,number,name,outcome,line,subject,subject_id,media_id,faults", internal, kRecorder},
    {"import_row", "import_id,line,outcome,faults,warnings", internal, kRecorder},
    {"import_upload", "import_id,party_id,author,bytes,created_at", internal, kRecorder},
    {"watched_file", "import_id,folder,file_name,bytes,modified_at,recorder_id", internal, kPlatform},
    {"import_mapping", "party_id,title,field", internal, kRecorder},
    {"submission", "submission_id,import_id,party_id,author,author_user_id,channel,state,created_at,decided_by,decided_at,comment,version,policy_id,draw,brand_id", internal, kRecorder},
    {"submission", "changes", personal, kRecorder, sealed},
    {"submission_step", "submission_id,number,verb,state,actor,actor_user_id,comment,at", internal, kRecorder},
    {"policy", "policy_id,party_id,channel,kind,decision,brand_id,category_id,review_share,reviewers,due_hours,reason,made_by,made_at", internal, kPlatform},
    {"review_task", "submission_id,party_id,brand_id,category_id,kind,waits_since,due_at,reviewers,approvals,claimed_by,claimed_name,claimed_until,reminded_at,escalated_at", internal, kRecorder},
    // ledger
    {"ledger_entry", "position,kind,subject,record_id,entry", open, kEveryone},
    {"ledger_entry", "salts", sensitive, kPlatform, sealed},
    {"change_note", "position,at,thing,subject_id,party_id,brand_id,what", internal, kRecorder},
    {"follower_cursor", "follower,position", internal, kPlatform},
    // users
    {"app_user", "user_id,name,party_id,roles,active,created_at,disabled_reason,password_changed_at,password_initial,last_active_at", internal, kPlatform},
    {"app_user", "full_name,phone,mail", personal, kPlatform, sealed},
    {"app_user", "phone_index,mail_index", personal, kPlatform, hashed},
    {"password_history", "user_id,replaced_at", internal, kPlatform},
    {"password_history", "password_hash", sensitive, kPlatform, hashed},
    {"session", "session_id,user_id,created_at,seen_at,expires_at,authenticated_at,factor,address,device_class", internal, kPlatform},
    {"session", "session_hash", sensitive, kPlatform, hashed},
    {"second_factor", "second_factor_id,user_id,kind,label,hash,public_key,confirmed,last_step,created_at", internal, kPlatform},
    {"second_factor", "secret", sensitive, kPlatform, sealed},
    {"recovery_code", "user_id", internal, kPlatform},
    {"recovery_code", "code_hash", sensitive, kPlatform, hashed},
    {"known_device", "user_id,last_at", internal, kPlatform},
    {"known_device", "device_hash", personal, kPlatform, hashed},
    {"login_failure", "failures,first_at,last_at,turn_at", internal, kPlatform},
    {"login_failure", "subject_hash", personal, kPlatform, hashed},
    {"login_challenge", "kind,expires_at", internal, kPlatform},
    {"login_challenge", "challenge_hash,answer_hash", sensitive, kPlatform, hashed},
    {"one_time_secret", "kind,user_id,party_id,roles,expires_at", internal, kPlatform},
    {"one_time_secret", "secret_hash", sensitive, kPlatform, hashed},
    {"access_set", "set_id,counter,entries", internal, kPlatform},
    {"access_set", "set_mac", internal, kPlatform, hashed},
    {"role", "role,zh,en,scope,region,permissions,version", internal, kPlatform},
    {"role", "row_mac", internal, kPlatform, hashed},
    {"change_rule", "kind,field,roles,version", internal, kPlatform},
    {"change_rule", "row_mac", internal, kPlatform, hashed},
    {"network_rule", "level,allow,deny,version", internal, kPlatform},
    {"network_rule", "row_mac", internal, kPlatform, hashed},
    {"access_proposal", "access_proposal_id,kind,user_id,subject,removal,content,state,proposer_id,proposed_at,decider_id,decided_at", internal, kPlatform},
    {"access_proposal", "row_mac", internal, kPlatform, hashed},
    {"consent_record", "user_id,policy_version,consented_at", internal, kPlatform},
    {"outbox_message", "outbox_message_id,channel,kind,state,attempts,unclear,fault,created_at,expires_at,next_at,ended_at", internal, kPlatform},
    {"outbox_message", "content", personal, kPlatform, sealed},
    {"contact_proof", "purpose,subject_id,failures,expires_at", internal, kPlatform},
    {"contact_proof", "proof_hash,code_hash", sensitive, kPlatform, hashed},
    {"registration", "registration_id,kind,state,policy_version,created_at,verified_at,decider_id,decided_at,comment,party_id,version", internal, kPlatform},
    {"registration", "content", personal, kPlatform, sealed},
    {"invitation", "invitation_id,party_id,inviter_id,roles,policy_version,state,created_at,expires_at,user_id", internal, kPlatform},
    {"invitation", "content", personal, kPlatform, sealed},
    {"shipment_link", "shipment_link_id,party_id,issuer_id,lot_id,steps,vehicle,created_at,expires_at,ended_at,end_reason,records", internal, kRecorder},
    {"shipment_link", "link_hash", sensitive, kPlatform, hashed},
    {"data_request", "data_request_id,user_id,kind,state,created_at,due_at,reminded_at,handler_id,decided_at", internal, kPlatform},
    {"data_request", "content", personal, kPlatform, sealed},
    {"consumer_report", "consumer_report_id,kind,state,code,lot_id,product_id,party_id,brand_id,authenticity,scan_count,first_scanned_at,policy_version,photo_name,small_name,created_at,changed_at,handler_id,version", internal, kChain},
    {"consumer_report", "receipt_hash", sensitive, kPlatform, hashed},
    {"consumer_report", "content", personal, kChain, sealed},  // what strangers write may name anybody
    {"consumer_report", "contact", personal, kChain, sealed},  // of its sender: for who sees to it alone
    {"consent_withdrawal", "user_id,policy_version,consented_at,withdrawn_at", internal, kPlatform},
    {"app_user", "roles_mac", internal, kPlatform, hashed},
    {"app_user", "password_hash", sensitive, kPlatform, hashed},
    {"token", "token_hash", sensitive, kPlatform, hashed},
    {"token", "token_id,user_id,label,created_by,created_at,expires_at,last_used_at,revoked", internal, kPlatform},
    // the platform's own
    {"audit_record", "position,at,actor,party_id,address,action,object,result,request_id,detail,previous_hash,hash,"
     "format,roles,channel,before_hash,after_hash", internal, kPlatform},
    {"idempotency", "actor,key,function,status,at", internal, kPlatform},
    {"idempotency", "request_hash,answer", personal, kRecorder, sealed},
    {"export_approval", "export_approval_id,function,party_id,object,reason,state,proposer_id,proposed_at,decider_id,decided_at,expires_at", internal, kRecorder},
    {"carton", "carton_id,party_id,sscc,prefix_digits,lot_id,quantity,numbered_at,prints", internal, kChain},
    {"gs1_prefix", "party_id,prefix", open, kEveryone},
    {"gs1_prefix", "next_number", internal, kRecorder},
    {"label_order", "label_order_id,party_id,brand_id,product_id,lot_id,quantity,pin,note,state,block_id,printer_id,renewed_for,replaced,spoiled,damaged,missing,ordered_by,created_at,changed_at,version", internal, kRecorder},
    {"label_order", "secret", sensitive, kPlatform, sealed},
    {"label_order_step", "label_order_id,number,verb,state,actor,comment,at", internal, kRecorder},
    {"label_print", "label_print_id,block_id,first_serial,last_serial,medium,reason,printed_by,printed_at", internal, kRecorder},
    {"clock_mark", "clock_mark_id,seen_at", internal, kPlatform},
    {"media", "media_id,party_id,author,author_user_id,subject,subject_id,submission_id,kind,occasion,caption,caption_en,media_type,object_name,bytes,small_name,width,height,audience,created_at,brand_id", internal, kRecorder},
    {"media_upload", "media_upload_id,party_id,author,bytes,created_at", internal, kRecorder},
    {"object", "object_name,bytes,epoch,damaged,uses,kept_at", internal, kPlatform},
    {"node_lease", "node,holder,leased_until", internal, kPlatform},
    {"sealing", "relation,epoch,index_epoch,reindex,cursor,passed,renewed,total,damaged,done,changed_at", internal, kPlatform},
    {"schema_migration", "number,name,checksum,applied_at", internal, kPlatform},
};
// clang-format on

constexpr EnumNames<Kept, 4> kKept{{"clear", "sealed", "hashed", "masked"}};

}  // namespace

std::string_view to_string(Kept value) {
    return kKept.name(value);
}

std::span<const DataRow> data_rows() {
    return kRows;
}

const DataRow* find_data(std::string_view table, std::string_view name) {
    for (const auto& row : kRows) {
        if (row.table != table) continue;
        const auto names = split(row.names, ',');
        if (std::ranges::find(names, name) != names.end()) return &row;
    }
    return nullptr;
}

}  // namespace qy::model
