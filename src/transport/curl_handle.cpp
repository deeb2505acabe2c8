#include "curl_handle.h"

#include <algorithm>
#include <cstring>

namespace qy::transport {

CurlHandle new_request(std::string_view protocols, const std::string& ca_file, std::chrono::milliseconds timeout) {
    CurlHandle handle(curl_easy_init());
    if (!handle) return handle;
    CURL* const curl = handle.get();
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, std::string(protocols).c_str());
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(timeout.count()));
    if (!ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, ca_file.c_str());
    return handle;
}

std::size_t Upload::read(char* out, std::size_t size, std::size_t count, void* upload) {
    auto& self = *static_cast<Upload*>(upload);
    const std::size_t piece = std::min(self.left.size(), size * count);
    std::memcpy(out, self.left.data(), piece);
    self.left.remove_prefix(piece);
    return piece;
}

SendReport failed_transfer(CURLcode code, bool handed_over) {
    const bool no_answer = code == CURLE_OPERATION_TIMEDOUT || code == CURLE_RECV_ERROR || code == CURLE_GOT_NOTHING ||
                           code == CURLE_PARTIAL_FILE || code == CURLE_WRITE_ERROR;
    return {handed_over && no_answer ? Sent::unclear : Sent::failed, curl_easy_strerror(code)};
}

}  // namespace qy::transport
