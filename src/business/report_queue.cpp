// What is done about reports of consumers, by the brand's manager and by the supervision.
#include "base/clock.h"
#include "base/media_limits.h"
#include "base/text.h"
#include "business/audit.h"
#include "business/consumer_reports.h"
#include "business/media_desk.h"
#include "business/outbox.h"
#include "contact_asking.h"
#include "message_texts.h"
#include "model/event_time.h"
#include "storage/catalogue_store.h"
#include "storage/consumer_report_store.h"
#include "storage/lot_store.h"
#include "storage/party_store.h"
#include "storage/reach_store.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

using model::ConsumerReport;
using model::Permission;
using model::ReportVerb;

constexpr std::int64_t kMessageSeconds = 7 * 24 * 3'600;

/// Whose reports the actor sees to: nobody sees to those of its own party for being of that party.
model::Reach answering_reach(const model::Actor& actor) {
    auto reach = actor.reach(Permission::answer_reports);
    reach.party = {};
    return reach;
}

std::string_view action_of(ReportVerb verb) {
    switch (verb) {
        case ReportVerb::take:
            return "report.take";
        case ReportVerb::answer:
            return "report.answer";
        case ReportVerb::close:
            break;
    }
    return "report.close";
}

Result<ReportCounts> counts(storage::Reader& reader, const model::Reach& reach, std::string_view code) {
    if (code.empty()) return ReportCounts{};
    QY_TRY(found, storage::consumer_reports::counts_of_code(reader, reach, code));
    return ReportCounts{found.fake, found.complaints};
}

/// The names of what the report is about, and of who sees to it.
Result<void> write_names(storage::Reader& reader, QueuedReport& shown) {
    const auto& report = shown.report;
    if (report.product) {
        QY_TRY(product, storage::catalogue::find_product(reader, model::Reach::everything(), report.product));
        if (product) shown.product = {product->name, product->name_en};
    }
    if (report.lot) {
        QY_TRY(lot, storage::lots::find(reader, model::Reach::everything(), report.lot));
        if (lot) shown.lot_number = lot->lot_number;
    }
    if (report.party) {
        QY_TRY(party, storage::parties::find(reader, model::Reach::everything(), report.party));
        if (party) shown.party = model::shown_name(*party);
    }
    if (report.brand) {
        QY_TRY(brand, storage::catalogue::find_brand(reader, report.brand));
        if (brand) shown.brand = {brand->name, brand->name_en};
    }
    if (report.handler) {
        QY_TRY(user, storage::users::find(reader, report.handler));
        if (user) shown.handler = user->name;
    }
    return {};
}

/// As the actor sees it: the contact is opened for who sees to the report, and for nobody else.
Result<QueuedReport> shown_to(storage::Reader& reader, const model::Actor& actor, ConsumerReport report) {
    QueuedReport shown;
    QY_TRY(answers, storage::is_reached(reader, answering_reach(actor), report.party, report.brand));
    shown.may_answer = answers;
    if (answers && report.has_contact) {
        QY_TRY(contact, storage::consumer_reports::contact(reader, report.id));
        report.contact = std::move(contact);
    }
    QY_TRY(of_code, counts(reader, actor.reach(Permission::read_reports), report.code));
    shown.of_code = of_code;
    shown.report = std::move(report);
    QY_CHECK(write_names(reader, shown));
    return shown;
}

/// By every channel that is set up and known. What was answered is not told in the message.
Result<void> tell_sender(storage::Writer& writer, const Services& services, const ConsumerReport& report,
                         const std::string& page) {
    QY_TRY(known, storage::consumer_reports::contact(writer, report.id));
    for (const auto& contact : {model::Contact{model::MessageChannel::mail, known.mail},
                                model::Contact{model::MessageChannel::sms, known.phone}}) {
        if (contact.address.empty() || !is_set_up(services.settings, contact.channel)) continue;
        QY_CHECK(post_message(writer, services,
                              {message_kind::report_answered,
                               contact,
                               language_named(known.language),
                               {page, model::to_rfc3339(report.created_at).substr(0, 10)},
                               services.clock.now().plus_seconds(kMessageSeconds)}));
    }
    return {};
}

/// The report one step further. What the consumer reads was not empty before it is closed.
Result<void> apply(ConsumerReport& report, ReportVerb verb, const std::string& words) {
    const auto next = model::next_state(report.state, verb);
    if (!next) return conflict("report.state", {std::string(model::to_string(report.state))});
    const std::string said(trim(words));
    const bool silent = verb == ReportVerb::take || (verb == ReportVerb::close && !report.answer.empty());
    if (said.empty() && !silent) return invalid("report.reply").at("words");
    if (verb == ReportVerb::answer) report.answer = said;
    if (verb == ReportVerb::close) report.closing = said;
    report.state = *next;
    return {};
}

}  // namespace

Result<std::vector<QueuedReport>> ConsumerReports::queue(const ReportQuestion& question, const model::Actor& actor) {
    return services_.store.read([&](storage::Reader& reader) -> Result<std::vector<QueuedReport>> {
        QY_TRY(found, storage::consumer_reports::queue(reader, {actor.reach(Permission::read_reports), question.state,
                                                                question.kind, question.after, question.limit}));
        std::vector<QueuedReport> all;
        for (auto& report : found) {
            QY_TRY(shown, shown_to(reader, actor, std::move(report)));
            all.push_back(std::move(shown));
        }
        return all;
    });
}

Result<QueuedReport> ConsumerReports::find(model::ConsumerReportId id, const model::Actor& actor) {
    return services_.store.read([&](storage::Reader& reader) -> Result<QueuedReport> {
        QY_TRY(found, storage::consumer_reports::find(reader, actor.reach(Permission::read_reports), id));
        if (!found) return not_found("report.not_found");
        return shown_to(reader, actor, *std::move(found));
    });
}

Result<Bytes> ConsumerReports::photo(const ConsumerReport& report) {
    if (report.photo.empty()) return Bytes();
    model::Media kept;
    kept.object = report.photo;
    return media_.content(kept, MediaSize::whole);
}

Result<ConsumerReport> ConsumerReports::advance(model::ConsumerReportId id, std::int64_t version, ReportVerb verb,
                                                const std::string& words, const std::string& page,
                                                const model::Actor& actor) {
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<ConsumerReport> {
        QY_TRY(report, storage::consumer_reports::find(writer, answering_reach(actor), id));
        if (!report) return not_found("report.not_found");
        if (report->version != version) return conflict("report.changed");
        const auto before = report->state;
        QY_CHECK(apply(*report, verb, words));
        report->handler = actor.user ? actor.user : report->handler;
        report->changed_at = now;
        ++report->version;
        QY_CHECK(storage::consumer_reports::advance(writer, *report));
        if (verb != ReportVerb::take && report->has_contact) QY_CHECK(tell_sender(writer, services_, *report, page));
        QY_CHECK(write_audit(writer, actor,
                             {action_of(verb),
                              "consumer_report:" + id.to_string(),
                              "ok",
                              {{"from", model::to_string(before)}, {"to", model::to_string(report->state)}}},
                             now));
        return *std::move(report);
    });
}

Result<ReportCounts> ConsumerReports::counts_of_code(std::string_view code, const model::Actor& actor) {
    return services_.store.read(
        [&](storage::Reader& reader) { return counts(reader, actor.reach(Permission::read_reports), code); });
}

}  // namespace qy::business
