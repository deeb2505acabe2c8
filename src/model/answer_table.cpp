// The rows of THE table of what is sent. A member of an answer without a row fails the API tests. (clause 9.2.1)
#include "base/text.h"
#include "model/data_table.h"

namespace qy::model {
namespace {

using enum DataClass;
constexpr Audience kEveryone = Audience::everyone;
constexpr Audience kChain = Audience::chain;
constexpr Audience kRecorder = Audience::recorder;
constexpr Audience kPlatform = Audience::platform;
constexpr Audience kOwn = Audience::own;

// Functions that answer alike.
#define QY_SIGNED_IN \
    "session.login,session.reauthenticate,session.whoami,user.change_password,factor.confirm_totp,factor.enrol_sm2"
#define QY_SUBMISSION                                                                                                  \
    "product.save,submission.rebase,submission.get,submission.submit,submission.approve,submission.return,submission." \
    "reject,submission."                                                                                               \
    "withdraw,submission.comment,category.import,category.merge,category.move,category.retire,category.save,category." \
    "split,dictionary.import,dictionary.retire,dictionary.save"
#define QY_IMPORT                                                                                                      \
    "import_id,file_name,file_hash,bytes,file_kept,state,rows_read,pass,file_rows,accepted,exists,rejected,published," \
    "waiting,files.all,files.done,files.attached,author,created_at,changed_at,fault.code,fault.message"
#define QY_REPORT                                                                                          \
    "id,version,kind,state,code,lot,lot_number,product,product_en,party_id,party,party_en,brand,brand_en," \
    "authenticity,scan_count,first_scanned_at,"                                                            \
    "of_code.fake,of_code.complaints,handler,may_answer,photo_kept,contact_kept,created_at,changed_at"
#define QY_EVENTS "events,inspections,services"
#define QY_EVENT_PARTIES                                                                                   \
    "events.party,events.recorder,events.counterparty,inspections.party,inspections.recorder,inspections." \
    "counterparty,"                                                                                        \
    "services.party,services.recorder,services.counterparty"

// clang-format off
constexpr SentRow kRows[] = {
    // the story of a lot: what its view may not know is not in it (business/view_filter.h)
    {"trace.query", "", "view,code,proof", open, kEveryone},
    {"trace.query", "product", "attributes.**", open, kEveryone},
    {"trace.query", "product", "id,name,name_en,specification,gtin,kind,category,category_en,version,nutrition.per,nutrition.per_en,nutrition.lines.nutrient,nutrition.lines.name,nutrition.lines.name_en,nutrition.lines.amount,nutrition.lines.unit,nutrition.lines.nrv_percent", open, kEveryone},
    {"trace.query", "party," QY_EVENT_PARTIES, "id,name,name_en,region,kind", open, kEveryone},
    {"trace.query", "brand", "id,name,name_en", open, kEveryone},
    {"trace.query", "lot", "id,lot_number,kind,produced_on,place,place_en", open, kEveryone},
    {"trace.query", "lot", "quantity,remaining,missing_steps", internal, kChain},
    {"trace.query", QY_EVENTS, "id,step,kind,disposition,event_time,record_time,counterparty,place,place_en,lot_id,lot_number,distance", open, kEveryone},
    {"trace.query", QY_EVENTS, "quantity,inputs.lot_id,inputs.quantity", internal, kChain},
    {"trace.query", QY_EVENTS, "readings.at,readings.value", open, kEveryone},
    {"trace.query", QY_EVENTS, "contents.**,attributes.**", open, kEveryone},
    {"trace.query", "graph.nodes,candidates", "id,lot_number,product,product_en,party,party_en,distance,asked", open, kEveryone},
    {"trace.query", "graph.links", "from,to,event_id,kind,time,until", open, kEveryone},
    {"trace.query", "graph.links", "quantity", internal, kChain},
    {"trace.query", "allergens", "code,name", open, kEveryone},
    {"trace.query", "route", "stops.place,stops.code,stops.name,stops.name_en,stops.x,stops.y,legs.from,legs.to,picture,picture_height,approval", open, kEveryone},
    {"trace.query", "pictures", "id,url,small_url,width,height,caption,caption_en", open, kEveryone},
    {"trace.query", "licences", "kind,kind_en,number,valid_from,valid_to", open, kEveryone},
    {"trace.query", "ranges", "first_code,last_code,count,lot_number,consignee,consignee_en", internal, kChain},
    {"trace.query", "cut", "cut,by_depth,by_nodes,by_events", open, kEveryone},
    {"trace.query", "authenticity", "state,reason,scan_count,first_scanned_at,first_scanned_region,first_verified_at,has_pin", open, kEveryone},
    {"trace.query", "reports", "fake,complaints", internal, kChain},
    {"scan.confirm", "", "state,reason,scan_count,first_scanned_at,first_scanned_region,first_verified_at,has_pin", open, kEveryone},
    {"scan.wechat_config", "", "app_id,timestamp,nonce,signature", open, kEveryone},
    {"change.stream", "", "topic", open, kEveryone},
    {"change.stream", "", "thing,id,what", internal, kRecorder},
    {"trace.verify", "", "first,first_verified_at", open, kEveryone},
    {"trace.search", "", "more,next_cursor,items.party,items.party_en,items.brand,items.brand_en", open, kEveryone},
    {"trace.search", "items.product", "id,name,name_en,specification", open, kEveryone},
    {"trace.search", "items.lots,lots", "id,lot_number,product,product_en", open, kEveryone},
    // what parties record and decide
    {"event.capture,import.start", "", "import_id,accepted,exists,rejected,published,ignored_columns,rows.line,rows.status,rows.faults.field,rows.faults.code,rows.faults.advice,rows.warnings.field,rows.warnings.code,rows.warnings.advice", internal, kRecorder},
    {"event.capture,import.start", "", "reading.**", internal, kRecorder},
    {"import.start", "", "file_name,file_hash,bytes,file_kept,state,rows_read,pass,file_rows,waiting,files.all,files.done,files.attached,author,created_at,changed_at,fault.code,fault.message", internal, kRecorder},
    {"import.status,import.pause,import.resume,import.cancel,import.work", "", QY_IMPORT, internal, kRecorder},
    {"import.list", "items", QY_IMPORT, internal, kRecorder},
    {"import.list,import.rows,import.files", "", "next_cursor", internal, kRecorder},
    {"import.rows", "items", "line,status,faults.field,faults.code,faults.advice,warnings.field,warnings.code,warnings.advice", internal, kRecorder},
    {"import.files", "items", "number,name,status,line,subject,subject_id,media,faults.field,faults.code,faults.advice", internal, kRecorder},
    {"import.upload", "", "upload,bytes", internal, kRecorder},
    {"import.preview", "", "good,exists,repeated,faulty,faults.line,faults.status,faults.faults.field,faults.faults.code,faults.faults.advice,faults.warnings.field,faults.warnings.code,faults.warnings.advice,warned,warnings.line,warnings.status,warnings.faults.field,warnings.faults.code,warnings.faults.advice,warnings.warnings.field,warnings.warnings.code,warnings.warnings.advice,files.name,files.lines,files.faults.field,files.faults.code,files.faults.advice,reading.**,first_rows.line", internal, kRecorder},
    {"import.preview", "", "first_rows.cells.**", personal, kRecorder},
    {"lot.history", "", "next_cursor,items.event,items.step,items.event_time,items.recorded_at,items.recorded_by,items.corrects,items.changes.field,items.changes.zh,items.changes.en,items.changes.before,items.changes.after", internal, kRecorder},
    {"product.history", "", "next_cursor,items.version,items.name,items.name_en,items.specification,items.gtin,items.product_code,items.category,items.category_name,items.category_name_en,items.allergens,items.nutrition,items.attributes.**,items.opened,items.closed,items.submission,items.approved_by,items.comment,items.changes.field,items.changes.zh,items.changes.en,items.changes.before,items.changes.before.**,items.changes.after,items.changes.after.**,items.replaced_at,items.replaced_by,items.reason", internal, kRecorder},
    {"product.list", "items", "id,name,name_en,specification,gtin,product_code,kind,category,brand_id,brand,brand_en,party_id,party,party_en,allergens,nutrition,attributes.**,version", internal, kChain},
    {"lot.list", "items", "id,lot_number,kind,product_id,product,product_en,party_id,party,party_en,quantity,produced_on,place,place_en", internal, kChain},
    {"product.list,lot.list,code.list_ranges,party.names,party.find", "", "next_cursor", internal, kChain},
    {"party.names", "items", "id,name,name_en", internal, kChain},
    {"party.find", "items", "id,name,name_en,credit_code,region,active", internal, kChain},
    {"field.list", "", "next_cursor", open, kEveryone},
    {"field.list", "items", "name,zh,en,kind,type,data_class,code_points_max,identity,must_show,dictionary", open, kEveryone},
    {QY_SUBMISSION, "", "id,state,party_id,import_id,author,created_at,decided_by,comment,version,changes.kind,changes.target,changes.base_version", internal, kRecorder},
    {QY_SUBMISSION, "", "changes.content.**,effects.**", internal, kRecorder},
    {"submission.get", "diff", "kind,name,present_version,fields.field,fields.zh,fields.en,fields.data_class", internal, kRecorder},
    {"submission.get", "diff", "fields.before,fields.after,fields.now,fields.before.**,fields.after.**,fields.now.**", internal, kRecorder},
    {"submission.get", "warnings", "field,code,advice", internal, kRecorder},
    {"submission.get", "steps", "verb,state,actor,comment,at", internal, kRecorder},
    {"submission.claim", "", "submission,until", internal, kRecorder},
    {"submission.release", "", "submission", internal, kRecorder},
    {"submission.queue", "", "next_cursor,items.submission,items.party_id,items.party,items.party_en,items.brand_id,items.category,items.kind,items.waits_since,items.due_at,items.overdue,items.reviewers,items.approvals,items.claimed_by,items.claimed_until", internal, kRecorder},
    {"policy.add,policy.remove", "", "id", internal, kPlatform},
    {"policy.list", "", "next_cursor,items.id,items.decision,items.party_id,items.party,items.party_en,items.brand_id,items.category,items.channel,items.kind,items.review_share,items.reviewers,items.due_hours,items.reason,items.made_by,items.made_at", internal, kPlatform},
    {"submission.decide_import", "", "decided,more,refused.submission,refused.code,refused.message", internal, kRecorder},
    {"submission.list", "items", "id,state,party_id,import_id,author,created_at,decided_by,comment,version,changes.kind,changes.target,changes.base_version", internal, kRecorder},
    {"submission.list", "items", "changes.content.**,effects.**", internal, kRecorder},
    {"submission.list", "", "next_cursor", internal, kRecorder},
    {"archive.export", "", "**", personal, kRecorder},
    {"archive.import", "", "records,kinds.**,manifest_sm3,personal", internal, kPlatform},
    {"import.template", "", "**", open, kEveryone},
    {"record.export", "", "**", personal, kRecorder},
    {"event.export", "", "**", personal, kRecorder},
    {"party.list_audiences,party.narrow_audience", "items", "field,zh,en,kind,widest,audience,possible,wanted_by", internal, kRecorder},
    {"party.list_audiences,party.narrow_audience", "", "next_cursor", internal, kRecorder},
    {"export.propose,export.approve,export.reject", "", "id,function,lot,reason,state,proposer_id,proposed_at,decider_id,decided_at,expires_at", internal, kRecorder},
    {"export.list", "items", "id,function,lot,reason,state,proposer_id,proposed_at,decider_id,decided_at,expires_at", internal, kRecorder},
    {"export.list", "", "next_cursor", internal, kRecorder},
    {"person.find,person.erase", "", "events,submissions", internal, kRecorder},
    {"person.tell", "", "events.event_id,submissions", internal, kRecorder},
    {"person.tell", "", "events.**", personal, kRecorder},
    // the catalogue and the dictionary are everybody's
    {"category.list,category.show,category.export,category.preview_change,dictionary.list,dictionary.show,dictionary.export,dictionary.preview_change", "", "**", open, kEveryone},
    {"category.list", "items", "code,parent,name,name_en,version,valid_from", open, kEveryone},
    {"dictionary.list,dictionary.export", "items", "dictionary,items,code,zh,en,aliases,details.**,valid_from,valid_to,version", open, kEveryone},
    {"category.show,dictionary.show", "versions", "changed_by", internal, kChain},
    {"brand.list_licensees", "", "next_cursor,items.party,items.party_en,items.category,items.category_name,items.category_name_en,items.mark,items.licence_number,items.valid_from,items.valid_to", open, kEveryone},
    // brands and codes
    {"brand.list", "items", "id,name,name_en,manager_id", open, kEveryone},
    {"brand.list", "", "next_cursor", open, kEveryone},
    {"brand.grant,brand.set_grant_state", "", "id,brand_id,party_id,category,valid_from,valid_to,quota,mark,licence_number,area_mu,yield_per_mu,state,version", internal, kChain},
    {"brand.list_grants", "items", "id,brand_id,party_id,category,valid_from,valid_to,quota,mark,licence_number,area_mu,yield_per_mu,state,version", internal, kChain},
    {"brand.list_grants", "", "next_cursor", internal, kChain},
    {"code.issue,code.bind,code.set_state", "", "id,count,state,lot_id,party_id,brand_id,pin,frozen,first_code,last_code,existed", internal, kChain},
    {"code.list_ranges", "items", "id,count,state,lot_id,lot_number,party_id,brand_id,pin,frozen,first_code,last_code,issued_at", internal, kChain},
    {"code.check", "items", "text,code,state,lot_id,product_id", internal, kChain},
    {"code.check", "", "next_cursor", internal, kChain},
    {"code.freeze", "", "frozen", open, kEveryone},
    {"code.add_alias", "", "added", internal, kChain},
    {"carton.list,carton.number", "items", "id,sscc,lot_id,lot_number,product,product_en,specification,party_id,party,party_en,quantity,numbered_at,prints", internal, kChain},
    {"carton.list,carton.number", "", "next_cursor", internal, kChain},
    {"carton.list,carton.save_prefix", "", "prefix", open, kEveryone},
    {"carton.print", "", "content", internal, kChain},
    {"label_order.request,label_order.approve,label_order.refuse,label_order.cancel,label_order.assign,label_order.renew,label_order.print,label_order.ship,label_order.receive,label_order.settle,label_order.get", "", "id,state,version,count,pin,note,party_id,brand_id,product_id,lot_id,printer_id,spoiled,damaged,missing,replaced,created_at,changed_at", internal, kChain},
    {"label_order.list,label_order.queue", "items", "id,state,version,count,pin,note,party_id,brand_id,product_id,lot_id,printer_id,spoiled,damaged,missing,replaced,created_at,changed_at", internal, kChain},
    {"label_order.list,label_order.queue", "items", "party,party_en,brand,brand_en,product,product_en,lot_number,printer,printer_en", internal, kChain},
    {"label_order.list,label_order.queue,label_order.list_printers", "", "next_cursor", internal, kChain},
    {"label_order.get", "", "party,party_en,brand,brand_en,product,product_en,lot_number,printer,printer_en,first_code,last_code", internal, kChain},
    {"label_order.get", "tally", "ordered,spoiled,damaged,missing,under_way,delivered,bound,unused,left", internal, kChain},
    {"label_order.get", "steps", "verb,state,actor,comment,at", internal, kChain},
    {"label_order.assign,label_order.renew", "", "password", sensitive, kRecorder},
    {"label_order.list_printers", "items", "id,name,name_en,region", open, kEveryone},
    {"label_order.fetch", "", "content", internal, kChain},
    {"label.list_templates", "items", "name,title,title_en,page_width_mm,page_height_mm,width_mm,height_mm,per_page", open, kEveryone},
    {"label.list_templates", "", "next_cursor", open, kEveryone},
    {"code.export", "", "code,url", internal, kChain},
    {"code.export", "", "pin", sensitive, kChain},
    // signing in, and one's own account
    {QY_SIGNED_IN, "", "name,party_id,roles,must,recent,second_factor,idle_until,expires_at", internal, kOwn},
    {QY_SIGNED_IN, "", "csrf_token", sensitive, kOwn},
    {"session.whoami", "", "permissions,party,party_en,policy_url,policy_version", internal, kOwn},
    {"factor.confirm_totp,factor.enrol_sm2,factor.renew_recovery_codes", "", "recovery_codes", sensitive, kOwn},
    {"factor.enrol_totp", "", "factor", internal, kOwn},
    {"factor.enrol_totp", "", "secret,uri,qr_svg", sensitive, kOwn},
    {"factor.list", "", "items.id,items.kind,items.label,items.confirmed,items.created_at,recovery_codes_left", internal, kOwn},
    {"factor.remove", "", "removed", internal, kOwn},
    {"session.captcha", "", "id,expires_at,question,image,audio", open, kEveryone},
    {"session.challenge", "", "challenge", open, kEveryone},
    {"session.list", "items", "id,created_at,seen_at,expires_at,address,device_class,present", internal, kOwn},
    {"session.logout,session.revoke", "", "ended", internal, kOwn},
    {"user.consent", "", "policy_version", internal, kOwn},
    {"user.redeem", "", "name", internal, kOwn},
    {"user.profile", "", "full_name,phone,mail", personal, kOwn},
    {"user.save_profile", "", "saved", internal, kOwn},
    // shipments: the party that made a link, and whoever drives with it
    {"import.result", "", "content", personal, kRecorder},
    {"certificate.print", "", "content", personal, kRecorder},
    {"label.preview", "", "content", internal, kChain},
    {"label.print", "", "content", sensitive, kChain},  // with the PINs, when asked for
    {"media.get", "", "content", internal, kRecorder},  // who sees which file is said by its own row (model/media.h)
    {"media.upload", "", "id,subject,subject_id,submission,kind,occasion,caption,caption_en,author,media_type,bytes,width,height,hash,data_class,audience,url,small_url,created_at", internal, kRecorder},
    {"media.list", "items", "id,subject,subject_id,submission,kind,occasion,caption,caption_en,author,media_type,bytes,width,height,hash,data_class,audience,url,small_url,created_at", internal, kRecorder},
    {"media.part", "", "upload,bytes", internal, kRecorder},
    {"media.remove", "", "media,state", internal, kRecorder},
    {"shipment.link", "", "id,expires_at", internal, kRecorder},
    {"shipment.link", "", "secret,url,qr_svg", sensitive, kRecorder},
    {"shipment.list_links", "items", "id,lot,lot_number,product,product_en,party,party_en,vehicle,steps,records,state,created_at,ended_at,expires_at", internal, kRecorder},
    {"shipment.list_links", "", "next_cursor", internal, kRecorder},
    {"shipment.revoke", "", "link,state", internal, kRecorder},
    {"shipment.view", "", "lot_number,product,product_en,party,party_en,vehicle,steps,records,expires_at", internal, kOwn},
    {"shipment.record", "", "status,published,ended,photo", internal, kOwn},
    // registrations and invitations: who asks sees its own, those who decide see what was filled in
    {"party.register,farmer.register,user.register,user.forgot", "", "sent_to,expires_at", internal, kOwn},
    {"registration.confirm,registration.correct,registration.reject,registration.return,registration.approve", "", "registration,state", internal, kOwn},
    {"registration.approve", "", "party_id,invitation", internal, kPlatform},
    {"registration.returned", "", "kind,party_name,credit_code,party_roles,region,comment", internal, kOwn},
    {"registration.returned", "", "address,full_name", personal, kOwn},
    {"registration.get", "", "id,kind,party_name,credit_code,party_roles,region,comment,state,policy_version,created_at,verified_at,decided_at,party_id", internal, kPlatform},
    {"registration.get", "", "address,full_name,phone,mail", personal, kPlatform},
    {"registration.list", "items", "id,kind,party_name,credit_code,party_roles,region,comment,state,policy_version,created_at,verified_at,decided_at,party_id", internal, kPlatform},
    {"registration.list", "items", "address,full_name,phone,mail", personal, kPlatform},
    {"registration.list,user.list_invitations", "", "next_cursor", internal, kPlatform},
    {"user.invite", "", "id,roles,asked_for,state,created_at,expires_at", internal, kPlatform},
    {"user.invite", "", "full_name,phone,mail", personal, kPlatform},
    {"user.list_invitations", "items", "id,roles,state,created_at,expires_at", internal, kPlatform},
    {"user.list_invitations", "items", "full_name,phone,mail", personal, kPlatform},
    {"user.revoke_invitation", "", "invitation,state", internal, kPlatform},
    {"user.accept", "", "name,party_id,roles,asked_for", internal, kOwn},
    {"user.recover", "", "name", internal, kOwn},
    // what users ask about their own data
    {"privacy.request", "", "id,kind,state,created_at,due_at,decided_at", internal, kOwn},
    {"privacy.request", "", "words,answer", personal, kOwn},
    {"privacy.list", "items", "id,kind,state,created_at,due_at,decided_at", internal, kOwn},
    {"privacy.list", "items", "words,answer", personal, kOwn},
    {"privacy.queue", "items", "id,kind,state,created_at,due_at,decided_at,user,handler,overdue", internal, kPlatform},
    {"privacy.queue", "items", "words,answer", personal, kPlatform},
    {"privacy.queue", "", "next_cursor", internal, kPlatform},
    {"privacy.cancel", "", "request,state", internal, kOwn},
    {"privacy.take,privacy.complete,privacy.refuse", "", "request,state", internal, kPlatform},
    {"privacy.consents", "items", "policy_version,consented_at,withdrawn_at", internal, kOwn},
    {"privacy.withdraw_consent", "", "withdrawn", internal, kOwn},
    {"privacy.close_account", "", "closed", internal, kOwn},
    {"privacy.export", "", "**", personal, kOwn},
    // what consumers report: who sent it sees it by its receipt; the contact is for who sees to it, never for the party concerned
    {"report.send,report.view", "", "receipt", sensitive, kOwn},
    {"report.send", "", "url", sensitive, kOwn},
    {"report.send", "", "status", internal, kOwn},
    {"report.view", "", "kind,state,photo_kept,contact_kept,created_at,changed_at,product,product_en,lot_number", internal, kOwn},
    {"report.view", "", "words,answer,closing", personal, kOwn},
    {"report.forget_contact", "", "contact_kept", internal, kOwn},
    {"report.take,report.answer,report.close", "", "report,state,version", internal, kChain},
    {"report.queue", "items", QY_REPORT, internal, kChain},
    {"report.queue", "items", "words,answer,closing,phone,mail", personal, kChain},
    {"report.queue", "", "next_cursor", internal, kChain},
    {"report.get", "", QY_REPORT, internal, kChain},
    {"report.get", "", "words,answer,closing,phone,mail,photo", personal, kChain},
    // administrators and operators
    {"user.list", "items", "id,name,party_id,party,party_en,roles,scopes,second_factors,tokens,state,damaged,created_at,last_active_at,password_changed_at", internal, kPlatform},
    {"user.list", "", "next_cursor", internal, kPlatform},
    {"user.add,user.role,user.lock,user.unlock,user.set_password,user.create,user.reset,user.token", "", "id,name,roles,state,expires_at", internal, kPlatform},
    {"user.create,user.reset", "", "secret", sensitive, kPlatform},
    {"user.create,user.reset", "", "sent_to", internal, kPlatform},
    {"user.token", "", "token", sensitive, kPlatform},
    {"token.list", "items", "id,name,label,state,created_by,created_at,last_used_at,expires_at", internal, kOwn},
    {"token.list", "", "next_cursor", internal, kOwn},
    {"token.revoke", "", "token,state", internal, kOwn},
    {"user.list_tokens", "items", "id,name,label,state,created_by,created_at,last_used_at,expires_at", internal, kPlatform},
    {"user.list_tokens", "", "next_cursor", internal, kPlatform},
    {"user.revoke_token", "", "token,state", internal, kPlatform},
    {"role.propose,role.propose_change,rule.propose,network.propose", "", "proposal", internal, kPlatform},
    {"role.approve,role.reject,role.restore", "", "state,kind,subject,roles,role", internal, kPlatform},
    {"role.list", "items", "role,zh,en,scope,region,permissions,duty,built_in,fixed,damaged,version", internal, kPlatform},
    {"role.show", "", "role,zh,en,scope,region,permissions,duty,built_in,fixed,damaged,version", internal, kPlatform},
    {"role.list_proposals", "items", "proposal,kind,user,role,subject,removal,content,content.**,damaged,proposer,proposed_at,state,decider", internal, kPlatform},
    {"role.list_proposals", "", "next_cursor", internal, kPlatform},
    {"rule.list", "items", "kind,field,roles,damaged,version", internal, kPlatform},
    {"network.list", "items", "level,allow,deny,damaged,version", internal, kPlatform},
    {"network.clear", "", "level,state", internal, kPlatform},
    {"permission.list", "items", "permission,zh,en,duty,assignable,functions", internal, kPlatform},
    {"audit.list,audit.search", "items", "position,at,actor,roles,party_id,channel,address,action,object,result,request_id,before_hash,after_hash,detail,detail.**,microseconds,format,previous_hash,hash", internal, kPlatform},
    {"audit.list,audit.search", "", "next_cursor", internal, kPlatform},
    {"audit.export", "", "position,at,actor,roles,party_id,channel,address,action,object,result,request_id,before_hash,after_hash,detail,detail.**,microseconds,format,previous_hash,hash", internal, kPlatform},
    {"audit.verify", "", "records,first,last,head,seals,sealed_through,head_file,faults_found,faults.code,faults.position", internal, kPlatform},
    {"audit.adopt", "", "adopted", internal, kPlatform},
    {"clock.show,clock.confirm", "", "now,seen_at,days_max,ahead", internal, kPlatform},
    {"ledger.verify", "", "entries,recomputed,erased", internal, kPlatform},
    {"key.export_public", "keys", "purpose,epoch,id,state,created_at,algorithm,fingerprint,point,pem", open, kEveryone},
    {"key.list", "keys", "purpose,epoch,id,state,created_at", internal, kPlatform},
    {"key.list", "sealing", "relation,epoch,passed,renewed,damaged,done", internal, kPlatform},
    {"key.rotate", "", "purpose,epoch,id,state,created_at", internal, kPlatform},
    {"key.rewrap", "", "keys", internal, kPlatform},
};
// clang-format on

void add_members(const SentRow& row, std::string_view function, std::vector<SentMember>& all) {
    for (const auto under : split(row.under, ',')) {
        for (const auto member : split(row.members, ',')) {
            std::string path(under);
            if (!path.empty()) path += '.';
            all.push_back({std::string(function), path.append(member), row.data_class, row.audience});
        }
    }
}

}  // namespace

std::span<const SentRow> sent_rows() {
    return kRows;
}

std::vector<SentMember> sent_members() {
    std::vector<SentMember> all;
    for (const auto& row : kRows) {
        for (const auto function : split(row.functions, ',')) add_members(row, function, all);
    }
    return all;
}

}  // namespace qy::model
