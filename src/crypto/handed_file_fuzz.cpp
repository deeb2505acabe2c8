// Any bytes as a sealed file: refused with a reason, or opened to what seals and opens as the same again.
#include "crypto/handed_file.h"

#include "base/assert.h"

namespace {

using namespace qy;
using namespace qy::crypto;

const SecretText& password() {
    static const SecretText one("7KQ2M-0A1BC-DEFGH-JKMNP-QRSTV");
    return one;
}

/// The content, or nothing where it is refused.
std::optional<std::string> opened(ByteView file, std::size_t step) {
    HandedFileReader reader(key_of_file_password(password()));
    std::string plain;
    const auto use = [&](ByteView bytes) -> Result<void> {
        plain += text_of(bytes);
        return {};
    };
    for (std::size_t at = 0; at < file.size(); at += step) {
        const auto added = reader.add(file.subspan(at, std::min(step, file.size() - at)), use);
        if (added.ok()) continue;
        QY_ASSERT(added.error().code == "handed_file.not_one" || added.error().code == "handed_file.password");
        return std::nullopt;
    }
    return reader.finish().ok() ? std::optional(plain) : std::nullopt;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView file(data, size);
    QY_ASSERT(opened(file, 1 + size / 3) == opened(file, size + 1));
    // The bytes as a content: what is sealed opens.
    SeededRandom random(1);
    HandedFileWriter writer(password(), random);
    std::string out;
    writer.add(text_of(file), out);
    writer.finish(out);
    QY_ASSERT(opened(bytes_of(out), 1'000) == std::string(text_of(file)));
    return 0;
}
