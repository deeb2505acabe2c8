#include <algorithm>
#include <chrono>

#include "base/account_limits.h"
#include "base/clock.h"
#include "base/log.h"
#include "business/outbox.h"
#include "storage/outbox_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::MessageState;
using storage::outbox::Message;

constexpr std::chrono::milliseconds kRound{250};
constexpr std::chrono::seconds kAfterFailure{5};
constexpr std::int64_t kFirstBackOffSeconds = 5;

OutgoingMessage outgoing(const Message& message) {
    const auto member = [&](std::string_view name) {
        const auto* const value = message.content.if_contains(name);
        return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
    };
    return {message.id.to_string(),     message.kind,      member("to"), member("subject"), member("text"),
            SecretText(member("code")), message.created_at};
}

/// 5 s, 10 s, 20 s … half an hour.
std::int64_t back_off_seconds(std::int64_t attempts) {
    std::int64_t seconds = kFirstBackOffSeconds;
    for (std::int64_t i = 1; i < attempts && seconds < limits::message_back_off_seconds_max; ++i) seconds *= 2;
    return std::min(seconds, limits::message_back_off_seconds_max);
}

/// What the message becomes; waiting: it is tried again.
MessageState state_after(const Message& message, const DeliveryReport& report, Time next_at) {
    switch (report.delivery) {
        case Delivery::accepted:
            return MessageState::sent;
        case Delivery::refused:
            return MessageState::refused;
        case Delivery::unclear:
            if (message.unclear >= limits::message_unclear_max) return MessageState::unclear;
            break;
        case Delivery::failed:
            break;
    }
    const bool over = message.attempts >= limits::message_attempts_max || next_at >= message.expires_at;
    return over ? MessageState::expired : MessageState::waiting;
}

Result<void> note(const Services& services, Message message, const DeliveryReport& report) {
    const Time now = services.clock.now();
    const Time next_at = now.plus_seconds(back_off_seconds(message.attempts));
    if (report.delivery == Delivery::unclear) ++message.unclear;
    message.fault = report.delivery == Delivery::accepted ? "" : report.why;
    const auto state = state_after(message, report, next_at);
    return services.store.write(
        [&](storage::Writer& writer) {
            return state == MessageState::waiting ? storage::outbox::put_back(writer, message, next_at)
                                                  : storage::outbox::end(writer, message.id, state, message.fault, now);
        },
        storage::Effect::bookkeeping);
}

/// What must not be sent any more, or nothing.
std::optional<MessageState> over_before_sending(const Message& message, Time now) {
    if (message.expires_at <= now) return MessageState::expired;
    // Found as it was left in the middle of an attempt.
    const bool left = message.state == MessageState::sending;
    if (left && message.unclear + 1 >= limits::message_unclear_max) return MessageState::unclear;
    return std::nullopt;
}

void tell(const Message& message, const DeliveryReport& report) {
    log::warning("message.failed", {{"id", message.id.to_string()},
                                    {"channel", model::to_string(message.channel)},
                                    {"kind", message.kind},
                                    {"attempt", message.attempts},
                                    {"why", report.why}});
}

}  // namespace

OutboxWorker::OutboxWorker(const Services& services, model::MessageChannel channel, std::int64_t lease_seconds,
                           Send send)
    : services_(services), channel_(channel), lease_seconds_(lease_seconds), send_(std::move(send)) {}

OutboxWorker::~OutboxWorker() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void OutboxWorker::start() {
    thread_ = std::thread([this] { loop(); });
}

void OutboxWorker::loop() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        const auto more = send_one();
        if (!more.ok()) log::error("outbox.failed", {{"code", more.error().code}, {"why", more.error().detail.text}});
        lock.lock();
        if (more.ok() && *more) continue;
        wake_.wait_for(lock, more.ok() ? kRound : std::chrono::milliseconds(kAfterFailure),
                       [this] { return stopping_; });
    }
}

Result<bool> OutboxWorker::send_one() {
    const Time now = services_.clock.now();
    QY_TRY(found,
           services_.store.read([&](storage::Reader& reader) { return storage::outbox::due(reader, channel_, now); }));
    if (!found) {
        QY_CHECK(look());
        return false;
    }
    Message message = *std::move(found);
    const bool left = message.state == MessageState::sending;
    if (const auto over = over_before_sending(message, now)) {
        ++given_up_;
        QY_CHECK(services_.store.write(
            [&](storage::Writer& writer) {
                return storage::outbox::end(writer, message.id, *over, message.fault, now);
            },
            storage::Effect::bookkeeping));
        return true;
    }
    if (left) ++message.unclear;
    QY_TRY(mine, services_.store.write(
                     [&](storage::Writer& writer) {
                         return storage::outbox::claim(writer, message, message.unclear,
                                                       now.plus_seconds(lease_seconds_));
                     },
                     storage::Effect::bookkeeping));
    if (!mine) return true;  // another program has it
    ++message.attempts;
    const auto report = send_(outgoing(message));
    if (report.delivery != Delivery::accepted) {
        ++failures_;
        tell(message, report);
    }
    if (report.delivery == Delivery::accepted) ++sent_;
    if (report.delivery == Delivery::refused) ++given_up_;
    QY_CHECK(note(services_, std::move(message), report));
    return true;
}

Result<void> OutboxWorker::look() {
    QY_TRY(waiting,
           services_.store.read([&](storage::Reader& reader) { return storage::outbox::waiting(reader, channel_); }));
    waiting_ = waiting;
    return {};
}

}  // namespace qy::business
