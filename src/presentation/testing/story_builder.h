#pragma once
// Builds invented trace answers in the field's words.
#include <string>
#include <string_view>
#include <vector>

#include "model/trace_answer.h"

namespace qy::presentation::testing {

/// REQUIRES: a text that EventTime::parse accepts.
[[nodiscard]] model::EventTime when(std::string_view text);
[[nodiscard]] model::ShownParty party(std::string name, std::string name_en = {}, std::string region = {});

class StoryBuilder {
 public:
    /// The event that was added last; valid until the next one is added.
    class EventBuilder {
     public:
        EventBuilder(std::vector<model::ShownEvent>& events, std::size_t index) : events_(events), index_(index) {}
        EventBuilder& with(model::Field field, std::string value);
        EventBuilder& to(const model::ShownParty& counterparty);
        EventBuilder& readings(std::vector<model::SensorReading> readings);
        EventBuilder& corrects(model::EventId event);
        [[nodiscard]] model::EventId id() const { return events_[index_].event.id; }

     private:
        std::vector<model::ShownEvent>& events_;
        std::size_t index_;
    };

    StoryBuilder& product(std::string name, std::string name_en, std::string specification,
                          const model::ShownParty& owner);
    StoryBuilder& category(std::string name, std::string name_en);
    StoryBuilder& service();
    model::LotId lot(std::string number, std::string product_name, std::string party_name, int distance,
                     model::LotKind kind = model::LotKind::produced);
    /// The lot that was asked for. REQUIRES: made by lot().
    void asked(model::LotId lot, std::string produced_on, std::string place);
    StoryBuilder& link(model::LotId from, model::LotId to, model::LinkKind kind);
    EventBuilder event(model::Step step, model::LotId lot, std::string_view time, std::string place,
                       const model::ShownParty& party);
    [[nodiscard]] model::TraceAnswer answer(std::string_view code) &&;

 private:
    model::TraceAnswer answer_;
    std::int64_t next_id_ = 1000;
};

}  // namespace qy::presentation::testing
