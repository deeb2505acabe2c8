#include "ready_answers.h"

#include "base/limits.h"

namespace qy::presentation {
namespace {

// What an entry costs beside its texts: list and map nodes, strings, counters.
constexpr std::size_t kEntryBytes = 512;

bool is_current(const ReadyAnswers::Mark& mark, const ReadyAnswers::Mark& now) {
    const std::int64_t age = now.at.microseconds - mark.at.microseconds;
    return mark.changes == now.changes && age >= 0 && age <= limits::ready_answer_ms_max * 1'000;
}

}  // namespace

std::string ready_key(std::string_view code, Language language) {
    std::string key(code);
    key += language == Language::en ? 'e' : 'z';
    return key;
}

std::shared_ptr<const ReadyAnswer> ReadyAnswers::find(std::string_view key, const Mark& now) const {
    const std::lock_guard lock(mutex_);
    const auto found = by_key_.find(key);
    if (found == by_key_.end() || !is_current(found->second->mark, now)) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->answer;
}

void ReadyAnswers::keep(std::string key, std::shared_ptr<const ReadyAnswer> answer, const Mark& mark) {
    const std::size_t bytes = kEntryBytes + key.size() + answer->head.size() + answer->tail.size();
    if (bytes > bytes_max_) return;
    const std::lock_guard lock(mutex_);
    if (const auto older = by_key_.find(key); older != by_key_.end()) drop(older->second);
    while (bytes_ + bytes > bytes_max_) drop(std::prev(entries_.end()));
    entries_.push_front({std::move(key), std::move(answer), mark, bytes});
    by_key_.emplace(entries_.front().key, entries_.begin());
    bytes_ += bytes;
}

void ReadyAnswers::drop(Entries::iterator entry) {
    bytes_ -= entry->bytes;
    by_key_.erase(entry->key);
    entries_.erase(entry);
}

}  // namespace qy::presentation
