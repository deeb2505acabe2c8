// What a client may do about an error: whether it was a guess, and when to come back.
#include "presentation/error_response.h"

#include <gtest/gtest.h>

namespace qy::presentation {
namespace {

TEST(ErrorResponse, GuessesCountAndWhatEverybodyMeetsDoesNot) {
    const std::pair<Error, bool> rows[] = {
        {invalid("code.malformed"), true},
        {invalid("pin.wrong", {"4"}), true},
        {not_found("change.no_story"), true},
        {unauthenticated("login.failed"), true},
        {unauthenticated("login.captcha_wrong"), true},
        {unauthenticated("report.receipt_invalid"), true},
        {unauthenticated("token.invalid"), true},
        {unauthenticated("token.expired"), false},
        {unauthenticated("login.captcha_required"), false},
        {unauthenticated("login.second_factor_required"), false},
        {denied("session.cross_site"), false},
        {not_found("lot.not_found"), false},
        {invalid("report.words"), false},
    };
    for (const auto& [error, expected] : rows) EXPECT_EQ(counts_as_failure(error), expected) << error.code;
}

TEST(ErrorResponse, LimitsSayWhenTheyEnd) {
    const std::pair<Error, std::optional<std::int64_t>> rows[] = {
        {limited("http.too_many_requests", {"17"}), 60},
        {limited("login.locked", {"900"}), 900},
        {limited("login.slow", {"4"}), 4},
        {limited("message.too_many", {"86000"}), 86'000},
        {limited("report.too_many", {"3599"}), 3'599},
        {limited("change.too_many_streams", {"30"}), 30},
        {limited("pin.too_many_tries", {"59"}), 59 * 60},
        {limited("upload.too_many", {"20"}), 60},  // twenty uploads, not seconds
        {limited("report.too_many", {"soon"}), 60},
        {busy("idempotency.in_progress"), 1},
        {unavailable("wechat.no_ticket"), 1},
        {internal("share.drawing"), std::nullopt},
        {invalid("report.words"), std::nullopt},
    };
    for (const auto& [error, expected] : rows) EXPECT_EQ(retry_after_seconds(error), expected) << error.code;
}

}  // namespace
}  // namespace qy::presentation
