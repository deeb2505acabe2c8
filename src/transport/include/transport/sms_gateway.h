#pragma once
// SMS by way of a gateway that takes JSON over HTTPS, in whatever form it wants it. (clause 6.5.1)
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "transport/outgoing.h"

namespace qy::transport {

struct Sms {
    std::string_view phone;
    std::string_view text;
    std::string_view code;  ///< what the text is about, for gateways with texts of their own
    std::string_view kind;  ///< of message: its template is looked up
};

/// The form of requests and answers of one gateway. Immutable.
class SmsForm {
 public:
    /// `body`: one JSON object; {phone}, {text}, {code} and {template} in its texts are filled in. `expect`:
    /// "a.b=value", what the answer must hold, or empty. `templates`: "kind=name". Errors: invalid `sms.body`,
    /// `sms.expect`, `sms.templates` {text}.
    static Result<SmsForm> make(std::string_view body, std::string_view expect,
                                const std::vector<std::string>& templates);
    [[nodiscard]] std::string body_of(const Sms& sms) const;
    /// Whether the gateway says that it took the message. Numbers, texts and booleans compare by their JSON text.
    [[nodiscard]] bool is_accepted(std::string_view answer) const;

 private:
    Json body_;
    std::vector<std::string> expect_path_;
    std::string expect_value_;
    std::map<std::string, std::string, std::less<>> templates_;
};

/// Not for two threads at once.
class SmsGateway {
 public:
    SmsGateway(std::unique_ptr<HttpsClient> client, SmsForm form)
        : client_(std::move(client)), form_(std::move(form)) {}
    /// A 2xx answer that does not say what is expected is a failure: gateways tell a full account that way.
    SendReport send(const Sms& sms);

 private:
    std::unique_ptr<HttpsClient> client_;
    SmsForm form_;
};

}  // namespace qy::transport
