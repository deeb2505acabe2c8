#pragma once
// Messages on their way out: written down with what they belong to, sent by a worker, tried again until they arrive or
// are of no use any more. (clause 6.5.1)
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/messages.h"
#include "base/result.h"
#include "base/secret.h"
#include "business/services.h"
#include "model/contact.h"

namespace qy::storage {
class Writer;
}

namespace qy::business {

/// One message to be written down.
struct MessageOrder {
    std::string_view kind;  ///< message_texts.h
    model::Contact to;
    Language language = Language::zh;
    std::vector<std::string> arguments;  ///< {0}: the link or code
    Time expires_at;                     ///< then it is of no use any more
    bool to_nobody = false;              ///< costs the same and is never sent: nobody sees which accounts there are
};

/// Writes the message in the caller's transaction, sealed. Errors: those of storage and keys.
Result<void> post_message(storage::Writer& writer, const Services& services, const MessageOrder& order);

/// Whether a channel is set up: `mail.server`, `sms.url`.
[[nodiscard]] bool is_set_up(const Settings& settings, model::MessageChannel channel);

/// A message as its channel takes it.
struct OutgoingMessage {
    std::string id;  ///< the same for every attempt
    std::string kind;
    std::string to;
    std::string subject;
    std::string text;
    SecretText code;  ///< what the text is about: link or code, for gateways with texts of their own
    Time at;
};

/// refused: never to be sent again. failed: it did not arrive. unclear: it may have arrived.
enum class Delivery : std::uint8_t { accepted, refused, failed, unclear };
struct DeliveryReport {
    Delivery delivery = Delivery::failed;
    std::string why;
};

/// Sends the messages of one channel. The queue is the table: what was written down survives the program. An attempt is
/// noted before it is made, so a program that is killed leaves it as unclear; what is unclear is tried once more and no
/// more, so that nobody gets a message more than twice.
class OutboxWorker {
 public:
    using Send = std::function<DeliveryReport(const OutgoingMessage&)>;
    /// `lease_seconds`: how long an attempt is left alone before it counts as broken off; longer than `send` takes.
    OutboxWorker(const Services& services, model::MessageChannel channel, std::int64_t lease_seconds, Send send);
    ~OutboxWorker();
    OutboxWorker(const OutboxWorker&) = delete;
    OutboxWorker& operator=(const OutboxWorker&) = delete;

    /// From now on a thread does the rounds.
    void start();
    /// Sends the message that has been due longest; false when none is. Errors: those of storage and keys. Not for two
    /// threads at once.
    Result<bool> send_one();

    /// Messages accepted and given up since the start; waiting as of the last round.
    [[nodiscard]] std::int64_t sent() const { return sent_; }
    [[nodiscard]] std::int64_t failures() const { return failures_; }
    [[nodiscard]] std::int64_t given_up() const { return given_up_; }
    [[nodiscard]] std::int64_t waiting() const { return waiting_; }

 private:
    void loop();
    Result<void> look();

    const Services services_;
    const model::MessageChannel channel_;
    const std::int64_t lease_seconds_;
    const Send send_;
    std::atomic<std::int64_t> sent_ = 0;
    std::atomic<std::int64_t> failures_ = 0;
    std::atomic<std::int64_t> given_up_ = 0;
    std::atomic<std::int64_t> waiting_ = 0;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace qy::business
