// Every state that a refusal may name is told in the reader's words, with what to do next.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/messages.h"
#include "model/code_range.h"
#include "model/consumer_report.h"
#include "model/contact.h"
#include "model/data_request.h"
#include "model/import_job.h"
#include "model/label_order.h"
#include "model/shipment.h"
#include "model/submission.h"
#include "model/vocabulary.h"

namespace qy::model {
namespace {

void expect_word(std::string_view code, std::string_view word) {
    const auto row = std::string(code).append(".").append(word);
    EXPECT_NE(std::ranges::find(messages(), row, &Message::code), messages().end()) << row;
}

template <class State>
void expect_words(std::string_view code, State last) {
    for (int i = 0; i <= static_cast<int>(last); ++i) expect_word(code, to_string(static_cast<State>(i)));
}

TEST(StateWords, EveryStateHasThem) {
    expect_words("code_range.state", RangeState::returned);
    expect_words("import.state", ImportState::failed);
    expect_words("invitation.state", InvitationState::revoked);
    expect_words("label_order.state", LabelOrderState::cancelled);
    expect_words("privacy.state", DataRequestState::cancelled);
    expect_words("recorder.role", Step::other);
    expect_words("registration.state", RegistrationState::rejected);
    expect_words("report.state", ReportState::closed);
    expect_words("shipment.step", ShipmentStep::receive);
    expect_words("submission.state", SubmissionState::withdrawn);
}

/// Where only some can be met.
TEST(StateWords, EveryStateThatARefusalMeetsHasThem) {
    constexpr std::pair<std::string_view, std::string_view> kMet[] = {
        {"code_bind.state", "frozen"},   {"code_bind.state", "lost"},  {"code_bind.state", "requested"},
        {"code_bind.state", "returned"}, {"code_bind.state", "void"},  {"login.disabled", "closed"},
        {"login.disabled", "dormant"},   {"login.disabled", "locked"}, {"shipment.ended", "received"},
        {"shipment.ended", "revoked"},   {"token.disabled", "closed"}, {"token.disabled", "dormant"},
        {"token.disabled", "locked"}};
    for (const auto& [code, word] : kMet) expect_word(code, word);
}

}  // namespace
}  // namespace qy::model
