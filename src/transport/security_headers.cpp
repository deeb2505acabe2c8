#include "security_headers.h"

#include <algorithm>

namespace qy::transport {
namespace {

struct Row {
    std::string_view name;
    std::string_view value;
};
// THE table. Pages bring their own content policy, which allows their one style by its hash.
constexpr Row kRows[] = {
    // What is not a page loads and runs nothing, and is never framed.
    {"Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    // The scanner uses the camera and the map the place; no other page or frame may ask for anything.
    {"Permissions-Policy",
     "camera=(self), geolocation=(self), accelerometer=(), display-capture=(), gyroscope=(), magnetometer=(), "
     "microphone=(), midi=(), payment=(), serial=(), usb=()"},
    // A page's address holds its code: not for other sites.
    {"Referrer-Policy", "same-origin"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},  // browsers that do not know frame-ancestors
};
constexpr Row kLasting = {"Strict-Transport-Security", "max-age=31536000"};

// Functions alone: pages are read by browsers as pages.
constexpr std::string_view kShared[] = {"/api/v1/", "/openapi/", "/epcis/", "/epcis"};
constexpr Row kShare[] = {
    {"Access-Control-Allow-Methods", "GET, POST, DELETE"},
    {"Access-Control-Allow-Headers",
     "Accept-Language, Authorization, Content-Type, Idempotency-Key, X-Request-Id, GS1-EPCIS-Version, GS1-CBV-Version"},
    {"Access-Control-Expose-Headers", "Retry-After, X-Request-Id, Location, Link"},
    {"Access-Control-Max-Age", "600"},
};

void add_if_absent(Headers& headers, const Row& row) {
    if (!headers.has(row.name)) headers.add(row.name, row.value);
}

}  // namespace

void add_security_headers(Headers& headers, bool lasting_https) {
    for (const Row& row : kRows) add_if_absent(headers, row);
    if (lasting_https) add_if_absent(headers, kLasting);
}

void add_cors_headers(const HttpRequest& request, const std::vector<std::string>& origins, Headers& reply) {
    if (origins.empty()) return;
    const auto path = request.path();
    if (std::ranges::none_of(kShared, [&](std::string_view prefix) { return path.starts_with(prefix); })) return;
    reply.add("Vary", "Origin");
    const auto origin = request.headers.find("Origin");
    if (!origin || std::ranges::find(origins, *origin) == origins.end()) return;
    reply.set("Access-Control-Allow-Origin", *origin);
    for (const Row& row : kShare) reply.set(row.name, row.value);
}

}  // namespace qy::transport
