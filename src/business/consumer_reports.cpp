// What consumers send, and what they see of it by their receipt.
#include "business/consumer_reports.h"

#include <algorithm>

#include "base/account_limits.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/report_limits.h"
#include "base/settings.h"
#include "base/text.h"
#include "business/audit.h"
#include "business/codes.h"
#include "business/media_desk.h"
#include "contact_asking.h"
#include "contact_rules.h"
#include "keyed_hash.h"
#include "report_receipt.h"
#include "storage/catalogue_store.h"
#include "storage/code_store.h"
#include "storage/consumer_report_store.h"
#include "storage/login_store.h"
#include "storage/lot_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::ConsumerReport;
using model::ReportKind;

constexpr std::string_view kCounted = "consumer reports";

std::string object_of(const ConsumerReport& report) {
    return "consumer_report:" + report.id.to_string();
}

bool is_key(std::string_view text) {
    const bool fits =
        text.size() >= limits::report_key_characters_min && text.size() <= limits::report_key_characters_max;
    return fits && std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                      c == '_';
           });
}

/// All faults of what was filled in, at once.
Result<void> check_form(const Services& services, const ReportOrder& order) {
    Error all = invalid("request.invalid");
    const auto fault = [&](Error one, const char* member) { all.others.push_back(std::move(one).at(member)); };
    if (!is_key(order.key)) fault(invalid("report.key"), "key");
    if (order.code.empty() == order.lot.is_none()) fault(invalid("report.subject"), "code");
    const bool photo_alone = order.kind == ReportKind::fake && !order.photo.empty();
    if (trim(order.words).empty() && !photo_alone) fault(invalid("report.words"), "words");
    const auto& contact = order.contact;
    if (!contact.phone.empty() && !is_phone(contact.phone)) fault(invalid("user.phone"), "phone");
    if (!contact.mail.empty() && !is_mail(contact.mail)) fault(invalid("user.mail"), "mail");
    if (!all.others.empty()) return all;
    if (contact.is_empty()) return {};
    return check_policy_version(services, order.policy_version);
}

// How often

std::string from_address(std::string_view group) {
    return "from\n" + std::string(group);
}

std::string about(const ConsumerReport& report) {
    return "about\n" + (report.code.empty() ? "lot:" + report.lot.to_string() : report.code);
}

/// How many were counted within the hour, and when that is over.
Result<storage::logins::Failures> counted(storage::Reader& reader, const Services& services,
                                          const std::string& subject) {
    QY_TRY(hash, keyed_hash(services.keys, kCounted, subject));
    QY_TRY(found, storage::logins::failures(reader, hash));
    const Time from = services.clock.now().plus_seconds(-limits::login_window_seconds);
    return found.first_at < from ? storage::logins::Failures() : found;
}

Result<void> check_rate(storage::Reader& reader, const Services& services, const std::string& subject,
                        std::string_view setting) {
    const auto most = services.settings.integer(setting);
    QY_TRY(before, counted(reader, services, subject));
    if (most == 0 || before.count < most) return {};
    const Time open_at = before.first_at.plus_seconds(limits::login_window_seconds);
    return limited("report.too_many", {std::to_string(open_at.seconds() - services.clock.now().seconds() + 1)});
}

Result<void> check_rates(storage::Reader& reader, const Services& services, const ReportOrder& order,
                         const ConsumerReport& report) {
    QY_CHECK(check_rate(reader, services, from_address(order.address_group), "reports.per_address_hour"));
    return check_rate(reader, services, about(report), "reports.per_code_hour");
}

Result<void> count_one(storage::Writer& writer, const Services& services, const std::string& subject) {
    const Time now = services.clock.now();
    QY_TRY(hash, keyed_hash(services.keys, kCounted, subject));
    QY_TRY(count, storage::logins::add_failure(writer, hash, now, now.plus_seconds(-limits::login_window_seconds)));
    (void)count;
    return {};
}

// What it is about

Result<void> note_lot(storage::Reader& reader, model::LotId id, ConsumerReport& report) {
    QY_TRY(lot, storage::lots::find(reader, model::Reach::everything(), id));
    if (!lot) return not_found("lot.not_found").at("lot");
    report.lot = lot->id;
    report.party = lot->owner;
    report.product = lot->product;
    if (!lot->product) return {};
    QY_TRY(product, storage::catalogue::find_product(reader, model::Reach::everything(), lot->product));
    if (product) report.brand = product->brand;
    return {};
}

/// As the code is known now. One that is not ours belongs to nobody; a code without a lot to whom it was issued.
Result<void> note_code(storage::Reader& reader, const Services& services, std::string_view text,
                       ConsumerReport& report) {
    QY_TRY(code, read_code(reader, services, text));
    QY_TRY(resolved, resolve_code(reader, services, code));
    report.code = code.text();
    report.authenticity = resolved.state;
    if (resolved.chain.empty()) return {};
    QY_TRY(state, storage::codes::state(reader, code.text()));
    report.scan_count = state.scan_count;
    report.first_scanned_at = state.first_scanned_at;
    report.party = resolved.chain.front().party;
    report.brand = resolved.chain.front().brand;
    return resolved.lot ? note_lot(reader, resolved.lot, report) : Result<void>();
}

Result<ConsumerReport> report_of(storage::Reader& reader, const Services& services, const ReportOrder& order) {
    ConsumerReport report;
    report.kind = order.kind;
    report.words = trim(order.words);
    report.contact = order.contact;
    if (!order.contact.is_empty()) report.policy_version = order.policy_version;
    if (order.lot) {
        QY_CHECK(note_lot(reader, order.lot, report));
    } else {
        QY_CHECK(note_code(reader, services, order.code, report));
    }
    return report;
}

Result<std::optional<ConsumerReport>> by_number(storage::Reader& reader, const Services& services,
                                                const SecretText& number) {
    const auto plain = read_receipt(number.expose());
    if (!plain) return std::optional<ConsumerReport>();
    for (const auto& hash : receipt_hashes(services, SecretText(*plain))) {
        QY_TRY(found, storage::consumer_reports::by_receipt(reader, hash));
        if (found) return found;
    }
    return std::optional<ConsumerReport>();
}

}  // namespace

Result<bool> ConsumerReports::needs_captcha(std::string_view address_group) {
    const auto after = services_.settings.integer("reports.captcha_after");
    QY_TRY(before, services_.store.read([&](storage::Reader& reader) {
        return counted(reader, services_, from_address(address_group));
    }));
    return before.count >= after;
}

Result<std::optional<ReportReceipt>> ConsumerReports::known(const std::string& key) {
    return services_.store.read([&](storage::Reader& reader) -> Result<std::optional<ReportReceipt>> {
        for (const auto& number : receipts_of(services_, key)) {
            QY_TRY(found, by_number(reader, services_, number));
            if (found) return std::optional(ReportReceipt{number, true});
        }
        return std::optional<ReportReceipt>();
    });
}

Result<ReportReceipt> ConsumerReports::send(const ReportOrder& order, const model::Actor& visitor) {
    QY_CHECK(check_form(services_, order));
    QY_TRY(earlier, known(order.key));
    if (earlier) return *std::move(earlier);
    QY_TRY(report, services_.store.read([&](storage::Reader& reader) -> Result<ConsumerReport> {
        QY_TRY(made, report_of(reader, services_, order));
        QY_CHECK(check_rates(reader, services_, order, made));  // before the work that a picture makes
        return made;
    }));
    QY_TRY(asks, needs_captcha(order.address_group));
    if (asks) QY_CHECK(check_captcha(captchas_, {order.captcha, order.address_group, {}, Language::zh}));
    if (!order.photo.empty()) {
        QY_TRY(photo, media_.keep_photo(order.photo));
        report.photo = photo.object;
        report.small_photo = photo.small_object;
    }
    QY_TRY(number, receipt_of(services_, order.key));
    QY_TRY(hash, receipt_hash(services_, number));
    report.id = services_.ids.next<model::ConsumerReportId>();
    report.created_at = report.changed_at = services_.clock.now();
    auto kept = services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_CHECK(check_rates(writer, services_, order, report));
        QY_CHECK(count_one(writer, services_, from_address(order.address_group)));
        QY_CHECK(count_one(writer, services_, about(report)));
        QY_CHECK(storage::consumer_reports::insert(writer, report, hash));
        return write_audit(writer, visitor,
                           {"report.send", object_of(report), "ok", {{"kind", model::to_string(report.kind)}}},
                           report.created_at);
    });
    // The same form, twice at the same moment.
    const bool twice = !kept.ok() && kept.error().code == "storage.duplicate";
    if (!twice) QY_CHECK(std::move(kept));
    return ReportReceipt{std::move(number), twice};
}

Result<ReportView> ConsumerReports::view(const SecretText& number) {
    return services_.store.read([&](storage::Reader& reader) -> Result<ReportView> {
        QY_TRY(found, by_number(reader, services_, number));
        if (!found) return unauthenticated("report.receipt_invalid").at("receipt");
        ReportView view;
        view.number = SecretText(*read_receipt(number.expose()));
        if (found->product) {
            QY_TRY(product, storage::catalogue::find_product(reader, model::Reach::everything(), found->product));
            if (product) {
                view.product = product->name;
                view.product_en = product->name_en;
            }
        }
        if (found->lot) {
            QY_TRY(lot, storage::lots::find(reader, model::Reach::everything(), found->lot));
            if (lot) view.lot_number = lot->lot_number;
        }
        view.report = *std::move(found);
        return view;
    });
}

Result<void> ConsumerReports::forget_contact(const SecretText& number, const model::Actor& visitor) {
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(found, by_number(writer, services_, number));
        if (!found) return unauthenticated("report.receipt_invalid").at("receipt");
        QY_TRY(gone, storage::consumer_reports::forget_contact(writer, found->id));
        (void)gone;  // twice is once
        return write_audit(writer, visitor, {"report.forget_contact", object_of(*found), "ok", {}}, now);
    });
}

}  // namespace qy::business
