#include "business/access_head.h"

#include "audit_chain.h"
#include "base/log.h"
#include "storage/access_set_store.h"

namespace qy::business {

using storage::access_set::AccessSet;

void AccessHead::keep_in(std::string file, const crypto::Keyring& keys) {
    const std::lock_guard lock(mutex_);
    file_ = std::move(file);
    keys_ = &keys;
    const auto kept = read_head(file_, keys, kAccessHead);
    lost_ = !kept.ok();
    if (lost_) log::error("access.head_lost", {{"code", kept.error().code}});
    if (lost_ || !*kept) return;
    counter_ = (*kept)->position;
    hash_ = (*kept)->hash;
}

bool AccessHead::fits(const std::optional<AccessSet>& set) const {
    const std::lock_guard lock(mutex_);
    if (lost_) return false;
    if (!set) return counter_ < 0;
    if (set->damaged) return false;
    return set->counter > counter_ || (set->counter == counter_ && set->hash == hash_);
}

void AccessHead::keep(const AccessSet& set, Time now) {
    const std::lock_guard lock(mutex_);
    if (!lost_ && set.counter > counter_) replace(set, now);
}

void AccessHead::adopt(const AccessSet& set, Time now) {
    const std::lock_guard lock(mutex_);
    lost_ = false;
    replace(set, now);
}

std::int64_t AccessHead::counter() const {
    const std::lock_guard lock(mutex_);
    return counter_;
}

void AccessHead::replace(const AccessSet& set, Time now) {
    counter_ = set.counter;
    hash_ = set.hash;
    if (keys_ == nullptr) return;
    const auto written = write_head(file_, *keys_, {set.counter, set.hash}, now, kAccessHead);
    if (!written.ok()) log::error("access.head_unwritable", {{"code", written.error().code}});
}

}  // namespace qy::business
