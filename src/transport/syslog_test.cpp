#include "transport/syslog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/limits.h"
#include "transport/testing/temporary_folder.h"

namespace qy::transport {
namespace {

constexpr Time kAt{1'772'330'584'567'001};

TEST(Syslog, MessagesHaveTheFormOfRfc5424) {
    EXPECT_EQ(syslog_text({.at = kAt, .severity = 4, .id = "user.add", .sequence = 7, .text = "{}"}, {"host-1", "99"}),
              "<108>1 2026-03-01T02:03:04.567001Z host-1 qiongyuan 99 user.add [meta sequenceId=\"8\"] {}");
}

TEST(Syslog, SequenceNumbersStayWithinTheirRange) {
    const auto number = [](std::int64_t sequence) {
        const auto text = syslog_text({.at = kAt, .id = "x", .sequence = sequence, .text = ""}, {});
        const auto from = text.find("sequenceId=\"") + 12;
        return text.substr(from, text.find('"', from) - from);
    };
    EXPECT_EQ(number(0), "1");
    EXPECT_EQ(number(2'147'483'646), "2147483647");
    EXPECT_EQ(number(2'147'483'647), "1");
}

TEST(Syslog, LongTextsAreCutAtTheLimit) {
    const std::string text(limits::syslog_message_bytes_max, 'x');
    EXPECT_EQ(syslog_text({.at = kAt, .id = "x", .text = text}, {}).size(), limits::syslog_message_bytes_max);
}

TEST(Syslog, TargetsThatAreNoneAreRefused) {
    for (const auto* const target : {"", "udp://", "udp://host", "udp://:514", "udp://host:", "udp://host:5x",
                                     "tcp//host:1", "host:514", "unix:", "tcp://[::1]", "udp://host:123456"}) {
        EXPECT_EQ(SyslogSender::make(target).error().code, "syslog.target") << target;
    }
    for (const auto* const target : {"udp://host:514", "tcp://[::1]:601", "unix:/dev/log"}) {
        EXPECT_TRUE(SyslogSender::make(target).ok()) << target;
    }
}

TEST(Syslog, AUnixSocketGetsEachMessageAndItsAbsenceIsAnError) {
    const TemporaryFolder folder;
    const std::string path = (folder.path() / "log").string();
    const auto sender = SyslogSender::make("unix:" + path).value();
    EXPECT_EQ(sender->send("early").error().code, "syslog.unreachable");
    const int collector = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof(address.sun_path) - 1);
    ASSERT_EQ(::bind(collector, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
    ASSERT_TRUE(sender->send("first").ok());
    ASSERT_TRUE(sender->send("second").ok());
    std::array<char, 64> buffer{};
    EXPECT_EQ(::recv(collector, buffer.data(), buffer.size(), 0), 5);
    EXPECT_EQ(std::string_view(buffer.data(), 5), "first");
    EXPECT_EQ(::recv(collector, buffer.data(), buffer.size(), 0), 6);
    ::close(collector);
    EXPECT_FALSE(sender->send("third").ok());
}

}  // namespace
}  // namespace qy::transport
