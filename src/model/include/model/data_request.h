#pragma once
// What users ask about their own data, and by when it must be answered. (clause 6.5.2; GB/T 35273 8.1–8.7)
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "model/contact.h"
#include "model/ids.h"

namespace qy::model {

/// withdrawal: of consents. deletion: of the account.
enum class DataRequestKind : std::uint8_t { copy, correction, deletion, withdrawal };
[[nodiscard]] std::string_view to_string(DataRequestKind kind);
[[nodiscard]] std::optional<DataRequestKind> parse_data_request_kind(std::string_view name);

/// taken: somebody of the platform is at it.
enum class DataRequestState : std::uint8_t { open, taken, done, refused, cancelled };
[[nodiscard]] std::string_view to_string(DataRequestState state);
[[nodiscard]] std::optional<DataRequestState> parse_data_request_state(std::string_view name);

struct DataRequest {
    DataRequestId id;
    UserId user;
    DataRequestKind kind = DataRequestKind::copy;
    DataRequestState state = DataRequestState::open;
    std::string words;   ///< the user's
    std::string answer;  ///< the platform's, once decided
    Time created_at;
    Time due_at;
    std::optional<Time> reminded_at;
    UserId handler;
    std::optional<Time> decided_at;
    [[nodiscard]] bool is_waiting() const {
        return state == DataRequestState::open || state == DataRequestState::taken;
    }
};

}  // namespace qy::model
