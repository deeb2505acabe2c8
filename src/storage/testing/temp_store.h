#pragma once
// For tests: a migrated store of its own in a temporary folder that is removed at the end.
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "storage/store.h"
#include "storage/vault.h"

namespace qy::crypto {
class Keyring;
}

namespace qy::storage::testing {

/// The databases that the storage suite runs on. Another one is a row here and in temp_store.cpp.
enum class Backend { sqlite, postgresql };
inline constexpr Backend kBackends[] = {Backend::sqlite, Backend::postgresql};
[[nodiscard]] std::string_view to_string(Backend backend);
/// The one that the environment names in QY_TEST_DATABASE, else SQLite: for the tests of upper layers.
[[nodiscard]] Backend default_backend();

/// A folder with a random name, in memory where the machine allows it, removed with everything in it.
class TempFolder {
 public:
    TempFolder();
    ~TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    [[nodiscard]] const std::string& path() const { return path_; }

 private:
    std::string path_;
};

/// An empty store with the program's schema; with `Schema::none`, without any table.
enum class Schema { migrated, none };
class TempStore {
 public:
    explicit TempStore(Backend backend = default_backend(), Schema schema = Schema::migrated);
    [[nodiscard]] Store& operator*() { return *store_; }
    [[nodiscard]] Store* operator->() { return store_.get(); }
    /// The store's folder.
    [[nodiscard]] const std::string& path() const { return folder_.path(); }
    ~TempStore();
    TempStore(const TempStore&) = delete;
    TempStore& operator=(const TempStore&) = delete;
    /// Closes the store and opens it again, as a restarted program does.
    void reopen();
    /// A second program on the same database, with the same keys. REQUIRES: PostgreSQL; this store outlives it.
    [[nodiscard]] std::unique_ptr<Store> another_program();
    /// What its protected columns are sealed under.
    [[nodiscard]] crypto::Keyring& keys() { return *keys_; }

 private:
    TempFolder folder_;
    Backend backend_;
    std::string database_;  ///< of the server; "" with SQLite
    SystemRandom random_;
    std::unique_ptr<crypto::Keyring> keys_;
    Vault vault_;
    std::unique_ptr<Store> store_;
};

/// Table and name of every column of the real schema.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> columns_of(Store& store);

/// The time at which every temporary store is migrated: 2026-03-01T00:00:00+08:00.
inline constexpr Time kTestTime = Time::from_seconds(1'772'294'400);

}  // namespace qy::storage::testing
