// Any text as the answer of WeChat's interface: what is believed of it fits into a URL, does not last for ever, and is
// refused without a word of the answer.
#include "transport/wechat_api.h"

#include <cctype>

#include "base/assert.h"
#include "base/bytes.h"
#include "base/json.h"
#include "base/wechat_limits.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace qy;
    const auto answer = text_of({data, size});
    const auto grant = transport::wechat_grant(answer, "ticket");
    if (!grant.ok()) {
        QY_ASSERT(grant.error().code == "wechat.no_ticket" && grant.error().arguments.empty());
        QY_ASSERT(grant.error().detail.text.size() < 64);
        return 0;
    }
    QY_ASSERT(grant->seconds >= 1 && grant->seconds <= limits::wechat_grant_seconds_max);
    const auto& text = grant->text.expose();
    QY_ASSERT(!text.empty() && text.size() <= limits::wechat_grant_bytes_max);
    for (const char c : text) {
        QY_ASSERT(std::isalnum(static_cast<unsigned char>(c)) != 0 || std::string_view("-._~").find(c) < 4);
    }
    const auto parsed = parse_json(answer).value();
    QY_ASSERT(parsed.as_object().at("ticket").as_string() == text);
    return 0;
}
