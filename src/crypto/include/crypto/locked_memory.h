#pragma once
// Where keys stand in memory: pages that are never written to swap, as far as the system lets us. (clause 7.3.1;
// GB/T 22239 8.1.4.10 a)
#include <cstddef>

namespace qy::crypto {

/// What of this process can be written to swap. everything_locked: nothing. keys_locked: not the working keys and what
/// wraps them; copies that OpenSSL prepares of them can. nothing_locked: anything.
enum class MemoryLock { everything_locked, keys_locked, nothing_locked };

/// Locks the whole process where that cannot make it fail later (no limit on locked memory, or the right to exceed it),
/// else the pages of keys alone, within the limit. Call it once, before keys are opened.
MemoryLock lock_memory();

/// Memory of the pages of keys: locked if they could be, left out of core dumps, wiped when given back. When they are
/// full, ordinary memory. Safe from any thread.
void* key_memory_take(std::size_t size);
void key_memory_give_back(void* memory, std::size_t size) noexcept;
/// Whether such memory stands in those pages, and they are locked.
[[nodiscard]] bool is_locked_key_memory(const void* memory);

}  // namespace qy::crypto
