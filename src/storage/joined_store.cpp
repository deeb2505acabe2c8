#include "storage/joined_store.h"

namespace qy::storage {

Result<void> JoinedStore::do_read(const std::function<void(Reader&)>& work) {
    work(writer_);
    return {};
}

// A failure of the store itself is remembered by the writer, which then keeps nothing of the whole transaction.
Result<void> JoinedStore::do_write(const std::function<bool(Writer&)>& work) {
    bool kept = false;
    auto outcome = writer_.nested([&]() -> Result<void> {
        kept = work(writer_);
        if (kept) return {};
        return internal("storage.exception");  // only to undo; the work has told its own error
    });
    return kept ? std::move(outcome) : Result<void>();
}

}  // namespace qy::storage
