#pragma once
// Answers of trace queries that stand ready as text, for whoever asks as nobody in particular: a code that many people
// scan is told from memory. (clause 6.3.2; architecture §8)
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"
#include "base/messages.h"
#include "model/trace_answer.h"

namespace qy::presentation {

/// An answer by code as text, in two pieces around what every look changes: the value of `authenticity`.
struct ReadyAnswer {
    std::string code;  ///< 20 digits
    std::string head;
    std::string tail;
    model::AuthenticityAnswer authenticity;  ///< its counters are to be filled in
};

/// Those asked for last, within limits::ready_answer_bytes_max. Safe from any thread.
class ReadyAnswers {
 public:
    /// When an answer was asked for, and what had been changed by then (TraceQuery::changes). Taken before asking.
    struct Mark {
        std::uint64_t changes = 0;
        Time at;
    };

    explicit ReadyAnswers(std::size_t bytes_max) : bytes_max_(bytes_max) {}
    /// The answer kept under this key, or null when there is none that is still true at `now`.
    [[nodiscard]] std::shared_ptr<const ReadyAnswer> find(std::string_view key, const Mark& now) const;
    /// Keeps an answer, in place of an older one; one that is larger than all the room there is, is not kept.
    void keep(std::string key, std::shared_ptr<const ReadyAnswer> answer, const Mark& mark);

 private:
    struct Entry {
        std::string key;
        std::shared_ptr<const ReadyAnswer> answer;
        Mark mark;
        std::size_t bytes = 0;
    };
    using Entries = std::list<Entry>;  ///< the last one asked for first
    void drop(Entries::iterator entry);

    const std::size_t bytes_max_;
    mutable std::mutex mutex_;  ///< guards everything below
    mutable Entries entries_;
    std::unordered_map<std::string_view, Entries::iterator> by_key_;  ///< keys are views of the entries' keys
    std::size_t bytes_ = 0;
};

/// Codes tell the same to everybody who asks in one language.
[[nodiscard]] std::string ready_key(std::string_view code, Language language);

}  // namespace qy::presentation
