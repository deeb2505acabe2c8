#include "file_download.h"

namespace qy::presentation {

Result<Download> made_download(std::string content_type, std::string file_name, const TemporaryFile::Make& make) {
    QY_TRY(file, TemporaryFile::made_by(make));
    return Download{std::move(content_type), std::move(file_name),
                    [file](std::string& chunk) { return file->next(chunk); }};
}

}  // namespace qy::presentation
