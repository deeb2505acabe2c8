#pragma once
// A file with personal data is handed out once, after a second person has agreed. (GB/T 35273 7.1; clause 9.2.1)
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "model/ids.h"

namespace qy::model {

using ExportApprovalId = Id<struct ExportApprovalTag>;

enum class ExportState : std::uint8_t { proposed, approved, rejected, withdrawn, used };
[[nodiscard]] std::string_view to_string(ExportState state);
[[nodiscard]] std::optional<ExportState> parse_export_state(std::string_view name);

struct ExportApproval {
    ExportApprovalId id;
    std::string function;  ///< that will hand the file out: "event.export"
    PartyId party;
    std::string object;  ///< lot as it was asked for; empty: everything in reach
    std::string reason;
    ExportState state = ExportState::proposed;
    UserId proposer;
    Time proposed_at;
    UserId decider = {};  ///< none while it waits
    std::optional<Time> decided_at = {};
    std::optional<Time> expires_at = {};  ///< of the approval
};

}  // namespace qy::model
