#pragma once
// Addresses of databases, fit to be printed and logged.
#include <string>
#include <string_view>

namespace qy {

/// The address without the password of its user part and of its parameters: postgres://li:***@db/qy?sslpassword=***.
/// Any other text comes back as it is.
[[nodiscard]] std::string hide_passwords(std::string_view address);

}  // namespace qy
