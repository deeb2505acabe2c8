#include "business/audit_check.h"

#include <map>

#include "audit_chain.h"
#include "base/limits.h"

namespace qy::business {
namespace {

using storage::audit::Record;

class Walk {
 public:
    Walk(const crypto::Keyring& keys, std::vector<ChainPlace> wanted) : keys_(keys), wanted_(std::move(wanted)) {}

    void visit(const Record& record);
    void fault(std::string_view code, std::int64_t position) {
        ++check_.faults_found;
        if (check_.faults.size() < limits::audit_faults_told_max)
            check_.faults.push_back({std::string(code), position});
    }
    /// What stood before the first record, if a seal must vouch for it.
    [[nodiscard]] const std::optional<ChainPlace>& beginning() const { return beginning_; }
    [[nodiscard]] bool saw(const ChainPlace& place) const {
        const auto found = seen_.find(place.position);
        return found != seen_.end() && found->second == place.hash;
    }
    [[nodiscard]] const std::vector<ChainPlace>& cuts() const { return cuts_; }
    AuditCheck check_;

 private:
    void visit_link(const Record& record);
    void visit_seal(const Record& record);

    const crypto::Keyring& keys_;
    const std::vector<ChainPlace> wanted_;
    std::map<std::int64_t, std::string> seen_;  // hashes at the positions that are wanted
    std::optional<ChainPlace> previous_;
    std::optional<ChainPlace> beginning_;
    std::vector<ChainPlace> cuts_;
};

void Walk::visit(const Record& record) {
    const std::string hash = audit_hash(record);
    if (hash != record.hash) fault("audit.record_edited", record.position);
    visit_link(record);
    if (record.action == kSealAction || record.action == kCutAction) visit_seal(record);
    for (const auto& place : wanted_) {
        if (place.position == record.position) seen_[record.position] = hash;
    }
    previous_ = ChainPlace{record.position, record.hash};
    ++check_.records;
    check_.last = record.position;
    check_.head = record.hash;
}

void Walk::visit_link(const Record& record) {
    if (!previous_) {
        check_.first = record.position;
        if (record.position > 0) beginning_ = ChainPlace{record.position - 1, record.previous_hash};
        if (record.position == 0 && !record.previous_hash.empty()) fault("audit.chain_broken", 0);
        return;
    }
    if (record.position != previous_->position + 1) {
        fault("audit.records_missing", previous_->position + 1);
    } else if (record.previous_hash != previous_->hash) {
        fault("audit.chain_broken", record.position);
    }
}

void Walk::visit_seal(const Record& record) {
    const auto place = read_seal(keys_, record);
    if (!place.ok()) return fault("audit.seal_wrong", record.position);
    ++check_.seals;
    if (record.action == kCutAction) {
        cuts_.push_back(*place);
        return;
    }
    // A seal stands right behind what it seals.
    if (!previous_ || *place != *previous_) return fault("audit.seal_wrong", record.position);
    check_.sealed = place->position;
}

Result<void> walk_all(const Services& services, Walk& walk) {
    std::int64_t position = 0;
    while (true) {
        QY_TRY(records, services.store.read([&](storage::Reader& reader) {
            return storage::audit::page(reader, position, limits::audit_page_records);
        }));
        for (const auto& record : records) walk.visit(record);
        if (records.empty()) return {};
        position = records.back().position + 1;
    }
}

void check_beginning(Walk& walk) {
    if (!walk.beginning()) return;
    for (const auto& cut : walk.cuts()) {
        if (cut == *walk.beginning()) return;
    }
    walk.fault("audit.beginning_missing", walk.beginning()->position);
}

}  // namespace

Result<AuditCheck> check_audit(const Services& services, const std::string& head_file, const KeptHead& kept) {
    // The head first: what is appended meanwhile makes the chain longer than it, which is no fault.
    auto head = read_head(head_file, services.keys);
    std::vector<ChainPlace> wanted;
    if (head.ok() && *head && **head != kBeforeFirst) wanted.push_back(**head);
    if (kept.position >= 0) wanted.push_back({kept.position, kept.hash});
    Walk walk(services.keys, wanted);
    QY_CHECK(walk_all(services, walk));
    check_beginning(walk);
    if (!head.ok()) walk.fault("audit.head_forged", -1);
    if (head.ok() && !*head && walk.check_.records > 0) walk.fault("audit.head_missing", -1);
    if (head.ok() && *head) walk.check_.head_file = (*head)->position;
    for (const auto& place : wanted) {
        const bool cut_off = walk.check_.records > 0 && place.position < walk.check_.first;  // the seal's matter
        if (!cut_off && !walk.saw(place)) walk.fault("audit.head_missing", place.position);
    }
    return std::move(walk.check_);
}

JsonObject to_json(const AuditCheck& check) {
    JsonArray faults;
    for (const auto& fault : check.faults) {
        faults.push_back(JsonObject{{"code", fault.code}, {"position", std::to_string(fault.position)}});
    }
    return {{"records", std::to_string(check.records)},
            {"first", std::to_string(check.first)},
            {"last", std::to_string(check.last)},
            {"head", check.head},
            {"seals", std::to_string(check.seals)},
            {"sealed_through", std::to_string(check.sealed)},
            {"head_file", std::to_string(check.head_file)},
            {"faults_found", std::to_string(check.faults_found)},
            {"faults", faults}};
}

}  // namespace qy::business
