// Any bytes as the file of an archive: read line by line, or refused with a code.
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/assert.h"
#include "collection/archive_file.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    static const auto kPath =
        std::filesystem::temp_directory_path() / ("qy-archive-fuzz-" + std::to_string(::getpid()) + ".zip");
    std::ofstream(kPath, std::ios::binary)
        .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
    const auto file = qy::collection::ArchiveReader::open(kPath);
    if (!file.ok()) {
        QY_ASSERT(!file.error().code.empty());
    } else {
        for (const auto& name : file->names()) {
            std::int64_t last = 0;
            const auto read = file->each_line(
                name, 1U << 20U, [](std::string_view) {},
                [&](std::int64_t line, std::string_view text) -> qy::Result<void> {
                    QY_ASSERT(line == ++last && text.find('\n') == std::string_view::npos);
                    return {};
                });
            QY_ASSERT(read.ok() || !read.error().code.empty());
        }
    }
    std::filesystem::remove(kPath);
    return 0;
}
