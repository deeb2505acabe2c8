#include "transport/security_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/limits.h"
#include "transport/testing/temporary_folder.h"

namespace qy::transport {
namespace {

SecurityEvent event() {
    return {.at = Time{1'772'330'584'567'000},
            .kind = "failure",
            .reason = "pin.wrong",
            .route = "trace.verify",
            .request_id = "0123456789abcdef",
            .client = Address::parse("203.0.113.7").value()};
}

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

class SecurityLogTest : public testing::Test {
 protected:
    TemporaryFolder folder_;
    std::filesystem::path path_ = folder_.path() / "security.log";
};

TEST_F(SecurityLogTest, AppendsForItsOwnerAlone) {
    for (int i = 0; i < 2; ++i) SecurityLog::open(path_.string()).value()->add(event());
    EXPECT_EQ(text_of(path_), security_line(event()) + security_line(event()));
    EXPECT_EQ(std::filesystem::status(path_).permissions(), std::filesystem::perms(0600));
}

TEST_F(SecurityLogTest, AFileThatWasMovedAwayIsMadeAnew) {
    SecurityLog::open(path_.string()).value()->add(event());
    const auto log = SecurityLog::open(path_.string()).value();
    std::filesystem::rename(path_, folder_.path() / "moved");
    log->add(event());
    for (int i = 0; i < 500 && !std::filesystem::exists(path_); ++i) ::usleep(10'000);
    EXPECT_EQ(text_of(path_), security_line(event()));
}

TEST_F(SecurityLogTest, AFullFileBecomesTheFirstOfFive) {
    for (int round = 0; round < limits::security_log_files_max + 1; ++round) {
        std::filesystem::resize_file((std::ofstream(path_, std::ios::app), path_), limits::security_log_file_bytes_max);
        SecurityLog::open(path_.string()).value()->add(event());
        EXPECT_FALSE(std::filesystem::exists(path_)) << "moved when it is full";
    }
    const auto count = std::distance(std::filesystem::directory_iterator(folder_.path()), {});
    EXPECT_EQ(count, limits::security_log_files_max - 1);
    EXPECT_TRUE(std::filesystem::exists(path_.string() + ".1"));
}

TEST_F(SecurityLogTest, AFolderThatIsNoneIsAnError) {
    EXPECT_EQ(SecurityLog::open((folder_.path() / "no/such.log").string()).error().code, "file.unwritable");
}

}  // namespace
}  // namespace qy::transport
