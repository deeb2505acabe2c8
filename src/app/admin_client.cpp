#include "admin_client.h"

#include <curl/curl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

namespace qy::app {
namespace {

struct CurlRelease {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using CurlHandle = std::unique_ptr<CURL, CurlRelease>;
using CurlHeaders = std::unique_ptr<curl_slist, CurlRelease>;

/// What one transfer hands to the write callback: pieces of a success go to `take`, an error's body is collected.
struct Receiver {
    CURL* handle = nullptr;
    const std::function<Result<void>(std::string_view)>* take = nullptr;
    std::string error_body;
    std::optional<Error> fault;
};

std::size_t receive(char* data, std::size_t size, std::size_t count, void* user) {
    auto& receiver = *static_cast<Receiver*>(user);
    const std::string_view piece(data, size * count);
    long status = 0;
    curl_easy_getinfo(receiver.handle, CURLINFO_RESPONSE_CODE, &status);
    if (status != 200) {
        receiver.error_body += piece;
        return piece.size();
    }
    auto taken = (*receiver.take)(piece);
    if (taken.ok()) return piece.size();
    receiver.fault = std::move(taken).error();
    return 0;
}

ErrorKind kind_of(long status) {
    switch (status) {
        case 401:
            return ErrorKind::unauthenticated;
        case 403:
            return ErrorKind::denied;
        case 404:
            return ErrorKind::not_found;
        case 409:
            return ErrorKind::conflict;
        case 413:
            return ErrorKind::too_large;
        case 429:
            return ErrorKind::limited;
        case 503:
            return ErrorKind::busy;
        default:
            return status >= 500 ? ErrorKind::internal : ErrorKind::invalid;
    }
}

/// One fault in the server's own words: `admin.told` carries its code and message.
Error told(ErrorKind kind, const JsonObject& object) {
    Error error;
    error.kind = kind;
    error.code = "admin.told";
    const auto member = [&](std::string_view name) {
        const auto* const value = object.if_contains(name);
        return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
    };
    error.arguments = {member("code"), member("message")};
    error.path = member("path");
    return error;
}

Error error_of(long status, const std::string& body) {
    auto parsed = parse_json(body);
    if (!parsed.ok() || !parsed->is_object()) return unavailable("admin.broken");
    const auto& object = parsed->as_object();
    Error error = told(kind_of(status), object);
    if (const auto* const details = object.if_contains("details"); details != nullptr && details->is_array()) {
        for (const auto& detail : details->as_array()) {
            if (detail.is_object()) error.others.push_back(told(error.kind, detail.as_object()));
        }
    }
    return error;
}

class AdminCalls final : public OperatorCalls {
 public:
    AdminCalls(CurlHandle handle, std::string socket, Language language)
        : handle_(std::move(handle)), socket_(std::move(socket)), language_(language) {}

    Result<Json> call(std::string_view function, const JsonObject& body) override {
        std::string text;
        const auto collect = [&](std::string_view piece) -> Result<void> {
            text += piece;
            return {};
        };
        QY_CHECK(download(function, body, collect, {}));
        QY_TRY(answer, parse_json(text));
        return std::move(answer.as_object().at("data"));
    }

    Result<void> download(std::string_view function, const JsonObject& body,
                          const std::function<Result<void>(std::string_view)>& take, std::string_view format) override {
        const std::string url = "http://localhost/api/v1/" + std::string(function) +
                                (format.empty() ? "" : "?format=" + std::string(format));
        const std::string text = to_text(body);
        CurlHeaders headers(curl_slist_append(nullptr, "Content-Type: application/json"));
        const char* const wanted = language_ == Language::en ? "Accept-Language: en" : "Accept-Language: zh-CN";
        if (curl_slist_append(headers.get(), wanted) == nullptr) return unavailable("admin.broken");
        Receiver receiver{handle_.get(), &take, {}, {}};
        CURL* const handle = handle_.get();
        curl_easy_setopt(handle, CURLOPT_UNIX_SOCKET_PATH, socket_.c_str());
        curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
        curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, text.data());
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(text.size()));
        curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &receive);
        curl_easy_setopt(handle, CURLOPT_WRITEDATA, &receiver);
        const auto done = curl_easy_perform(handle);
        if (receiver.fault) return *std::move(receiver.fault);
        long status = 0;
        curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
        if (done != CURLE_OK) return unavailable("admin.broken").because(curl_easy_strerror(done));
        if (status != 200) return error_of(status, receiver.error_body);
        return {};
    }
    [[nodiscard]] bool is_served() const override { return true; }

 private:
    CurlHandle handle_;
    std::string socket_;
    Language language_;
};

bool somebody_listens(const std::string& socket) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (socket.size() >= sizeof(address.sun_path)) return false;
    std::memcpy(address.sun_path, socket.c_str(), socket.size() + 1);
    const int file = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (file < 0) return false;
    const bool listens = ::connect(file, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
    ::close(file);
    return listens;
}

}  // namespace

std::unique_ptr<OperatorCalls> connect_admin(const std::string& socket, Language language) {
    if (!somebody_listens(socket)) return nullptr;
    CurlHandle handle(curl_easy_init());
    if (!handle) return nullptr;
    return std::make_unique<AdminCalls>(std::move(handle), socket, language);
}

}  // namespace qy::app
