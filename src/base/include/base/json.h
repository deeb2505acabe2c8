#pragma once
// JSON: strict reading, canonical writing (RFC 8785 for what we hash), and a reader that collects every fault.
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace qy {

using Json = boost::json::value;
using JsonObject = boost::json::object;
using JsonArray = boost::json::array;

/// Parses one document (RFC 8259). Integers within int64 or uint64 are exact; every other number is the double nearest
/// to its text. Members keep their order. Errors: invalid `json.malformed` {line:column} (also bad UTF-8, and text
/// after the document), `json.doubled_member` {name}, `json.number_range` {line:column} (no double is that large);
/// too_large `json.too_deep` {limit} (more than json_depth_max arrays and objects around a value). The value lives in
/// `memory`, which outlives it, such as a JsonScratch; by default in the heap.
Result<Json> parse_json(std::string_view text, boost::json::storage_ptr memory = {});

/// Memory for a JSON value that is read and thrown away: given back as a whole, from the stack while it is small. Not
/// safe from several threads.
class JsonScratch {
 public:
    [[nodiscard]] boost::json::storage_ptr memory() { return &resource_; }

 private:
    unsigned char first_[4096];  // bytes: most records fit
    boost::json::monotonic_resource resource_{first_, sizeof first_};
};

/// Compact JSON, members in the order they were put in; a double in its shortest exact form, null when not finite.
/// REQUIRES (both writers): strings and names are UTF-8.
[[nodiscard]] std::string to_text(const Json& value);

/// RFC 8785: members sorted by UTF-16 code units, shortest escapes. REQUIRES: only strings, booleans, null, arrays,
/// objects and integers of magnitude below 2^53.
[[nodiscard]] std::string canonical_text(const Json& value);

/// Reads the members of one object and collects every fault with its path: type, missing, unknown.
///
///     ObjectReader in(body, "");
///     auto code = in.text("code", 100);          // required
///     auto limit = in.optional_integer("limit", 1, 200);
///     QY_CHECK(in.finish());                      // unknown members and everything collected
///
/// Getters return a default value after a fault, so that reading goes on. Errors of finish(): invalid `request.invalid`
/// with `others` holding one Error per fault (`member.missing`, `member.type`, `member.unknown`, `member.too_long`,
/// `member.range`), each with its path.
class ObjectReader {
 public:
    /// `value` must outlive the reader. A value that is not an object is the only fault then.
    /// `path` is the place of `value` in the whole request: "" or such as "rows[3]".
    ObjectReader(const Json& value, std::string path);
    ObjectReader(const JsonObject& object, std::string path) : object_(&object), path_(std::move(path)) {}
    /// Length limits are in code points.
    std::string text(std::string_view name, std::size_t length_max);
    std::optional<std::string> optional_text(std::string_view name, std::size_t length_max);
    std::int64_t integer(std::string_view name, std::int64_t low, std::int64_t high);
    std::optional<std::int64_t> optional_integer(std::string_view name, std::int64_t low, std::int64_t high);
    bool flag(std::string_view name, bool otherwise);
    /// null when missing (a fault) or not of that type (a fault).
    const JsonArray* array(std::string_view name, std::size_t size_max);
    const JsonArray* optional_array(std::string_view name, std::size_t size_max);
    const JsonObject* object(std::string_view name);
    const JsonObject* optional_object(std::string_view name);
    /// Whether the member stands there and is not null; does not count as reading it.
    [[nodiscard]] bool has(std::string_view name) const;
    /// Adds a fault of the caller's own, with the path of the member `name`.
    void fault(Error error, std::string_view name);
    /// Takes over the faults of a reader of an inner object: `in.absorb(inner.finish());`.
    void absorb(Result<void> inner);
    Result<void> finish();

 private:
    const Json* take(std::string_view name, bool required);
    std::optional<std::string> as_text(const Json* value, std::string_view name, std::size_t length_max);
    std::optional<std::int64_t> as_integer(const Json* value, std::string_view name, std::int64_t low,
                                           std::int64_t high);
    const JsonArray* as_array(const Json* value, std::string_view name, std::size_t size_max);
    const JsonObject* as_object(const Json* value, std::string_view name);
    [[nodiscard]] std::string path_of(std::string_view name) const;
    const JsonObject* object_ = nullptr;
    std::string path_;
    std::vector<std::string> taken_;
    std::vector<Error> faults_;
};

}  // namespace qy
