#include "certificate_rules.h"

#include <algorithm>
#include <set>

#include "base/limits.h"
#include "base/text.h"
#include "event_writer.h"
#include "model/certificate.h"
#include "storage/event_store.h"
#include "storage/trace_store.h"

namespace qy::business {
namespace {

using model::Field;

/// What the lot was mixed or divided from.
Result<std::vector<std::int64_t>> lots_before(storage::Reader& reader, model::LotId lot) {
    const std::int64_t own[] = {lot.number()};
    QY_TRY(links, storage::trace::links_into(reader, own, static_cast<std::int64_t>(limits::trace_nodes_max)));
    std::set<std::int64_t> before;
    for (const auto& link : links) {
        if (link.kind != model::LinkKind::aggregation) before.insert(link.from.number());
    }
    return std::vector<std::int64_t>(before.begin(), before.end());
}

/// Numbers of the commitment certificates that these lots have.
Result<std::vector<std::string>> numbers_of(storage::Reader& reader, const std::vector<std::int64_t>& lots) {
    std::vector<std::string> numbers;
    if (lots.empty()) return numbers;
    // Inspections come whatever their time; no span asks for anything else.
    QY_CHECK(storage::trace::events(reader, lots, Time{}, Time{},
                                    [&](const storage::trace::StoredEvent& row) -> Result<bool> {
                                        if (row.record.empty()) return true;
                                        QY_TRY(event, storage::events::read_record(reader.vault(), row.id, row.record));
                                        const std::string number(event.contents.get(Field::certificate_number));
                                        const bool counts = model::is_commitment(event.contents) && !number.empty();
                                        if (counts && std::ranges::find(numbers, number) == numbers.end()) {
                                            numbers.push_back(number);
                                        }
                                        return true;
                                    }));
    return numbers;
}

}  // namespace

bool is_collected(const model::TraceEvent& event, const model::Party& recorder) {
    return model::is_certificate(event.contents) && event.party != recorder.id &&
           check_role(recorder, {}, model::Step::receiving).ok();
}

Result<void> warn_of_sources(Publication& publication, const model::Lot& lot, const model::TraceEvent& event) {
    if (!model::is_commitment(event.contents)) return {};
    QY_TRY(before, lots_before(publication.writer, lot.id));
    QY_TRY(numbers, numbers_of(publication.writer, before));
    const auto named = model::certificate_sources(event.contents);
    std::erase_if(numbers, [&](const std::string& number) { return std::ranges::find(named, number) != named.end(); });
    if (numbers.empty()) return {};
    publication.warnings.push_back({"certificate_sources", "certificate_sources.incomplete", {join(numbers, "、")}});
    return {};
}

}  // namespace qy::business
