#pragma once
// A store inside a running write transaction: whoever writes through it joins that transaction, so that several
// changes, or a change and the note that it was made, are durable together or not at all.
#include "storage/store.h"

namespace qy::storage {

/// Reads see what the transaction has changed so far. A write is a savepoint: its error undoes its own changes only; it
/// is durable when the transaction is. Belongs to the thread that the writer belongs to, and lives no longer than the
/// writer. Errors: those of Store::read and Store::write.
class JoinedStore final : public Store {
 public:
    /// `outer` is the store that gave the writer.
    JoinedStore(const Store& outer, Writer& writer) : outer_(outer), writer_(writer) {}
    [[nodiscard]] std::string description() const override { return outer_.description(); }

 protected:
    Result<void> do_read(const std::function<void(Reader&)>& work) override;
    Result<void> do_write(const std::function<bool(Writer&)>& work) override;

 private:
    const Store& outer_;
    Writer& writer_;
};

}  // namespace qy::storage
