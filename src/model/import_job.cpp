#include "model/import_job.h"

#include "enum_names.h"

namespace qy::model {
namespace {

constexpr EnumNames<ImportState, 5> kStates{{"running", "paused", "cancelled", "done", "failed"}};

}  // namespace

std::string_view to_string(ImportState state) {
    return kStates.name(state);
}
std::optional<ImportState> parse_import_state(std::string_view name) {
    return kStates.parse(name);
}

}  // namespace qy::model
