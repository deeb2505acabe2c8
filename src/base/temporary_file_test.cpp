#include "base/temporary_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>

namespace qy {
namespace {

/// A folder of temporary files that nothing else uses.
class TemporaryFileTest : public ::testing::Test {
 protected:
    void SetUp() override {
        if (const char* const named = std::getenv("TMPDIR")) before_ = named;
        std::string name = TemporaryFile::folder() + "/qy-nameless-XXXXXX";
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        folder_ = name;
        ::setenv("TMPDIR", folder_.c_str(), 1);
    }
    void TearDown() override {
        before_.empty() ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", before_.c_str(), 1);
        std::filesystem::remove_all(folder_);
    }
    [[nodiscard]] bool is_empty() const { return std::filesystem::is_empty(folder_); }

    std::string before_;
    std::filesystem::path folder_;
};

std::string read_all(TemporaryFile& file) {
    std::string all;
    std::string chunk;
    for (bool more = true; more;) {
        auto further = file.next(chunk);
        EXPECT_TRUE(further.ok());
        more = further.ok() && *further;
        all += chunk;
    }
    return all;
}

TEST_F(TemporaryFileTest, IsWrittenByItsPathReadBackAndHasNoName) {
    const std::string content(200'000, 'x');
    auto made = TemporaryFile::made_by([&](const std::filesystem::path& path) -> Result<void> {
        std::ofstream(path, std::ios::binary) << content;
        EXPECT_TRUE(is_empty()) << "while it is written";
        return {};
    });
    ASSERT_TRUE(made.ok());
    EXPECT_TRUE(is_empty());
    struct stat facts {};
    ASSERT_EQ(::fstat((*made)->descriptor(), &facts), 0);
    EXPECT_EQ(facts.st_nlink, 0U);
    EXPECT_EQ(facts.st_mode & 0777U, 0600U);
    EXPECT_EQ(read_all(**made), content);
}

TEST_F(TemporaryFileTest, TellsTheFolderInWhichNothingCanBeWritten) {
    ::setenv("TMPDIR", (folder_ / "missing").c_str(), 1);
    const auto made = TemporaryFile::create();
    ASSERT_FALSE(made.ok());
    EXPECT_EQ(made.error().code, "file.unwritable");
    EXPECT_EQ(made.error().arguments.front(), (folder_ / "missing").string());
}

TEST_F(TemporaryFileTest, AFaultOfWritingNamesTheFolderAndAnyOtherStaysWhatItIs) {
    const auto full = TemporaryFile::made_by([](const std::filesystem::path& path) -> Result<void> {
        return unavailable("file.unwritable", {path.string()});
    });
    EXPECT_EQ(full.error().arguments.front(), folder_.string());
    const auto other =
        TemporaryFile::made_by([](const std::filesystem::path&) -> Result<void> { return invalid("document.period"); });
    EXPECT_EQ(other.error().code, "document.period");
}

}  // namespace
}  // namespace qy
