// Any text as a keyring file, with and without macs that fit: it is refused with a reason, or written as the same keys.
#include "keyring_file.h"

#include <algorithm>

#include "base/assert.h"
#include "base/json.h"

namespace {

using namespace qy;
using namespace qy::crypto;

const Secret<Bytes>& master() {
    static const Secret<Bytes> key(Bytes(32, 0x5a));
    return key;
}

void check(std::string_view text) {
    const auto read = read_keyring(text, master(), "keyring.json");
    if (!read.ok()) {
        QY_ASSERT(read.error().code == "keyring.corrupt" || read.error().code == "keyring.wrong_master");
        return;
    }
    const auto written = write_keyring(read->wrapping, read->rows);
    const auto again = read_keyring(written, master(), "keyring.json");
    QY_ASSERT(again.ok() && write_keyring(again->wrapping, again->rows) == written);
}

bool is_plain_number(const Json& value) {
    return value.is_int64() && value.get_int64() >= 0 && value.get_int64() < (std::int64_t{1} << 53);
}

// Whether a mac can be made of it: texts, numbers that are whole, and keys with such members.
bool can_have_mac(const JsonObject& object) {
    return std::all_of(object.begin(), object.end(), [](const auto& member) {
        const auto& value = member.value();
        if (member.key() != "keys" || !value.is_array()) return value.is_string() || is_plain_number(value);
        return std::all_of(value.get_array().begin(), value.get_array().end(), [](const Json& key) {
            return key.is_object() && !key.get_object().contains("keys") && can_have_mac(key.get_object());
        });
    });
}

void set_mac(const KeyWrapping& wrapping, std::string_view label, JsonObject& object) {
    object.erase("mac");
    auto mac = to_hex(wrapping.mac(label, canonical_text(object)));
    object["mac"] = std::move(mac);
}

// As one who holds the master key could have written it.
void set_macs(const KeyWrapping& wrapping, JsonObject& document) {
    auto* keys = document.if_contains("keys");
    if (keys != nullptr && keys->is_array()) {
        for (auto& key : keys->get_array()) set_mac(wrapping, "row", key.get_object());
    }
    set_mac(wrapping, "file", document);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto text = text_of({data, size});
    check(text);
    auto document = parse_json(text);
    if (!document.ok() || !document->is_object()) return 0;
    // Whoever damages a file may leave the id of the master key as it was.
    static const KeyWrapping wrapping(master(), Bytes(KeyWrapping::salt_bytes, 0x11));
    auto& object = document->get_object();
    object["salt"] = to_hex(wrapping.salt());
    object["master_id"] = wrapping.master_id();
    check(to_text(object));
    if (!can_have_mac(object)) return 0;
    set_macs(wrapping, object);
    check(to_text(object));
    return 0;
}
