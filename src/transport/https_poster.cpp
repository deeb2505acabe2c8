#include "base/limits.h"
#include "curl_handle.h"
#include "transport/outgoing.h"

namespace qy::transport {
namespace {

std::size_t take(char* data, std::size_t size, std::size_t count, void* user) {
    auto& body = *static_cast<std::string*>(user);
    const std::size_t bytes = size * count;
    if (body.size() + bytes > limits::outgoing_answer_bytes_max) return 0;  // ends the transfer
    body.append(data, bytes);
    return bytes;
}

Sent judged(long status) {
    if (status >= 200 && status < 300) return Sent::accepted;
    const bool later = status == 408 || status == 429 || status >= 500;
    return later ? Sent::failed : Sent::refused;
}

class CurlPoster final : public HttpsPoster {
 public:
    explicit CurlPoster(HttpsTarget target) : target_(std::move(target)) {}

    HttpsAnswer post(std::string_view body) override {
        const auto handle = new_request("https", target_.ca_file, target_.timeout);
        if (!handle) return {{Sent::failed, "no memory"}, 0, {}};
        CURL* const curl = handle.get();
        CurlList headers(curl_slist_append(nullptr, "Content-Type: application/json; charset=utf-8"));
        if (!target_.header.expose().empty()) {
            (void)curl_slist_append(headers.get(), target_.header.expose().c_str());
        }
        (void)curl_slist_append(headers.get(), "Expect:");  // no waiting for 100
        HttpsAnswer answer;
        Upload upload{body};
        curl_easy_setopt(curl, CURLOPT_URL, target_.url.c_str());
        curl_easy_setopt(curl, CURLOPT_POST, 1L);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
        curl_easy_setopt(curl, CURLOPT_READFUNCTION, &Upload::read);
        curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
        curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
        curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take);
        curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
        const auto code = curl_easy_perform(curl);
        long status = 0;
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        answer.status = static_cast<int>(status);
        if (code == CURLE_OK) {
            answer.report = {judged(status), "the server answered " + std::to_string(status)};
        } else {
            answer.report = failed_transfer(code, upload.is_done());
        }
        return answer;
    }

 private:
    const HttpsTarget target_;
};

}  // namespace

Result<std::unique_ptr<HttpsPoster>> HttpsPoster::make(HttpsTarget target) {
    if (!target.url.starts_with("https://")) return invalid("https.url", {target.url});
    return std::unique_ptr<HttpsPoster>(std::make_unique<CurlPoster>(std::move(target)));
}

}  // namespace qy::transport
