// Any text as an address, a network and a list of X-Forwarded-For: addresses have one form, and whoever is not trusted
// is never believed.
#include "transport/address.h"

#include "base/assert.h"
#include "base/bytes.h"
#include "base/text.h"

namespace {

using namespace qy::transport;

void check_address(std::string_view text) {
    const auto address = Address::parse(text);
    if (!address.ok()) return;
    const auto again = Address::parse(address->to_string());
    QY_ASSERT(again.ok() && *again == *address);
    QY_ASSERT(Address::parse(address->masked()).ok() && Address::parse(address->group().to_string()).ok());
    QY_ASSERT(address->group().group() == address->group());
    const auto alone = Networks::parse({std::string(text)});
    QY_ASSERT(alone.ok() && alone->contains(*address));
}

// Each line is one header field of that name.
void check_forwarded(std::string_view text) {
    const auto peer = Address::parse("203.0.113.7").value();
    const auto fields = qy::split(text, '\n');
    QY_ASSERT(client_address(peer, fields, Networks()) == peer);
    const auto trusted = Networks::parse({"203.0.113.0/24", "10.0.0.0/8"}).value();
    const auto client = client_address(peer, fields, trusted);
    QY_ASSERT(client == peer || qy::is_utf8(client.to_string()));
    // What a client writes before the proxy's own entry changes nothing.
    auto forged = fields;
    forged.emplace_back("198.51.100.9");
    QY_ASSERT(client_address(peer, forged, trusted) == Address::parse("198.51.100.9").value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto text = qy::text_of({data, size});
    check_address(text);
    const auto networks = Networks::parse({std::string(text)});
    QY_ASSERT(networks.ok() || networks.error().code == "address.malformed");
    check_forwarded(text);
    return 0;
}
