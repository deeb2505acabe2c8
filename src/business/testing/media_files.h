#pragma once
// For tests: an object folder of its own, and the desk of media over it.
#include <filesystem>

#include "business/media_desk.h"
#include "business/object_keeper.h"
#include "storage/object_folder.h"
#include "storage/testing/temp_store.h"

namespace qy::business::testing {

struct MediaFiles {
    explicit MediaFiles(const Services& services)
        : objects_at(folder.path(), services.keys, services.random),
          objects(services, objects_at),
          media(services, objects) {}

    /// How many objects lie there, whole; parts apart.
    [[nodiscard]] int count() const {
        int files = 0;
        for (const auto& one : std::filesystem::recursive_directory_iterator(folder.path())) {
            if (one.is_regular_file() && one.path().parent_path().filename() != "parts") ++files;
        }
        return files;
    }

    storage::testing::TempFolder folder;
    storage::ObjectFolder objects_at;
    ObjectKeeper objects;
    MediaDesk media;
};

}  // namespace qy::business::testing
