#include "model/table_reading.h"

namespace qy::model {

std::string_view to_string(FileKind kind) {
    constexpr std::string_view kNames[] = {"csv", "json", "xlsx", "xls", "xml"};
    return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace qy::model
