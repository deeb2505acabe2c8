// Any pasted text as a trace code: each way of showing a code is read as that code.
#include "model/trace_code.h"

#include "base/assert.h"
#include "base/bytes.h"

namespace {

using qy::model::TraceCode;

bool reads_as(const std::string& text, const TraceCode& code) {
    const auto read = TraceCode::parse(text);
    return read.ok() && *read == code;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto text = qy::text_of({data, size});
    const auto code = TraceCode::parse(text);
    if (!code.ok()) {
        QY_ASSERT(code.error().code == "code.malformed");
        return 0;
    }
    QY_ASSERT(code->epoch() >= 1 && code->epoch() <= 9);
    const std::string digits(code->text());
    for (const auto& shown : {digits, code->grouped(), "https://example.cn/t/" + digits + "?lang=en",
                              "https://example.cn/01/06901234567892/10/20260301/21/" + digits + "#top"}) {
        QY_ASSERT(reads_as(shown, *code));
    }
    QY_ASSERT(reads_as(" " + std::string(text) + "\n", *code) || size + 2 > 2048);
    return 0;
}
