#include <algorithm>
#include <iterator>

#include "base/json.h"
#include "base/text.h"

namespace qy {
namespace {

bool is_of_reading(const Error& fault) {
    return fault.code.starts_with("member.");
}

}  // namespace

ObjectReader::ObjectReader(const Json& value, std::string path) : object_(value.if_object()), path_(std::move(path)) {
    if (object_ == nullptr) {
        faults_.push_back(invalid("member.type", {"object"}).at(path_));
    }
}

std::string ObjectReader::path_of(std::string_view name) const {
    if (path_.empty() || name.empty()) {
        return path_ + std::string(name);
    }
    return path_ + "." + std::string(name);
}

void ObjectReader::fault(Error error, std::string_view name) {
    auto path = path_of(name);
    // What is missing, or no such value, was told by reading it: what came of that is no second fault.
    const auto was_no_value = [&](const Error& one) { return one.path == path && is_of_reading(one); };
    const bool follows = !is_of_reading(error) && std::ranges::any_of(faults_, was_no_value);
    if (!follows) faults_.push_back(std::move(error).at(std::move(path)));
}

void ObjectReader::absorb(Result<void> inner) {
    if (inner.ok()) {
        return;
    }
    Error error = std::move(inner).error();
    if (error.others.empty()) {
        faults_.push_back(std::move(error));
    } else {
        std::move(error.others.begin(), error.others.end(), std::back_inserter(faults_));
    }
}

bool ObjectReader::has(std::string_view name) const {
    const Json* value = object_ == nullptr ? nullptr : object_->if_contains({name.data(), name.size()});
    return value != nullptr && !value->is_null();
}

const Json* ObjectReader::take(std::string_view name, bool required) {
    if (object_ == nullptr) {
        return nullptr;  // said once, by the constructor
    }
    taken_.emplace_back(name);
    const Json* value = object_->if_contains({name.data(), name.size()});
    if (value != nullptr && value->is_null() && !required) {
        return nullptr;
    }
    if (value == nullptr && required) {
        fault(invalid("member.missing"), name);
    }
    return value;
}

std::optional<std::string> ObjectReader::as_text(const Json* value, std::string_view name, std::size_t length_max) {
    if (value == nullptr) {
        return std::nullopt;
    }
    const auto* held = value->if_string();
    if (held == nullptr) {
        fault(invalid("member.type", {"string"}), name);
        return std::nullopt;
    }
    std::string text(held->data(), held->size());
    if (length_of(text) > length_max) {
        fault(invalid("member.too_long", {std::to_string(length_max)}), name);
        return std::nullopt;
    }
    return text;
}

std::string ObjectReader::text(std::string_view name, std::size_t length_max) {
    return as_text(take(name, true), name, length_max).value_or(std::string());
}

std::optional<std::string> ObjectReader::optional_text(std::string_view name, std::size_t length_max) {
    return as_text(take(name, false), name, length_max);
}

std::optional<std::int64_t> ObjectReader::as_integer(const Json* value, std::string_view name, std::int64_t low,
                                                     std::int64_t high) {
    if (value == nullptr) {
        return std::nullopt;
    }
    if (!value->is_int64() && !value->is_uint64()) {
        fault(invalid("member.type", {"integer"}), name);
        return std::nullopt;
    }
    // What the parser keeps as uint64 is above int64, and so above every `high`.
    const auto* number = value->if_int64();
    if (number == nullptr || *number < low || *number > high) {
        fault(invalid("member.range", {std::to_string(low), std::to_string(high)}), name);
        return std::nullopt;
    }
    return *number;
}

std::int64_t ObjectReader::integer(std::string_view name, std::int64_t low, std::int64_t high) {
    return as_integer(take(name, true), name, low, high).value_or(low);
}

std::optional<std::int64_t> ObjectReader::optional_integer(std::string_view name, std::int64_t low, std::int64_t high) {
    return as_integer(take(name, false), name, low, high);
}

bool ObjectReader::flag(std::string_view name, bool otherwise) {
    const Json* value = take(name, false);
    if (value == nullptr) {
        return otherwise;
    }
    if (!value->is_bool()) {
        fault(invalid("member.type", {"boolean"}), name);
        return otherwise;
    }
    return value->get_bool();
}

const JsonArray* ObjectReader::as_array(const Json* value, std::string_view name, std::size_t size_max) {
    if (value == nullptr) {
        return nullptr;
    }
    const auto* held = value->if_array();
    if (held == nullptr) {
        fault(invalid("member.type", {"array"}), name);
    } else if (held->size() > size_max) {
        fault(invalid("member.too_many", {std::to_string(size_max)}), name);
        return nullptr;
    }
    return held;
}

const JsonArray* ObjectReader::array(std::string_view name, std::size_t size_max) {
    return as_array(take(name, true), name, size_max);
}

const JsonArray* ObjectReader::optional_array(std::string_view name, std::size_t size_max) {
    return as_array(take(name, false), name, size_max);
}

const JsonObject* ObjectReader::as_object(const Json* value, std::string_view name) {
    if (value != nullptr && !value->is_object()) {
        fault(invalid("member.type", {"object"}), name);
    }
    return value == nullptr ? nullptr : value->if_object();
}

const JsonObject* ObjectReader::object(std::string_view name) {
    return as_object(take(name, true), name);
}

const JsonObject* ObjectReader::optional_object(std::string_view name) {
    return as_object(take(name, false), name);
}

Result<void> ObjectReader::finish() {
    if (object_ != nullptr) {
        for (const auto& member : *object_) {
            const std::string_view name(member.key().data(), member.key().size());
            if (std::find(taken_.begin(), taken_.end(), name) == taken_.end()) {
                fault(invalid("member.unknown"), name);
            }
        }
    }
    if (faults_.empty()) {
        return {};
    }
    Error all = invalid("request.invalid");
    all.others = std::move(faults_);
    return all;
}

}  // namespace qy
