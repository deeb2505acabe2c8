#include "presentation/error_response.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <string_view>
#include <system_error>

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

constexpr std::int64_t kBusySeconds = 1;
constexpr std::int64_t kLimitSeconds = 60;  // limits of requests are a minute's

/// Limits that say themselves how long they hold, as their first argument: codes, or what codes begin with.
struct WaitRow {
    std::string_view code;
    std::int64_t unit_seconds;
};
constexpr WaitRow kWaits[] = {
    {"change.too_many_streams", 1}, {"login.", 1},          {"message.too_many", 1},
    {"pin.too_many_tries", 60},     {"report.too_many", 1},
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

bool counts_as_failure(const Error& error) {
    if (error.code == "change.no_story") return true;  // a code that is not ours
    if (error.code == "token.expired") return false;   // everybody's ends some time: no try to get in
    if (error.code == "login.captcha_required" || error.code == "login.second_factor_required") return false;  // a step
    return error.kind == ErrorKind::unauthenticated || error.code == "code.malformed" || error.code == "pin.wrong";
}

std::optional<std::int64_t> retry_after_seconds(const Error& error) {
    if (status_of(error.kind) == 503) return kBusySeconds;
    if (error.kind != ErrorKind::limited) return std::nullopt;
    const auto* const row =
        std::ranges::find_if(kWaits, [&](const WaitRow& one) { return error.code.starts_with(one.code); });
    if (row == std::end(kWaits) || error.arguments.empty()) return kLimitSeconds;
    const std::string& told = error.arguments.front();
    std::int64_t wait = 0;
    const auto read = std::from_chars(told.data(), told.data() + told.size(), wait);
    return read.ec == std::errc() ? wait * row->unit_seconds : kLimitSeconds;
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
