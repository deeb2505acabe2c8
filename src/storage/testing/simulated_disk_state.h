#pragma once
// What a simulated disk knows of its files: the medium, and what waits to reach it. One thread at a time (`mutex`).
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "storage/testing/simulated_disk.h"

struct sqlite3_vfs;

namespace qy::storage::testing {

/// A write, or with `cut` a new end of the file.
struct PendingWrite {
    std::int64_t offset = 0;
    std::string bytes;
    bool cut = false;
};

/// The content of one file; a name is another matter.
struct Medium {
    std::string durable;
    std::vector<PendingWrite> pending;
};

struct SimulatedDisk::State {
    explicit State(unsigned seed);

    /// Whether a call that changes or synchronises something still happens. False from the moment of the power failure.
    bool is_alive();
    /// The medium of a name; a file that nobody knew yet is taken as the real one is.
    std::shared_ptr<Medium> medium_of(const std::string& path);
    void write(Medium& medium, std::int64_t offset, std::string_view bytes);
    void cut(Medium& medium, std::int64_t size);
    /// False when it fails.
    bool sync(Medium& medium);
    /// The names of files are durable from now on.
    void sync_names();
    /// Loses what chance takes, and writes the real files as they are now.
    void lose_power();
    /// What reaches the medium of writes that nobody synchronised.
    void settle(Medium& medium, bool nothing);

    std::mutex mutex;
    std::mt19937 random;
    std::string name;
    sqlite3_vfs* real = nullptr;
    std::shared_ptr<sqlite3_vfs> own;
    std::int64_t sector = 512;
    std::map<std::string, std::shared_ptr<Medium>> names;
    std::map<std::string, std::shared_ptr<Medium>> durable_names;
    int calls_left = -1;  ///< until the power fails; −1: it does not
    bool stopped = false;
    bool power_lost = false;
    bool full = false;
    int sync_failures_percent = 0;
    int failed_syncs = 0;
    int lost_writes = 0;

 private:
    [[nodiscard]] bool chance(int percent);
    void apply_torn(Medium& medium, const PendingWrite& write);
};

/// Registers the file system with SQLite. `state` must outlive it.
std::shared_ptr<sqlite3_vfs> register_vfs(SimulatedDisk::State& state);

}  // namespace qy::storage::testing
