#include "hardening.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include "base/log.h"
#include "crypto/locked_memory.h"

namespace qy::app {
namespace {

// The leak checker of the sanitizers reads its own process from outside and would fail.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kWatched = true;
#else
constexpr bool kWatched = false;
#endif

/// A machine with swap may write pages to disk; what is locked stays in memory.
void keep_out_of_swap() {
    if (kWatched) return;
    switch (crypto::lock_memory()) {
        case crypto::MemoryLock::everything_locked:
            return log::info("hardening.memory_locked");
        case crypto::MemoryLock::keys_locked:
            return log::info("hardening.keys_locked");
        case crypto::MemoryLock::nothing_locked:
            return log::warning("hardening.memory_swappable");
    }
}

}  // namespace

void keep_memory_private() {
    const rlimit none{0, 0};
    if (::setrlimit(RLIMIT_CORE, &none) != 0) log::warning("hardening.core_dumps");
    if (!kWatched && ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) log::warning("hardening.dumpable");
    keep_out_of_swap();
}

}  // namespace qy::app
