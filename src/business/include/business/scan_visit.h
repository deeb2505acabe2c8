#pragma once
// Who looks at a page, and whether the look may count as a scan. (interfaces: a scan is counted by the page's own
// beacon; HEAD, prefetch and previews never count)
#include <string>
#include <string_view>

#include "base/clock.h"
#include "model/trace_code.h"

namespace qy::crypto {
class Keyring;
}

namespace qy::business {

/// What a request says of its sender; empty when it does not.
struct Visit {
    std::string_view method;      ///< "GET"
    std::string_view user_agent;  ///< User-Agent
    std::string_view purpose;     ///< Sec-Purpose, else Purpose, X-Purpose or X-Moz
};

struct VisitClass {
    std::string_view device_class;  ///< phone | desktop | other
    bool counts = true;             ///< false for HEAD, prefetch, prerender, crawlers and link previews
};

/// By tables of words in the User-Agent (scan_visit.cpp). Programs that say what they are (curl, an SDK) count: whoever
/// asks for a count means it.
[[nodiscard]] VisitClass classify_visit(const Visit& visit);

// REQUIRES of all that take keys: the keyring holds a key of every purpose (Keyring::create, add_missing).

/// What stands for a device: its random first-party cookie, else its address and User-Agent.
struct DeviceTraits {
    std::string_view cookie;
    std::string_view address;
    std::string_view user_agent;
};

/// 32 hex digits: HMAC-SM3 under the device key, cut to 128 bits. The address cannot be found from it without the key.
[[nodiscard]] std::string device_hash(const crypto::Keyring& keys, const DeviceTraits& traits);

/// A token that a page rendered at `now` carries for its beacon: 32 hex digits, keyed over code and the
/// beacon_bucket_seconds it falls in. Without it, nobody can count scans of pages that were not rendered.
[[nodiscard]] std::string beacon_token(const crypto::Keyring& keys, const model::TraceCode& code, Time now);
/// True for a token of the present bucket or the one before it.
[[nodiscard]] bool is_beacon_token(const crypto::Keyring& keys, const model::TraceCode& code, std::string_view token,
                                   Time now);

}  // namespace qy::business
