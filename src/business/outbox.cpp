#include "business/outbox.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/settings.h"
#include "message_texts.h"
#include "storage/outbox_store.h"
#include "storage/store.h"

namespace qy::business {

Result<void> post_message(storage::Writer& writer, const Services& services, const MessageOrder& order) {
    const auto& text = message_text_of(order.kind);
    const bool zh = order.language == Language::zh;
    const bool mail = order.to.channel == model::MessageChannel::mail;
    const auto body = mail ? (zh ? text.mail_zh : text.mail_en) : (zh ? text.sms_zh : text.sms_en);
    storage::outbox::Message message;
    message.id = services.ids.next<model::MessageId>();
    message.channel = order.to.channel;
    message.kind = order.kind;
    message.created_at = services.clock.now();
    message.expires_at = order.expires_at;
    message.state = order.to_nobody ? model::MessageState::dropped : model::MessageState::waiting;
    if (!order.to_nobody) message.next_at = message.created_at;
    message.content = {{"to", order.to.address},
                       {"subject", mail ? (zh ? text.subject_zh : text.subject_en) : std::string_view()},
                       {"text", filled(body, order.arguments)},
                       {"code", order.arguments.empty() ? std::string() : order.arguments.front()}};
    return storage::outbox::insert(writer, message);
}

bool is_set_up(const Settings& settings, model::MessageChannel channel) {
    return !settings.text(channel == model::MessageChannel::mail ? "mail.server" : "sms.url").empty();
}

}  // namespace qy::business
