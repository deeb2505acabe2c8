#pragma once
// The data folder: everything of one installation that must be kept. (interfaces: data folder)
#include <string>

#include "base/result.h"

namespace qy::storage {

/// DATA with `qiongyuan.db`, `keys/`, `objects/`, `backups/`, `tls/`, `admin.sock` and `lock`. What it makes is for the
/// owner alone (0700). Moving passes the lock on; the lock ends with the object, and with the program however it
/// ends.
class DataFolder {
 public:
    /// `exclusive`: one program at a time, for those that write. `none`: only to read beside another program.
    enum class Lock { exclusive, none };

    /// Opens the folder of an installation. Errors: not_found `data_folder.missing` {path} (no such folder, or not
    /// initialised); busy `data_folder.locked` {path, process id} (another program holds it exclusively); unavailable
    /// `data_folder.unusable` {path}.
    static Result<DataFolder> open(const std::string& path, Lock lock);
    /// Makes what is missing, the folder itself and its parents too, and opens it exclusively. Safe to repeat.
    /// Errors: busy `data_folder.locked` {path, process id}; unavailable `data_folder.unusable` {path}.
    static Result<DataFolder> open_or_create(const std::string& path);

    DataFolder(DataFolder&& other) noexcept;
    DataFolder& operator=(DataFolder&& other) noexcept;
    ~DataFolder();

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::string database() const { return path_ + "/qiongyuan.db"; }
    [[nodiscard]] std::string keys() const { return path_ + "/keys"; }
    [[nodiscard]] std::string objects() const { return path_ + "/objects"; }
    [[nodiscard]] std::string backups() const { return path_ + "/backups"; }
    [[nodiscard]] std::string tls() const { return path_ + "/tls"; }
    [[nodiscard]] std::string admin_socket() const { return path_ + "/admin.sock"; }

 private:
    explicit DataFolder(std::string path) : path_(std::move(path)) {}
    Result<void> take_lock();

    std::string path_;
    int lock_file_ = -1;
};

}  // namespace qy::storage
