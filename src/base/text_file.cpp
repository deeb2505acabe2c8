#include "base/text_file.h"

namespace qy {

Result<void> TextFile::put(std::string_view text) {
    file_.write(text.data(), static_cast<std::streamsize>(text.size()));
    return file_ ? Result<void>() : unavailable("file.unwritable", {path_});
}

Result<void> TextFile::close() {
    file_.close();
    return file_ ? Result<void>() : unavailable("file.unwritable", {path_});
}

}  // namespace qy
