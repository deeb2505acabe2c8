#include "storage/testing/temp_store.h"

#include <stdlib.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "base/embedded.h"
#include "storage/migrate.h"
#include "storage/sqlite.h"

namespace qy::storage::testing {
namespace {

std::string parent_folder() {
    if (::access("/dev/shm", W_OK) == 0) return "/dev/shm";
    const char* folder = std::getenv("TMPDIR");
    return folder != nullptr ? folder : "/tmp";
}

std::unique_ptr<Store> open_backend(Backend backend, const std::string& folder) {
    switch (backend) {
        case Backend::sqlite:
            return open_sqlite({.path = folder + "/qiongyuan.db", .readers = 4}).value();
    }
    return nullptr;
}

}  // namespace

std::string_view to_string(Backend backend) {
    switch (backend) {
        case Backend::sqlite:
            return "sqlite";
    }
    return "";
}

TempFolder::TempFolder() : path_(parent_folder() + "/qiongyuan-test-XXXXXX") {
    QY_ASSERT(::mkdtemp(path_.data()) != nullptr);
}

TempFolder::~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

TempStore::TempStore(Backend backend, Schema schema) : backend_(backend), store_(open_backend(backend, path())) {
    if (schema == Schema::migrated) {
        QY_ASSERT(migrate(*store_, embedded::migrations(), ManualClock(kTestTime)).ok());
    }
}

void TempStore::reopen() {
    store_.reset();
    store_ = open_backend(backend_, path());
}

}  // namespace qy::storage::testing
