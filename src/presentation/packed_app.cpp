#include "packed_app.h"

#include <algorithm>

#include "base/assert.h"

namespace qy::presentation {
namespace {

// Scripts and styles from here alone, none inside the page. Pictures may stand in the text (captchas, QR codes), and so
// may the captcha's sound.
constexpr std::string_view kConsolePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src data:; connect-src "
    "'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
// Besides: the decoder of codes is WebAssembly, a worker keeps the pages for places without network, the manifest lets
// the phone install it, and photos that wait are shown from memory. Inside WeChat, versions of its bridge to the page
// speak through frames of a scheme of its own (weixin://dispatch_message/), which nothing outside of the app answers.
constexpr std::string_view kFieldPolicy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; manifest-src 'self'; style-src "
    "'self'; img-src 'self' data: blob:; media-src data: blob:; frame-src weixin:; connect-src 'self'; base-uri "
    "'none'; form-action 'none'; frame-ancestors 'none'";

constexpr PackedApp kApps[] = {
    {"console", "/console/", "/console/index.html", "/console/assets/", kConsolePolicy},
    {"field", "/field/", "/field/index.html", "/field/assets/", kFieldPolicy},
};

}  // namespace

std::span<const PackedApp> packed_apps() {
    return kApps;
}

const PackedApp& packed_app(std::string_view name) {
    const auto* const found = std::ranges::find(kApps, name, &PackedApp::name);
    QY_ASSERT(found != std::end(kApps));
    return *found;
}

bool is_packed_file(std::string_view path) {
    return std::ranges::any_of(kApps, [&](const PackedApp& app) { return path.starts_with(app.files); });
}

}  // namespace qy::presentation
