#include "storage/testing/temp_store.h"

#include <stdlib.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "base/embedded.h"
#include "crypto/keyring.h"
#include "storage/migrate.h"
#include "storage/postgres.h"
#include "storage/sqlite.h"
#include "storage/testing/postgres_server.h"

namespace qy::storage::testing {
namespace {

std::string parent_folder() {
    if (::access("/dev/shm", W_OK) == 0) return "/dev/shm";
    const char* folder = std::getenv("TMPDIR");
    return folder != nullptr ? folder : "/tmp";
}

std::unique_ptr<Store> open_backend(Backend backend, const std::string& folder, const std::string& database) {
    if (backend == Backend::sqlite) return open_sqlite({.path = folder + "/qiongyuan.db", .readers = 4}).value();
    return open_postgres({.url = PostgresServer::shared().url(database), .readers = 4}).value();
}

void apply_schema(Store& store) {
    QY_ASSERT(migrate(store, embedded::migrations(), ManualClock(kTestTime)).ok());
}

// Copying a database is quicker than applying the schema to a new one.
const std::string& migrated_database() {
    static const std::string name = [] {
        auto made = PostgresServer::shared().create_database();
        apply_schema(*open_backend(Backend::postgresql, "", made));
        return made;
    }();
    return name;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> columns_of(Store& store) {
    constexpr Statement kSqlite{"test.columns",
                                "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE "
                                "t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.name, c.cid"};
    constexpr Statement kOther{"test.columns",
                               "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE "
                               "table_schema = current_schema() ORDER BY table_name, ordinal_position"};
    const bool sqlite = store.description().starts_with("sqlite");
    return store
        .read([&](Reader& reader) {
            return reader.all(sqlite ? kSqlite : kOther, {}, [](const Row& row) {
                return std::pair(std::string(row.text(0)), std::string(row.text(1)));
            });
        })
        .value();
}

std::string_view to_string(Backend backend) {
    return backend == Backend::sqlite ? "sqlite" : "postgresql";
}

Backend default_backend() {
    const char* const name = std::getenv("QY_TEST_DATABASE");
    return name != nullptr && std::string_view(name) == "postgresql" ? Backend::postgresql : Backend::sqlite;
}

TempFolder::TempFolder() : path_(parent_folder() + "/qiongyuan-test-XXXXXX") {
    QY_ASSERT(::mkdtemp(path_.data()) != nullptr);
}

TempFolder::~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

TempStore::TempStore(Backend backend, Schema schema)
    : backend_(backend),
      keys_(crypto::Keyring::create(path(), Secret<Bytes>(Bytes(32, 7)), random_, ManualClock(kTestTime)).value()),
      vault_(*keys_, random_) {
    if (backend == Backend::postgresql) {
        auto& server = PostgresServer::shared();
        database_ = schema == Schema::migrated ? server.create_database(migrated_database()) : server.create_database();
    }
    store_ = open_backend(backend_, path(), database_);
    store_->protect(vault_);
    if (backend == Backend::sqlite && schema == Schema::migrated) apply_schema(*store_);
}

TempStore::~TempStore() {
    store_.reset();
    if (!database_.empty()) PostgresServer::shared().drop_database(database_);
}

void TempStore::reopen() {
    store_.reset();
    store_ = open_backend(backend_, path(), database_);
    store_->protect(vault_);
}

std::unique_ptr<Store> TempStore::another_program() {
    QY_ASSERT(backend_ == Backend::postgresql);
    auto store = open_backend(backend_, path(), database_);
    store->protect(vault_);
    return store;
}

}  // namespace qy::storage::testing
