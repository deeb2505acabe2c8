// The functions that SQLite calls. Locks and shared memory are the real file system's: they are no matter of the disk.
#include <sqlite3.h>

#include <cstddef>
#include <new>

#include "storage/testing/simulated_disk_state.h"

namespace qy::storage::testing {
namespace {

using State = SimulatedDisk::State;

/// SQLite's handle of an open file; the real one lies behind it in the same memory.
struct File {
    sqlite3_file base;
    State* state;
    std::shared_ptr<Medium> medium;
    bool is_log;  ///< SQLite synchronises the folder with the first synchronisation of a log
};

constexpr std::size_t kFileSize =
    (sizeof(File) + alignof(std::max_align_t) - 1) / alignof(std::max_align_t) * alignof(std::max_align_t);

File& file_of(sqlite3_file* file) {
    return *reinterpret_cast<File*>(file);
}
sqlite3_file* real_of(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<std::byte*>(file) + kFileSize);
}
const sqlite3_io_methods& real_methods(sqlite3_file* file) {
    return *real_of(file)->pMethods;
}
State& state_of(sqlite3_vfs* vfs) {
    return *static_cast<State*>(vfs->pAppData);
}

int close_file(sqlite3_file* file) {
    const int code = real_methods(file).xClose(real_of(file));
    file_of(file).~File();
    return code;
}

int read_file(sqlite3_file* file, void* into, int amount, sqlite3_int64 offset) {
    const std::lock_guard lock(file_of(file).state->mutex);
    if (file_of(file).state->stopped) return SQLITE_IOERR_READ;
    return real_methods(file).xRead(real_of(file), into, amount, offset);
}

int write_file(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
    auto& state = *file_of(file).state;
    const std::lock_guard lock(state.mutex);
    if (!state.is_alive()) return SQLITE_IOERR_WRITE;
    sqlite3_int64 size = 0;
    const int known = real_methods(file).xFileSize(real_of(file), &size);
    if (known != SQLITE_OK) return known;
    if (state.full && offset + amount > size) return SQLITE_FULL;
    state.write(*file_of(file).medium, offset, {static_cast<const char*>(from), static_cast<std::size_t>(amount)});
    return real_methods(file).xWrite(real_of(file), from, amount, offset);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    auto& state = *file_of(file).state;
    const std::lock_guard lock(state.mutex);
    if (!state.is_alive()) return SQLITE_IOERR_TRUNCATE;
    state.cut(*file_of(file).medium, size);
    return real_methods(file).xTruncate(real_of(file), size);
}

int sync_file(sqlite3_file* file, int /*flags*/) {
    auto& state = *file_of(file).state;
    const std::lock_guard lock(state.mutex);
    if (!state.is_alive()) return SQLITE_IOERR_FSYNC;
    if (!state.sync(*file_of(file).medium)) return SQLITE_IOERR_FSYNC;
    if (file_of(file).is_log) state.sync_names();
    return SQLITE_OK;
}

int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
    return real_methods(file).xFileSize(real_of(file), size);
}
int lock_file(sqlite3_file* file, int level) {
    return real_methods(file).xLock(real_of(file), level);
}
int unlock_file(sqlite3_file* file, int level) {
    return real_methods(file).xUnlock(real_of(file), level);
}
int check_reserved_lock(sqlite3_file* file, int* held) {
    return real_methods(file).xCheckReservedLock(real_of(file), held);
}

int control_file(sqlite3_file* file, int operation, void* argument) {
    // Hints that would make the real file longer behind our back.
    if (operation == SQLITE_FCNTL_SIZE_HINT || operation == SQLITE_FCNTL_CHUNK_SIZE) return SQLITE_OK;
    return real_methods(file).xFileControl(real_of(file), operation, argument);
}

int sector_size(sqlite3_file* file) {
    return real_methods(file).xSectorSize(real_of(file));
}
int device_characteristics(sqlite3_file* file) {
    return real_methods(file).xDeviceCharacteristics(real_of(file));
}
int map_shared(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
    return real_methods(file).xShmMap(real_of(file), page, size, extend, memory);
}
int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
    return real_methods(file).xShmLock(real_of(file), offset, count, flags);
}
void order_shared(sqlite3_file* file) {
    real_methods(file).xShmBarrier(real_of(file));
}
int unmap_shared(sqlite3_file* file, int remove) {
    return real_methods(file).xShmUnmap(real_of(file), remove);
}

// Version 2: without reading through mapped memory, which would go past read_file.
constexpr sqlite3_io_methods kMethods = {2,
                                         close_file,
                                         read_file,
                                         write_file,
                                         truncate_file,
                                         sync_file,
                                         size_of_file,
                                         lock_file,
                                         unlock_file,
                                         check_reserved_lock,
                                         control_file,
                                         sector_size,
                                         device_characteristics,
                                         map_shared,
                                         lock_shared,
                                         order_shared,
                                         unmap_shared,
                                         nullptr,
                                         nullptr};

int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* got) {
    auto& state = state_of(vfs);
    file->pMethods = nullptr;
    const std::lock_guard lock(state.mutex);
    if (state.stopped) return SQLITE_CANTOPEN;
    const int code = state.real->xOpen(state.real, path, real_of(file), flags, got);
    if (code != SQLITE_OK) return code;
    const bool is_log = (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
    auto* const made = new (file) File{{nullptr}, &state, path != nullptr ? state.medium_of(path) : nullptr, is_log};
    if (!made->medium) made->medium = std::make_shared<Medium>();  // a file without a name is SQLite's own affair
    made->base.pMethods = &kMethods;
    return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, const char* path, int sync_folder) {
    auto& state = state_of(vfs);
    const std::lock_guard lock(state.mutex);
    if (!state.is_alive()) return SQLITE_IOERR_DELETE;
    state.names.erase(path);
    if (sync_folder != 0) state.sync_names();
    return state.real->xDelete(state.real, path, 0);
}

}  // namespace

std::shared_ptr<sqlite3_vfs> register_vfs(SimulatedDisk::State& state) {
    auto vfs = std::make_shared<sqlite3_vfs>(*state.real);  // what is not replaced goes to the real one
    vfs->zName = state.name.c_str();
    vfs->szOsFile = static_cast<int>(kFileSize) + state.real->szOsFile;
    vfs->pNext = nullptr;
    vfs->pAppData = &state;
    vfs->xOpen = open_file;
    vfs->xDelete = delete_file;
    sqlite3_vfs_register(vfs.get(), 0);
    return vfs;
}

}  // namespace qy::storage::testing
