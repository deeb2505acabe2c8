#pragma once
// Answers about codes that stand ready in memory, for whoever asks as nobody in particular: a code that many people
// scan is told without asking the database. (clause 6.3.2; architecture §8)
#include <array>
#include <string>
#include <string_view>

#include "base/messages.h"
#include "gzip.h"
#include "model/trace_answer.h"
#include "presentation/use_cases.h"
#include "ready_cache.h"

namespace qy::presentation {

/// The answer of trace.query as text, in two pieces around what every look changes: the value of `authenticity`. The
/// pieces are those of the whole envelope, up to the value of `request_id`.
struct ReadyAnswer {
    std::string code;  ///< 20 digits
    std::string head;
    std::string tail;
    model::AuthenticityAnswer authenticity;  ///< its counters are to be filled in

    [[nodiscard]] std::size_t bytes() const { return head.size() + tail.size(); }
};

/// The page of a code, compressed, in the pieces before, between and after what every look changes: the verdict and the
/// beacon.
struct ReadyPage {
    model::TraceAnswer verdict;  ///< code and authenticity alone; its counters are to be filled in
    std::array<GzipPart, 3> pieces;

    [[nodiscard]] std::size_t bytes() const {
        return pieces[0].deflated.size() + pieces[1].deflated.size() + pieces[2].deflated.size();
    }
};

class ReadyAnswers {
 public:
    explicit ReadyAnswers(std::size_t bytes_max) : answers(bytes_max / 2), pages(bytes_max / 2) {}
    ReadyCache<ReadyAnswer> answers;
    ReadyCache<ReadyPage> pages;
};

/// What has been changed by now, by this program and, as far as it was seen, by others.
[[nodiscard]] ReadyMark ready_mark(const UseCases& use);

/// Codes tell the same to everybody who asks in one language. `chosen`: the language came from the address, and the
/// page's links carry it on.
[[nodiscard]] std::string ready_key(std::string_view code, Language language, bool chosen = false);

}  // namespace qy::presentation
