#include "testing/story_builder.h"

#include <algorithm>
#include <utility>

namespace qy::presentation::testing {

using model::LotId;
using model::ShownEvent;

model::EventTime when(std::string_view text) {
    const auto time = model::EventTime::parse(text);
    QY_ASSERT(time.ok());
    return *time;
}

model::ShownParty party(std::string name, std::string name_en, std::string region) {
    model::ShownParty made;
    made.name = std::move(name);
    made.name_en = std::move(name_en);
    made.region = std::move(region);
    return made;
}

StoryBuilder::EventBuilder& StoryBuilder::EventBuilder::with(model::Field field, std::string value) {
    events_[index_].event.contents.set(field, std::move(value));
    return *this;
}
StoryBuilder::EventBuilder& StoryBuilder::EventBuilder::to(const model::ShownParty& counterparty) {
    events_[index_].counterparty = counterparty;
    return *this;
}
StoryBuilder::EventBuilder& StoryBuilder::EventBuilder::readings(std::vector<model::SensorReading> readings) {
    events_[index_].readings = std::move(readings);
    return *this;
}
StoryBuilder::EventBuilder& StoryBuilder::EventBuilder::corrects(model::EventId event) {
    events_[index_].event.corrects = event;
    return *this;
}

StoryBuilder& StoryBuilder::product(std::string name, std::string name_en, std::string specification,
                                    const model::ShownParty& owner) {
    model::Product product;
    product.id = model::ProductId(1);
    product.name = std::move(name);
    product.name_en = std::move(name_en);
    product.specification = std::move(specification);
    answer_.product = std::move(product);
    answer_.party = owner;
    return *this;
}

StoryBuilder& StoryBuilder::category(std::string name, std::string name_en) {
    answer_.category_name = std::move(name);
    answer_.category_name_en = std::move(name_en);
    return *this;
}

StoryBuilder& StoryBuilder::service() {
    answer_.product->kind = model::ProductKind::service;
    return *this;
}

LotId StoryBuilder::lot(std::string number, std::string product_name, std::string party_name, int distance,
                        model::LotKind kind) {
    model::TraceNode node;
    node.id = LotId(++next_id_);
    node.kind = kind;
    node.lot_number = std::move(number);
    node.product_name = std::move(product_name);
    node.party_name = std::move(party_name);
    node.distance = distance;
    answer_.nodes.push_back(std::move(node));
    return answer_.nodes.back().id;
}

void StoryBuilder::asked(LotId lot, std::string produced_on, std::string place) {
    auto node = std::ranges::find(answer_.nodes, lot, &model::TraceNode::id);
    QY_ASSERT(node != answer_.nodes.end());
    node->asked = true;
    model::Lot made;
    made.id = lot;
    made.kind = node->kind;
    made.lot_number = node->lot_number;
    made.produced_on = std::move(produced_on);
    made.place = std::move(place);
    answer_.lot = std::move(made);
}

StoryBuilder& StoryBuilder::link(LotId from, LotId to, model::LinkKind kind) {
    model::LotLink made;
    made.from = from;
    made.to = to;
    made.kind = kind;
    answer_.links.push_back(std::move(made));
    return *this;
}

StoryBuilder::EventBuilder StoryBuilder::event(model::Step step, LotId lot, std::string_view time, std::string place,
                                               const model::ShownParty& party) {
    const auto node = std::ranges::find(answer_.nodes, lot, &model::TraceNode::id);
    QY_ASSERT(node != answer_.nodes.end());
    ShownEvent shown;
    shown.event.id = model::EventId(++next_id_);
    shown.event.step = step;
    shown.event.event_time = when(time);
    shown.event.place = std::move(place);
    shown.event.lot = lot;
    shown.party = party;
    shown.recorder = party;
    shown.lot_number = node->lot_number;
    shown.distance = node->distance;
    answer_.events.push_back(std::move(shown));
    return {answer_.events, answer_.events.size() - 1};
}

model::TraceAnswer StoryBuilder::answer(std::string_view code) && {
    answer_.view = model::View::code_holder;
    answer_.code = code;
    // Oldest first, as the query answers; equal times keep their order.
    std::ranges::stable_sort(answer_.events, {}, [](const ShownEvent& shown) { return shown.event.event_time.at; });
    return std::move(answer_);
}

}  // namespace qy::presentation::testing
