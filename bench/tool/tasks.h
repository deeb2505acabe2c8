#pragma once
// What the tool can do: one function a task. Each prints nothing itself; its answer is one JSON object.
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"

namespace qy::bench {

/// "--name value" pairs of the command line.
class Arguments {
 public:
    explicit Arguments(std::map<std::string, std::string, std::less<>> values) : values_(std::move(values)) {}
    /// Empty when it was not given.
    [[nodiscard]] std::string text(std::string_view name) const;
    [[nodiscard]] std::int64_t number(std::string_view name, std::int64_t otherwise) const;

 private:
    std::map<std::string, std::string, std::less<>> values_;
};

/// Makes a data folder with `--events` events in stories of twenty over a graph of three levels, a range of codes for
/// each, and a firm whose clerk may publish without review: {"events", "stories", "token", "party"}. The first code of
/// every story is a line of FOLDER/codes.txt.
Result<JsonObject> fill(const Arguments& arguments);
/// Random stories of `--data`, each by the product's own trace.query and by bare statements on the same file.
Result<JsonObject> cold(const Arguments& arguments);
/// The same query on two data folders by turns.
Result<JsonObject> growth(const Arguments& arguments);
/// Codes from serials, beside ten bare SM4 blocks for each.
Result<JsonObject> codes(const Arguments& arguments);
/// Log-ins beside the password hash alone, and a request with a session beside the same without.
Result<JsonObject> accounts(const Arguments& arguments);
/// Copies the newest events and ledger entries of one database into a new one: bare prepared inserts, a commit every
/// thousand.
Result<JsonObject> inserts(const Arguments& arguments);
/// Writes `--rows` rows of a workbook in `--folder` beside the library alone, and reads them beside unpacking and
/// parsing alone, `--turns` times.
Result<JsonObject> sheets(const Arguments& arguments);
/// One connection over TLS that asks at a fixed pace; how long each answer took.
Result<JsonObject> probe(const Arguments& arguments);
/// Holds idle and slow connections over TLS until its standard input ends.
Result<JsonObject> hold(const Arguments& arguments);

}  // namespace qy::bench
