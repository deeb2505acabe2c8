#include "in_flight.h"

namespace qy::presentation {

InFlight::Turn::~Turn() {
    if (book_ == nullptr) return;
    const std::lock_guard lock(book_->mutex_);
    book_->keys_.erase(key_);
}

std::optional<InFlight::Turn> InFlight::enter(std::string key) {
    const std::lock_guard lock(mutex_);
    if (!keys_.insert(key).second) return std::nullopt;
    return Turn(*this, std::move(key));
}

}  // namespace qy::presentation
