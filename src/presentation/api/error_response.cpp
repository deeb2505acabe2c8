#include "presentation/error_response.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

namespace qy::presentation {
namespace {

struct KindRow {
    ErrorKind kind;
    int status;
};
constexpr KindRow kStatuses[] = {
    {ErrorKind::invalid, 400},   {ErrorKind::unauthenticated, 401}, {ErrorKind::denied, 403},
    {ErrorKind::not_found, 404}, {ErrorKind::conflict, 409},        {ErrorKind::too_large, 413},
    {ErrorKind::limited, 429},   {ErrorKind::internal, 500},        {ErrorKind::corrupt, 500},
    {ErrorKind::busy, 503},      {ErrorKind::unavailable, 503},
};

/// Arguments behind the first that are members of the detail: values as JSON, for programs that show them side by side.
struct ValuesRow {
    std::string_view code;
    std::array<std::string_view, 3> members;
};
constexpr ValuesRow kValues[] = {
    {"submission.differs", {"base", "theirs", "yours"}},
    {"submission.would_change", {"now", "then"}},
};

JsonObject detail_json(const Error& error, Language language) {
    JsonObject detail{
        {"path", error.path}, {"code", error.code}, {"message", message_text(error.code, error.arguments, language)}};
    const auto* const row = std::ranges::find(kValues, error.code, &ValuesRow::code);
    if (row == std::end(kValues)) return detail;
    for (std::size_t i = 0; i < row->members.size() && i + 1 < error.arguments.size(); ++i) {
        auto value = parse_json(error.arguments[i + 1]);
        detail[row->members.at(i)] = value.ok() ? *std::move(value) : Json(nullptr);
    }
    return detail;
}

}  // namespace

int status_of(ErrorKind kind) {
    for (const auto& row : kStatuses) {
        if (row.kind == kind) return row.status;
    }
    return 500;
}

JsonObject error_json(const Error& error, Language language, std::string_view request_id) {
    JsonArray details;
    if (error.others.empty() && !error.path.empty()) details.push_back(detail_json(error, language));
    for (const auto& other : error.others) details.push_back(detail_json(other, language));
    return {{"code", error.code},
            {"message", message_text(error.code, error.arguments, language)},
            {"details", details},
            {"request_id", request_id}};
}

}  // namespace qy::presentation
