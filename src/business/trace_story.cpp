#include "trace_story.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "base/limits.h"
#include "storage/event_store.h"

namespace qy::business {
namespace {

using model::Field;
using model::Step;
using model::TraceEvent;

bool is_packing(Step step) {
    return step == Step::packing || step == Step::unpacking;
}

class StoryReader {
 public:
    StoryReader(storage::Reader& reader, const Walk& walk, const StoryRules& rules)
        : reader_(reader), walk_(walk), rules_(rules) {}

    Result<Story> run() {
        const auto near = [](const WalkedNode& node) { return !node.container && !node.upstream; };
        const auto far = [](const WalkedNode& node) { return !node.container && node.upstream; };
        const auto box = [](const WalkedNode& node) { return node.container; };
        QY_CHECK(read_group(near));
        QY_CHECK(read_group(far));
        QY_CHECK(read_group(box));
        QY_CHECK(read_copies());
        add_corrections();
        return finish();
    }

 private:
    template <class Belongs>
    Result<void> read_group(Belongs belongs) {
        std::vector<std::int64_t> ids;
        Bounds bounds = kNoBounds;
        for (const auto& node : walk_.nodes) {
            if (!belongs(node)) continue;
            ids.push_back(node.traced.lot.id.number());
            bounds = both(bounds, bounds_of(node.spans));
        }
        if (ids.empty()) return {};
        std::size_t rows = 0;
        return storage::trace::events(reader_, ids, bounds.from, bounds.to,
                                      [&](const storage::trace::StoredEvent& row) -> Result<bool> {
                                          if (++rows > rules_.events_max * limits::trace_rows_per_event_max) {
                                              story_.cut = true;
                                              return false;
                                          }
                                          if (row.record.empty()) {
                                              copies_.push_back(row);
                                              return true;
                                          }
                                          QY_CHECK(judge(row, walk_.index.at(row.subject.number())));
                                          return true;
                                      });
    }

    Result<void> read_copies() {
        if (copies_.empty()) return {};
        std::unordered_map<std::int64_t, std::vector<std::size_t>> subjects;
        for (const auto& row : copies_) {
            subjects[row.id.number()].push_back(walk_.index.at(row.subject.number()));
        }
        return storage::trace::event_copies(reader_, copies_,
                                            [&](const storage::trace::StoredEvent& row) -> Result<bool> {
                                                for (const std::size_t node : subjects[row.id.number()])
                                                    QY_CHECK(judge(row, node));
                                                return true;
                                            });
    }

    /// Keeps the event if it belongs to the story of the node that it is stored under.
    Result<void> judge(const storage::trace::StoredEvent& row, std::size_t subject) {
        QY_TRY(event, storage::events::read_record(reader_.vault(), row.id, row.record));
        const auto node = node_of(event, subject);
        if (!node || is_elsewhere(event, *node)) return {};
        move_to(event, walk_.nodes[*node].traced.lot.id);
        keep_visited(event);
        if (in_time(event, *node)) {
            keep({std::move(event), *node});
        } else if (event.corrects) {
            corrections_.push_back({std::move(event), *node});
        }
        return {};
    }

    /// The node that the event happened to: its lot; a step of the walk is also told by the node that it was found
    /// under.
    [[nodiscard]] std::optional<std::size_t> node_of(const TraceEvent& event, std::size_t subject) const {
        const auto found = walk_.index.find(event.lot.number());
        if (found != walk_.index.end()) return found->second;
        const auto here = walk_.nodes[subject].traced.lot.id;
        const bool also = std::ranges::any_of(event.others, [&](const auto& other) { return other.lot == here; });
        if (also) return subject;
        return is_step_of_walk(event) ? std::optional(subject) : std::nullopt;
    }
    [[nodiscard]] bool is_step_of_walk(const TraceEvent& event) const {
        return walk_.link_events.contains(event.id.number());
    }

    /// True when the event tells of other lots: of those in the same unit, or of a sister consignment.
    [[nodiscard]] bool is_elsewhere(const TraceEvent& event, std::size_t node) const {
        if (is_step_of_walk(event)) return false;
        const bool packs = is_packing(event.step) || (event.container && event.container == event.lot);
        if (packs && !event.inputs.empty()) {
            return std::ranges::none_of(event.inputs,
                                        [&](const auto& input) { return walk_.find(input.lot) != nullptr; });
        }
        const auto consignment = event.contents.get(Field::consignment_number);
        return rules_.only_own_path && !consignment.empty() && consignment != walk_.nodes[node].traced.lot.lot_number;
    }

    [[nodiscard]] bool in_time(const TraceEvent& event, std::size_t index) const {
        const auto& node = walk_.nodes[index];
        if (is_step_of_walk(event)) return true;
        if (node.upstream && !node.container && event.step == Step::inspecting) return true;
        if (is_packing(event.step) && packs_visited(event, node)) return true;
        return std::ranges::any_of(node.spans, [&](const Span& span) { return holds(span, event.event_time); });
    }

    /// True for the end of a packing that the walk went through: it happens at the very instant that is not packed any
    /// more.
    [[nodiscard]] bool packs_visited(const TraceEvent& event, const WalkedNode& unit) const {
        return std::ranges::any_of(walk_.links, [&](const model::LotLink& link) {
            return link.kind == model::LinkKind::aggregation && link.to == unit.traced.lot.id && link.until &&
                   *link.until == event.event_time &&
                   std::ranges::any_of(event.inputs, [&](const auto& input) { return input.lot == link.from; });
        });
    }

    /// An event of several lots is told of one of them, with the quantity of that one; the others are not named.
    static void move_to(TraceEvent& event, model::LotId here) {
        for (const auto& other : event.others) {
            if (other.lot == here && event.lot != here) event.quantity = other.quantity;
        }
        event.others.clear();
        event.lot = here;
    }

    void keep_visited(TraceEvent& event) const {
        std::erase_if(event.inputs, [&](const auto& input) { return walk_.find(input.lot) == nullptr; });
        if (event.container && walk_.find(event.container) == nullptr) event.container = {};
    }

    void keep(StoryEvent told) {
        if (told_.insert(told.event.id.number()).second) story_.events.push_back(std::move(told));
    }

    void add_corrections() {
        std::ranges::sort(corrections_, {}, [](const StoryEvent& told) { return told.event.id; });
        for (auto& correction : corrections_) {
            if (told_.contains(correction.event.corrects.number())) keep(std::move(correction));
        }
    }

    Result<Story> finish() {
        auto& events = story_.events;
        const auto nearness = [&](const StoryEvent& told) { return std::abs(walk_.nodes[told.node].distance); };
        // Of one instant (often: one day) what lies upstream comes first.
        const auto age = [&](const StoryEvent& told) {
            return std::tuple(told.event.event_time.at, walk_.nodes[told.node].distance, told.event.id);
        };
        std::ranges::sort(events, {}, age);
        if (events.size() > rules_.events_max) {
            std::ranges::stable_sort(events, {}, nearness);
            events.erase(events.begin() + static_cast<std::ptrdiff_t>(rules_.events_max), events.end());
            std::ranges::sort(events, {}, age);
            story_.cut = true;
        }
        return std::move(story_);
    }

    storage::Reader& reader_;
    const Walk& walk_;
    const StoryRules& rules_;
    Story story_;
    std::vector<storage::trace::StoredEvent> copies_;
    std::vector<StoryEvent> corrections_;
    std::unordered_set<std::int64_t> told_;
};

}  // namespace

Result<Story> read_story(storage::Reader& reader, const Walk& walk, const StoryRules& rules) {
    QY_ASSERT(rules.events_max >= 1);
    return StoryReader(reader, walk, rules).run();
}

}  // namespace qy::business
