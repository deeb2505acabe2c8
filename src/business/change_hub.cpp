// Telling open pages: one thread looks at the feed, whoever writes it; each stream has a short list of what waits for
// it.
#include <algorithm>
#include <chrono>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

#include "base/change_limits.h"
#include "base/log.h"
#include "base/sort_unique.h"
#include "business/change_feed.h"
#include "business/labels.h"
#include "business/role_book.h"
#include "storage/change_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::ChangedThing;
using model::ChangeNote;
using std::chrono::milliseconds;

constexpr std::string_view kRetrySeconds = "30";

bool is_change_of_roles(const ChangeNote& note) {
    return note.thing == ChangedThing::access && note.subject == 0;
}

bool is_about(const ChangeTopic& topic, const ChangeNote& note) {
    return std::ranges::find(topic.things, note.thing) != topic.things.end();
}

bool wants(const ChangeTopic& topic, const std::vector<ChangeNote>& notes) {
    return topic.reach && std::ranges::any_of(notes, [&](const ChangeNote& note) { return is_about(topic, note); });
}

/// "submission:17" is one of all that are reached.
bool is_named(const ChangeTopic& topic, const ChangeNote& note) {
    const auto colon = topic.name.find(':');
    return colon == std::string::npos || topic.name.substr(colon + 1) == std::to_string(note.subject);
}

ToldChange told_of(const ChangeTopic& topic, const ChangeNote& note) {
    return {note.position, topic.name, note.thing, note.subject, note.what, !topic.reach};
}

}  // namespace

ChangeListener::ChangeListener(ChangeHub& hub, std::vector<ChangeTopic> topics, Hearer who)
    : hub_(hub), topics_(std::move(topics)), who_(std::move(who)) {}

ChangeListener::~ChangeListener() {
    hub_.leave(*this);
}

void ChangeListener::when_news(std::function<void()> tell) {
    const std::lock_guard lock(mutex_);
    tell_ = std::move(tell);
    if (tell_ && (waiting_.missed || waiting_.ended || !waiting_.changes.empty())) tell_();
}

void ChangeListener::end() {
    const std::lock_guard lock(mutex_);
    waiting_ = {{}, false, true};
    if (tell_) tell_();
}

ChangeListener::Waiting ChangeListener::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(waiting_, {});
}

void ChangeListener::begin(std::int64_t since, Waiting read, std::int64_t until) {
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(waiting_.changes, [&](const ToldChange& change) { return change.position <= since; });
    }
    add(std::move(read.changes), read.missed);
    const std::lock_guard lock(mutex_);
    from_ = until;
}

void ChangeListener::add(std::vector<ToldChange> changes, bool missed) {
    const std::lock_guard lock(mutex_);
    std::erase_if(changes, [&](const ToldChange& change) { return change.position <= from_; });
    if (changes.empty() && !missed) return;
    auto& all = waiting_.changes;
    std::ranges::move(changes, std::back_inserter(all));
    const auto key = [](const ToldChange& change) { return std::tie(change.position, change.topic); };
    sort_unique(all, key);
    waiting_.missed = waiting_.missed || missed;
    if (waiting_.changes.size() > limits::change_waiting_max) {  // it reads slowly: nothing is kept for it
        waiting_.changes.erase(waiting_.changes.begin(), waiting_.changes.end() - 1);
        waiting_.missed = true;
    }
    if (tell_) tell_();
}

ChangeHub::~ChangeHub() {
    stop();
}

void ChangeHub::stop() {
    {
        const std::lock_guard lock(wake_mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

Result<void> ChangeHub::start(Labels& labels) {
    QY_TRY(position, newest());
    labels_ = &labels;
    seen_ = position;
    thread_ = std::thread([this] { loop(); });
    return {};
}

void ChangeHub::written() {
    {
        const std::lock_guard lock(wake_mutex_);
        if (std::exchange(written_, true)) return;
    }
    wake_.notify_one();
}

Result<std::int64_t> ChangeHub::newest() {
    return services_.store.read([](storage::Reader& reader) { return storage::changes::newest(reader); });
}

void ChangeHub::loop() {
    std::unique_lock lock(wake_mutex_);
    while (!stopping_) {
        wake_.wait_for(lock, milliseconds(limits::change_look_ms), [this] { return written_ || stopping_; });
        written_ = false;
        lock.unlock();
        end_overdue();
        const auto more = look();
        if (!more.ok()) {
            log::warning("changes.look_failed", {{"code", more.error().code}, {"why", more.error().detail.text}});
        }
        lock.lock();
        const auto pause = more.ok() ? (*more ? 0 : limits::change_rest_ms) : limits::change_look_ms;
        wake_.wait_for(lock, milliseconds(pause), [this] { return stopping_; });
        written_ = written_ || (more.ok() && *more);
    }
}

/// Whether there may be more.
Result<bool> ChangeHub::look() {
    const std::int64_t from = seen_;
    QY_TRY(notes, services_.store.read([&](storage::Reader& reader) {
        return storage::changes::after(reader, from, limits::changes_per_look_max);
    }));
    if (notes.empty()) return false;
    const auto is_word = [](const ChangeNote& note) { return note.thing == ChangedThing::dictionary; };
    if (std::ranges::any_of(notes, is_word)) QY_CHECK(labels_->renew(services_));
    // By another program, maybe: whoever asks again, because its stream ends, must not be told of the roles before.
    if (std::ranges::any_of(notes, is_change_of_roles)) services_.roles.changed();
    Told told;
    QY_CHECK(tell_reaches(notes, told));
    const std::lock_guard lock(mutex_);
    end_streams(notes);
    tell_subjects(notes, told);
    for (auto& [number, changes] : told) {
        const auto listener = listeners_.find(number);
        if (listener != listeners_.end()) listener->second->add(std::move(changes), false);
    }
    seen_ = notes.back().position;
    return static_cast<std::int64_t>(notes.size()) == limits::changes_per_look_max;
}

void ChangeHub::end_streams(const std::vector<ChangeNote>& notes) {
    std::set<std::int64_t> users;
    for (const auto& note : notes) {
        if (note.thing == ChangedThing::access) users.insert(note.subject);
    }
    if (users.empty()) return;
    for (const auto& [number, listener] : listeners_) {
        const auto user = listener->who_.user;
        const bool meant = users.contains(0) || users.contains(user.number());
        if (user && meant) listener->end();
    }
}

void ChangeHub::end_all() {
    const std::lock_guard lock(mutex_);
    for (const auto& [number, listener] : listeners_) listener->end();
}

void ChangeHub::end_overdue() {
    const Time now = services_.clock.now();
    const std::lock_guard lock(mutex_);
    while (!by_end_.empty() && by_end_.begin()->first <= now) {
        by_end_.begin()->second->end();
        by_end_.erase(by_end_.begin());
    }
}

void ChangeHub::tell_subjects(const std::vector<ChangeNote>& notes, Told& told) {
    for (const auto& note : notes) {
        const auto [from, to] = by_subject_.equal_range(note.subject);
        for (auto at = from; at != to; ++at) {
            const auto& [listener, topic] = at->second;
            told[listener->number_].push_back(told_of(*topic, note));
        }
    }
}

/// Asks the store once for each topic with a reach, outside of the lock.
Result<void> ChangeHub::tell_reaches(const std::vector<ChangeNote>& notes, Told& told) {
    std::vector<std::pair<std::uint64_t, ChangeTopic>> asked;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [number, listener] : listeners_) {
            for (const auto& topic : listener->topics_) {
                if (wants(topic, notes)) asked.emplace_back(number, topic);
            }
        }
    }
    if (asked.empty()) return {};
    const auto from = notes.front().position - 1;
    const auto count = static_cast<std::int64_t>(notes.size());
    return services_.store.read([&](storage::Reader& reader) -> Result<void> {
        for (const auto& [number, topic] : asked) {
            QY_TRY(reached, storage::changes::after(reader, *topic.reach, from, count));
            for (const auto& note : reached) {
                if (is_about(topic, note) && is_named(topic, note)) told[number].push_back(told_of(topic, note));
            }
        }
        return {};
    });
}

Result<ChangeHub::CaughtUp> ChangeHub::caught_up(const ChangeListener& listener, std::optional<std::int64_t> since) {
    const auto limit = limits::changes_per_look_max;
    return services_.store.read([&](storage::Reader& reader) -> Result<CaughtUp> {
        ChangeListener::Waiting waiting;
        QY_TRY(newest, storage::changes::newest(reader));
        if (!since) return CaughtUp{{}, newest};
        QY_TRY(oldest, storage::changes::oldest(reader));
        waiting.missed = *since + 1 < oldest;
        for (const auto& topic : listener.topics_) {
            if (topic.reach && newest - *since > limit) waiting.missed = true;
            if (waiting.missed) break;
            QY_TRY(notes, topic.reach ? storage::changes::after(reader, *topic.reach, *since, limit)
                                      : storage::changes::about(reader, topic.subjects, *since, limit));
            for (const auto& note : notes) {
                const bool fits = !topic.reach || (is_about(topic, note) && is_named(topic, note));
                if (fits) waiting.changes.push_back(told_of(topic, note));
            }
        }
        return CaughtUp{std::move(waiting), newest};
    });
}

Result<void> ChangeHub::enter(const std::shared_ptr<ChangeListener>& listener) {
    const std::lock_guard lock(mutex_);
    auto& of_address = by_address_[listener->who_.address];
    if (listeners_.size() >= limits::change_streams_max || of_address >= limits::change_streams_per_address_max) {
        if (of_address == 0) by_address_.erase(listener->who_.address);
        return limited("change.too_many_streams", {std::string(kRetrySeconds)});
    }
    ++of_address;
    listener->number_ = next_number_++;
    listeners_.emplace(listener->number_, listener.get());
    if (listener->who_.good_until) by_end_.emplace(*listener->who_.good_until, listener.get());
    for (const auto& topic : listener->topics_) {
        for (const auto subject : topic.subjects) by_subject_.emplace(subject, std::pair(listener.get(), &topic));
    }
    return {};
}

void ChangeHub::leave(ChangeListener& listener) {
    const std::lock_guard lock(mutex_);
    if (listener.number_ == 0) return;
    listeners_.erase(listener.number_);
    for (const auto& topic : listener.topics_) {
        for (const auto subject : topic.subjects) {
            const auto [from, to] = by_subject_.equal_range(subject);
            for (auto at = from; at != to;) at = at->second.first == &listener ? by_subject_.erase(at) : std::next(at);
        }
    }
    if (listener.who_.good_until) {
        const auto [from, to] = by_end_.equal_range(*listener.who_.good_until);
        const auto own = std::find_if(from, to, [&](const auto& row) { return row.second == &listener; });
        if (own != to) by_end_.erase(own);  // else its time came
    }
    const auto address = by_address_.find(listener.who_.address);
    if (--address->second == 0) by_address_.erase(address);
}

Result<std::shared_ptr<ChangeListener>> ChangeHub::listen(std::vector<ChangeTopic> topics,
                                                          std::optional<std::int64_t> since, Hearer who) {
    std::shared_ptr<ChangeListener> listener(new ChangeListener(*this, std::move(topics), std::move(who)));
    QY_CHECK(enter(listener));  // from now on it hears what comes, and nothing is lost while the past is read
    QY_TRY(caught, caught_up(*listener, since));
    const std::lock_guard lock(mutex_);
    listener->begin(since.value_or(caught.second), std::move(caught.first), caught.second);
    return listener;
}

std::size_t ChangeHub::listeners() const {
    const std::lock_guard lock(mutex_);
    return listeners_.size();
}

}  // namespace qy::business
