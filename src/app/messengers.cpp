#include "messengers.h"

#include "base/text.h"
#include "secret_file.h"
#include "transport/metrics.h"
#include "transport/outgoing.h"
#include "transport/sms_gateway.h"

namespace qy::app {
namespace {

using business::DeliveryReport;
using business::OutgoingMessage;
using model::MessageChannel;

constexpr std::int64_t kLeaseSlackSeconds = 5;

business::Delivery delivery_of(transport::Sent sent) {
    switch (sent) {
        case transport::Sent::accepted:
            return business::Delivery::accepted;
        case transport::Sent::refused:
            return business::Delivery::refused;
        case transport::Sent::unclear:
            return business::Delivery::unclear;
        case transport::Sent::failed:
            break;
    }
    return business::Delivery::failed;
}

DeliveryReport report_of(transport::SendReport report) {
    return {delivery_of(report.sent), std::move(report.why)};
}

transport::MailTls mail_tls(const Settings& settings) {
    const auto& name = settings.text("mail.tls");
    if (name == "none") return transport::MailTls::none;
    return name == "tls" ? transport::MailTls::tls : transport::MailTls::starttls;
}

Result<business::OutboxWorker::Send> mail_send(const Settings& settings) {
    transport::MailServer server;
    server.host = settings.text("mail.server");
    server.port = static_cast<std::uint16_t>(settings.integer("mail.port"));
    server.tls = mail_tls(settings);
    server.user = settings.text("mail.user");
    QY_TRY(password, secret_in(settings.text("mail.password_file")));
    server.password = std::move(password);
    server.sender = settings.text("mail.sender");
    server.sender_name = settings.text("mail.sender_name");
    server.ca_file = settings.text("mail.ca_file");
    server.timeout = std::chrono::seconds(settings.integer("mail.timeout_seconds"));
    QY_TRY(made, transport::MailSender::make(std::move(server)));
    const std::shared_ptr<transport::MailSender> sender(std::move(made));
    return business::OutboxWorker::Send([sender](const OutgoingMessage& message) {
        return report_of(sender->send({message.id, message.to, message.subject, message.text, message.at}));
    });
}

Result<transport::HttpsTarget> sms_target(const Settings& settings) {
    transport::HttpsTarget target;
    target.url = settings.text("sms.url");
    target.ca_file = settings.text("sms.ca_file");
    target.timeout = std::chrono::seconds(settings.integer("sms.timeout_seconds"));
    const auto& header = settings.text("sms.header");
    if (header.empty()) return target;
    QY_TRY(secret, secret_in(settings.text("sms.secret_file")));
    std::string line = replace_all(header, "{secret}", secret.expose());
    if (line.find(':') == std::string::npos || line.find_first_of("\r\n") != std::string::npos) {
        return invalid("sms.header");
    }
    target.header = SecretText(std::move(line));
    return target;
}

Result<business::OutboxWorker::Send> sms_send(const Settings& settings) {
    QY_TRY(target, sms_target(settings));
    QY_TRY(client, transport::HttpsClient::make(std::move(target)));
    QY_TRY(form, transport::SmsForm::make(settings.text("sms.body"), settings.text("sms.expect"),
                                          settings.list("sms.templates")));
    const auto gateway = std::make_shared<transport::SmsGateway>(std::move(client), std::move(form));
    return business::OutboxWorker::Send([gateway](const OutgoingMessage& message) {
        return report_of(gateway->send({message.to, message.text, message.code.expose(), message.kind}));
    });
}

void watch(transport::Metrics& metrics, const std::string& channel, const business::OutboxWorker& worker) {
    const std::string name = "qiongyuan_" + channel + "_";
    metrics.watch(name + "waiting", "Messages that are not sent yet",
                  [&worker] { return static_cast<double>(worker.waiting()); });
    metrics.watch(name + "sent", "Messages accepted by the other side since the start",
                  [&worker] { return static_cast<double>(worker.sent()); });
    metrics.watch(name + "failures", "Attempts to send that failed since the start",
                  [&worker] { return static_cast<double>(worker.failures()); });
    metrics.watch(name + "given_up", "Messages that were given up since the start",
                  [&worker] { return static_cast<double>(worker.given_up()); });
}

}  // namespace

Result<Messengers> start_messengers(Platform& platform, transport::Metrics& metrics) {
    const auto& settings = platform.settings();
    Messengers messengers;
    for (const auto channel : {MessageChannel::mail, MessageChannel::sms}) {
        if (!business::is_set_up(settings, channel)) continue;
        const bool mail = channel == MessageChannel::mail;
        QY_TRY(send, mail ? mail_send(settings) : sms_send(settings));
        const std::int64_t timeout = settings.integer(mail ? "mail.timeout_seconds" : "sms.timeout_seconds");
        auto worker = std::make_unique<business::OutboxWorker>(platform.use().services, channel,
                                                               timeout + kLeaseSlackSeconds, std::move(send));
        watch(metrics, std::string(model::to_string(channel)), *worker);
        worker->start();
        messengers.push_back(std::move(worker));
    }
    return messengers;
}

}  // namespace qy::app
