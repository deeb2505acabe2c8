#pragma once
// Pieces that the stored forms of drafts and events share.
#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "model/field.h"
#include "model/quantity.h"

namespace qy::model {

/// Puts a text in unless it is empty: what a record does not say is not written.
void put_text(JsonObject& out, std::string_view name, std::string_view text);
void put_quantity(JsonObject& out, std::string_view name, const std::optional<Quantity>& quantity);
[[nodiscard]] Json fields_to_json(const Fields& fields);

/// Reads members of a stored object; remembers the first that is not as the writer left it. Unknown members are faults.
class StoredObject {
 public:
    explicit StoredObject(const Json& value);
    /// "" when absent.
    std::string text(std::string_view name);
    bool flag(std::string_view name);
    std::optional<Quantity> quantity(std::string_view name);
    Fields contents(std::string_view name);
    /// Null when absent or not an array.
    const JsonArray* array(std::string_view name);
    /// The value of `parse(text)`; a fault when it fails. REQUIRES: parse returns optional or Result.
    template <class Parse>
    auto parsed(std::string_view name, Parse parse) -> std::decay_t<decltype(*parse(std::string_view{}))> {
        auto value = parse(std::string_view(text(name)));
        if (!value) {
            fault(name);
            return {};
        }
        return *std::move(value);
    }
    /// The same, but `otherwise` when the member is absent.
    template <class Value, class Parse>
    Value parsed_or(std::string_view name, Value otherwise, Parse parse) {
        return has(name) ? Value(parsed(name, parse)) : std::move(otherwise);
    }
    [[nodiscard]] bool has(std::string_view name) const;
    void fault(std::string_view name);
    /// Errors: corrupt `code` {member}.
    Result<void> finish(std::string_view code);

 private:
    const Json* take(std::string_view name);
    const JsonObject* object_ = nullptr;
    std::size_t taken_ = 0;
    bool good_ = true;
    std::string faulty_;
};

}  // namespace qy::model
