#include "business/scan_visit.h"

#include <algorithm>
#include <array>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/text.h"
#include "crypto/keyring.h"

namespace qy::business {
namespace {

// Words of user agents, lower case; the first row that fits decides. Phones come before crawlers where a brand's name
// holds a crawler's word.
struct AgentRow {
    std::string_view word;
    std::string_view device_class;
    bool counts;
};
constexpr auto kAgents = std::to_array<AgentRow>({
    {"cubot", "phone", true},    // a maker of phones
    {"bot", "other", false},     // Googlebot, bingbot, Twitterbot, TelegramBot, Applebot, DingTalkBot …
    {"spider", "other", false},  // Baiduspider, Bytespider, Sogou web spider, 360Spider, YisouSpider
    {"crawl", "other", false},
    {"slurp", "other", false},
    {"facebookexternalhit", "other", false},
    {"facebookcatalog", "other", false},
    {"whatsapp/", "other", false},  // its own fetcher; links tapped in it open in a browser
    {"preview", "other", false},    // SkypeUriPreview, BingPreview, Google-PageRenderer's preview …
    {"embedly", "other", false},
    {"mediapartners-google", "other", false},
    {"google-read-aloud", "other", false},
    {"lark-link", "other", false},
    {"iphone", "phone", true},
    {"ipod", "phone", true},
    {"windows phone", "phone", true},
    {"android", "phone", true},
    {"harmonyos", "phone", true},
    {"openharmony", "phone", true},
    {"micromessenger", "phone", true},
    {"ipad", "phone", true},  // a tablet is held like a phone
    {"mobile", "phone", true},
    {"windows nt", "desktop", true},
    {"macintosh", "desktop", true},
    {"x11", "desktop", true},
    {"cros", "desktop", true},
    {"linux", "desktop", true},
});
constexpr auto kEarlyPurposes = std::to_array<std::string_view>({"prefetch", "prerender", "preview"});

bool is_early(std::string_view purpose) {
    const auto text = lower_ascii(purpose);
    return std::ranges::any_of(kEarlyPurposes,
                               [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

std::string first_128_bits(const crypto::Digest& digest) {
    return to_hex(ByteView(digest).first(16));
}

std::int64_t bucket_of(Time now) {
    return now.seconds() / limits::beacon_bucket_seconds;
}

std::string token_of(const crypto::Keyring& keys, const model::TraceCode& code, std::int64_t bucket) {
    const auto key = keys.active(crypto::Purpose::beacon);
    QY_ASSERT(key.ok());  // a keyring holds a key of every purpose
    const auto text = std::string(code.text()) + "|" + std::to_string(bucket);
    return first_128_bits((*key)->mac({bytes_of(text)}));
}

}  // namespace

VisitClass classify_visit(const Visit& visit) {
    const auto agent = lower_ascii(visit.user_agent);
    const auto* row = std::ranges::find_if(
        kAgents, [&](const AgentRow& candidate) { return agent.find(candidate.word) != std::string::npos; });
    VisitClass found{"other", true};
    if (row != kAgents.end()) found = {row->device_class, row->counts};
    if (visit.method == "HEAD" || is_early(visit.purpose)) found.counts = false;
    return found;
}

std::string device_hash(const crypto::Keyring& keys, const DeviceTraits& traits) {
    const auto key = keys.active(crypto::Purpose::device);
    QY_ASSERT(key.ok());
    // The kind and the line end keep a cookie from standing for an address, and an address from running into the agent.
    const auto text = traits.cookie.empty() ? "a" + std::string(traits.address) + "\n" + std::string(traits.user_agent)
                                            : "c" + std::string(traits.cookie);
    return first_128_bits((*key)->mac({bytes_of(text)}));
}

std::string beacon_token(const crypto::Keyring& keys, const model::TraceCode& code, Time now) {
    return token_of(keys, code, bucket_of(now));
}

bool is_beacon_token(const crypto::Keyring& keys, const model::TraceCode& code, std::string_view token, Time now) {
    const auto bucket = bucket_of(now);
    const bool present = equal_in_constant_time(bytes_of(token), bytes_of(token_of(keys, code, bucket)));
    return present || equal_in_constant_time(bytes_of(token), bytes_of(token_of(keys, code, bucket - 1)));
}

}  // namespace qy::business
