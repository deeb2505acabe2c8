#pragma once
// The headers that tell browsers what an answer may do, and which other sites may read it. (clauses 8, 9.1.2)
#include <string>
#include <vector>

#include "transport/http_message.h"

namespace qy::transport {

/// Adds each header of the table that the reply has not set itself. `lasting_https`: the request came over HTTPS with a
/// certificate that is not self-signed; only then HSTS is sent.
void add_security_headers(Headers& headers, bool lasting_https);

/// Lets the scripts of `origins` ("https://partner.example") read the answers of functions: nobody else's when the list
/// is empty. Credentials are never allowed: such a script brings a bearer token, a cookie is not sent along.
void add_cors_headers(const HttpRequest& request, const std::vector<std::string>& origins, Headers& reply);

}  // namespace qy::transport
