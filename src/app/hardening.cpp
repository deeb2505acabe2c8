#include "hardening.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include "base/log.h"

namespace qy::app {
namespace {

// The leak checker of the sanitizers reads its own process from outside and would fail.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kWatched = true;
#else
constexpr bool kWatched = false;
#endif

}  // namespace

void keep_memory_private() {
    const rlimit none{0, 0};
    if (::setrlimit(RLIMIT_CORE, &none) != 0) log::warning("hardening.core_dumps");
    if (!kWatched && ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) log::warning("hardening.dumpable");
}

}  // namespace qy::app
