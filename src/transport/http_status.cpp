#include "http_status.h"

#include <algorithm>
#include <iterator>

namespace qy::transport {
namespace {

struct Refusal {
    std::string_view code;
    int status;
};

constexpr Refusal kRefusals[] = {
    {"network.denied", 403},
    {"http.malformed", 400},
    {"http.target_malformed", 400},
    {"http.method_not_allowed", 405},
    {"http.timeout", 408},
    {"http.body_too_large", 413},
    {"http.target_too_long", 414},
    {"http.expectation_unknown", 417},
    {"http.too_many_requests", 429},
    {"http.header_too_large", 431},
    {"http.failed", 500},
    {"http.coding_unknown", 501},
    {"http.busy", 503},
    {"http.version_unknown", 505},
};

struct Phrase {
    int status;
    std::string_view text;
};

constexpr Phrase kPhrases[] = {
    {100, "Continue"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
};

}  // namespace

int status_of_refusal(std::string_view code) {
    const auto* row = std::find_if(std::begin(kRefusals), std::end(kRefusals),
                                   [&](const Refusal& refusal) { return refusal.code == code; });
    return row == std::end(kRefusals) ? 500 : row->status;
}

std::string_view reason_phrase(int status) {
    const auto* row = std::find_if(std::begin(kPhrases), std::end(kPhrases),
                                   [&](const Phrase& phrase) { return phrase.status == status; });
    return row == std::end(kPhrases) ? std::string_view() : row->text;
}

}  // namespace qy::transport
