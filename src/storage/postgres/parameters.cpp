#include "postgres/parameters.h"

#include <algorithm>

#include "dialect.h"
#include "driver.h"
#include "postgres/types.h"

namespace qy::storage {
namespace {

bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

void append_number(std::string& out, std::int64_t number, std::size_t size) {
    out.resize(out.size() + size);
    pg::put_number(out.data() + out.size() - size, number, size);
}

// The binary form of a one-dimensional array: dimensions, nulls, element type, length, first index, elements.
std::string array_head(std::size_t count, Oid element) {
    std::string out;
    append_number(out, count == 0 ? 0 : 1, 4);
    append_number(out, 0, 4);
    append_number(out, element, 4);
    if (count == 0) return out;
    append_number(out, static_cast<std::int64_t>(count), 4);
    append_number(out, 1, 4);
    return out;
}

std::string array_of(std::span<const std::int64_t> numbers) {
    auto out = array_head(numbers.size(), pg::kInt8);
    for (const auto number : numbers) {
        append_number(out, 8, 4);
        append_number(out, number, 8);
    }
    return out;
}

std::string array_of(std::span<const std::string> texts) {
    auto out = array_head(texts.size(), pg::kText);
    for (const auto& text : texts) {
        append_number(out, static_cast<std::int64_t>(text.size()), 4);
        out += text;
    }
    return out;
}

}  // namespace

NumberedSql numbered(std::string_view sql) {
    const auto rendered = render_statement(sql, Dialect::postgresql);
    NumberedSql out;
    bool quoted = false;
    for (std::size_t at = 0; at < rendered.size();) {
        if (rendered[at] == '\'') quoted = !quoted;
        if (quoted || rendered[at] != '$') {
            out.text += rendered[at++];
            continue;
        }
        std::size_t end = at + 1;
        while (end < rendered.size() && is_name(rendered[end])) ++end;
        const auto name = rendered.substr(at + 1, end - at - 1);
        QY_ASSERT(!name.empty());  // parameters without a name cannot be bound by name
        auto place = std::ranges::find(out.names, name);
        if (place == out.names.end()) place = out.names.insert(place, name);
        out.text += "$" + std::to_string(place - out.names.begin() + 1);
        at = end;
    }
    return out;
}

Oid type_of(const Value& value) {
    constexpr Oid kTypes[] = {0, pg::kInt8, pg::kText, pg::kBytea, pg::kInt8Array, pg::kTextArray};
    static_assert(std::size(kTypes) == std::variant_size_v<Value>);
    return kTypes[value.index()];
}

ParameterValues::ParameterValues(const Statement& statement, const std::vector<std::string>& names,
                                 std::span<const Bind> binds) {
    for (const auto& bind : binds) {
        if (std::ranges::find(names, bind.name) == names.end()) fail_parameters(statement, bind.name);
    }
    for (const auto& name : names) {
        const auto bind = std::ranges::find(binds, name, &Bind::name);
        if (bind == binds.end()) fail_parameters(statement, name);
        types_.push_back(type_of(bind->value));
        add(bind->value);
    }
    formats_.assign(data_.size(), 1);
}

void ParameterValues::add(const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        auto& place = numbers_.emplace_back();
        pg::put_number(place.data(), *number, place.size());
        add_bytes(place.data(), place.size());
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
        add_bytes(text->data(), text->size());
    } else if (const auto* bytes = std::get_if<ByteView>(&value)) {
        add_bytes(bytes->data(), bytes->size());
    } else if (const auto* numbers = std::get_if<std::span<const std::int64_t>>(&value)) {
        const auto& list = lists_.emplace_back(array_of(*numbers));
        add_bytes(list.data(), list.size());
    } else if (const auto* texts = std::get_if<std::span<const std::string>>(&value)) {
        const auto& list = lists_.emplace_back(array_of(*texts));
        add_bytes(list.data(), list.size());
    } else {
        data_.push_back(nullptr);
        lengths_.push_back(0);
    }
}

// An empty view may have no address, which libpq would send as null.
void ParameterValues::add_bytes(const void* data, std::size_t size) {
    QY_ASSERT(size <= INT32_MAX);
    data_.push_back(size == 0 ? "" : static_cast<const char*>(data));
    lengths_.push_back(static_cast<int>(size));
}

}  // namespace qy::storage
