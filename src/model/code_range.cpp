#include "model/code_range.h"

#include "enum_names.h"

namespace qy::model {
namespace {

constexpr EnumNames<RangeState, 8> kRangeStates{
    {"requested", "approved", "printing", "delivered", "bound", "void", "lost", "returned"}};
constexpr EnumNames<Authenticity, 6> kAuthenticities{{"genuine", "unbound", "unknown", "forged", "frozen", "recalled"}};

}  // namespace

std::string_view to_string(RangeState state) {
    return kRangeStates.name(state);
}
std::optional<RangeState> parse_range_state(std::string_view text) {
    return kRangeStates.parse(text);
}
std::string_view to_string(Authenticity state) {
    return kAuthenticities.name(state);
}
std::optional<Authenticity> parse_authenticity(std::string_view name) {
    return kAuthenticities.parse(name);
}

}  // namespace qy::model
