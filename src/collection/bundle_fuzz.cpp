// Any bytes as a ZIP of a table with its attachments: refused with a code, or every name can be shown and every file is
// read within what it said of itself.
#include "base/import_limits.h"
#include "base/media_limits.h"
#include "collection/bundle.h"
#include "testing/decode_rules.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace qy;
    const auto bundle = collection::Bundle::open({data, size});
    if (!bundle.ok()) {
        QY_ASSERT(!bundle.error().code.empty());
        return 0;
    }
    QY_ASSERT(bundle->files().size() <= limits::bundle_files_max);
    for (const auto& file : bundle->files()) {
        QY_ASSERT(is_utf8(file.name) && length_of(file.name) <= limits::bundle_name_code_points_max);
        const auto content = bundle->read(file);
        QY_ASSERT(content.ok() ? content->size() == file.bytes : !content.error().code.empty());
        QY_ASSERT(!content.ok() || content->size() <= limits::media_bytes_max);
    }
    const auto table = collection::decode("a.zip", {data, size});
    if (table.ok()) collection::check_rows(*table);
    return 0;
}
