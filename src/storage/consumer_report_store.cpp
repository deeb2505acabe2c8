#include "storage/consumer_report_store.h"

#include "base/json.h"
#include "reach.h"
#include "storage/object_store.h"
#include "storage/vault.h"
#include "stored.h"

namespace qy::storage::consumer_reports {
namespace {

using model::ConsumerReport;
using model::ConsumerReportId;

constexpr std::string_view kTable = "consumer_report";

#define QY_REPORT_COLUMNS                                                                                       \
    "r.consumer_report_id, r.kind, r.state, r.code, r.lot_id, r.product_id, r.party_id, r.brand_id, "           \
    "r.authenticity, r.scan_count, r.first_scanned_at, r.content, CASE WHEN r.contact = '' THEN 0 ELSE 1 END, " \
    "r.policy_version, r.photo_name, r.small_name, r.created_at, r.changed_at, r.handler_id, r.version "

constexpr Statement kInsert{
    "consumer_report.insert",
    "INSERT INTO consumer_report (consumer_report_id, receipt_hash, kind, state, code, lot_id, product_id, party_id, "
    "brand_id, authenticity, scan_count, first_scanned_at, content, contact, policy_version, photo_name, small_name, "
    "created_at, changed_at, version) VALUES ($report, $receipt, $kind, $state, $code, $lot, $product, $party, $brand, "
    "$authenticity, $scans, $first, $content, $contact, $policy, $photo, $small, $at, $at, $version)"};
constexpr Statement kFind{
    "consumer_report.find",
    "SELECT " QY_REPORT_COLUMNS
    "FROM consumer_report r WHERE r.consumer_report_id = $report AND " QY_REACHED("r.party_id", "r.brand_id")};
constexpr Statement kByReceipt{"consumer_report.by_receipt",
                               "SELECT " QY_REPORT_COLUMNS "FROM consumer_report r WHERE r.receipt_hash = $receipt"};
constexpr Statement kContact{"consumer_report.contact",
                             "SELECT contact FROM consumer_report WHERE consumer_report_id = $report"};
constexpr Statement kQueue{"consumer_report.queue",
                           "SELECT " QY_REPORT_COLUMNS
                           "FROM consumer_report r WHERE r.state = $state AND r.consumer_report_id > $after AND ($kind "
                           "= '' OR r.kind = $kind) "
                           "AND " QY_REACHED("r.party_id", "r.brand_id") "ORDER BY r.consumer_report_id LIMIT $limit"};
constexpr Statement kCounts{
    "consumer_report.counts",
    "SELECT r.kind, COUNT(*) FROM consumer_report r WHERE r.code = $code AND r.code <> '' AND " QY_REACHED(
        "r.party_id", "r.brand_id") "GROUP BY r.kind"};
constexpr Statement kAdvance{
    "consumer_report.advance",
    "UPDATE consumer_report SET state = $state, content = $content, handler_id = $handler, changed_at = $at, version = "
    "$version WHERE consumer_report_id = $report AND version = $before"};
constexpr Statement kForgetContact{
    "consumer_report.forget_contact",
    "UPDATE consumer_report SET contact = '' WHERE consumer_report_id = $report AND contact <> ''"};
constexpr Statement kForgetContacts{
    "consumer_report.forget_contacts",
    "UPDATE consumer_report SET contact = '' WHERE consumer_report_id IN (SELECT consumer_report_id FROM "
    "consumer_report WHERE contact <> '' AND changed_at < $before ORDER BY changed_at LIMIT $limit)"};
constexpr Statement kOlder{"consumer_report.older",
                           "SELECT consumer_report_id, photo_name, small_name FROM consumer_report WHERE created_at < "
                           "$before ORDER BY created_at LIMIT $limit"};
constexpr Statement kRemove{"consumer_report.remove", "DELETE FROM consumer_report WHERE consumer_report_id = $report"};
constexpr Statement kSealed{"consumer_report.sealed",
                            "SELECT content, contact FROM consumer_report WHERE consumer_report_id = $report"};
constexpr Statement kReseal{
    "consumer_report.reseal",
    "UPDATE consumer_report SET content = $content, contact = $contact WHERE consumer_report_id = $report"};

Place place_of(std::string_view column, ConsumerReportId id) {
    return {kTable, column, id.number()};
}

Bind optional_text(const char* name, const std::string& text) {
    return text.empty() ? Bind(name, nullptr) : Bind(name, text);
}

Result<std::string> sealed_content(Writer& writer, const ConsumerReport& report) {
    return writer.vault().seal(
        place_of("content", report.id),
        to_text(JsonObject{{"words", report.words}, {"answer", report.answer}, {"closing", report.closing}}));
}

Result<std::string> sealed_contact(Writer& writer, const ConsumerReport& report) {
    const auto& contact = report.contact;
    if (contact.is_empty()) return std::string();
    return writer.vault().seal(
        place_of("contact", report.id),
        to_text(JsonObject{{"phone", contact.phone}, {"mail", contact.mail}, {"language", contact.language}}));
}

Result<void> open_content(Reader& reader, ConsumerReport& report, std::string_view stored) {
    QY_TRY(plain, reader.vault().open(place_of("content", report.id), stored));
    QY_TRY(parsed, parse_json(plain));
    ObjectReader in(parsed, "");
    report.words = in.text("words", SIZE_MAX);
    report.answer = in.text("answer", SIZE_MAX);
    report.closing = in.text("closing", SIZE_MAX);
    return in.finish();
}

Result<std::optional<model::Authenticity>> authenticity_of(std::string_view name) {
    if (name.empty()) return std::optional<model::Authenticity>();
    const auto found = model::parse_authenticity(name);
    if (!found) return unknown_word("consumer_report.authenticity", name);
    return found;
}

Result<ConsumerReport> report_of(Reader& reader, const Row& row) {
    const auto kind = model::parse_report_kind(row.text(1));
    const auto state = model::parse_report_state(row.text(2));
    if (!kind) return unknown_word("consumer_report.kind", row.text(1));
    if (!state) return unknown_word("consumer_report.state", row.text(2));
    QY_TRY(authenticity, authenticity_of(row.text(8)));
    ConsumerReport report;
    report.id = row.id<ConsumerReportId>(0);
    report.kind = *kind;
    report.state = *state;
    report.code = row.text(3);
    report.lot = row.id<model::LotId>(4);
    report.product = row.id<model::ProductId>(5);
    report.party = row.id<model::PartyId>(6);
    report.brand = row.id<model::BrandId>(7);
    report.authenticity = authenticity;
    report.scan_count = row.integer(9);
    report.first_scanned_at = row.optional_time(10);
    QY_CHECK(open_content(reader, report, row.text(11)));
    report.has_contact = row.flag(12);
    report.policy_version = row.text(13);
    if (!row.is_null(14)) report.photo = row.text(14);
    if (!row.is_null(15)) report.small_photo = row.text(15);
    report.created_at = row.time(16);
    report.changed_at = row.time(17);
    report.handler = row.id<model::UserId>(18);
    report.version = row.integer(19);
    return report;
}

struct Old {
    ConsumerReportId id;
    std::string photo;
    std::string small;
};

}  // namespace

Result<void> insert(Writer& writer, const ConsumerReport& report, std::string_view receipt_hash) {
    QY_TRY(content, sealed_content(writer, report));
    QY_TRY(contact, sealed_contact(writer, report));
    if (!report.photo.empty()) QY_CHECK(objects::use(writer, report.photo));
    if (!report.small_photo.empty()) QY_CHECK(objects::use(writer, report.small_photo));
    return insert_row(writer, kInsert,
                      {{"report", report.id},
                       {"receipt", receipt_hash},
                       {"kind", model::to_string(report.kind)},
                       {"state", model::to_string(report.state)},
                       {"code", report.code},
                       {"lot", report.lot},
                       {"product", report.product},
                       {"party", report.party},
                       {"brand", report.brand},
                       {"authenticity", report.authenticity ? model::to_string(*report.authenticity) : ""},
                       {"scans", report.scan_count},
                       {"first", report.first_scanned_at},
                       {"content", content},
                       {"contact", contact},
                       {"policy", report.policy_version},
                       optional_text("photo", report.photo),
                       optional_text("small", report.small_photo),
                       {"at", report.created_at},
                       {"version", report.version}});
}

Result<std::optional<ConsumerReport>> find(Reader& reader, const model::Reach& reach, ConsumerReportId id) {
    return first_of(reader, kFind, {{"report", id}, QY_REACH_BINDS(reach)},
                    [&](const Row& row) { return report_of(reader, row); });
}

Result<std::optional<ConsumerReport>> by_receipt(Reader& reader, std::string_view receipt_hash) {
    return first_of(reader, kByReceipt, {{"receipt", receipt_hash}},
                    [&](const Row& row) { return report_of(reader, row); });
}

Result<model::ReportContact> contact(Reader& reader, ConsumerReportId id) {
    QY_TRY(stored, reader.first(kContact, {{"report", id}}, [](const Row& row) { return std::string(row.text(0)); }));
    model::ReportContact contact;
    if (!stored || stored->empty()) return contact;
    QY_TRY(plain, reader.vault().open(place_of("contact", id), *stored));
    QY_TRY(parsed, parse_json(plain));
    ObjectReader in(parsed, "");
    contact.phone = in.text("phone", SIZE_MAX);
    contact.mail = in.text("mail", SIZE_MAX);
    contact.language = in.text("language", SIZE_MAX);
    QY_CHECK(in.finish());
    return contact;
}

Result<std::vector<ConsumerReport>> queue(Reader& reader, const Question& question) {
    return all_of(reader, kQueue,
                  {{"state", model::to_string(question.state)},
                   {"kind", question.kind ? model::to_string(*question.kind) : ""},
                   {"after", question.after.number()},
                   {"limit", question.limit},
                   QY_REACH_BINDS(question.reach)},
                  [&](const Row& row) { return report_of(reader, row); });
}

Result<Counts> counts_of_code(Reader& reader, const model::Reach& reach, std::string_view code) {
    Counts counts;
    QY_CHECK(reader.each(kCounts, {{"code", code}, QY_REACH_BINDS(reach)}, [&](const Row& row) -> Result<void> {
        const bool fake = row.text(0) == model::to_string(model::ReportKind::fake);
        (fake ? counts.fake : counts.complaints) = row.integer(1);
        return {};
    }));
    return counts;
}

Result<void> advance(Writer& writer, const ConsumerReport& report) {
    QY_TRY(content, sealed_content(writer, report));
    return update_row(writer, kAdvance,
                      {{"report", report.id},
                       {"state", model::to_string(report.state)},
                       {"content", content},
                       {"handler", report.handler},
                       {"at", report.changed_at},
                       {"version", report.version},
                       {"before", report.version - 1}});
}

Result<bool> forget_contact(Writer& writer, ConsumerReportId id) {
    QY_TRY(rows, writer.run(kForgetContact, {{"report", id}}));
    return rows > 0;
}

Result<std::int64_t> forget_contacts(Writer& writer, Time unchanged_since, std::int64_t rows_max) {
    return writer.run(kForgetContacts, {{"before", unchanged_since}, {"limit", rows_max}});
}

Result<std::int64_t> remove_older(Writer& writer, Time before, std::int64_t rows_max) {
    QY_TRY(old, writer.all(kOlder, {{"before", before}, {"limit", rows_max}}, [](const Row& row) {
        return Old{row.id<ConsumerReportId>(0), row.is_null(1) ? std::string() : std::string(row.text(1)),
                   row.is_null(2) ? std::string() : std::string(row.text(2))};
    }));
    for (const auto& one : old) {
        QY_TRY(rows, writer.run(kRemove, {{"report", one.id}}));
        (void)rows;
        if (!one.photo.empty()) QY_CHECK(objects::release(writer, one.photo));
        if (!one.small.empty()) QY_CHECK(objects::release(writer, one.small));
    }
    return static_cast<std::int64_t>(old.size());
}

Result<void> seal_anew(Writer& writer, ConsumerReportId id) {
    QY_TRY(stored, writer.first(kSealed, {{"report", id}}, [](const Row& row) {
        return std::pair(std::string(row.text(0)), std::string(row.text(1)));
    }));
    if (!stored) return {};
    const auto& vault = writer.vault();
    QY_TRY(words, vault.open(place_of("content", id), stored->first));
    QY_TRY(content, vault.seal(place_of("content", id), words));
    std::string contact;
    if (!stored->second.empty()) {
        QY_TRY(plain, vault.open(place_of("contact", id), stored->second));
        QY_TRY(sealed, vault.seal(place_of("contact", id), plain));
        contact = std::move(sealed);
    }
    return update_row(writer, kReseal, {{"report", id}, {"content", content}, {"contact", contact}});
}

}  // namespace qy::storage::consumer_reports
