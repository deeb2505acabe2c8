#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <cmath>

#include "base/json.h"
#include "base/limits.h"

namespace qy {
namespace {

namespace json = boost::json;
using boost::system::error_code;

// Builds a value from the parser's events. Boost's own builder keeps the last of doubled members silently, and rounds
// some numbers to a neighbour of the nearest double; this one refuses the first and reads the literal for the second.
class Builder {
 public:
    static constexpr std::size_t max_object_size = std::size_t(-1);
    static constexpr std::size_t max_array_size = std::size_t(-1);
    static constexpr std::size_t max_key_size = std::size_t(-1);
    static constexpr std::size_t max_string_size = std::size_t(-1);

    explicit Builder(json::storage_ptr memory) : memory_(std::move(memory)) {}

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code&) { return open(JsonObject(memory_)); }
    bool on_array_begin(error_code&) { return open(JsonArray(memory_)); }
    bool on_object_end(std::size_t, error_code& stop) { return close(stop); }
    bool on_array_end(std::size_t, error_code& stop) { return close(stop); }
    bool on_key_part(json::string_view part, std::size_t, error_code&) { return gather(part); }
    bool on_key(json::string_view part, std::size_t, error_code&) {
        gather(part);
        open_.back().key.swap(gathered_);  // swapped, so that both keep their memory
        gathered_.clear();
        return true;
    }
    bool on_string_part(json::string_view part, std::size_t, error_code&) { return gather(part); }
    bool on_string(json::string_view part, std::size_t, error_code& stop) {
        if (gathered_.empty()) {
            return add(Json(part, memory_), stop);
        }
        gather(part);
        Json value(gathered_, memory_);
        gathered_.clear();
        return add(std::move(value), stop);
    }
    bool on_number_part(json::string_view part, error_code&) { return gather(part); }
    bool on_int64(std::int64_t value, json::string_view, error_code& stop) { return add_number(value, stop); }
    bool on_uint64(std::uint64_t value, json::string_view, error_code& stop) { return add_number(value, stop); }
    bool on_double(double rounded, json::string_view part, error_code& stop);
    bool on_bool(bool value, error_code& stop) { return add(Json(value, memory_), stop); }
    bool on_null(error_code& stop) { return add(Json(nullptr, memory_), stop); }
    bool on_comment_part(json::string_view, error_code&) { return true; }
    bool on_comment(json::string_view, error_code&) { return true; }

    Json take() { return std::move(done_); }
    [[nodiscard]] const std::string& doubled() const { return doubled_; }
    [[nodiscard]] bool has_doubled() const { return has_doubled_; }

 private:
    struct Open {
        Json container;
        std::string key;  // of the member that is being read
    };
    bool gather(json::string_view part) {
        gathered_.append(part.data(), part.size());
        return true;
    }
    bool open(Json container) {
        open_.push_back({std::move(container), {}});
        return true;
    }
    bool close(error_code& stop) {
        Json value = std::move(open_.back().container);
        open_.pop_back();
        return add(std::move(value), stop);
    }
    template <class Number>
    bool add_number(Number value, error_code& stop) {
        gathered_.clear();
        return add(Json(value, memory_), stop);
    }
    bool add(Json value, error_code& stop);

    json::storage_ptr memory_;
    std::vector<Open> open_;
    std::string gathered_;
    std::string doubled_;
    bool has_doubled_ = false;
    Json done_ = Json(memory_);
};

bool Builder::on_double(double rounded, json::string_view part, error_code& stop) {
    gather(part);
    double exact = 0;
    const auto [end, fault] = std::from_chars(gathered_.data(), gathered_.data() + gathered_.size(), exact);
    // Out of range is either too small, which is zero, or too large, which no double holds.
    if (fault != std::errc() && std::abs(rounded) > 1) {
        stop = json::error::exponent_overflow;
        return false;
    }
    return add_number(exact, stop);
}

bool Builder::add(Json value, error_code& stop) {
    if (open_.empty()) {
        done_ = std::move(value);
        return true;
    }
    Open& parent = open_.back();
    if (auto* array = parent.container.if_array()) {
        array->push_back(std::move(value));
        return true;
    }
    if (!parent.container.get_object().emplace(parent.key, std::move(value)).second) {
        doubled_ = parent.key;
        has_doubled_ = true;
        stop = json::error::syntax;
        return false;
    }
    return true;
}

std::string line_and_column(std::string_view text, std::size_t offset) {
    const auto before = text.substr(0, offset);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto start = before.rfind('\n') + 1;  // npos + 1 is 0: the first line
    return std::to_string(line) + ":" + std::to_string(offset - start + 1);
}

Error fault_of(const error_code& code, std::string position) {
    if (code == json::error::too_deep) {
        return too_large("json.too_deep", {std::to_string(limits::json_depth_max)});
    }
    if (code == json::error::exponent_overflow) {
        return invalid("json.number_range", {std::move(position)});
    }
    return invalid("json.malformed", {std::move(position)}).because(code.message());
}

}  // namespace

Result<Json> parse_json(std::string_view text, json::storage_ptr memory) {
    json::parse_options options;
    options.max_depth = limits::json_depth_max;
    json::basic_parser<Builder> parser(options, std::move(memory));
    error_code fault;
    const std::size_t read = parser.write_some(false, text.data(), text.size(), fault);
    if (parser.handler().has_doubled()) {
        return invalid("json.doubled_member", {parser.handler().doubled()});
    }
    if (fault) {
        return fault_of(fault, line_and_column(text, read));
    }
    if (read != text.size()) {
        return invalid("json.malformed", {line_and_column(text, read)}).because("text after the document");
    }
    return parser.handler().take();
}

}  // namespace qy
