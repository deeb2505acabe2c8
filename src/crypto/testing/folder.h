#pragma once
// A folder for one test, and a keyring in it.
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "crypto/keyring.h"

namespace qy::crypto::testing {

/// Removed with everything in it.
class Folder {
 public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "qy-crypto-XXXXXX").string();
        QY_ASSERT(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
    std::string path_;
};

inline std::string read_text(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

inline void write_text(const std::string& path, std::string_view text) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

inline Secret<Bytes> master(std::uint8_t seed) {
    return Secret<Bytes>(Bytes(32, seed));
}

/// A fresh keyring: the same keys for the same seed.
struct FreshKeyring {
    explicit FreshKeyring(std::uint64_t seed = 1)
        : random(seed), keyring(Keyring::create(folder.path(), master(1), random, clock).value()) {}
    Folder folder;
    SeededRandom random;
    ManualClock clock{Time::from_seconds(1'750'000'000)};
    std::unique_ptr<Keyring> keyring;
};

inline std::string code_of(const auto& result) {
    return result.ok() ? "ok" : result.error().code;
}

}  // namespace qy::crypto::testing
