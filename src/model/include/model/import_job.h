#pragma once
// An import that runs in the background.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "model/actor.h"
#include "model/ids.h"
#include "model/table_reading.h"

namespace qy::model {

enum class ImportState : std::uint8_t { running, paused, cancelled, done, failed };
[[nodiscard]] std::string_view to_string(ImportState state);
[[nodiscard]] std::optional<ImportState> parse_import_state(std::string_view name);

struct ImportJob {
    ImportId id;
    PartyId party;  ///< whose import it is: the recorder's, or the author's where the rows name the recorders
    std::string author;
    UserId author_user;
    Channel channel = Channel::web;
    PartyId recorder;  ///< none: the parties that the rows name
    std::string file_name;
    std::string file_hash;
    std::int64_t file_bytes = 0;
    bool file_kept = true;  ///< false: its time is over
    TableOptions reading;
    ImportState state = ImportState::running;
    std::string fault_code;  ///< of a failed one
    std::vector<std::string> fault_arguments;
    std::int64_t pass = 1;
    std::int64_t position = 0;
    std::optional<std::int64_t> file_rows;
    std::int64_t accepted = 0;
    std::int64_t already = 0;
    std::int64_t rejected = 0;
    std::int64_t published = 0;
    std::int64_t deferred = 0;
    std::int64_t deferred_before = 0;
    bool rows_done = false;             ///< what is left are attachments
    std::optional<std::int64_t> files;  ///< attachments of a ZIP; none: it is no ZIP
    std::int64_t files_done = 0;
    std::int64_t files_attached = 0;
    Time created_at;
    Time changed_at;
};

}  // namespace qy::model
