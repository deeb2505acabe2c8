#include "driver.h"

#include <algorithm>

#include "base/log.h"
#include "base/text.h"

namespace qy::storage {
namespace {

bool storable_text(std::string_view text) {
    return text.find('\0') == std::string_view::npos && is_utf8(text);
}

bool storable(const Value& value) {
    if (const auto* text = std::get_if<std::string_view>(&value)) return storable_text(*text);
    const auto* texts = std::get_if<std::span<const std::string>>(&value);
    return texts == nullptr || std::ranges::all_of(*texts, storable_text);
}

}  // namespace

void fail_parameters(const Statement& statement, std::string_view parameter) {
    log::error("storage.parameters", {{"statement", statement.name}, {"parameter", parameter}});
    assertion_failed("binds name exactly the statement's parameters", __FILE__, __LINE__);
}

Result<void> check_texts(const Statement& statement, std::span<const Bind> binds) {
    const auto unfit = std::ranges::find_if(binds, [](const Bind& bind) { return !storable(bind.value); });
    if (unfit == binds.end()) return {};
    return invalid("storage.text", {std::string(statement.name)}).because("parameter " + std::string(unfit->name));
}

}  // namespace qy::storage
