#pragma once
// The channels of messages as settings describe them, each with a thread that sends. (clause 6.5.1)
#include <memory>
#include <vector>

#include "base/result.h"
#include "business/outbox.h"
#include "platform.h"

namespace qy::transport {
class Metrics;
}

namespace qy::app {

using Messengers = std::vector<std::unique_ptr<business::OutboxWorker>>;

/// One for each channel that is set up, started; `platform` and `metrics` outlive them. Errors: unavailable
/// `message.secret_file` {path}; invalid `mail.tls_needed`, `mail.sender`, `https.url`, `sms.body`, `sms.header`,
/// `sms.expect`, `sms.templates`.
Result<Messengers> start_messengers(Platform& platform, transport::Metrics& metrics);

}  // namespace qy::app
