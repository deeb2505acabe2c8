#include "sealing_rows.h"

#include <algorithm>
#include <array>

#include "base/json.h"
#include "base/text.h"
#include "model/field.h"
#include "storage/consumer_report_store.h"
#include "storage/event_store.h"
#include "storage/label_order_store.h"
#include "storage/ledger_store.h"
#include "storage/party_store.h"
#include "storage/submission_store.h"
#include "storage/user_store.h"
#include "storage/vault.h"
#include "stored.h"

namespace qy::storage::sealing {
namespace {

constexpr Statement kParties{
    "sealing.parties",
    "SELECT party_id, kind, personal, identity_number, name FROM party WHERE party_id > $after ORDER "
    "BY party_id LIMIT $limit"};
constexpr Statement kEvents{
    "sealing.events",
    "SELECT lot_id, event_at, event_id, record FROM trace_event WHERE (lot_id, event_at, event_id) > ($lot, $at, "
    "$event) ORDER BY lot_id, event_at, event_id LIMIT $limit"};
constexpr Statement kSubmissions{"sealing.submissions",
                                 "SELECT submission_id, changes FROM submission WHERE submission_id > $after ORDER BY "
                                 "submission_id LIMIT $limit"};
constexpr Statement kEntries{"sealing.entries",
                             "SELECT position, salts FROM ledger_entry WHERE position > $after ORDER BY position LIMIT "
                             "$limit"};
constexpr Statement kKeys{
    "sealing.keys",
    "SELECT recorder_id, event_key, content_hash, derived, (SELECT count(*) FROM submission s WHERE s.submission_id = "
    "k.submission_id AND s.changes LIKE 'sealed:%') FROM event_key k WHERE (recorder_id, event_key) > ($recorder, "
    "$key) "
    "ORDER BY recorder_id, event_key LIMIT $limit"};

/// True when a JSON text has a member of a protected field's name: cheaper than reading it.
bool names_protected(std::string_view text) {
    return std::ranges::any_of(model::fields(), [text](const model::FieldRow& row) {
        return model::is_protected(row.data_class) && text.find(row.name) != std::string_view::npos;
    });
}

bool is_outdated(std::string_view sealed, const Target& target) {
    return target.reindex || epoch_of(sealed) != target.epoch;
}

// party: a farmer's name and address, and the identity number

Result<std::vector<SeenRow>> parties_page(Reader& reader, std::string_view cursor, std::int64_t limit,
                                          const Target& target) {
    const auto after = numbers_in(cursor, {0});
    return reader.all(kParties, {{"after", after[0]}, {"limit", limit}}, [&](const Row& row) {
        const bool farmer =
            row.text(1) == model::to_string(model::PartyKind::farmer) && row.text(4) != parties::erased_name;
        const bool number = !row.is_null(3) && is_outdated(text_of(row.bytes(3)), target);
        return seen({row.integer(0)}, row.text(2), number || (farmer && is_outdated(row.text(2), target)));
    });
}

Result<void> renew_party(Writer& writer, const SeenRow& row) {
    return parties::seal_anew(writer, model::PartyId(row.ids[0]));
}

// trace_event: the sealed member of a record

bool event_needs_sealing(std::string_view record, const Target& target) {
    constexpr std::string_view kMember = "\"sealed\":\"";
    const auto at = record.find(kMember);
    if (at == std::string_view::npos) return names_protected(record);
    return is_outdated(record.substr(at + kMember.size()), target);
}

Result<std::vector<SeenRow>> events_page(Reader& reader, std::string_view cursor, std::int64_t limit,
                                         const Target& target) {
    const auto after = numbers_in(cursor, {INT64_MIN, INT64_MIN, INT64_MIN});
    return reader.all(kEvents, {{"lot", after[0]}, {"at", after[1]}, {"event", after[2]}, {"limit", limit}},
                      [&](const Row& row) {
                          return seen({row.integer(0), row.integer(1), row.integer(2)}, row.text(3),
                                      event_needs_sealing(row.text(3), target));
                      });
}

Result<void> renew_event(Writer& writer, const SeenRow& row) {
    QY_TRY(event, events::read_record(writer.vault(), model::EventId(row.ids[2]), row.text));
    return events::rewrite(writer, event);
}

// submission: the changes

Result<std::vector<SeenRow>> submissions_page(Reader& reader, std::string_view cursor, std::int64_t limit,
                                              const Target& target) {
    const auto after = numbers_in(cursor, {0});
    QY_TRY(rows, reader.all(kSubmissions, {{"after", after[0]}, {"limit", limit}}, [&](const Row& row) {
        return seen({row.integer(0)}, row.text(1), is_sealed(row.text(1)) && is_outdated(row.text(1), target));
    }));
    // A clear one was found to hold nothing, or comes from before its column was protected: then it is judged here.
    for (auto& row : rows) {
        if (is_sealed(row.text)) continue;
        QY_TRY(needs, submissions::needs_sealing(reader, row.text));
        row.needs_sealing = needs;
    }
    return rows;
}

Result<void> renew_submission(Writer& writer, const SeenRow& row) {
    QY_TRY(found, submissions::find(writer, model::Reach::everything(), model::SubmissionId(row.ids[0])));
    if (!found) return {};
    found->names_person = true;  // judged before: whatever the reason, it is sealed
    return submissions::set_changes(writer, *found);
}

// ledger_entry: salts of protected values

Result<std::vector<SeenRow>> entries_page(Reader& reader, std::string_view cursor, std::int64_t limit,
                                          const Target& target) {
    const auto after = numbers_in(cursor, {-1});
    return reader.all(kEntries, {{"after", after[0]}, {"limit", limit}}, [&](const Row& row) {
        const auto salts = row.text(1);
        const bool needs = is_sealed(salts) ? epoch_of(salts) != target.epoch : names_protected(salts);
        return seen({row.integer(0)}, salts, needs);
    });
}

Result<void> renew_entry(Writer& writer, const SeenRow& row) {
    QY_TRY(entry, ledger::find(writer, row.ids[0]));
    if (!entry) return {};
    entry->protects_salts = true;
    return ledger::set_salts(writer, *entry);
}

// event_key: hashes of rows, by which a value in them could be guessed

Result<std::vector<SeenRow>> keys_page(Reader& reader, std::string_view cursor, std::int64_t limit,
                                       const Target& target) {
    const auto colon = cursor.find(':');
    const auto recorder = numbers_in(cursor.substr(0, colon), {INT64_MIN});
    const auto key = colon == std::string_view::npos ? std::string_view() : cursor.substr(colon + 1);
    return reader.all(kKeys, {{"recorder", recorder[0]}, {"key", key}, {"limit", limit}}, [&](const Row& row) {
        const auto hash = row.text(2);
        const bool outdated = is_sealed(hash) ? epoch_of(hash) != target.epoch : row.flag(4);
        const bool needs = !hash.empty() && (row.flag(3) || outdated);
        return SeenRow{std::to_string(row.integer(0)) + ":" + std::string(row.text(1)),
                       needs,
                       {row.integer(0), row.flag(4) ? 1 : 0},
                       std::string(row.text(1))};
    });
}

Result<void> renew_key(Writer& writer, const SeenRow& row) {
    return events::seal_key_anew(writer, model::PartyId(row.ids[0]), row.text, row.ids[1] != 0);
}

// app_user and second_factor: bytes columns, each sealed for its row

bool holds_outdated(const Row& row, int first, int last, const Target& target) {
    for (int column = first; column <= last; ++column) {
        if (!row.is_null(column) && !row.bytes(column).empty() && epoch_of(row.bytes(column)) != target.epoch)
            return true;
    }
    return false;
}

template <int kColumns>
Result<std::vector<SeenRow>> bytes_page(Reader& reader, const Statement& statement, std::string_view cursor,
                                        std::int64_t limit, const Target& target) {
    const auto after = numbers_in(cursor, {0});
    return reader.all(statement, {{"after", after[0]}, {"limit", limit}}, [&](const Row& row) {
        return seen({row.integer(0)}, {}, holds_outdated(row, 1, kColumns, target));
    });
}

/// Seals one bytes column of one row anew.
Result<void> renew_bytes(Writer& writer, const Place& place, const Statement& read, const Statement& write) {
    QY_TRY(found, writer.first(read, {{"row", place.row}},
                               [](const Row& row) { return Bytes(row.bytes(0).begin(), row.bytes(0).end()); }));
    if (!found || found->empty()) return {};
    QY_TRY(sealed, writer.vault().sealed_anew(place, *found));
    return update_row(writer, write, {{"row", place.row}, {"sealed", ByteView(sealed)}});
}

constexpr Statement kUsers{"sealing.users",
                           "SELECT user_id, full_name, phone, mail, phone_index, mail_index FROM app_user WHERE "
                           "user_id > $after ORDER BY user_id LIMIT $limit"};
constexpr Statement kUserIndexes{
    "sealing.set_user_indexes",
    "UPDATE app_user SET phone_index = $phone_index, mail_index = $mail_index WHERE user_id = $row"};
constexpr Statement kFactors{"sealing.factors",
                             "SELECT second_factor_id, secret FROM second_factor WHERE second_factor_id > $after ORDER "
                             "BY second_factor_id LIMIT $limit"};

struct BytesColumn {
    std::string_view name;
    Statement read;
    Statement write;
};
constexpr BytesColumn kUserColumns[] = {
    {"full_name",
     {"sealing.full_name", "SELECT full_name FROM app_user WHERE user_id = $row"},
     {"sealing.set_full_name", "UPDATE app_user SET full_name = $sealed WHERE user_id = $row"}},
    {"phone",
     {"sealing.phone", "SELECT phone FROM app_user WHERE user_id = $row"},
     {"sealing.set_phone", "UPDATE app_user SET phone = $sealed WHERE user_id = $row"}},
    {"mail",
     {"sealing.mail", "SELECT mail FROM app_user WHERE user_id = $row"},
     {"sealing.set_mail", "UPDATE app_user SET mail = $sealed WHERE user_id = $row"}},
};
constexpr BytesColumn kFactorSecret{
    "secret",
    {"sealing.secret", "SELECT secret FROM second_factor WHERE second_factor_id = $row"},
    {"sealing.set_secret", "UPDATE second_factor SET secret = $sealed WHERE second_factor_id = $row"}};

/// The hash by which a user is found by this contact, under the present key; empty when there is none.
Result<std::string> present_index(const Vault& vault, const Place& place, ByteView sealed) {
    if (sealed.empty()) return std::string();
    QY_TRY(value, vault.opened(place, sealed));
    return vault.bare_index(place.table, place.column, lower_ascii(value));
}

/// What does not open is no longer as it should be either: it is counted where it is sealed anew.
bool is_index_outdated(const Vault& vault, const Row& row, std::string_view column, int sealed, int index) {
    const auto value = row.is_null(sealed) ? ByteView() : row.bytes(sealed);
    const auto present = present_index(vault, {"app_user", column, row.integer(0)}, value);
    return !present.ok() || *present != row.text(index);
}

Result<std::vector<SeenRow>> users_page(Reader& reader, std::string_view cursor, std::int64_t limit,
                                        const Target& target) {
    const auto after = numbers_in(cursor, {0});
    const auto& vault = reader.vault();
    return reader.all(kUsers, {{"after", after[0]}, {"limit", limit}}, [&](const Row& row) {
        const bool needs = holds_outdated(row, 1, 3, target) || is_index_outdated(vault, row, "phone", 2, 4) ||
                           is_index_outdated(vault, row, "mail", 3, 5);
        return seen({row.integer(0)}, {}, needs);
    });
}

Result<std::string> index_of_stored(Writer& writer, const BytesColumn& column, std::int64_t user) {
    QY_TRY(sealed, writer.first(column.read, {{"row", user}},
                                [](const Row& row) { return Bytes(row.bytes(0).begin(), row.bytes(0).end()); }));
    return present_index(writer.vault(), {"app_user", column.name, user}, sealed.value_or(Bytes()));
}

Result<void> renew_user(Writer& writer, const SeenRow& row) {
    const auto user = row.ids[0];
    for (const auto& column : kUserColumns) {
        QY_CHECK(renew_bytes(writer, {"app_user", column.name, user}, column.read, column.write));
    }
    QY_TRY(phone, index_of_stored(writer, kUserColumns[1], user));
    QY_TRY(mail, index_of_stored(writer, kUserColumns[2], user));
    return update_row(writer, kUserIndexes, {{"row", user}, {"phone_index", phone}, {"mail_index", mail}});
}

Result<std::vector<SeenRow>> factors_page(Reader& reader, std::string_view cursor, std::int64_t limit,
                                          const Target& target) {
    return bytes_page<1>(reader, kFactors, cursor, limit, target);
}

Result<void> renew_factor(Writer& writer, const SeenRow& row) {
    return renew_bytes(writer, {"second_factor", kFactorSecret.name, row.ids[0]}, kFactorSecret.read,
                       kFactorSecret.write);
}

// consumer_report: words and contact

constexpr Statement kReports{"sealing.reports",
                             "SELECT consumer_report_id, content, contact FROM consumer_report WHERE "
                             "consumer_report_id > $after ORDER BY consumer_report_id LIMIT $limit"};

Result<std::vector<SeenRow>> reports_page(Reader& reader, std::string_view cursor, std::int64_t limit,
                                          const Target& target) {
    const auto after = numbers_in(cursor, {0});
    return reader.all(kReports, {{"after", after[0]}, {"limit", limit}}, [&](const Row& row) {
        const bool contact = !row.text(2).empty() && epoch_of(row.text(2)) != target.epoch;
        return seen({row.integer(0)}, {}, contact || epoch_of(row.text(1)) != target.epoch);
    });
}

Result<void> renew_report(Writer& writer, const SeenRow& row) {
    return consumer_reports::seal_anew(writer, model::ConsumerReportId(row.ids[0]));
}

// label_order: the password of a file that waits to be fetched

constexpr Statement kOrders{"sealing.label_orders",
                            "SELECT label_order_id, secret FROM label_order WHERE label_order_id > $after ORDER BY "
                            "label_order_id LIMIT $limit"};

Result<std::vector<SeenRow>> orders_page(Reader& reader, std::string_view cursor, std::int64_t limit,
                                         const Target& target) {
    const auto after = numbers_in(cursor, {0});
    return reader.all(kOrders, {{"after", after[0]}, {"limit", limit}}, [&](const Row& row) {
        return seen({row.integer(0)}, {}, !row.text(1).empty() && epoch_of(row.text(1)) != target.epoch);
    });
}

Result<void> renew_order(Writer& writer, const SeenRow& row) {
    const model::LabelOrderId order(row.ids[0]);
    QY_TRY(password, label_orders::password(writer, order));
    return label_orders::set_password(writer, order, password);
}

constexpr auto kRelations = std::to_array<Relation>({
    {"party", &parties_page, &renew_party},  // first: whether a submission names a farmer is asked of it
    {"trace_event", &events_page, &renew_event},
    {"submission", &submissions_page, &renew_submission},
    {"ledger_entry", &entries_page, &renew_entry},
    {"event_key", &keys_page, &renew_key},
    {"app_user", &users_page, &renew_user},
    {"second_factor", &factors_page, &renew_factor},
    {"consumer_report", &reports_page, &renew_report},
    {"label_order", &orders_page, &renew_order},
});

}  // namespace

std::span<const Relation> relation_table() {
    static const auto kAll = [] {
        std::vector<Relation> all(kRelations.begin(), kRelations.end());
        const auto access = access_relations();
        all.insert(all.end(), access.begin(), access.end());
        return all;
    }();
    return kAll;
}

}  // namespace qy::storage::sealing
