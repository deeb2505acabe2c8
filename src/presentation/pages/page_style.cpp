#include "pages/page_style.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "base/assert.h"
#include "base/bytes.h"
#include "base/embedded.h"
#include "base/text.h"

namespace qy::embedded {
/// page.css (put in by src/CMakeLists.txt).
std::span<const EmbeddedFile> page_files();
}  // namespace qy::embedded

namespace qy::presentation {
namespace {

constexpr std::size_t kSha256Bytes = 32;

bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

std::string without_comments(std::string_view css) {
    std::string out;
    for (std::size_t at = 0; at < css.size();) {
        const std::size_t begin = css.find("/*", at);
        out += css.substr(at, begin == std::string_view::npos ? begin : begin - at);
        if (begin == std::string_view::npos) break;
        const std::size_t end = css.find("*/", begin + 2);
        QY_ASSERT(end != std::string_view::npos);
        at = end + 2;
    }
    return out;
}

/// Spaces beside these mean nothing. "+" and "-" are not here (calc), nor "(" (media queries), nor the ":" of a
/// selector such as "a :hover": only the space after ":" goes.
bool drops_space_after(char c) {
    return std::string_view("{};,>:").find(c) != std::string_view::npos;
}
bool drops_space_before(char c) {
    return std::string_view("{};,>").find(c) != std::string_view::npos;
}

std::string sha256_base64(std::string_view text) {
    std::array<std::uint8_t, kSha256Bytes> digest{};
    unsigned int size = 0;
    const int done = EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
    QY_ASSERT(done == 1 && size == digest.size());
    return to_base64(digest);
}

std::string_view file_named(std::string_view name) {
    const auto files = embedded::page_files();
    const auto found = std::ranges::find(files, name, &EmbeddedFile::name);
    QY_ASSERT(found != files.end());
    return found->content;
}

PageStyle make_style() {
    PageStyle style;
    style.css = minified_css(file_named("page.css"));
    style.script = minified_script(file_named("news.js"));
    style.report_script = minified_script(file_named("report.js"));
    style.share_script = minified_script(file_named("share.js"));
    style.policy =
        "default-src 'none'; style-src 'sha256-" + sha256_base64(style.css) + "'; script-src 'sha256-" +
        sha256_base64(style.script) + "' 'sha256-" + sha256_base64(style.report_script) + "' 'sha256-" +
        sha256_base64(style.share_script) +
        "'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    return style;
}

}  // namespace

std::string minified_css(std::string_view css) {
    std::string out;
    for (const char c : without_comments(css)) {
        if (is_space(c)) {
            if (!out.empty() && out.back() != ' ' && !drops_space_after(out.back())) out += ' ';
            continue;
        }
        if (!out.empty() && out.back() == ' ' && drops_space_before(c)) out.pop_back();
        if (c == '}' && !out.empty() && out.back() == ';') out.pop_back();
        out += c;
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

std::string minified_script(std::string_view js) {
    std::string out;
    for (const auto line : split(js, '\n')) {
        const auto code = trim(line);
        if (!code.starts_with("//")) out += code;
    }
    return out;
}

const PageStyle& page_style() {
    static const PageStyle kStyle = make_style();
    return kStyle;
}

std::string_view content_security_policy() {
    return page_style().policy;
}

}  // namespace qy::presentation
