// JSON rows. Read by a handler of our own: numbers must keep their text, and a doubled member must spoil its row only.
#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "collection/decode.h"
#include "decoded_table.h"
#include "row_builder.h"

namespace qy::collection {
namespace {

using boost::json::error_code;
using JsonText = boost::json::string_view;

// Called by the parser. depth_ 1 is the array of rows, 2 a row, more is nested.
class RowsHandler {
 public:
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    RowsHandler(DecodedTable& table, const AttributeTitles* attributes) : builder_(table, attributes), table_(table) {}
    [[nodiscard]] bool not_rows() const { return not_rows_; }
    [[nodiscard]] bool too_many() const { return too_many_; }

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code& fault) { return open(true, fault); }
    bool on_object_end(std::size_t, error_code&) { return close(); }
    bool on_array_begin(error_code& fault) { return open(false, fault); }
    bool on_array_end(std::size_t, error_code&) { return close(); }
    bool on_key_part(JsonText text, std::size_t, error_code&) { return append(key_, text); }
    bool on_key(JsonText text, std::size_t, error_code&) {
        append(key_, text);
        if (depth_ == 2) {
            name_ = key_;
        }
        key_.clear();
        return true;
    }
    bool on_string_part(JsonText text, std::size_t, error_code&) { return append(value_, text); }
    bool on_string(JsonText text, std::size_t, error_code& fault) {
        append(value_, text);
        return scalar(fault);
    }
    bool on_number_part(JsonText text, error_code&) { return append(value_, text); }
    bool on_int64(std::int64_t, JsonText text, error_code& fault) { return number(text, fault); }
    bool on_uint64(std::uint64_t, JsonText text, error_code& fault) { return number(text, fault); }
    bool on_double(double, JsonText text, error_code& fault) { return number(text, fault); }
    bool on_bool(bool flag, error_code& fault) {
        value_ = flag ? "true" : "false";
        return scalar(fault);
    }
    bool on_null(error_code& fault) {
        value_.clear();
        return scalar(fault);
    }
    bool on_comment_part(JsonText, error_code&) { return true; }
    bool on_comment(JsonText, error_code&) { return true; }

 private:
    static bool append(std::string& to, JsonText text) {
        to.append(text.data(), text.size());
        return true;
    }
    static bool stop(error_code& fault) {
        fault = boost::json::error::incomplete;
        return false;
    }
    bool number(JsonText text, error_code& fault) {
        append(value_, text);
        return scalar(fault);
    }
    bool begin_row(error_code& fault) {
        if (table_.rows.size() == limits::import_rows_max) {
            too_many_ = true;
            return stop(fault);
        }
        builder_.begin(++line_);
        return true;
    }
    bool open(bool object, error_code& fault) {
        ++depth_;
        if (depth_ == 1 && object) {
            not_rows_ = true;
            return stop(fault);
        }
        if (depth_ == 2) {
            if (!begin_row(fault)) return false;
            if (!object) builder_.fault("row.not_an_object");
            row_is_object_ = object;
        }
        if (depth_ == 3 && row_is_object_) builder_.nested(name_);
        return true;
    }
    bool close() {
        if (depth_ == 2) builder_.end();
        --depth_;
        return true;
    }
    bool scalar(error_code& fault) {
        if (depth_ == 0) {
            not_rows_ = true;
            return stop(fault);
        }
        if (depth_ == 1) {
            if (!begin_row(fault)) return false;
            builder_.fault("row.not_an_object");
            builder_.end();
        }
        if (depth_ == 2 && row_is_object_) builder_.member(name_, std::move(value_));
        value_.clear();
        return true;
    }

    RowBuilder builder_;
    DecodedTable& table_;
    std::string key_;
    std::string name_;
    std::string value_;
    std::int64_t line_ = 0;
    std::size_t depth_ = 0;
    bool row_is_object_ = false;
    bool not_rows_ = false;
    bool too_many_ = false;
};

std::string place_of(std::string_view text, std::size_t at) {
    const auto before = text.substr(0, at);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const std::size_t start = before.rfind('\n');
    const auto column = length_of(start == std::string_view::npos ? before : before.substr(start + 1)) + 1;
    return std::to_string(line) + ":" + std::to_string(column);
}

Result<void> parse_rows(std::string_view text, DecodedTable& table, const AttributeTitles* attributes) {
    boost::json::parse_options options;
    options.max_depth = limits::json_depth_max;
    boost::json::basic_parser<RowsHandler> parser(options, table, attributes);
    error_code fault;
    const std::size_t used = parser.write_some(false, text.data(), text.size(), fault);
    if (parser.handler().not_rows()) return invalid("file.not_rows");
    if (parser.handler().too_many()) {
        return too_large("file.too_many_rows", {std::to_string(limits::import_rows_max)});
    }
    if (fault == boost::json::error::too_deep) {
        return too_large("json.too_deep", {std::to_string(limits::json_depth_max)});
    }
    if (fault || !is_blank(text.substr(used))) return invalid("json.malformed", {place_of(text, used)});
    return {};
}

std::string scalar_text(const Json& value) {
    if (const auto* text = value.if_string()) return std::string(text->data(), text->size());
    return value.is_null() ? std::string() : to_text(value);
}

}  // namespace

Result<DecodedTable> decode_json(ByteView bytes, const AttributeTitles* attributes) {
    if (bytes.size() > limits::import_bytes_max) {
        return too_large("file.too_large", {std::to_string(limits::import_bytes_max >> 20U)});
    }
    QY_TRY(text, decode_text(bytes));
    if (is_blank(text)) return invalid("file.empty");
    DecodedTable table;
    QY_CHECK(parse_rows(text, table, attributes));
    identify_rows(table);
    return table;
}

Result<DecodedTable> decode_rows(const JsonArray& rows, const AttributeTitles* attributes) {
    if (rows.size() > limits::import_rows_max) {
        return too_large("file.too_many_rows", {std::to_string(limits::import_rows_max)});
    }
    DecodedTable table;
    RowBuilder builder(table, attributes);
    std::int64_t line = 0;
    for (const auto& value : rows) {
        builder.begin(++line);
        const auto* object = value.if_object();
        if (object == nullptr) builder.fault("row.not_an_object");
        for (const auto& [name, member] : object == nullptr ? JsonObject() : *object) {
            const std::string key(name.data(), name.size());
            if (member.is_structured()) {
                builder.nested(key);
            } else {
                builder.member(key, scalar_text(member));
            }
        }
        builder.end();
    }
    identify_rows(table);
    return table;
}

}  // namespace qy::collection
