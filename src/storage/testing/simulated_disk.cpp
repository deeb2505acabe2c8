#include "storage/testing/simulated_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "storage/testing/simulated_disk_state.h"

namespace qy::storage::testing {
namespace {

namespace files = std::filesystem;

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return std::move(text).str();
}

void apply(std::string& content, const PendingWrite& write) {
    const auto offset = static_cast<std::size_t>(write.offset);
    if (write.cut) {
        content.resize(std::min(content.size(), offset));
        return;
    }
    content.resize(std::max(content.size(), offset + write.bytes.size()));
    content.replace(offset, write.bytes.size(), write.bytes);
}

}  // namespace

SimulatedDisk::State::State(unsigned seed) : random(seed), real(sqlite3_vfs_find(nullptr)) {
    static std::atomic<int> made = 0;
    name = "simulated-disk-" + std::to_string(++made);
    sector = chance(50) ? 512 : 4'096;
}

bool SimulatedDisk::State::chance(int percent) {
    return std::uniform_int_distribution<int>(0, 99)(random) < percent;
}

bool SimulatedDisk::State::is_alive() {
    if (!stopped && calls_left >= 0 && calls_left-- == 0) stopped = power_lost = true;
    return !stopped;
}

// An empty file has a name that is as new as itself.
std::shared_ptr<Medium> SimulatedDisk::State::medium_of(const std::string& path) {
    auto& medium = names[path];
    if (!medium) {
        medium = std::make_shared<Medium>();
        medium->durable = content_of(path);
        if (!medium->durable.empty()) durable_names[path] = medium;
    }
    return medium;
}

void SimulatedDisk::State::write(Medium& medium, std::int64_t offset, std::string_view bytes) {
    medium.pending.push_back({offset, std::string(bytes), false});
}

void SimulatedDisk::State::cut(Medium& medium, std::int64_t size) {
    medium.pending.push_back({size, {}, true});
}

bool SimulatedDisk::State::sync(Medium& medium) {
    if (chance(sync_failures_percent)) {
        ++failed_syncs;
        settle(medium, false);
        return false;
    }
    for (const auto& write : medium.pending) apply(medium.durable, write);
    medium.pending.clear();
    return true;
}

void SimulatedDisk::State::sync_names() {
    durable_names = names;
}

void SimulatedDisk::State::apply_torn(Medium& medium, const PendingWrite& write) {
    const auto end = write.offset + static_cast<std::int64_t>(write.bytes.size());
    for (auto at = write.offset; at < end;) {
        const auto next = std::min(end, (at / sector + 1) * sector);
        const auto from = static_cast<std::size_t>(at - write.offset);
        if (chance(50))
            apply(medium.durable, {at, write.bytes.substr(from, static_cast<std::size_t>(next - at)), false});
        at = next;
    }
}

void SimulatedDisk::State::settle(Medium& medium, bool nothing) {
    std::shuffle(medium.pending.begin(), medium.pending.end(), random);
    for (const auto& write : medium.pending) {
        if (!nothing && chance(33)) {
            apply(medium.durable, write);
            continue;
        }
        ++lost_writes;
        if (!nothing && chance(50) && !write.cut) apply_torn(medium, write);
    }
    medium.pending.clear();
}

void SimulatedDisk::State::lose_power() {
    const bool nothing = chance(33);
    for (const auto& [path, medium] : names) settle(*medium, nothing);
    for (const auto& [path, medium] : durable_names) settle(*medium, nothing);
    auto found = durable_names;
    for (const auto& [path, medium] : names) {
        if (!nothing && chance(50)) found[path] = medium;  // made, or put in another's place
    }
    for (const auto& [path, medium] : durable_names) {
        if (!nothing && !names.contains(path) && chance(50)) found.erase(path);
    }
    for (const auto& [path, medium] : names) files::remove(path);
    for (const auto& [path, medium] : found) {
        std::ofstream(path, std::ios::binary | std::ios::trunc) << medium->durable;
        files::remove(path.substr(0, path.rfind("-wal")) + "-shm");  // shared memory
    }
    names = durable_names = std::move(found);
}

SimulatedDisk::SimulatedDisk(unsigned seed) : state_(std::make_unique<State>(seed)) {
    state_->own = register_vfs(*state_);
}

SimulatedDisk::~SimulatedDisk() {
    sqlite3_vfs_unregister(state_->own.get());
}

const char* SimulatedDisk::vfs() const {
    return state_->name.c_str();
}

void SimulatedDisk::cut_power_after(int calls) {
    const std::lock_guard lock(state_->mutex);
    state_->calls_left = calls;
}

void SimulatedDisk::stop_program() {
    const std::lock_guard lock(state_->mutex);
    state_->stopped = true;
}

void SimulatedDisk::start_again() {
    const std::lock_guard lock(state_->mutex);
    if (state_->power_lost) state_->lose_power();
    state_->calls_left = -1;
    state_->stopped = state_->power_lost = false;
}

bool SimulatedDisk::is_stopped() const {
    const std::lock_guard lock(state_->mutex);
    return state_->stopped;
}

void SimulatedDisk::set_full(bool full) {
    const std::lock_guard lock(state_->mutex);
    state_->full = full;
}

void SimulatedDisk::fail_syncs(int percent) {
    const std::lock_guard lock(state_->mutex);
    state_->sync_failures_percent = percent;
}

int SimulatedDisk::failed_syncs() const {
    const std::lock_guard lock(state_->mutex);
    return state_->failed_syncs;
}

int SimulatedDisk::lost_writes() const {
    const std::lock_guard lock(state_->mutex);
    return state_->lost_writes;
}

}  // namespace qy::storage::testing
