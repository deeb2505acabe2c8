#include "model/data_request.h"

#include "enum_names.h"

namespace qy::model {
namespace {

constexpr EnumNames<DataRequestKind, 4> kKinds{{"copy", "correction", "deletion", "withdrawal"}};
constexpr EnumNames<DataRequestState, 5> kStates{{"open", "taken", "done", "refused", "cancelled"}};

constexpr std::int64_t kDaySeconds = 24 * 3'600;
constexpr std::int64_t kOffsetSeconds = 8 * 3'600;
constexpr std::int64_t kThursday = 4;  // 1970-01-01, where Sunday is 0

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

Time working_days_after(Time from, int days) {
    std::int64_t day = (from.seconds() + kOffsetSeconds) / kDaySeconds;
    for (int left = days; left > 0;) {
        ++day;
        const std::int64_t weekday = (day + kThursday) % 7;
        if (weekday != 0 && weekday != 6) --left;
    }
    return Time::from_seconds((day + 1) * kDaySeconds - kOffsetSeconds - 1);
}

}  // namespace qy::model
