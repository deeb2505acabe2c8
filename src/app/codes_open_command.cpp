// qiongyuan codes open: what a printing house does with the file that it fetched, away from the platform.
#include <array>
#include <fstream>
#include <iostream>

#include "commands.h"
#include "crypto/handed_file.h"

namespace qy::app {
namespace {

constexpr std::size_t kPieceBytes = 64U << 10U;

Result<void> open_into(std::istream& sealed, const SecretText& password, std::ostream& out, const std::string& file) {
    crypto::HandedFileReader reader(crypto::key_of_file_password(password));
    const auto use = [&](ByteView bytes) -> Result<void> {
        out.write(text_of(bytes).data(), static_cast<std::streamsize>(bytes.size()));
        return out ? Result<void>() : unavailable("file.unwritable", {file});
    };
    std::array<char, kPieceBytes> piece{};
    while (sealed.read(piece.data(), piece.size()) || sealed.gcount() > 0) {
        const std::string_view bytes(piece.data(), static_cast<std::size_t>(sealed.gcount()));
        QY_CHECK(reader.add(bytes_of(bytes), use));
    }
    QY_CHECK(reader.finish());
    out.flush();
    return out ? Result<void>() : unavailable("file.unwritable", {file});
}

Result<void> open_file(const OpenOptions& options) {
    std::ifstream sealed(options.sealed, std::ios::binary);
    if (!sealed) return not_found("file.unreadable", {options.sealed});
    std::string typed;
    std::getline(std::cin, typed);
    const SecretText password(std::move(typed));
    std::ofstream written;
    if (options.file != "-") written.open(options.file, std::ios::binary | std::ios::trunc);
    std::ostream& out = options.file == "-" ? std::cout : written;
    if (!out) return unavailable("file.unwritable", {options.file});
    return open_into(sealed, password, out, options.file);
}

}  // namespace

Exit run_codes_open(const CommandContext& context, const OpenOptions& options) {
    auto opened = open_file(options);
    return opened.ok() ? Exit::done : tell(opened.error(), context.talk);
}

}  // namespace qy::app
