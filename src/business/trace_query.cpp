#include "business/trace_query.h"

#include "base/limits.h"
#include "base/settings.h"
#include "base/text.h"
#include "business/codes.h"
#include "model/checks.h"
#include "storage/catalogue_store.h"
#include "storage/code_store.h"
#include "trace_writer.h"

namespace qy::business {
namespace {

using model::TraceAnswer;
using storage::trace::TracedLot;

constexpr auto kCandidatesMax = static_cast<std::int64_t>(limits::trace_candidates_max);

std::size_t bound(const Services& services, std::string_view name) {
    return static_cast<std::size_t>(services.settings.integer(name));
}

WalkRules walk_rules(const Services& services, const Asker& asker, const TracedLot& asked, model::LotId unit) {
    WalkRules rules;
    rules.depth_max = bound(services, "trace.depth_max");
    rules.nodes_max = bound(services, "trace.nodes_max");
    rules.own_container = unit;
    if (asker.may_follow(asked)) {
        rules.may_follow = [&asker](const TracedLot& lot) { return asker.may_follow(lot); };
        rules.contents_ever = true;
    }
    return rules;
}

/// The story of one lot, into `answer`, whose view says how it was asked.
Result<TraceAnswer> tell(storage::Reader& reader, const Services& services, const Asker& asker, TracedLot asked,
                         model::LotId unit, TraceAnswer answer) {
    const auto rules = walk_rules(services, asker, asked, unit);
    const bool only_own_path = !asker.may_follow(asked);
    QY_TRY(walk, walk_graph(reader, std::move(asked), rules));
    QY_TRY(story, read_story(reader, walk, {bound(services, "trace.events_max"), only_own_path}));
    QY_CHECK(write_story(reader, services, asker, walk, std::move(story), answer));
    return answer;
}

TraceAnswer asked_openly(const Asker& asker) {
    TraceAnswer answer;
    answer.view = asker.is_regulator() ? model::View::regulator : model::View::open_public;
    return answer;
}

/// The only lot's story, or the lots to choose from.
Result<TraceAnswer> tell_or_choose(storage::Reader& reader, const Services& services, const Asker& asker,
                                   std::vector<TracedLot> lots) {
    if (lots.empty()) return not_found("lot.not_found");
    if (lots.size() == 1) {
        return tell(reader, services, asker, std::move(lots.front()), {}, asked_openly(asker));
    }
    if (lots.size() > limits::trace_candidates_max) lots.resize(limits::trace_candidates_max);
    TraceAnswer answer = asked_openly(asker);
    QY_TRY(nodes, nodes_of(reader, asker, lots));
    answer.candidates = std::move(nodes);
    return answer;
}

Result<TraceAnswer> choose_by_number(storage::Reader& reader, const Services& services, const Asker& asker,
                                     std::string_view lot_number, storage::trace::LotQuestion question) {
    const std::string folded = fold_width(lot_number);
    question.lot_number = trim(folded);
    QY_TRY(lots, storage::trace::lots_by_number(reader, question, kCandidatesMax + 1));
    return tell_or_choose(reader, services, asker, std::move(lots));
}

Result<TraceAnswer> latest_of_gtin(storage::Reader& reader, const Services& services, const Asker& asker,
                                   const std::vector<model::Product>& products) {
    std::vector<TracedLot> lots;
    for (const auto& product : products) {
        QY_TRY(some, storage::trace::latest_lots(reader, product.id, kCandidatesMax));
        std::move(some.begin(), some.end(), std::back_inserter(lots));
        if (lots.size() >= limits::trace_candidates_max) break;
    }
    if (lots.size() == 1) return tell_or_choose(reader, services, asker, std::move(lots));
    if (lots.size() > limits::trace_candidates_max) lots.resize(limits::trace_candidates_max);
    TraceAnswer answer = asked_openly(asker);
    QY_CHECK(write_product(reader, asker, products.front(), answer));
    QY_TRY(nodes, nodes_of(reader, asker, lots));
    answer.candidates = std::move(nodes);
    return answer;
}

model::AuthenticityAnswer authenticity_of(const ResolvedCode& resolved, const storage::codes::CodeState& state) {
    model::AuthenticityAnswer answer;
    answer.state = resolved.state;
    answer.reason = resolved.reason;
    answer.scan_count = state.scan_count;
    answer.first_scanned_at = state.first_scanned_at;
    answer.first_scanned_region = state.first_scanned_region;
    answer.last_scanned_at = state.last_scanned_at;
    answer.first_verified_at = resolved.first_verified_at;
    answer.has_pin = resolved.has_pin();
    return answer;
}

/// Codes printed ahead of harvest carry a brand before they carry a lot.
Result<void> write_brand_of(storage::Reader& reader, const ResolvedCode& resolved, TraceAnswer& answer) {
    for (const auto& range : resolved.chain) {
        if (range.brand.is_none()) continue;
        QY_TRY(brand, storage::catalogue::find_brand(reader, range.brand));
        answer.brand = std::move(brand);
        return {};
    }
    return {};
}

Result<TraceAnswer> tell_of_code(storage::Reader& reader, const Services& services, const Asker& asker,
                                 std::string_view text) {
    QY_TRY(code, read_code(reader, services, text));
    QY_TRY(resolved, resolve_code(reader, services, code));
    TraceAnswer answer = asked_openly(asker);
    if (!asker.is_regulator()) answer.view = model::View::code_holder;
    answer.code = std::string(code.text());
    storage::codes::CodeState state;
    if (!resolved.chain.empty()) {
        QY_TRY(stored, storage::codes::state(reader, code.text()));
        state = std::move(stored);
    }
    answer.authenticity = authenticity_of(resolved, state);
    if (resolved.lot.is_none()) {
        QY_CHECK(write_brand_of(reader, resolved, answer));
        return answer;
    }
    const std::int64_t ids[] = {resolved.lot.number()};
    QY_TRY(lots, storage::trace::lots(reader, ids));
    if (lots.empty()) return corrupt("storage.corrupt").because("a code range names a lot that does not exist");
    const auto unit = resolved.unit == resolved.lot ? model::LotId() : resolved.unit;
    return tell(reader, services, asker, std::move(lots.front()), unit, std::move(answer));
}

}  // namespace

std::uint64_t TraceQuery::changes() const {
    return services_.store.changes();
}

Result<TraceAnswer> TraceQuery::by_code(std::string_view code, const model::Actor& actor) {
    return services_.store.read([&](storage::Reader& reader) -> Result<TraceAnswer> {
        QY_TRY(asker, Asker::of(reader, actor));
        return tell_of_code(reader, services_, asker, code);
    });
}

Result<TraceAnswer> TraceQuery::by_lot_number(std::string_view lot_number, std::string_view product,
                                              std::string_view party, const model::Actor& actor) {
    return services_.store.read([&](storage::Reader& reader) -> Result<TraceAnswer> {
        QY_TRY(asker, Asker::of(reader, actor));
        return choose_by_number(reader, services_, asker, lot_number, {{}, product, party, {}});
    });
}

Result<TraceAnswer> TraceQuery::by_gtin(std::string_view gtin, std::string_view lot_number, const model::Actor& actor) {
    QY_TRY(checked, model::checked_gtin(gtin));
    return services_.store.read([&](storage::Reader& reader) -> Result<TraceAnswer> {
        QY_TRY(asker, Asker::of(reader, actor));
        QY_TRY(products, storage::catalogue::products_by_gtin(reader, checked));
        if (products.empty()) return not_found("gtin.not_found", {checked});
        if (trim(lot_number).empty()) return latest_of_gtin(reader, services_, asker, products);
        return choose_by_number(reader, services_, asker, lot_number, {{}, {}, {}, checked});
    });
}

Result<TraceAnswer> TraceQuery::by_lot(model::LotId lot, const model::Actor& actor) {
    return services_.store.read([&](storage::Reader& reader) -> Result<TraceAnswer> {
        QY_TRY(asker, Asker::of(reader, actor));
        const std::int64_t ids[] = {lot.number()};
        QY_TRY(lots, storage::trace::lots(reader, ids));
        return tell_or_choose(reader, services_, asker, std::move(lots));
    });
}

}  // namespace qy::business
