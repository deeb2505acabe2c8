#include "message_texts.h"

#include <algorithm>
#include <array>

#include "base/assert.h"

namespace qy::business {
namespace {

// clang-format off
constexpr auto kTexts = std::to_array<MessageText>({
    {message_kind::account_made,
     "您的账号已创建", "Your account was made",
     "您好：\n\n平台安全管理员为您创建了账号 {1}。请在 24 小时内打开下面的地址，设置密码：\n\n{0}\n\n请勿转发本邮件。",
     "Hello,\n\nA security administrator made the account {1} for you. Choose its password within 24 hours:\n\n{0}\n\nPass this mail on to nobody.",
     "【琼源】已为您创建账号 {1}。请在 24 小时内到平台“重设密码”页用本手机号和验证码 {0} 设置密码，切勿告诉他人。",
     "[Qiongyuan] The account {1} was made for you. Set its password with this phone and the code {0} within 24 hours. Tell it to nobody."},
    {message_kind::account_reset,
     "请重新设置您的密码", "Set a new password",
     "您好：\n\n平台安全管理员重置了账号 {1}，原密码已失效。请在 24 小时内打开下面的地址，设置新密码：\n\n{0}\n\n请勿转发本邮件。",
     "Hello,\n\nA security administrator reset the account {1}; its password no longer works. Choose a new one within 24 hours:\n\n{0}\n\nPass this mail on to nobody.",
     "【琼源】账号 {1} 已被重置。请在 24 小时内到平台“重设密码”页用本手机号和验证码 {0} 设置新密码，切勿告诉他人。",
     "[Qiongyuan] The account {1} was reset. Set a new password with this phone and the code {0} within 24 hours. Tell it to nobody."},
    {message_kind::registration,
     "请确认您的注册申请", "Confirm your registration",
     "您好：\n\n有人以“{1}”的名义在琼源溯源平台提交了注册申请，并留下了本邮箱。\n如果是您本人，请在 24 小时内打开下面的地址确认：\n\n{0}\n\n如果不是您本人，请忽略本邮件，申请不会进入审核。",
     "Hello,\n\nSomebody registered \"{1}\" with the traceability platform Qiongyuan and gave this mail address.\nIf it was you, confirm it within 24 hours:\n\n{0}\n\nIf it was not you, ignore this mail: the registration will not be looked at.",
     "【琼源】注册验证码 {0}，10 分钟内有效。如非本人操作，请忽略。",
     "[Qiongyuan] Your registration code is {0}, valid for 10 minutes. Not you? Ignore it."},
    {message_kind::registration_approved,
     "注册申请已通过", "Your registration was approved",
     "您好：\n\n“{1}”的注册申请已通过审核。请在 7 天内打开下面的地址，设置用户名和密码：\n\n{0}",
     "Hello,\n\nThe registration of \"{1}\" was approved. Choose a user name and a password within 7 days:\n\n{0}",
     "【琼源】“{1}”的注册已通过。请在 7 天内到平台“开通账号”页用本手机号和开通码 {0} 设置用户名和密码。",
     "[Qiongyuan] The registration of \"{1}\" was approved. Open your account with this phone and the code {0} within 7 days."},
    {message_kind::registration_returned,
     "注册申请需要补正", "Your registration needs a correction",
     "您好：\n\n“{1}”的注册申请被退回，请补正后重新提交。审核意见：\n\n{2}\n\n补正地址（7 天内有效）：\n\n{0}",
     "Hello,\n\nThe registration of \"{1}\" was returned for correction. The reviewer says:\n\n{2}\n\nCorrect it within 7 days:\n\n{0}",
     "【琼源】“{1}”的注册被退回：{2}。补正码 {0}，7 天内有效。",
     "[Qiongyuan] The registration of \"{1}\" was returned: {2}. Code for the correction: {0}, valid for 7 days."},
    {message_kind::registration_rejected,
     "注册申请未通过", "Your registration was rejected",
     "您好：\n\n“{1}”的注册申请未通过审核。审核意见：\n\n{2}",
     "Hello,\n\nThe registration of \"{1}\" was rejected. The reviewer says:\n\n{2}",
     "【琼源】“{1}”的注册未通过：{2}。",
     "[Qiongyuan] The registration of \"{1}\" was rejected: {2}."},
    {message_kind::invitation,
     "邀请您加入琼源溯源平台", "You are invited to Qiongyuan",
     "您好：\n\n“{1}”邀请您使用琼源溯源平台。请在 7 天内打开下面的地址，设置用户名和密码：\n\n{0}\n\n如果您不认识该企业，请忽略本邮件。",
     "Hello,\n\n\"{1}\" invites you to the traceability platform Qiongyuan. Choose a user name and a password within 7 days:\n\n{0}\n\nIf you do not know this firm, ignore this mail.",
     "【琼源】“{1}”邀请您加入溯源平台，开通码 {0}，7 天内有效。",
     "[Qiongyuan] \"{1}\" invites you. Open your account with this phone and the code {0} within 7 days."},
    {message_kind::reset,
     "重设您的密码", "Reset your password",
     "您好：\n\n有人请求重设账号 {1} 的密码。如果是您本人，请在 24 小时内打开下面的地址设置新密码：\n\n{0}\n\n如果不是您本人，请忽略本邮件，密码不会改变。",
     "Hello,\n\nSomebody asked to reset the password of the account {1}. If it was you, choose a new one within 24 hours:\n\n{0}\n\nIf it was not you, ignore this mail: the password stays as it is.",
     "【琼源】重设密码验证码 {0}，10 分钟内有效。如非本人操作，请忽略，切勿告诉他人。",
     "[Qiongyuan] The code to reset your password is {0}, valid for 10 minutes. Tell it to nobody."},
    {message_kind::password_changed,
     "您的密码已被重设", "Your password was reset",
     "您好：\n\n账号 {1} 的密码刚刚被重设，所有已登录的会话均已结束。如果不是您本人操作，请立即联系平台安全管理员。",
     "Hello,\n\nThe password of the account {1} was just reset, and all its sessions have ended. If it was not you, call the security administrator of the platform at once.",
     "【琼源】您的账号密码刚刚被重设。如非本人操作，请立即联系平台。",
     "[Qiongyuan] The password of your account was just reset. Not you? Call the platform at once."},
    {message_kind::data_request_decided,
     "您的个人信息请求已处理", "Your request about your data was decided",
     "您好：\n\n您于 {1} 提出的个人信息请求已处理完毕。登录平台可查看处理结果；如您申请了注销账号，账号现已注销，个人信息已删除。",
     "Hello,\n\nYour request of {1} about your personal data was decided. Sign in to read the answer; if you asked to close your account, it is closed now and your data are deleted.",
     "【琼源】您于 {1} 提出的个人信息请求已处理完毕。",
     "[Qiongyuan] Your request of {1} about your personal data was decided."},
    {message_kind::data_request_reminder,
     "个人信息请求即将到期", "Requests about personal data are due soon",
     "您好：\n\n有 {1} 件用户个人信息请求即将到期，最早一件须于 {2} 前答复。请尽快处理（privacy.queue）。",
     "Hello,\n\n{1} requests of users about their personal data are due soon, the first by {2}. Please see to them (privacy.queue).",
     "【琼源】有 {1} 件个人信息请求即将到期，最早须于 {2} 前答复。",
     "[Qiongyuan] {1} requests about personal data are due soon, the first by {2}."},
    {message_kind::report_answered,
     "您的举报或投诉有了答复", "Your report was answered",
     "您好：\n\n您于 {1} 提交的举报或投诉有了新的处理结果。请在下面的页面用查询编号查看：\n\n{0}",
     "Hello,\n\nThere is news of your report of {1}. Look at it with your receipt number on this page:\n\n{0}",
     "【琼源】您于 {1} 提交的举报或投诉有了新的处理结果，请凭查询编号在平台“查询处理进度”页查看。",
     "[Qiongyuan] There is news of your report of {1}. Look at it with your receipt number on the platform's page."},
    {message_kind::review_due,
     "有提交等待审核", "Submissions wait for your review",
     "您好：\n\n有 {1} 件提交即将到审核期限，最早一件须于 {2} 前处理。请登录平台查看待审队列（submission.queue）。",
     "Hello,\n\n{1} submissions are due for review soon, the first by {2}. Please look at the queue (submission.queue).",
     "【琼源】有 {1} 件提交即将到审核期限，最早 {2}。",
     "[Qiongyuan] {1} submissions are due for review, the first by {2}."},
    {message_kind::review_overdue,
     "有提交超过审核期限", "Submissions are overdue for review",
     "您好：\n\n贵品牌下有 {1} 件提交已超过审核期限，最早一件应于 {2} 前处理。请督促处理，或直接审核（submission.queue）。",
     "Hello,\n\n{1} submissions under your brand are overdue for review, the first since {2}. Please see that they are decided, or decide them (submission.queue).",
     "【琼源】有 {1} 件提交超过审核期限，最早 {2}。",
     "[Qiongyuan] {1} submissions are overdue for review, the first since {2}."},
});
// clang-format on

}  // namespace

std::span<const MessageText> message_texts() {
    return kTexts;
}

const MessageText& message_text_of(std::string_view kind) {
    const auto* const found =
        std::find_if(kTexts.begin(), kTexts.end(), [&](const MessageText& row) { return row.kind == kind; });
    QY_ASSERT(found != kTexts.end());
    return *found;
}

std::string filled(std::string_view text, const std::vector<std::string>& arguments) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool slot = text[at] == '{' && at + 2 < text.size() && text[at + 2] == '}' && text[at + 1] >= '0' &&
                          text[at + 1] <= '9';
        if (!slot) {
            out += text[at];
            continue;
        }
        const auto index = static_cast<std::size_t>(text[at + 1] - '0');
        if (index < arguments.size()) out += arguments[index];
        at += 2;
    }
    return out;
}

}  // namespace qy::business
