// qiongyuan codes open: what a printing house does with the file that it fetched, away from the platform.
#include <array>
#include <fstream>

#include "commands.h"
#include "crypto/handed_file.h"
#include "out_file.h"

namespace qy::app {
namespace {

constexpr std::size_t kPieceBytes = 64U << 10U;

Result<void> open_file(const OpenOptions& options) {
    std::ifstream sealed(options.sealed, std::ios::binary);
    if (!sealed) return not_found("file.unreadable", {options.sealed});
    crypto::HandedFileReader reader(crypto::key_of_file_password(read_secret_line()));
    OutFile plain(options.file);
    const auto use = [&](ByteView bytes) { return plain.put(text_of(bytes)); };
    std::array<char, kPieceBytes> piece{};
    while (sealed.read(piece.data(), piece.size()) || sealed.gcount() > 0) {
        const std::string_view bytes(piece.data(), static_cast<std::size_t>(sealed.gcount()));
        QY_CHECK(reader.add(bytes_of(bytes), use));
    }
    QY_CHECK(reader.finish());
    return plain.close();
}

}  // namespace

Exit run_codes_open(const CommandContext& context, const OpenOptions& options) {
    auto opened = open_file(options);
    return opened.ok() ? Exit::done : tell(opened.error(), context.talk);
}

}  // namespace qy::app
