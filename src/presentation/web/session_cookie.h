#pragma once
// The cookies of signed-in browsers, and what protects requests that carry them from other sites. (clause 9.4.1)
#include <string>
#include <string_view>

#include "base/secret.h"
#include "presentation/api.h"
#include "transport/http_message.h"

namespace qy::presentation {

/// The cookie's name: `__Host-` needs TLS; on the loopback listener the plain name is used.
[[nodiscard]] std::string cookie_name(CookieKind kind, const transport::HttpRequest& request);
/// Its value; empty when there is none.
[[nodiscard]] SecretText cookie_value(CookieKind kind, const transport::HttpRequest& request);
/// The Set-Cookie field: HttpOnly, SameSite=Strict, Path=/, and Secure over TLS.
[[nodiscard]] std::string set_cookie_text(const Cookie& cookie, const transport::HttpRequest& request);

/// Whether a page of this very site, or no page at all, made the request: by Sec-Fetch-Site and Origin. Browsers send
/// at least one of them with every POST; programs send neither.
[[nodiscard]] bool is_same_origin(const transport::HttpRequest& request);
/// Whether the browser says that a page of another site made the request. Laxer than !is_same_origin: pages whose
/// address is a secret tell nobody where they are, so that their forms come with `Origin: null`.
[[nodiscard]] bool is_from_other_site(const transport::HttpRequest& request);

}  // namespace qy::presentation
