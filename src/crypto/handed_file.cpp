#include "crypto/handed_file.h"

#include <utility>

namespace qy::crypto {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kPasswordDigits = 25;
constexpr std::size_t kGroupDigits = 5;
constexpr std::string_view kInfo = "qiongyuan handed file 1";

char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// What Crockford's digits are read as; 0 for what separates them.
char digit_of(char c) {
    c = upper(c);
    if (c == 'O') return '0';
    if (c == 'I' || c == 'L') return '1';
    return c == '-' || c == ' ' ? '\0' : c;
}

Error refused() {
    return denied("handed_file.password");
}

void append(std::string& out, ByteView bytes) {
    out += text_of(bytes);
}

}  // namespace

SecretText new_file_password(Random& random) {
    const auto bytes = random.bytes(kPasswordDigits);
    std::string text;
    for (std::size_t i = 0; i < kPasswordDigits; ++i) {
        if (i > 0 && i % kGroupDigits == 0) text += '-';
        text += kDigits[bytes[i] % kDigits.size()];  // 32 divides 256: every digit is as likely
    }
    return SecretText(std::move(text));
}

KeyHandle key_of_file_password(const SecretText& password) {
    Bytes read;
    for (const char c : password.expose()) {
        if (const char digit = digit_of(c); digit != '\0') read.push_back(static_cast<std::uint8_t>(digit));
    }
    const Secret<Bytes> normal(std::move(read));
    const auto material = hkdf_sm3(normal.expose(), {}, bytes_of(kInfo), WorkingKey::material_bytes);
    return std::make_shared<const WorkingKey>(KeyInfo{Purpose::object, 0, {}, {}, KeyStatus::active}, material);
}

HandedFileWriter::HandedFileWriter(const SecretText& password, Random& random)
    : random_(random), cipher_(ObjectCipher::begin(key_of_file_password(password), random)) {}

void HandedFileWriter::seal(std::size_t bytes, std::string& out) {
    const auto piece = ByteView(waiting_).first(bytes);
    append(out, cipher_.seal_piece(size_, piece, random_));
    hash_.update(piece);
    size_ += bytes;
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(bytes));
}

void HandedFileWriter::add(std::string_view plain, std::string& out) {
    if (!std::exchange(began_, true)) append(out, cipher_.header());
    const auto bytes = bytes_of(plain);
    waiting_.insert(waiting_.end(), bytes.begin(), bytes.end());
    while (waiting_.size() >= ObjectCipher::piece_bytes_max) seal(ObjectCipher::piece_bytes_max, out);
}

void HandedFileWriter::finish(std::string& out) {
    add({}, out);
    if (!waiting_.empty()) seal(waiting_.size(), out);
    append(out, cipher_.seal_end({size_, hash_.finish()}));
}

Result<void> HandedFileReader::add(ByteView bytes, const std::function<Result<void>(ByteView)>& use) {
    waiting_.insert(waiting_.end(), bytes.begin(), bytes.end());
    while (true) {
        QY_TRY(went_on, step(use));
        if (!went_on) return {};
    }
}

Result<bool> HandedFileReader::step(const std::function<Result<void>(ByteView)>& use) {
    if (ended_ && !waiting_.empty()) return refused();
    std::size_t size = cipher_ ? ObjectCipher::length_bytes : ObjectCipher::header_bytes;
    if (ended_ || waiting_.size() < size) return false;
    if (!cipher_) {
        auto cipher = ObjectCipher::resume(key_, ByteView(waiting_).first(size));
        if (!cipher.ok()) return invalid("handed_file.not_one");
        cipher_.emplace(std::move(*cipher));
    } else {
        const auto rest = ObjectCipher::rest_of_piece(ByteView(waiting_).first(size));
        if (!rest.ok()) return refused();
        size = *rest == 0 ? ObjectCipher::end_bytes : size + *rest;
        if (waiting_.size() < size) return false;
        const auto part = ByteView(waiting_).first(size);
        if (*rest == 0) {
            QY_CHECK(open_end(part));
        } else {
            auto plain = cipher_->open_piece(size_, part);
            if (!plain.ok()) return refused();
            hash_.update(*plain);
            size_ += plain->size();
            QY_CHECK(use(*plain));
        }
    }
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(size));
    return true;
}

Result<void> HandedFileReader::open_end(ByteView sealed) {
    const auto end = cipher_->open_end(sealed);
    if (!end.ok() || end->size != size_ || end->digest != hash_.finish()) return refused();
    ended_ = true;
    return {};
}

Result<void> HandedFileReader::finish() const {
    return ended_ ? Result<void>() : corrupt("handed_file.cut");
}

}  // namespace qy::crypto
