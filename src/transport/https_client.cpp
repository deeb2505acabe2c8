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

class CurlClient final : public HttpsClient {
 public:
    explicit CurlClient(HttpsTarget target) : target_(std::move(target)) {}

    HttpsAnswer post(std::string_view path, std::string_view body) override { return ask(path, &body); }
    HttpsAnswer get(std::string_view path) override { return ask(path, nullptr); }

 private:
    /// `body`: null for GET.
    HttpsAnswer ask(std::string_view path, const std::string_view* body) const {
        const auto handle = new_request("https", target_.ca_file, target_.timeout);
        if (!handle) return {{Sent::failed, "no memory"}, 0, {}};
        CURL* const curl = handle.get();
        const auto headers = headers_of(body != nullptr);
        const SecretText url(target_.url + std::string(path));
        HttpsAnswer answer;
        Upload upload{body == nullptr ? std::string_view() : *body};
        curl_easy_setopt(curl, CURLOPT_URL, url.expose().c_str());
        if (body != nullptr) {
            curl_easy_setopt(curl, CURLOPT_POST, 1L);
            curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body->size()));
            curl_easy_setopt(curl, CURLOPT_READFUNCTION, &Upload::read);
            curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
        }
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

    [[nodiscard]] CurlList headers_of(bool with_body) const {
        CurlList headers(curl_slist_append(nullptr, "Expect:"));  // no waiting for 100
        if (with_body) (void)curl_slist_append(headers.get(), "Content-Type: application/json; charset=utf-8");
        const auto& secret = target_.header.expose();
        if (!secret.empty()) (void)curl_slist_append(headers.get(), secret.c_str());
        return headers;
    }

    const HttpsTarget target_;
};

}  // namespace

Result<std::unique_ptr<HttpsClient>> HttpsClient::make(HttpsTarget target) {
    if (!target.url.starts_with("https://")) return invalid("https.url", {target.url});
    return std::unique_ptr<HttpsClient>(std::make_unique<CurlClient>(std::move(target)));
}

}  // namespace qy::transport
