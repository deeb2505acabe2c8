#pragma once
// For tests: a disk that loses what was not synchronised, runs full, and fails to synchronise. A file system for SQLite
// (its "VFS") over the real one: the real files hold what programs see, as the cache of an operating system does; this
// class holds what the medium has.
#include <memory>

namespace qy::storage::testing {

class SimulatedDisk {
 public:
    /// Sectors of 512 or 4,096 bytes, as the seed decides, like everything else that is left to chance here.
    explicit SimulatedDisk(unsigned seed);
    ~SimulatedDisk();
    SimulatedDisk(const SimulatedDisk&) = delete;
    SimulatedDisk& operator=(const SimulatedDisk&) = delete;

    /// For SqliteOptions::vfs.
    [[nodiscard]] const char* vfs() const;

    /// The power fails at the call after the next `calls` that change or synchronise something: from then on every call
    /// fails. The writes since the last synchronisation reach the medium or not, each by chance, in any order, and
    /// sectors of a write apart from each other; every third time none of them does.
    void cut_power_after(int calls);
    /// The program ends now, the machine goes on: from now on every call fails, the cache stays.
    void stop_program();
    /// Puts the files as the next start finds them. REQUIRES: every connection is closed.
    void start_again();
    [[nodiscard]] bool is_stopped() const;

    /// While set, no file can grow.
    void set_full(bool full);
    /// Each synchronisation fails with this chance out of 100. What it should have made durable then reaches the medium
    /// by chance, and no later synchronisation cares for it: only writing it again does. Linux behaves so.
    void fail_syncs(int percent);

    [[nodiscard]] int failed_syncs() const;
    /// Writes that a power failure took away, so that a test can tell that it happened.
    [[nodiscard]] int lost_writes() const;

    struct State;

 private:
    std::unique_ptr<State> state_;
};

}  // namespace qy::storage::testing
