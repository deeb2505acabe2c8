#include "crypto/master_change.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "crypto/master_key.h"

namespace qy::crypto {
namespace {

std::string beside(const std::string& master_path) {
    return master_path + ".new";
}

/// The folder's entry for the file is durable when this returns.
bool sync_folder_of(const std::string& path) {
    auto folder = std::filesystem::path(path).parent_path().string();
    if (folder.empty()) folder = ".";
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool synced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return synced;
}

Result<void> take_place(const std::string& master_path) {
    if (std::rename(beside(master_path).c_str(), master_path.c_str()) != 0 || !sync_folder_of(master_path)) {
        return unavailable("master_key.write_failed", {master_path}).because(std::strerror(errno));
    }
    return {};
}

}  // namespace

Result<std::unique_ptr<Keyring>> open_keyring(const std::string& data_folder, const std::string& master_path) {
    QY_TRY(master, read_master_key_file(master_path));
    auto keys = Keyring::open(data_folder, master);
    if (keys.ok() || keys.error().code != "keyring.wrong_master") return keys;
    const auto newer = read_master_key_file(beside(master_path));
    if (!newer.ok()) return keys;
    QY_TRY(under_newer, Keyring::open(data_folder, *newer));
    QY_CHECK(take_place(master_path));
    return under_newer;
}

Result<void> change_master_key(Keyring& keys, const std::string& master_path, Random& random) {
    // What lies there was never used: the keyring opened under the present master key.
    ::unlink(beside(master_path).c_str());
    QY_TRY(master, create_master_key_file(beside(master_path), random));
    QY_CHECK(keys.rewrap(master, random));
    return take_place(master_path);
}

}  // namespace qy::crypto
