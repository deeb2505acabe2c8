#include "base/error.h"

#include "base/assert.h"

namespace qy {
namespace {

Error make(ErrorKind kind, std::string_view code, std::vector<std::string> arguments) {
    Error error;
    error.kind = kind;
    error.code = std::string(code);
    error.arguments = std::move(arguments);
    return error;
}

}  // namespace

std::string_view to_string(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::invalid:
            return "invalid";
        case ErrorKind::unauthenticated:
            return "unauthenticated";
        case ErrorKind::denied:
            return "denied";
        case ErrorKind::not_found:
            return "not_found";
        case ErrorKind::conflict:
            return "conflict";
        case ErrorKind::too_large:
            return "too_large";
        case ErrorKind::limited:
            return "limited";
        case ErrorKind::busy:
            return "busy";
        case ErrorKind::unavailable:
            return "unavailable";
        case ErrorKind::corrupt:
            return "corrupt";
        case ErrorKind::internal:
            return "internal";
    }
    QY_ASSERT(false && "an ErrorKind outside the enumeration");
}

Error invalid(std::string_view code, std::vector<std::string> arguments) {
    return make(ErrorKind::invalid, code, std::move(arguments));
}
Error unauthenticated(std::string_view code, std::vector<std::string> arguments) {
    return make(ErrorKind::unauthenticated, code, std::move(arguments));
}
Error denied(std::string_view code, std::vector<std::string> arguments) {
    return make(ErrorKind::denied, code, std::move(arguments));
}
Error not_found(std::string_view code, std::vector<std::string> arguments) {
    return make(ErrorKind::not_found, code, std::move(arguments));
}
Error conflict(std::string_view code, std::vector<std::string> arguments) {
    return make(ErrorKind::conflict, code, std::move(arguments));
}
Error too_large(std::string_view code, std::vector<std::string> arguments) {
    return make(ErrorKind::too_large, code, std::move(arguments));
}
Error limited(std::string_view code, std::vector<std::string> arguments) {
    return make(ErrorKind::limited, code, std::move(arguments));
}
Error busy(std::string_view code, std::vector<std::string> arguments) {
    return make(ErrorKind::busy, code, std::move(arguments));
}
Error unavailable(std::string_view code, std::vector<std::string> arguments) {
    return make(ErrorKind::unavailable, code, std::move(arguments));
}
Error corrupt(std::string_view code, std::vector<std::string> arguments) {
    return make(ErrorKind::corrupt, code, std::move(arguments));
}
Error internal(std::string_view code, std::vector<std::string> arguments) {
    return make(ErrorKind::internal, code, std::move(arguments));
}

}  // namespace qy
