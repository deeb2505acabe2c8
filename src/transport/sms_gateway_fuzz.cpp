// Any text as the answer of an SMS gateway and as what a message is filled with: the request stays one JSON object with
// exactly these texts in it.
#include "transport/sms_gateway.h"

#include "base/assert.h"
#include "base/bytes.h"
#include "base/text.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace qy::transport;
    static const auto kForm =
        SmsForm::make(R"({"to":["{phone}"],"p":{"text":"a {text}"},"n":1})", "result.code=0", {}).value();
    const auto text = qy::text_of({data, size});
    const bool accepted = kForm.is_accepted(text);
    QY_ASSERT(!accepted || text.find("result") != std::string_view::npos || text.find('\\') != std::string_view::npos);
    if (!qy::is_utf8(text)) return 0;
    const auto body = qy::parse_json(kForm.body_of({text, text, text, text}));
    QY_ASSERT(body.ok());
    const auto& object = body->as_object();
    QY_ASSERT(object.size() == 3 && object.at("to").as_array().front().as_string() == text);
    QY_ASSERT(object.at("p").as_object().at("text").as_string() == "a " + std::string(text));
    return 0;
}
