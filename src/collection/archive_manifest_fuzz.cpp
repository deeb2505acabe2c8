// Any text as a manifest: understood, and then written as it means; or refused with a code.
#include "collection/archive_manifest.h"

#include "base/assert.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto manifest = qy::collection::manifest_from(text);
    if (!manifest.ok()) {
        QY_ASSERT(manifest.error().code.starts_with("archive."));
        return 0;
    }
    const auto again = qy::collection::manifest_from(qy::collection::to_text(*manifest));
    QY_ASSERT(again.ok() && again->parts.size() == manifest->parts.size() && again->party == manifest->party);
    return 0;
}
