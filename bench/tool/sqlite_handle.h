#pragma once
// The bare driver, as small as it goes: what the product's port is measured against.
#include <sqlite3.h>

#include <cstdint>
#include <string_view>

#include "base/assert.h"

namespace qy::bench {

/// One prepared statement; ends the program when the text does not fit the schema.
class BareStatement {
 public:
    BareStatement(sqlite3* database, std::string_view sql) {
        const int code = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()),
                                            SQLITE_PREPARE_PERSISTENT, &handle_, nullptr);
        QY_ASSERT(code == SQLITE_OK);
    }
    ~BareStatement() { sqlite3_finalize(handle_); }
    BareStatement(const BareStatement&) = delete;
    BareStatement& operator=(const BareStatement&) = delete;

    void bind(int index, std::int64_t value) { sqlite3_bind_int64(handle_, index, value); }
    void bind(int index, std::string_view text) {
        sqlite3_bind_text64(handle_, index, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
    }
    void bind_null(int index) { sqlite3_bind_null(handle_, index); }
    /// Calls `use(handle)` for every row.
    template <class Use>
    void each(Use use) {
        while (true) {
            const int code = sqlite3_step(handle_);
            if (code != SQLITE_ROW) {
                QY_ASSERT(code == SQLITE_DONE);
                break;
            }
            use(handle_);
        }
        sqlite3_reset(handle_);
    }
    void run() {
        each([](sqlite3_stmt*) {});
    }

 private:
    sqlite3_stmt* handle_ = nullptr;
};

}  // namespace qy::bench
