// clock.show, clock.confirm: for the operator on the machine itself. (clause 9.3.2)
#include "base/limits.h"
#include "business/clock_watch.h"
#include "handlers.h"
#include "model/event_time.h"

namespace qy::presentation {
namespace {

Answer facts_answer(const business::ClockFacts& facts) {
    return Answer{JsonObject{{"now", model::to_rfc3339(facts.now)},
                             {"seen_at", model::to_rfc3339(facts.seen)},
                             {"days_max", facts.days_max},
                             {"ahead", facts.ahead()}},
                  {},
                  false};
}

}  // namespace

namespace handlers {

Result<Answer> clock_confirm(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto reason = in.text("reason", limits::short_text_code_points_max);
    QY_CHECK(in.finish());
    QY_TRY(facts, business::confirm_clock(call.use.services, call.actor, reason));
    return facts_answer(facts);
}

Result<Answer> clock_show(const Json& body, Call& call) {
    ObjectReader in(body, "");
    QY_CHECK(in.finish());
    QY_TRY(facts, business::look_at_clock(call.use.services));
    return facts_answer(facts);
}

}  // namespace handlers
}  // namespace qy::presentation
