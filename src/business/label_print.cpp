#include "business/label_print.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/text.h"
#include "business/audit.h"
#include "business/code_export.h"
#include "code_access.h"
#include "code_sequence.h"
#include "label_run.h"
#include "model/event_time.h"
#include "storage/catalogue_store.h"
#include "storage/label_print_store.h"
#include "storage/lot_store.h"
#include "storage/party_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

constexpr auto kPermission = model::Permission::export_codes;

Result<void> tell_product(storage::Reader& reader, model::ProductId id, LabelFacts& facts) {
    QY_TRY(product, storage::catalogue::find_product(reader, model::Reach::everything(), id));
    if (!product) return {};
    facts.product = product->name;
    facts.product_en = product->name_en;
    facts.specification = product->specification;
    facts.gtin = product->gtin;
    if (!facts.brand.empty()) return {};
    QY_TRY(brand, storage::catalogue::find_brand(reader, product->brand));
    if (brand) facts.brand = brand->name;
    return {};
}

Result<void> tell_party(storage::Reader& reader, model::PartyId id, LabelFacts& facts) {
    QY_TRY(party, storage::parties::find(reader, model::Reach::everything(), id));
    if (party) facts.party = party->name;
    return {};
}

/// A consignment is labelled as the lot that it was taken from: what was packed when.
Result<void> tell_lot(storage::Reader& reader, model::LotId id, LabelFacts& facts) {
    QY_TRY(lot, storage::lots::find(reader, model::Reach::everything(), id));
    if (!lot) return {};
    facts.lot = lot->id;
    facts.lot_number = lot->lot_number;
    facts.produced_on = lot->produced_on;
    return tell_product(reader, lot->product, facts);
}

/// The part of the range that is asked for.
Result<model::CodeRange> part_of(const Services& services, const model::CodeRange& range, const LabelOrder& order) {
    QY_TRY(cipher, cipher_of(services, range.epoch));
    auto part = range;
    const auto read = [&](const std::optional<model::TraceCode>& code, std::int64_t& serial) {
        if (!code) return true;
        const auto found = cipher.decode(code->text());
        if (found) serial = static_cast<std::int64_t>(*found);
        return found.has_value();
    };
    const bool ours = read(order.first, part.first) && read(order.last, part.last);
    if (!ours || part.first < range.first || part.last > range.last || part.last < part.first) {
        return invalid("label_print.codes");
    }
    if (part.last - part.first >= order.labels_max) {
        return too_large("label_print.too_many", {std::to_string(order.labels_max)});
    }
    return part;
}

/// Whether one of the labels was made before. A label that is out there twice is two packs with one code.
Result<bool> check_again(storage::Reader& reader, const model::CodeRange& part, model::CodeRangeId block,
                         const LabelOrder& order) {
    QY_TRY(before, storage::label_prints::newest_of(reader, block, part.first, part.last));
    if (before && trim(order.reason).empty()) {
        return conflict("label_print.again", {before->printed_by, model::to_rfc3339(before->printed_at)});
    }
    return before.has_value();
}

/// Keeps the run as a LabelPrint; whether labels are made again.
Result<bool> keep(storage::Writer& writer, const Services& services, const model::Actor& actor,
                  const model::CodeRange& part, const LabelOrder& order, Time now) {
    QY_TRY(chain, storage::codes::holding(writer, part.epoch, part.first));
    if (chain.empty()) return not_found("code_range.not_found");
    const auto block = chain.back().range.id;
    QY_TRY(again, check_again(writer, part, block, order));
    const model::LabelPrint print{.id = services.ids.next<model::LabelPrintId>(),
                                  .block = block,
                                  .first = part.first,
                                  .last = part.last,
                                  .medium = order.medium,
                                  .reason = again ? std::string(trim(order.reason)) : std::string(),
                                  .printed_by = actor.name,
                                  .printed_at = now};
    QY_CHECK(storage::label_prints::insert(writer, print));
    return again;
}

Result<void> tell(storage::Writer& writer, const model::Actor& actor, const LabelOrder& order, const KeptRun& kept,
                  Time now) {
    const JsonObject detail{{"count", kept.run.left()},
                            {"medium", order.medium},
                            {"pin", order.pins},
                            {"again", kept.again},
                            {"reason", kept.again ? trim(order.reason) : std::string_view()}};
    const auto action = kept.again ? "label.reprint" : "label.print";
    return write_audit(writer, actor, {action, object_name(kept.part), "ok", detail}, now);
}

}  // namespace

Result<LabelFacts> label_facts_of(storage::Reader& reader, const Services& services, const model::CodeRange& range,
                                  const LabelSubject& about, std::string_view base) {
    LabelFacts facts;
    auto told = range;
    told.lot = about.lot;
    QY_TRY(address, label_address(reader, services, told, base));
    facts.address = std::move(address);
    QY_TRY(brand, storage::catalogue::find_brand(reader, range.brand));
    if (brand) facts.brand = brand->name;
    QY_CHECK(tell_party(reader, range.party, facts));
    QY_CHECK(tell_product(reader, about.product, facts));
    QY_CHECK(tell_lot(reader, about.lot, facts));
    return facts;
}

Result<LabelFacts> carton_facts(storage::Reader& reader, model::PartyId party, model::LotId lot) {
    LabelFacts facts;
    QY_CHECK(tell_party(reader, party, facts));
    QY_CHECK(tell_lot(reader, lot, facts));
    return facts;
}

struct LabelRun::State {
    CodeSequence codes;
    LabelFacts facts;
};

LabelRun::LabelRun(std::unique_ptr<State> state) : state_(std::move(state)) {}
LabelRun::LabelRun(LabelRun&&) noexcept = default;
LabelRun& LabelRun::operator=(LabelRun&&) noexcept = default;
LabelRun::~LabelRun() = default;

const LabelFacts& LabelRun::facts() const {
    return state_->facts;
}

std::int64_t LabelRun::left() const {
    return state_->codes.left();
}

PrintedLabel LabelRun::next() {
    const auto code = state_->codes.next();
    return {code, state_->facts.address + std::string(code.text()), state_->codes.pin_of(code)};
}

Result<LabelRun> open_label_run(const Services& services, const model::Actor& actor, const LabelOrder& order,
                                std::string_view base) {
    QY_CHECK(need(actor, kPermission));
    const Time now = services.clock.now();
    return services.store.write([&](storage::Writer& writer) -> Result<LabelRun> {
        QY_TRY(stored, reached_range(writer, actor, kPermission, order.range));
        QY_CHECK(check_leaves(writer, stored.range));
        QY_TRY(kept, label_run_in(writer, services, actor, stored, order, {stored.range.lot, {}}, base, now));
        QY_CHECK(tell(writer, actor, order, kept, now));
        return std::move(kept.run);
    });
}

Result<KeptRun> label_run_in(storage::Writer& writer, const Services& services, const model::Actor& actor,
                             const storage::codes::StoredRange& stored, const LabelOrder& order,
                             const LabelSubject& about, std::string_view base, Time now) {
    if (order.pins && stored.pin_epoch == 0) return invalid("label_print.no_pin");
    QY_TRY(part, part_of(services, stored.range, order));
    QY_TRY(codes, codes_of(services, part, order.pins ? stored.pin_epoch : 0));
    QY_TRY(facts, label_facts_of(writer, services, stored.range, about, base));
    QY_TRY(again, keep(writer, services, actor, part, order, now));
    auto state = std::make_unique<LabelRun::State>(LabelRun::State{std::move(codes), std::move(facts)});
    return KeptRun{LabelRun(std::move(state)), part, again};
}

Result<LabelFacts> label_facts(const Services& services, const model::Actor& actor, model::CodeRangeId range,
                               std::string_view base) {
    QY_CHECK(need(actor, kPermission));
    return services.store.read([&](storage::Reader& reader) -> Result<LabelFacts> {
        QY_TRY(stored, reached_range(reader, actor, kPermission, range));
        return label_facts_of(reader, services, stored.range, {stored.range.lot, {}}, base);
    });
}

}  // namespace qy::business
