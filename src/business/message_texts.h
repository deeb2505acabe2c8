#pragma once
// THE table of messages that people get by mail and SMS, in Chinese and English. (clause 6.5.1)
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.h"

namespace qy::business {

/// {0} is the link or the code, {1} … what the kind says. An SMS holds no more than it must: 70 characters are one.
struct MessageText {
    std::string_view kind;
    std::string_view subject_zh;
    std::string_view subject_en;
    std::string_view mail_zh;
    std::string_view mail_en;
    std::string_view sms_zh;
    std::string_view sms_en;
};

namespace message_kind {
inline constexpr std::string_view account_made = "account_made";                    ///< {1} user
inline constexpr std::string_view account_reset = "account_reset";                  ///< {1} user
inline constexpr std::string_view registration = "registration";                    ///< {1} party
inline constexpr std::string_view registration_approved = "registration_approved";  ///< {1} party
inline constexpr std::string_view registration_returned = "registration_returned";  ///< {1} party, {2} comment
inline constexpr std::string_view registration_rejected = "registration_rejected";  ///< {1} party, {2} comment
inline constexpr std::string_view invitation = "invitation";                        ///< {1} party
inline constexpr std::string_view reset = "reset";                                  ///< {1} user
inline constexpr std::string_view data_request_decided = "data_request_decided";    ///< {1} day of the request
inline constexpr std::string_view data_request_reminder = "data_request_reminder";  ///< {1} how many, {2} first day
inline constexpr std::string_view password_changed = "password_changed";            ///< {1} user
inline constexpr std::string_view report_answered = "report_answered";              ///< {0} page, {1} day of the report
inline constexpr std::string_view review_due = "review_due";                        ///< {1} how many, {2} first due
inline constexpr std::string_view review_overdue = "review_overdue";                ///< {1} how many, {2} first due
}  // namespace message_kind

[[nodiscard]] std::span<const MessageText> message_texts();
/// REQUIRES: a row of the table.
[[nodiscard]] const MessageText& message_text_of(std::string_view kind);
/// The text with its arguments filled in; what an argument holds is never filled in again.
[[nodiscard]] std::string filled(std::string_view text, const std::vector<std::string>& arguments);

}  // namespace qy::business
