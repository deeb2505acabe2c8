#include "model/export_approval.h"

#include "enum_names.h"

namespace qy::model {
namespace {

constexpr EnumNames<ExportState, 5> kStates{{"proposed", "approved", "rejected", "withdrawn", "used"}};

}  // namespace

std::string_view to_string(ExportState state) {
    return kStates.name(state);
}
std::optional<ExportState> parse_export_state(std::string_view name) {
    return kStates.parse(name);
}

}  // namespace qy::model
