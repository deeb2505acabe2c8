#pragma once
// One installation, opened: folder, keys, database, use cases. The only place that knows how everything is put
// together.
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/id.h"
#include "base/random.h"
#include "base/result.h"
#include "base/settings.h"
#include "model/ids.h"
#include "presentation/use_cases.h"
#include "storage/data_folder.h"

namespace qy::business {
class ObjectKeeper;
}

namespace qy::app {

/// Everything of one data folder. Members are built in order of need and destroyed in reverse; references stay valid as
/// long as it lives.
class Platform {
 public:
    /// `create`: a missing folder is made. Takes the folder's exclusive lock, applies migrations, seeds what is built
    /// in. Errors: busy `data_folder.locked`; not_found `data_folder.missing`; those of keys, storage and migrations.
    static Result<std::unique_ptr<Platform>> open(const std::string& folder, Settings settings, bool create);
    ~Platform();
    Platform(const Platform&) = delete;
    Platform& operator=(const Platform&) = delete;

    [[nodiscard]] const presentation::UseCases& use() const;
    [[nodiscard]] const Settings& settings() const;
    [[nodiscard]] const storage::DataFolder& folder() const;
    [[nodiscard]] model::PartyId operator_party() const;
    [[nodiscard]] const Clock& clock() const;
    [[nodiscard]] Random& random();
    [[nodiscard]] business::ObjectKeeper& objects();

 private:
    struct Parts;
    explicit Platform(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

/// The random keys file and settings of a folder, without opening the database: for `keys list`.
[[nodiscard]] std::string master_key_path(const Settings& settings, const std::string& folder);

}  // namespace qy::app
