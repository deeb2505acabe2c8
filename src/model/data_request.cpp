#include "model/data_request.h"

#include "enum_names.h"

namespace qy::model {
namespace {

constexpr EnumNames<DataRequestKind, 4> kKinds{{"copy", "correction", "deletion", "withdrawal"}};
constexpr EnumNames<DataRequestState, 5> kStates{{"open", "taken", "done", "refused", "cancelled"}};

}  // namespace

std::string_view to_string(DataRequestKind kind) {
    return kKinds.name(kind);
}
std::optional<DataRequestKind> parse_data_request_kind(std::string_view name) {
    return kKinds.parse(name);
}
std::string_view to_string(DataRequestState state) {
    return kStates.name(state);
}
std::optional<DataRequestState> parse_data_request_state(std::string_view name) {
    return kStates.parse(name);
}

}  // namespace qy::model
