#include "change_stream.h"

#include "base/change_limits.h"
#include "base/json.h"

namespace qy::presentation {
namespace {

constexpr std::string_view kGreeting = "retry: 3000\n\n";  // how long a browser waits before it comes again
constexpr std::string_view kMissed = "event: missed\ndata: {}\n\n";

}  // namespace

std::string event_text(const business::ToldChange& change) {
    JsonObject data{{"topic", change.topic}};
    if (!change.is_public) {
        data["thing"] = model::to_string(change.thing);
        data["id"] = std::to_string(change.subject);
        data["what"] = change.what;
    }
    return "id: " + std::to_string(change.position) + "\nevent: change\ndata: " + to_text(data) + "\n\n";
}

bool ChangeStream::take(std::string& chunk) {
    if (!std::exchange(greeted_, true)) chunk += kGreeting;
    const auto waiting = listener_->take();
    if (waiting.missed) chunk += kMissed;
    for (const auto& change : waiting.changes) chunk += event_text(change);
    return !waiting.ended && !once_ &&
           clock_.now().milliseconds() - started_.milliseconds() < limits::change_stream_ms_max;
}

}  // namespace qy::presentation
