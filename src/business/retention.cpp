#include "business/retention.h"

#include <algorithm>
#include <array>

#include "base/clock.h"
#include "base/import_limits.h"
#include "base/settings.h"
#include "business/audit.h"
#include "business/clock_watch.h"
#include "business/media_desk.h"
#include "business/persons.h"
#include "storage/change_store.h"
#include "storage/consumer_report_store.h"
#include "storage/contact_store.h"
#include "storage/import_file_store.h"
#include "storage/outbox_store.h"
#include "storage/retention_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

constexpr std::int64_t kDaySeconds = 24 * 3600;

constexpr auto kRules = std::to_array<RetentionRule>({
    {"scans", "retention.scan_days", "扫码记录", "Scans"},
    {"rejected_submissions", "retention.rejected_days", "被驳回或撤回的提交", "Rejected and withdrawn submissions"},
    {"tokens", "retention.token_days", "已失效的访问令牌", "Tokens that are revoked or expired"},
    {"messages", "retention.message_days", "邮件和短信的发送结果", "What became of mails and SMS"},
    {"rejected_registrations", "retention.rejected_days", "未通过的注册申请", "Rejected registrations"},
    {"change_notes", "retention.change_days", "变更通知", "Notes that something changed"},
    {"imports", "retention.import_days", "导入的文件及其逐行结果", "Imported files and what became of their rows"},
    {"media", "retention.media_days", "用户上传的照片和文件", "Photos and documents that users sent"},
    {"report_contacts", "retention.report_contact_days", "举报与投诉的联系方式", "Contacts of consumers' reports"},
    {"reports", "retention.report_days", "消费者的举报与投诉", "Reports of consumers"},
    {"persons", "retention.person_days", "记录中的个人信息", "Persons named in records"},
});

model::Actor platform() {
    model::Actor actor;
    actor.name = "platform";
    actor.channel = model::Channel::operator_command;
    actor.address = "local";
    return actor;
}

Result<std::int64_t> erase_persons(storage::Writer& writer, Time before, std::int64_t rows_max) {
    QY_TRY(events, storage::retention::events_with_persons(writer, before, rows_max));
    std::vector<model::Field> fields;
    for (const auto& row : model::fields()) {
        if (row.data_class == model::DataClass::personal) fields.push_back(row.field);
    }
    for (const auto id : events) QY_CHECK(erase_fields(writer, id, fields));
    return static_cast<std::int64_t>(events.size());
}

Result<std::int64_t> apply_rule(storage::Writer& writer, std::string_view kind, Time before, std::int64_t rows_max) {
    if (kind == "scans") return storage::retention::remove_scans(writer, before, rows_max);
    if (kind == "rejected_submissions") return storage::retention::remove_rejected(writer, before, rows_max);
    if (kind == "tokens") return storage::retention::remove_tokens(writer, before, rows_max);
    if (kind == "messages") return storage::outbox::forget(writer, before, rows_max);
    if (kind == "imports") {
        return storage::import_files::forget_old(writer, before,
                                                 std::min(rows_max, limits::import_jobs_forgotten_per_step));
    }
    if (kind == "rejected_registrations") {
        return storage::contacts::forget(writer, model::RegistrationState::rejected, before, rows_max);
    }
    if (kind == "change_notes") return storage::changes::remove_before(writer, before, rows_max);
    if (kind == "report_contacts") return storage::consumer_reports::forget_contacts(writer, before, rows_max);
    if (kind == "reports") return storage::consumer_reports::remove_older(writer, before, rows_max);
    if (kind == "media") return erase_old_media(writer, before, rows_max);
    return erase_persons(writer, before, rows_max);
}

}  // namespace

std::span<const RetentionRule> retention_rules() {
    return kRules;
}

Result<std::int64_t> apply_retention(const Services& services, std::int64_t rows_max) {
    std::int64_t all = 0;
    QY_TRY(clock, look_at_clock(services));
    const Time now = clock.believed();
    for (const auto& rule : kRules) {
        const auto days = services.settings.integer(rule.setting);
        if (days == 0) continue;
        const Time before = now.plus_seconds(-days * kDaySeconds);
        QY_TRY(rows, services.store.write([&](storage::Writer& writer) -> Result<std::int64_t> {
            QY_TRY(gone, apply_rule(writer, rule.kind, before, rows_max));
            if (gone == 0) return gone;
            QY_CHECK(write_audit(
                writer, platform(),
                {"retention.delete", "kind:" + std::string(rule.kind), "ok", {{"rows", gone}, {"days", days}}}, now));
            return gone;
        }));
        all += rows;
    }
    return all;
}

}  // namespace qy::business
