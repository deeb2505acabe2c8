#include "asset_table.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "base/assert.h"
#include "base/bytes.h"
#include "base/embedded.h"
#include "file_pack.h"
#include "gzip.h"
#include "packed_app.h"

namespace qy::embedded {
/// The folder assets/ (put in by src/CMakeLists.txt).
std::span<const EmbeddedFile> assets();
/// One pack for each web application, "NAME.pack".
std::span<const EmbeddedFile> web_packs();
}  // namespace qy::embedded

namespace qy::presentation {
namespace {

constexpr std::size_t kHashBytesInName = 4;

struct TypeRow {
    std::string_view ending;
    std::string_view content_type;
};
constexpr TypeRow kTypes[] = {
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".html", "text/html; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".txt", "text/plain; charset=utf-8"},
    {".webmanifest", "application/manifest+json"},
    {".wasm", "application/wasm"},
};

std::string_view type_of(std::string_view name) {
    const auto* row = std::ranges::find_if(kTypes, [&](const TypeRow& type) { return name.ends_with(type.ending); });
    QY_ASSERT(row != std::end(kTypes));
    return row->content_type;
}

std::string hash_of(std::string_view bytes) {
    std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    const int done = EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
    QY_ASSERT(done == 1);
    return to_hex(ByteView(digest).first(kHashBytesInName));
}

std::string address_for(std::string_view name, std::string_view bytes) {
    if (name == "robots.txt") return "/robots.txt";
    const std::size_t dot = name.rfind('.');
    std::string address = "/assets/";
    address.append(name.substr(0, dot)).append(".").append(hash_of(bytes)).append(name.substr(dot));
    return address;
}

/// Vite has put a hash into the names of what the page loads.
Asset app_asset(const PackedApp& app, const PackedFile& file) {
    Asset asset;
    asset.address = std::string(app.folder) + std::string(file.name);
    asset.name = asset.address.substr(1);
    asset.content_type = type_of(file.name);
    asset.bytes = file.bytes;
    asset.gzip = file.gzip;
    asset.keep = is_packed_file(asset.address) ? Keep::ever : Keep::never;
    asset.policy = app.policy;
    return asset;
}

}  // namespace

AssetTable::AssetTable() {
    for (const EmbeddedFile& pack : embedded::web_packs()) {
        const auto& app = packed_app(pack.name.substr(0, pack.name.rfind('.')));
        for (const PackedFile& file : read_pack(pack.content)) assets_.push_back(app_asset(app, file));
    }
    for (const EmbeddedFile& file : embedded::assets()) {
        Asset asset;
        asset.name = file.name;
        asset.address = address_for(file.name, file.content);
        asset.content_type = type_of(file.name);
        asset.bytes = file.content;
        asset.gzip = gzip(file.content, kGzipBest);
        if (asset.gzip.size() >= file.content.size()) asset.gzip.clear();
        if (!asset.address.starts_with("/assets/")) asset.keep = Keep::hour;
        assets_.push_back(std::move(asset));
    }
}

const Asset* AssetTable::find(std::string_view address) const {
    const auto found = std::ranges::find(assets_, address, &Asset::address);
    return found == assets_.end() ? nullptr : &*found;
}

std::string AssetTable::address_of(std::string_view name) const {
    const auto found = std::ranges::find(assets_, name, &Asset::name);
    return found == assets_.end() ? std::string() : found->address;
}

}  // namespace qy::presentation
