#pragma once
// Watched folders: whoever can save a file there has it imported, by the same jobs as an upload. A file is taken when
// nobody writes to it any more; when its import has ended it lies in done/ or failed/, with its result beside it.
// (clauses 5.2, 6.2.3)
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/ids.h"
#include "model/import_job.h"

namespace qy::storage::watched_files {
struct WatchedFile;
}

namespace qy::business {

class ImportDesk;

struct WatchedFolder {
    model::PartyId recorder;  ///< none: the parties that the rows name
    std::filesystem::path path;
};
/// A time of every day, from ≤ t < until, in minutes; from > until passes midnight; equal: always. In +08:00.
struct WatchHours {
    int from = 0;
    int until = 0;
};
struct WatchRules {
    std::vector<WatchedFolder> folders;
    std::int64_t stable_seconds = 10;  ///< a file that has not changed for that long is whole
    WatchHours hours = {};             ///< in which files are taken
};
/// Of the settings import.*. Errors: invalid `watch.folder` {text}, `watch.hours` {text}.
Result<WatchRules> watch_rules(const Settings& settings);

/// Not shared between threads.
class WatchDesk {
 public:
    /// Files are imported in the name of `operator_party`.
    WatchDesk(const Services& services, ImportDesk& imports, WatchRules rules, model::PartyId operator_party);

    /// Looks once: goes on with the files in hand, takes those that have become whole. Returns whether a file was taken
    /// or has ended. Whatever a program that was killed has begun is gone on with. Errors: those of storage. A folder
    /// that cannot be read is told in the log.
    Result<bool> step();

 private:
    using File = storage::watched_files::WatchedFile;
    struct Seen {
        std::uintmax_t bytes = 0;
        std::filesystem::file_time_type modified;
        Time since;
    };
    Result<bool> go_on(const File& file);
    Result<bool> look_into(const WatchedFolder& folder);
    [[nodiscard]] bool is_whole(const std::filesystem::directory_entry& entry);
    Result<bool> take(const WatchedFolder& folder, const std::filesystem::directory_entry& entry);
    Result<bool> end(const File& file, const model::ImportJob& job);
    Result<bool> refuse(const File& file, const Error& error);
    void move_away(const File& file, const std::filesystem::path& to) const;
    [[nodiscard]] bool is_open_now() const;

    const Services services_;
    ImportDesk& imports_;
    const WatchRules rules_;
    model::Actor actor_;
    std::map<std::filesystem::path, Seen> seen_;
};

}  // namespace qy::business
