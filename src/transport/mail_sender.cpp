#include <algorithm>
#include <array>
#include <ctime>

#include "base/bytes.h"
#include "base/text.h"
#include "curl_handle.h"
#include "transport/outgoing.h"

namespace qy::transport {
namespace {

constexpr std::size_t kLineMax = 76;           // RFC 2045
constexpr std::size_t kWordBytesMax = 42;      // of UTF-8 in one encoded word of 75 characters (RFC 2047)
constexpr std::string_view kLineEnd = "\r\n";  // RFC 5322

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

/// A text of a header field: as it is, or as encoded words that cut no character.
std::string header_text(std::string_view text) {
    if (is_ascii(text)) return std::string(text);
    std::string out;
    while (!text.empty()) {
        std::size_t size = std::min(text.size(), kWordBytesMax);
        while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
        if (!out.empty()) out += "\r\n ";
        out += "=?UTF-8?B?" + to_base64(bytes_of(text.substr(0, size))) + "?=";
        text.remove_prefix(size);
    }
    return out;
}

std::string date_text(Time at) {
    constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::time_t seconds = at.seconds();
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    std::array<char, 40> rest{};
    std::strftime(rest.data(), rest.size(), "%Y %H:%M:%S +0000", &parts);
    return std::string(kDays.at(static_cast<std::size_t>(parts.tm_wday))) + ", " + std::to_string(parts.tm_mday) + " " +
           std::string(kMonths.at(static_cast<std::size_t>(parts.tm_mon))) + " " + rest.data();
}

std::string folded_base64(std::string_view text) {
    const std::string plain = replace_all(text, "\n", kLineEnd);
    const std::string encoded = to_base64(bytes_of(plain));
    std::string out;
    for (std::size_t at = 0; at < encoded.size(); at += kLineMax) {
        out.append(encoded, at, kLineMax).append(kLineEnd);
    }
    return out;
}

std::string domain_of(std::string_view address) {
    return std::string(address.substr(address.find('@') + 1));
}

/// An address as the protocol and the header want it: nothing in it can begin another line.
bool is_plain_address(std::string_view address) {
    const auto at = address.find('@');
    return is_ascii(address) && at != std::string_view::npos && at > 0 && at + 1 < address.size() &&
           address.find_first_of(" <>,;\"\\") == std::string_view::npos;
}

bool is_this_machine(std::string_view host) {
    return host == "localhost" || host == "127.0.0.1" || host == "::1";
}

class CurlMailSender final : public MailSender {
 public:
    explicit CurlMailSender(MailServer server) : server_(std::move(server)) {}

    SendReport send(const Mail& mail) override {
        if (!is_plain_address(mail.to)) return {Sent::refused, "the address is malformed"};
        const auto handle = new_request("smtp,smtps", server_.ca_file, server_.timeout);
        if (!handle) return {Sent::failed, "no memory"};
        CURL* const curl = handle.get();
        const std::string text = mail_text(mail, server_);
        Upload upload{text};
        const CurlList receivers(curl_slist_append(nullptr, ("<" + mail.to + ">").c_str()));
        const std::string sender = "<" + server_.sender + ">";
        curl_easy_setopt(curl, CURLOPT_URL, url().c_str());
        curl_easy_setopt(curl, CURLOPT_MAIL_FROM, sender.c_str());
        curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, receivers.get());
        curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(curl, CURLOPT_READFUNCTION, &Upload::read);
        curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
        if (server_.tls == MailTls::starttls) {
            curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
        }
        if (!server_.user.empty()) {
            curl_easy_setopt(curl, CURLOPT_USERNAME, server_.user.c_str());
            curl_easy_setopt(curl, CURLOPT_PASSWORD, server_.password.expose().c_str());
        }
        return judged(curl, curl_easy_perform(curl), upload);
    }

 private:
    [[nodiscard]] std::string url() const {
        const bool v6 = server_.host.find(':') != std::string::npos;
        return std::string(server_.tls == MailTls::tls ? "smtps://" : "smtp://") + (v6 ? "[" : "") + server_.host +
               (v6 ? "]" : "") + ":" + std::to_string(server_.port) + "/" + domain_of(server_.sender);
    }

    /// 5yz is final (RFC 5321 §4.2.1) but for what concerns our own log-in, which the operator may mend.
    static SendReport judged(CURL* curl, CURLcode code, const Upload& upload) {
        if (code == CURLE_OK) return {Sent::accepted, {}};
        long reply = 0;
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply);
        const bool answered = code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR || code == CURLE_WEIRD_SERVER_REPLY;
        if (answered && reply >= 400) {
            return {reply >= 500 ? Sent::refused : Sent::failed, "the server answered " + std::to_string(reply)};
        }
        return failed_transfer(code, upload.is_done());
    }

    const MailServer server_;
};

}  // namespace

std::string mail_text(const Mail& mail, const MailServer& server) {
    std::string out;
    const auto field = [&](std::string_view name, std::string_view value) {
        out.append(name).append(": ").append(value).append(kLineEnd);
    };
    field("Date", date_text(mail.at));
    field("From",
          (server.sender_name.empty() ? "" : header_text(server.sender_name) + " ") + "<" + server.sender + ">");
    field("To", "<" + mail.to + ">");
    field("Subject", header_text(mail.subject));
    field("Message-ID", "<" + mail.id + "@" + domain_of(server.sender) + ">");
    field("Auto-Submitted", "auto-generated");
    field("MIME-Version", "1.0");
    field("Content-Type", "text/plain; charset=utf-8");
    field("Content-Transfer-Encoding", "base64");
    out += kLineEnd;
    return out + folded_base64(mail.text);
}

Result<std::unique_ptr<MailSender>> MailSender::make(MailServer server) {
    if (server.tls == MailTls::none && !is_this_machine(server.host)) return invalid("mail.tls_needed", {server.host});
    if (!is_plain_address(server.sender)) return invalid("mail.sender", {server.sender});
    return std::unique_ptr<MailSender>(std::make_unique<CurlMailSender>(std::move(server)));
}

}  // namespace qy::transport
