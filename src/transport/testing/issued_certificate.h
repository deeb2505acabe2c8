#pragma once
// A certificate that is not of our making, as an operator would put it in place.
#include <string>

#include "transport/tls.h"

namespace qy::transport {

/// Writes a certificate for `subject`, issued (as it says) by `issuer`, and its key to `files`.
void put_certificate(const CertificateFiles& files, const std::string& subject, const std::string& issuer);

}  // namespace qy::transport
