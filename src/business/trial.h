#pragma once
// Doing something in order to see what it would do: previews, and checks of what waits for review. Nothing can be
// counted otherwise than it will happen.
#include <optional>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "storage/store.h"

namespace qy::business {

/// Does `work` (a function without arguments that gives a Result<T>) under a savepoint, undoes it, and gives what it
/// told. Whatever remembers what it read or made in between must be forgotten. Errors: those of `work` and of storage.
template <class Work>
auto tried_out(storage::Writer& writer, Work work) -> decltype(work()) {
    std::optional<std::decay_t<decltype(*work())>> told;
    auto undone = writer.nested([&]() -> Result<void> {
        QY_TRY(done, work());
        told = std::move(done);
        return conflict("trial.undone");
    });
    if (told) return *std::move(told);
    return std::move(undone).error();
}

}  // namespace qy::business
