#pragma once
// A stream of server-sent events (WHATWG HTML 9.2) from what a listener is told.
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "business/change_feed.h"
#include "transport/http_message.h"

namespace qy::presentation {

/// `event: change` with id, topic and, for staff, what changed; `event: missed` when some are not told. Ends after
/// limits::change_stream_ms_max, when the rights of its user change or what it showed ends, and when from where one may
/// listen changes: the client comes again, and is asked for its rights.
class ChangeStream final : public transport::LiveBody {
 public:
    /// `once`: what waits is told, and that is all.
    ChangeStream(std::shared_ptr<business::ChangeListener> listener, const Clock& clock, bool once)
        : listener_(std::move(listener)), clock_(clock), started_(clock.now()), once_(once) {}

    void when_news(std::function<void()> tell) override { listener_->when_news(std::move(tell)); }
    bool take(std::string& chunk) override;
    [[nodiscard]] std::string_view beat() const override { return ":\n\n"; }

 private:
    const std::shared_ptr<business::ChangeListener> listener_;
    const Clock& clock_;
    const Time started_;
    const bool once_;
    bool greeted_ = false;
};

/// One change as an event.
[[nodiscard]] std::string event_text(const business::ToldChange& change);

}  // namespace qy::presentation
