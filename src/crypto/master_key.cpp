#include "crypto/master_key.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "base/text.h"
#include "crypto/atomic_file.h"

namespace qy::crypto {

namespace {

constexpr std::size_t kFileBytesMax = 256;

Result<SecretText> read_whole(int descriptor, const std::string& path) {
    std::array<char, kFileBytesMax> buffer{};
    const ssize_t size = ::read(descriptor, buffer.data(), buffer.size());
    const int reason = errno;
    SecretText text(std::string(buffer.data(), size > 0 ? static_cast<std::size_t>(size) : 0));
    wipe(buffer.data(), buffer.size());
    if (size < 0) return unavailable("master_key.unreadable", {path}).because(std::strerror(reason));
    return text;
}

bool closed_to_others(int descriptor) {
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) &&
           (status.st_mode & (S_IRWXG | S_IRWXO | S_IXUSR)) == 0 &&
           (status.st_uid == ::geteuid() || status.st_uid == 0);
}

}  // namespace

Result<Secret<Bytes>> parse_master_key(const SecretText& text) {
    auto bytes = from_hex(trim(text.expose()));
    if (!bytes.ok() || bytes->size() != master_key_bytes) return invalid("master_key.malformed");
    return Secret<Bytes>(std::move(*bytes));
}

Result<Secret<Bytes>> read_master_key_file(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        if (errno == ENOENT) return not_found("master_key.missing", {path});
        return unavailable("master_key.unreadable", {path}).because(std::strerror(errno));
    }
    // The open file is asked, not the path: nobody can exchange it in between.
    auto text = closed_to_others(descriptor) ? read_whole(descriptor, path)
                                             : Result<SecretText>(denied("master_key.open_to_others", {path}));
    ::close(descriptor);
    if (!text.ok()) return std::move(text).error();
    return parse_master_key(*text);
}

Result<Secret<Bytes>> create_master_key_file(const std::string& path, Random& random) {
    Secret<Bytes> key(random.bytes(master_key_bytes));
    const SecretText text(to_hex(key.expose()) + "\n");
    const auto written = write_private_file(path, text.expose(), IfPresent::fail);
    if (written.ok()) return key;
    if (written.error().kind == ErrorKind::conflict) return conflict("master_key.exists", {path});
    return unavailable("master_key.write_failed", {path}).because(written.error().detail.text);
}

}  // namespace qy::crypto
