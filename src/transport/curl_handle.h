#pragma once
// Owners of libcurl's objects, and what every request of ours asks of it.
#include <curl/curl.h>

#include <array>
#include <chrono>
#include <memory>
#include <string>

#include "transport/outgoing.h"

namespace qy::transport {

struct CurlRelease {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using CurlHandle = std::unique_ptr<CURL, CurlRelease>;
using CurlList = std::unique_ptr<curl_slist, CurlRelease>;

/// A fresh handle: TLS 1.2 or newer with the host's own certificate, no signals, no proxy, no files of the user's home.
[[nodiscard]] CurlHandle new_request(std::string_view protocols, const std::string& ca_file,
                                     std::chrono::milliseconds timeout);

/// Reads a text piece by piece, and knows whether all of it was taken.
struct Upload {
    std::string_view left;
    [[nodiscard]] bool is_done() const { return left.empty(); }
    static std::size_t read(char* out, std::size_t size, std::size_t count, void* upload);
};

/// What a failed transfer means, when `handed_over` tells whether everything had been sent.
[[nodiscard]] SendReport failed_transfer(CURLcode code, bool handed_over);

}  // namespace qy::transport
