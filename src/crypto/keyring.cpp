#include "crypto/keyring.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "base/limits.h"
#include "crypto/atomic_file.h"
#include "crypto/master_key.h"
#include "keyring_file.h"

namespace qy::crypto {

/// A key ready for work, and the same key wrapped. The material itself is not kept a second time.
struct HeldKey {
    KeyHandle key;
    KeyRow row;
};

namespace {

constexpr int kCodeEpochMax = 9;  // one digit of every code

std::string path_in(const std::string& data_folder) {
    return data_folder + "/keys/keyring.json";
}

int epoch_max(Purpose purpose) {
    return purpose == Purpose::code ? kCodeEpochMax : limits::key_epoch_max;
}

HeldKey held(KeyInfo info, const Secret<Bytes>& material, const KeyWrapping& wrapping, Random& random) {
    HeldKey out;
    out.key = KeyHandle(new WorkingKey(std::move(info), material));  // not make_shared: it has pages of its own
    out.row.info = out.key->info();
    random.fill(out.row.iv);
    out.row.wrapped = wrapping.crypt(out.row.iv, material.expose());
    return out;
}

HeldKey new_key(Purpose purpose, int epoch, const KeyWrapping& wrapping, Random& random, const Clock& clock) {
    return held({purpose, epoch, "", clock.now(), KeyStatus::active},
                Secret<Bytes>(random.bytes(WorkingKey::material_bytes)), wrapping, random);
}

Secret<Bytes> unwrapped(const KeyRow& row, const KeyWrapping& wrapping) {
    return Secret<Bytes>(wrapping.crypt(row.iv, row.wrapped));
}

void sort(std::vector<HeldKey>& keys) {
    std::sort(keys.begin(), keys.end(), [](const HeldKey& a, const HeldKey& b) {
        return std::pair(a.row.info.purpose, a.row.info.epoch) < std::pair(b.row.info.purpose, b.row.info.epoch);
    });
}

Result<void> write(const std::string& path, const std::vector<HeldKey>& keys, const KeyWrapping& wrapping,
                   IfPresent if_present) {
    std::vector<KeyRow> rows;
    for (const HeldKey& each : keys) rows.push_back(each.row);
    const auto written = write_private_file(path, write_keyring(wrapping, rows), if_present);
    if (written.ok()) return {};
    if (written.error().kind == ErrorKind::conflict) return conflict("keyring.exists", {path});
    return unavailable("keyring.write_failed", {path}).because(written.error().detail.text);
}

Result<std::string> read_text(const std::string& path) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) {
        return error ? unavailable("keyring.unreadable", {path}) : not_found("keyring.missing", {path});
    }
    std::ifstream file(path, std::ios::binary);
    if (!file) return unavailable("keyring.unreadable", {path});
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (file.bad()) return unavailable("keyring.unreadable", {path});
    return text;
}

/// Keys of the file that make sense together: sorted, ids right, epochs in range, one active key per purpose.
std::optional<std::vector<HeldKey>> sound_keys(const ReadKeyring& read) {
    std::vector<HeldKey> keys;
    for (const KeyRow& row : read.rows) {
        KeyHandle key(new WorkingKey(row.info, unwrapped(row, read.wrapping)));
        if (key->info().id != row.info.id || row.info.epoch > epoch_max(row.info.purpose)) return std::nullopt;
        keys.push_back({std::move(key), row});
    }
    sort(keys);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const bool last = i + 1 == keys.size() || keys[i + 1].row.info.purpose != keys[i].row.info.purpose;
        const bool active = keys[i].row.info.status == KeyStatus::active;
        if (active != last || (!last && keys[i + 1].row.info.epoch == keys[i].row.info.epoch)) return std::nullopt;
    }
    return keys;
}

bool right_size(const Secret<Bytes>& master) {
    return master.expose().size() == master_key_bytes;
}

}  // namespace

Keyring::Keyring(std::string path, std::unique_ptr<KeyWrapping> wrapping, std::vector<HeldKey> keys)
    : path_(std::move(path)), wrapping_(std::move(wrapping)), keys_(std::move(keys)) {}

Keyring::~Keyring() = default;

Result<std::unique_ptr<Keyring>> Keyring::create(const std::string& data_folder, const Secret<Bytes>& master,
                                                 Random& random, const Clock& clock) {
    if (!right_size(master)) return invalid("master_key.malformed");
    const std::string path = path_in(data_folder);
    const std::string folder = std::filesystem::path(path).parent_path().string();
    if (::mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
        return unavailable("keyring.write_failed", {path}).because("mkdir " + folder);
    }
    auto wrapping = std::make_unique<KeyWrapping>(master, random.bytes(KeyWrapping::salt_bytes));
    std::vector<HeldKey> keys;
    for (int i = 0; i < purposes; ++i) keys.push_back(new_key(static_cast<Purpose>(i), 1, *wrapping, random, clock));
    QY_CHECK(write(path, keys, *wrapping, IfPresent::fail));
    return std::unique_ptr<Keyring>(new Keyring(path, std::move(wrapping), std::move(keys)));
}

Result<std::unique_ptr<Keyring>> Keyring::open(const std::string& data_folder, const Secret<Bytes>& master) {
    if (!right_size(master)) return invalid("master_key.malformed");
    const std::string path = path_in(data_folder);
    QY_TRY(text, read_text(path));
    QY_TRY(read, read_keyring(text, master, path));
    auto keys = sound_keys(read);
    if (!keys) return corrupt("keyring.corrupt", {path}).because("keys contradict each other");
    auto wrapping = std::make_unique<KeyWrapping>(std::move(read.wrapping));
    return std::unique_ptr<Keyring>(new Keyring(path, std::move(wrapping), std::move(*keys)));
}

Result<KeyHandle> Keyring::active(Purpose purpose) const {
    const std::shared_lock lock(mutex_);
    for (const HeldKey& each : keys_) {
        if (each.row.info.purpose == purpose && each.row.info.status == KeyStatus::active) return each.key;
    }
    return not_found("keyring.no_key", {std::string(to_string(purpose)), "-"});
}

Result<KeyHandle> Keyring::get(Purpose purpose, int epoch) const {
    const std::shared_lock lock(mutex_);
    for (const HeldKey& each : keys_) {
        if (each.row.info.purpose == purpose && each.row.info.epoch == epoch) return each.key;
    }
    return not_found("keyring.no_key", {std::string(to_string(purpose)), std::to_string(epoch)});
}

std::vector<KeyHandle> Keyring::all(Purpose purpose) const {
    const std::shared_lock lock(mutex_);
    std::vector<KeyHandle> out;
    for (const HeldKey& each : keys_) {
        if (each.row.info.purpose == purpose) out.push_back(each.key);
    }
    std::reverse(out.begin(), out.end());
    return out;
}

std::vector<KeyInfo> Keyring::list() const {
    const std::shared_lock lock(mutex_);
    std::vector<KeyInfo> out;
    for (const HeldKey& each : keys_) out.push_back(each.row.info);
    return out;
}

Result<void> Keyring::replace(std::vector<HeldKey> keys, std::unique_ptr<KeyWrapping> wrapping) {
    sort(keys);
    QY_CHECK(write(path_, keys, wrapping ? *wrapping : *wrapping_, IfPresent::replace));
    const std::unique_lock lock(mutex_);
    keys_ = std::move(keys);
    if (wrapping) wrapping_ = std::move(wrapping);
    return {};
}

// The three changes read keys_ and wrapping_ without mutex_: only they write them, and they hold change_.

Result<KeyInfo> Keyring::rotate(Purpose purpose, Random& random, const Clock& clock) {
    const std::lock_guard changing(change_);
    std::vector<HeldKey> keys = keys_;
    int epoch = 0;
    for (HeldKey& each : keys) {
        if (each.row.info.purpose != purpose) continue;
        epoch = std::max(epoch, each.row.info.epoch);
        each.row.info.status = KeyStatus::retired;
        each.key = std::make_shared<const WorkingKey>(each.row.info, unwrapped(each.row, *wrapping_));
    }
    if (epoch >= epoch_max(purpose)) return conflict("keyring.no_epoch_left", {std::string(to_string(purpose))});
    keys.push_back(new_key(purpose, epoch + 1, *wrapping_, random, clock));
    const KeyInfo info = keys.back().row.info;
    QY_CHECK(replace(std::move(keys), nullptr));
    return info;
}

Result<int> Keyring::add_missing(Random& random, const Clock& clock) {
    const std::lock_guard changing(change_);
    std::vector<HeldKey> keys = keys_;
    int added = 0;
    for (int i = 0; i < purposes; ++i) {
        const auto purpose = static_cast<Purpose>(i);
        const auto has = [purpose](const HeldKey& each) { return each.row.info.purpose == purpose; };
        if (std::any_of(keys_.begin(), keys_.end(), has)) continue;
        keys.push_back(new_key(purpose, 1, *wrapping_, random, clock));
        ++added;
    }
    if (added > 0) QY_CHECK(replace(std::move(keys), nullptr));
    return added;
}

Result<void> Keyring::rewrap(const Secret<Bytes>& new_master, Random& random) {
    if (!right_size(new_master)) return invalid("master_key.malformed");
    const std::lock_guard changing(change_);
    auto wrapping = std::make_unique<KeyWrapping>(new_master, random.bytes(KeyWrapping::salt_bytes));
    std::vector<HeldKey> keys = keys_;
    for (HeldKey& each : keys) {
        const Secret<Bytes> material = unwrapped(each.row, *wrapping_);
        random.fill(each.row.iv);
        each.row.wrapped = wrapping->crypt(each.row.iv, material.expose());
    }
    return replace(std::move(keys), std::move(wrapping));
}

}  // namespace qy::crypto
