#include "file_download.h"

#include <stdlib.h>

#include <fstream>
#include <memory>

namespace qy::presentation {
namespace {

constexpr std::size_t kChunkBytes = 64U << 10U;

/// A folder of mode 0700 that ends with its object.
struct OwnFolder {
    std::filesystem::path path;
    OwnFolder() = default;
    OwnFolder(const OwnFolder&) = delete;
    OwnFolder& operator=(const OwnFolder&) = delete;
    ~OwnFolder() {
        std::error_code ignored;
        if (!path.empty()) std::filesystem::remove_all(path, ignored);
    }
};

Result<std::shared_ptr<OwnFolder>> own_folder() {
    std::error_code fault;
    std::string name = (std::filesystem::temp_directory_path(fault) / "qiongyuan-XXXXXX").string();
    auto folder = std::make_shared<OwnFolder>();
    if (fault || ::mkdtemp(name.data()) == nullptr) return unavailable("file.unwritable", {name});
    folder->path = name;
    return folder;
}

}  // namespace

Result<Download> made_download(std::string content_type, std::string file_name,
                               const std::function<Result<void>(const std::filesystem::path&)>& make) {
    QY_TRY(folder, own_folder());
    const auto path = folder->path / "file";
    QY_CHECK(make(path));
    auto file = std::make_shared<std::ifstream>(path, std::ios::binary);
    if (!*file) return unavailable("file.unwritable", {path.string()});
    return Download{std::move(content_type), std::move(file_name),
                    [folder = std::move(folder), file](std::string& chunk) -> Result<bool> {
                        chunk.resize(kChunkBytes);
                        file->read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
                        chunk.resize(static_cast<std::size_t>(file->gcount()));
                        if (file->bad()) return unavailable("file.unreadable", {"download"});
                        return !file->eof();
                    }};
}

}  // namespace qy::presentation
