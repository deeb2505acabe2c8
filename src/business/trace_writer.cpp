#include "trace_writer.h"

#include <algorithm>
#include <unordered_map>

#include "base/clock.h"
#include "base/media_limits.h"
#include "base/sort_unique.h"
#include "business/codes.h"
#include "row_warnings.h"
#include "storage/catalogue_store.h"
#include "storage/lot_store.h"
#include "storage/media_store.h"
#include "storage/party_store.h"

namespace qy::business {
namespace {

using model::Field;
using model::Party;
using model::PartyId;
using model::TraceAnswer;
using storage::trace::TracedLot;

constexpr std::string_view kAllergens = "allergen";
constexpr std::string_view kCertificates = "certificate";

/// Parties by id, read at once.
class Parties {
 public:
    static Result<Parties> read(storage::Reader& reader, std::vector<PartyId> ids) {
        sort_unique(ids);
        std::erase_if(ids, [](PartyId id) { return id.is_none(); });
        Parties parties;
        if (ids.empty()) return parties;
        QY_TRY(found, storage::parties::find_all(reader, model::Reach::everything(), ids));
        for (auto& party : found) parties.by_id_.emplace(party.id.number(), std::move(party));
        return parties;
    }
    [[nodiscard]] const Party* find(PartyId id) const {
        const auto found = by_id_.find(id.number());
        return found == by_id_.end() ? nullptr : &found->second;
    }
    [[nodiscard]] model::ShownParty shown(PartyId id, bool knows) const {
        const auto* party = find(id);
        return party == nullptr ? model::ShownParty{} : shown_party(*party, knows);
    }

 private:
    std::unordered_map<std::int64_t, Party> by_id_;
};

model::TraceNode node_from(const TracedLot& traced, const model::ShownParty& owner) {
    model::TraceNode node;
    node.id = traced.lot.id;
    node.kind = traced.lot.kind;
    node.lot_number = traced.lot.lot_number;
    node.product_name = traced.product_name;
    node.product_name_en = traced.product_name_en;
    node.party_name = owner.name;
    node.party_name_en = owner.name_en;
    return node;
}

/// What its owner narrows of a lot itself: down to the chain, which the owner belongs to.
std::optional<model::Audience> lot_audience(const Narrowing& narrowed, Field field) {
    const auto audience = audience_in(narrowed, field);
    return audience ? std::optional(model::Audience::chain) : std::nullopt;
}

/// Builds one answer from a walk and its story.
class AnswerWriter {
 public:
    AnswerWriter(const Asker& asker, const Walk& walk, const Parties& parties)
        : asker_(asker), walk_(walk), parties_(parties), under_brand_(asker.manages(walk.nodes.front().traced)) {}

    void write_lot(TraceAnswer& answer) const {
        const auto& asked = walk_.nodes.front().traced;
        const auto standing = standing_of(walk_.nodes.front());
        model::Lot lot = asked.lot;
        const auto* party = parties_.find(lot.owner);
        const auto narrowed = narrowed_by(party, party, asked.must_show);
        const bool opened = std::ranges::find(asked.opened, Field::quantity) != asked.opened.end();
        const auto quantity =
            how_shown(model::row_of(Field::quantity), standing, opened, lot_audience(narrowed, Field::quantity));
        if (quantity != Shown::whole) lot.quantity.reset();
        if (!standing.in_chain() && !asker_.is(lot.consignee)) lot.consignee = {};
        const auto owner = parties_.shown(lot.owner, knows(standing, lot.owner));
        const bool region_only = party != nullptr && party->disclosure == model::Disclosure::region;
        const bool closed = std::ranges::find(asked.closed, Field::production_address) != asked.closed.end() ||
                            lot_audience(narrowed, Field::production_address).has_value();
        if ((region_only && owner.id.is_none()) || (closed && !standing.in_chain())) lot.place.clear();
        lot.owner = owner.id;
        answer.party = owner;
        answer.lot = std::move(lot);
    }

    void write_nodes(TraceAnswer& answer) const {
        for (const auto& walked : walk_.nodes) {
            const auto standing = standing_of(walked);
            const auto owner = walked.traced.lot.owner;
            auto node = node_from(walked.traced, parties_.shown(owner, knows(standing, owner)));
            node.lot_number = number_of(walked);
            node.distance = walked.distance;
            node.asked = &walked == &walk_.nodes.front();
            answer.nodes.push_back(std::move(node));
        }
        for (auto link : walk_.links) {
            const auto* from = walk_.find(link.from);
            const auto* to = walk_.find(link.to);
            if (!standing_of(*from).in_chain() && !standing_of(*to).in_chain()) link.quantity.reset();
            answer.links.push_back(std::move(link));
        }
    }

    void write_events(Story story, TraceAnswer& answer) const {
        for (auto& told : story.events) {
            const auto& node = walk_.nodes[told.node];
            const auto standing = asker_.standing(node.traced, is_under_brand(node), told.event);
            if (!may_see(told.event, standing)) continue;
            if (standing.recorder || standing.doer) answer.view = std::max(answer.view, model::View::own_party);
            answer.events.push_back(shown(std::move(told.event), node, standing));
        }
    }

    /// The lots whose code ranges the asker may see: its own ones that it followed, or all that a regulator walked.
    [[nodiscard]] std::vector<model::LotId> lots_with_ranges() const {
        std::vector<model::LotId> lots;
        for (const auto& node : walk_.nodes) {
            if (node.distance >= 0 && asker_.may_follow(node.traced)) lots.push_back(node.traced.lot.id);
        }
        return lots;
    }

 private:
    [[nodiscard]] bool is_under_brand(const WalkedNode& node) const { return under_brand_ && node.container; }
    [[nodiscard]] Standing standing_of(const WalkedNode& node) const {
        return asker_.standing(node.traced, is_under_brand(node));
    }
    [[nodiscard]] bool knows(const Standing& standing, PartyId party) const {
        return standing.in_chain() || asker_.is(party);
    }
    /// The number of a logistic unit is as public as the field that events name it by.
    [[nodiscard]] std::string number_of(const WalkedNode& node) const {
        const bool asked = &node == &walk_.nodes.front();
        const bool unit = node.traced.lot.kind == model::LotKind::logistic_unit;
        const bool shown = how_shown(model::row_of(Field::container), standing_of(node), false) == Shown::whole;
        return unit && !asked && !shown ? std::string() : node.traced.lot.lot_number;
    }

    [[nodiscard]] model::ShownEvent shown(model::TraceEvent event, const WalkedNode& node,
                                          const Standing& standing) const {
        EventSetting setting;
        setting.standing = standing;
        setting.opened = &node.traced.opened;
        setting.closed = &node.traced.closed;
        setting.party = parties_.find(event.party);
        setting.owner = parties_.find(node.traced.lot.owner);
        setting.narrowed = narrowed_by(parties_.find(event.recorder), setting.owner, node.traced.must_show);
        setting.is_counterparty = asker_.is(event.counterparty);
        model::ShownEvent out;
        out.event = shown_event(std::move(event), setting);
        out.party = parties_.shown(out.event.party, knows(standing, out.event.party));
        out.recorder = parties_.shown(out.event.recorder, knows(standing, out.event.recorder));
        if (out.event.counterparty) {
            out.counterparty = parties_.shown(out.event.counterparty, knows(standing, out.event.counterparty));
            out.event.counterparty = out.counterparty->id;
        }
        out.event.party = out.party.id;
        out.event.recorder = out.recorder.id;
        out.lot_number = number_of(node);
        out.distance = node.distance;
        // The published text was checked when it was captured; what cannot be read now is still in the contents.
        if (auto readings = model::parse_readings(out.event.contents.get(Field::temperature_log)); readings.ok()) {
            out.readings = *std::move(readings);
        }
        return out;
    }

    const Asker& asker_;
    const Walk& walk_;
    const Parties& parties_;
    const bool under_brand_;
};

std::vector<PartyId> parties_in(const Walk& walk, const Story& story) {
    std::vector<PartyId> ids;
    for (const auto& node : walk.nodes) ids.push_back(node.traced.lot.owner);
    for (const auto& told : story.events) {
        ids.insert(ids.end(), {told.event.party, told.event.recorder, told.event.counterparty});
    }
    return ids;
}

/// Those of the lot, its product and everything that went into it, also where that was told later.
Result<void> write_allergens(storage::Reader& reader, const Walk& walk, TraceAnswer& answer) {
    std::vector<std::string> codes = answer.lot->allergens;
    for (const auto& node : walk.nodes) {
        const auto& handed_down = node.traced.lot.allergens;
        if (node.upstream && !node.container) codes.insert(codes.end(), handed_down.begin(), handed_down.end());
    }
    if (answer.product) codes.insert(codes.end(), answer.product->allergens.begin(), answer.product->allergens.end());
    sort_unique(codes);
    if (codes.empty()) return {};
    QY_TRY(labels, storage::trace::dictionary(reader, kAllergens));
    for (const auto& code : codes) {
        const auto label = std::ranges::find(labels, code, &storage::trace::Label::code);
        // A code without labels is still a warning: it is shown as it is.
        answer.allergens.push_back(label == labels.end() ? model::Allergen{code, code, code}
                                                         : model::Allergen{code, label->zh, label->en});
    }
    return {};
}

/// What the operator put in for everyone.
Result<void> write_pictures(storage::Reader& reader, TraceAnswer& answer) {
    std::vector<std::int64_t> subjects;
    if (answer.product) subjects.push_back(answer.product->id.number());
    for (const auto& shown : answer.events) subjects.push_back(shown.event.id.number());
    QY_TRY(pictures, storage::media::shown(reader, subjects, limits::pictures_per_answer_max));
    for (auto& one : pictures) {
        answer.pictures.push_back({one.id, one.width, one.height, std::move(one.caption), std::move(one.caption_en)});
    }
    return {};
}

/// What nothing was taken of yet: no consignment, no sale, no product made of it.
Result<void> write_remaining(storage::Reader& reader, model::LotId lot, TraceAnswer& answer) {
    QY_TRY(stock, storage::lots::stock(reader, lot));
    if (!stock.quantity) return {};
    Decimal taken;
    if (!stock.taken.empty()) {
        QY_TRY(told, Decimal::parse(stock.taken));
        taken = told;
    }
    QY_TRY(left, stock.quantity->amount.minus(taken));
    answer.remaining = model::Quantity{left, stock.quantity->unit};
    return {};
}

/// Of a lot that was sold: what its category asks for before that and nobody told.
Result<void> write_missing_steps(storage::Reader& reader, const model::Lot& lot, TraceAnswer& answer) {
    const bool sold = std::ranges::any_of(
        answer.events, [](const auto& shown) { return shown.event.step == model::Step::retail_selling; });
    if (!sold || !answer.product || answer.product->category.is_none()) return {};
    QY_TRY(tree, CategoryTree::read(reader));
    QY_TRY(missing, missing_steps(reader, steps_of(tree, answer.product->category), lot));
    answer.missing_steps = std::move(missing);
    return {};
}

model::View view_of(const Asker& asker, const TracedLot& asked, model::View asked_as) {
    if (asker.oversees(asked)) return model::View::regulator;
    const bool own = asker.owns(asked) || asker.manages(asked) || asker.is(asked.lot.consignee);
    return own ? model::View::own_party : asked_as;
}

/// Attributes that are the chain's own.
void hide_internal(model::Product& product) {
    std::erase_if(product.attributes, [](const auto& one) { return one.data_class != model::DataClass::open; });
}

Result<void> write_catalogue(storage::Reader& reader, const model::Product& product, TraceAnswer& answer) {
    if (product.category) {
        QY_TRY(category, storage::catalogue::find_category(reader, product.category));
        if (category) {
            answer.category_name = category->name;
            answer.category_name_en = category->name_en;
        }
    }
    if (product.brand) {
        QY_TRY(brand, storage::catalogue::find_brand(reader, product.brand));
        answer.brand = std::move(brand);
    }
    return {};
}

/// What a firm held when it made the lot, as its label names it; a firm that keeps its name keeps these too.
Result<void> write_licences(storage::Reader& reader, const Services& services, const model::Lot& lot,
                            TraceAnswer& answer) {
    const bool named = answer.party && answer.party->id && answer.party->kind == model::PartyKind::firm;
    if (!named) return {};
    const auto today = model::to_rfc3339(services.clock.now()).substr(0, 10);
    const auto& day = lot.produced_on.empty() ? today : lot.produced_on;
    QY_TRY(licences, storage::parties::licences(reader, lot.owner));
    std::erase_if(licences, [&](const auto& one) { return one.valid_from > day || one.valid_to < day; });
    if (licences.empty()) return {};
    QY_TRY(labels, storage::trace::dictionary(reader, kCertificates));
    for (auto& one : licences) {
        const auto label = std::ranges::find(labels, one.kind, &storage::trace::Label::zh);
        auto english = label == labels.end() ? one.kind : label->en;
        answer.licences.push_back({std::move(one.kind), std::move(english), std::move(one.number),
                                   std::move(one.valid_from), std::move(one.valid_to)});
    }
    return {};
}

}  // namespace

Result<void> write_product(storage::Reader& reader, const Asker& asker, const model::Product& product,
                           TraceAnswer& answer) {
    QY_CHECK(write_catalogue(reader, product, answer));
    QY_TRY(parties, Parties::read(reader, {product.owner}));
    const bool manages = answer.brand && asker.manages({{}, {}, {}, {}, answer.brand->id, answer.brand->manager});
    answer.party = parties.shown(product.owner, asker.is_regulator() || asker.is(product.owner) || manages);
    answer.product = product;
    answer.product->owner = answer.party->id;
    if (!asker.is_regulator() && !asker.is(product.owner) && !manages) hide_internal(*answer.product);
    return {};
}

Result<void> write_story(storage::Reader& reader, const Services& services, const Asker& asker, const Walk& walk,
                         Story story, TraceAnswer& answer) {
    const auto& asked = walk.nodes.front().traced;
    answer.view = view_of(asker, asked, answer.view);
    answer.cut = {walk.by_depth || walk.by_nodes || story.cut, walk.by_depth, walk.by_nodes, story.cut};
    QY_TRY(parties, Parties::read(reader, parties_in(walk, story)));
    const AnswerWriter writer(asker, walk, parties);
    writer.write_lot(answer);
    writer.write_nodes(answer);
    writer.write_events(std::move(story), answer);
    if (asked.lot.product) {
        QY_TRY(product, storage::catalogue::find_product(reader, model::Reach::everything(), asked.lot.product));
        if (product) {
            QY_CHECK(write_catalogue(reader, *product, answer));
            answer.product = std::move(product);
            answer.product->owner = answer.party->id;
            const bool knows = answer.view == model::View::own_party || answer.view == model::View::regulator;
            if (!knows) hide_internal(*answer.product);
        }
    }
    QY_CHECK(write_allergens(reader, walk, answer));
    QY_CHECK(write_pictures(reader, answer));
    QY_CHECK(write_licences(reader, services, asked.lot, answer));
    if (!asker.may_follow(asked)) return {};
    QY_CHECK(write_remaining(reader, asked.lot.id, answer));
    QY_CHECK(write_missing_steps(reader, asked.lot, answer));
    QY_TRY(ranges, shown_ranges(reader, services, writer.lots_with_ranges()));
    answer.ranges = std::move(ranges);
    return {};
}

Result<std::vector<model::TraceNode>> nodes_of(storage::Reader& reader, const Asker& asker,
                                               const std::vector<TracedLot>& lots) {
    std::vector<PartyId> owners;
    for (const auto& lot : lots) owners.push_back(lot.lot.owner);
    QY_TRY(parties, Parties::read(reader, std::move(owners)));
    std::vector<model::TraceNode> nodes;
    for (const auto& lot : lots) {
        nodes.push_back(node_from(lot, parties.shown(lot.lot.owner, asker.may_follow(lot))));
    }
    return nodes;
}

}  // namespace qy::business
