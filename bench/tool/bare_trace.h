#pragma once
// The peer of the cold trace query: the statements that any program would have to run to tell the story of a code,
// prepared once, on a connection of its own, every column read and nothing made of it.
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"

struct sqlite3;

namespace qy::bench {

class BareTrace {
 public:
    /// Opens the file read-only with the same cache as the product's connections.
    static Result<std::unique_ptr<BareTrace>> open(const std::string& path);
    ~BareTrace();
    BareTrace(const BareTrace&) = delete;
    BareTrace& operator=(const BareTrace&) = delete;

    /// Reads the range of the serial, the lot, its graph level by level, the lots' events and the parties named in
    /// them, in one transaction. Returns how many events there are.
    Result<std::int64_t> story(int epoch, std::int64_t serial, const std::string& code);

 private:
    struct Statements;
    explicit BareTrace(sqlite3* database);
    sqlite3* database_;
    std::unique_ptr<Statements> statements_;
};

}  // namespace qy::bench
