#include "crypto/locked_memory.h"

#include <sys/mman.h>
#include <sys/resource.h>

#include <array>
#include <cstdint>
#include <fstream>
#include <mutex>
#include <new>
#include <string>

#include "base/limits.h"
#include "base/secret.h"

namespace qy::crypto {
namespace {

constexpr std::size_t kSlotBytes = 256;
constexpr std::size_t kSlots = limits::locked_key_bytes / kSlotBytes;
constexpr int kIpcLock = 14;  // CAP_IPC_LOCK

/// One mapping, cut into slots. Never unmapped: keys may outlive everything that could do it.
class KeyPages {
 public:
    KeyPages() {
        void* const pages =
            ::mmap(nullptr, limits::locked_key_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (pages == MAP_FAILED) return;
        pages_ = static_cast<unsigned char*>(pages);
        locked_ = ::mlock(pages_, limits::locked_key_bytes) == 0;
        (void)::madvise(pages_, limits::locked_key_bytes, MADV_DONTDUMP);
    }

    void* take(std::size_t size) {
        const std::lock_guard lock(mutex_);
        if (pages_ == nullptr || size > kSlotBytes) return nullptr;
        for (std::size_t i = 0; i < kSlots; ++i) {
            if (used_[i]) continue;
            used_[i] = true;
            return pages_ + i * kSlotBytes;
        }
        return nullptr;
    }
    /// False when it is none of ours.
    bool give_back(void* memory) {
        if (!holds(memory)) return false;
        const auto slot = static_cast<std::size_t>(static_cast<unsigned char*>(memory) - pages_) / kSlotBytes;
        const std::lock_guard lock(mutex_);
        used_[slot] = false;
        return true;
    }
    [[nodiscard]] bool holds(const void* memory) const {
        const auto at = reinterpret_cast<std::uintptr_t>(memory);
        const auto begin = reinterpret_cast<std::uintptr_t>(pages_);
        return pages_ != nullptr && at >= begin && at < begin + limits::locked_key_bytes;
    }
    [[nodiscard]] bool locked() const { return locked_; }

 private:
    unsigned char* pages_ = nullptr;
    bool locked_ = false;
    std::mutex mutex_;
    std::array<bool, kSlots> used_{};
};

KeyPages& key_pages() {
    static KeyPages& pages = *new KeyPages();
    return pages;
}

/// Whether this process may lock more than its limit says.
bool may_exceed_the_limit() {
    std::ifstream status("/proc/self/status");
    const std::string name = "CapEff:";
    for (std::string line; std::getline(status, line);) {
        if (!line.starts_with(name)) continue;
        return (std::stoull(line.substr(name.size()), nullptr, 16) >> kIpcLock & 1U) != 0;
    }
    return false;
}

/// A finite limit would make a later request for memory fail.
bool has_no_limit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_MEMLOCK, &limit) != 0) return false;
    limit.rlim_cur = limit.rlim_max;
    (void)::setrlimit(RLIMIT_MEMLOCK, &limit);
    return limit.rlim_max == RLIM_INFINITY || may_exceed_the_limit();
}

}  // namespace

MemoryLock lock_memory() {
    // Pages are locked as they are first touched: stacks of threads stay as small as they are.
    if (has_no_limit() && ::mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) == 0) {
        return MemoryLock::everything_locked;
    }
    return key_pages().locked() ? MemoryLock::keys_locked : MemoryLock::nothing_locked;
}

void* key_memory_take(std::size_t size) {
    void* const memory = key_pages().take(size);
    return memory != nullptr ? memory : ::operator new(size);
}

void key_memory_give_back(void* memory, std::size_t size) noexcept {
    wipe(memory, size);
    if (!key_pages().give_back(memory)) ::operator delete(memory);
}

bool is_locked_key_memory(const void* memory) {
    return key_pages().locked() && key_pages().holds(memory);
}

}  // namespace qy::crypto
