#pragma once
// What consumers report without an account ("this looks fake", complaints), and what is done about it. (clauses 5.6,
// 6.4.2) A report marks nothing by itself: it is counted beside its code for those who may read it.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/messages.h"
#include "base/result.h"
#include "base/secret.h"
#include "business/captchas.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/consumer_report.h"
#include "model/named.h"

namespace qy::storage {
class Reader;
class Writer;
}  // namespace qy::storage

namespace qy::business {

class MediaDesk;

/// What a consumer sends: about a code as it was scanned or typed, or about a lot.
struct ReportOrder {
    model::ReportKind kind = model::ReportKind::fake;
    std::string code;
    model::LotId lot;
    std::string words;
    Bytes photo = {};  ///< a picture file; may be empty
    model::ReportContact contact = {};
    std::string policy_version;  ///< that was agreed to for the contact
    std::string key;             ///< of the sender's own: the same key is the same report, however often it arrives
    std::optional<CaptchaAnswer> captcha;
    std::string address_group;  ///< what reports of an address are counted by
};

struct ReportReceipt {
    SecretText number;    ///< follows from the key; stored as a keyed hash
    bool exists = false;  ///< it was there already
};

/// What the sender sees by the number.
struct ReportView {
    SecretText number;             ///< as it is written
    model::ConsumerReport report;  ///< without its contact
    std::string product;
    std::string product_en;
    std::string lot_number;
};

struct ReportCounts {
    std::int64_t fake = 0;
    std::int64_t complaints = 0;
};

/// A report as those see it who may read it.
struct QueuedReport {
    model::ConsumerReport report;
    bool may_answer = false;  ///< the asker sees to it: then the contact is there
    model::Named product;
    std::string lot_number;
    model::Named party;
    model::Named brand;
    std::string handler;   ///< empty while nobody took it
    ReportCounts of_code;  ///< all reports of its code
};

struct ReportQuestion {
    model::ReportState state = model::ReportState::received;
    std::optional<model::ReportKind> kind;  ///< none: both
    model::ConsumerReportId after;
    std::int64_t limit = 0;
};

/// Safe from any thread. Every step is audited.
class ConsumerReports {
 public:
    /// Both outlive this.
    ConsumerReports(const Services& services, Captchas& captchas, MediaDesk& media)
        : services_(services), captchas_(captchas), media_(media) {}

    // The consumer's
    /// Whether a report from there must come with a captcha.
    Result<bool> needs_captcha(std::string_view address_group);
    /// Errors: invalid `report.key`, `report.subject`, `report.words`, `user.phone`, `user.mail`, `code.malformed`;
    /// conflict `consent.version` {version} (a contact without the consent in force); unauthenticated
    /// `login.captcha_required`, `login.captcha_wrong`; limited `report.too_many` {seconds}; not_found `lot.not_found`;
    /// those of MediaDesk::keep_photo. A report whose answer was lost, sent again under its key, exists.
    Result<ReportReceipt> send(const ReportOrder& order, const model::Actor& visitor);
    /// Case, spaces and hyphens of the number do not matter. Errors: unauthenticated `report.receipt_invalid`.
    Result<ReportView> view(const SecretText& number);
    /// Takes the consent back: phone and mail are gone. Errors: as view.
    Result<void> forget_contact(const SecretText& number, const model::Actor& visitor);

    // The brand's and the supervision's
    /// Oldest first. REQUIRES: limit ≥ 1.
    Result<std::vector<QueuedReport>> queue(const ReportQuestion& question, const model::Actor& actor);
    /// Errors: not_found `report.not_found` (also what is not for the actor).
    Result<QueuedReport> find(model::ConsumerReportId id, const model::Actor& actor);
    /// The picture; empty when there is none.
    Result<Bytes> photo(const model::ConsumerReport& report);
    /// `version`: that the actor saw. `words`: for the consumer, who is told by mail or SMS that there is news; needed
    /// to answer, and to close what was never answered. Returns the new state. `page`: where receipts are looked at.
    /// Errors: not_found `report.not_found` (also for those of the own products); conflict `report.changed`,
    /// `report.state` {state}; invalid `report.reply`.
    Result<model::ConsumerReport> advance(model::ConsumerReportId id, std::int64_t version, model::ReportVerb verb,
                                          const std::string& words, const std::string& page, const model::Actor& actor);
    /// Of one code, as far as the actor reads reports.
    Result<ReportCounts> counts_of_code(std::string_view code, const model::Actor& actor);

 private:
    Result<std::optional<ReportReceipt>> known(const std::string& key);
    const Services services_;
    Captchas& captchas_;
    MediaDesk& media_;
};

}  // namespace qy::business
