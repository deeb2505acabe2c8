#include "business/code_export.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "base/text.h"
#include "business/testing/code_world.h"
#include "crypto/pin.h"
#include "storage/audit_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::Role;
using testing::CodeWorld;

constexpr std::string_view kBase = "https://localhost:8443";

template <class T>
std::string code_of(const Result<T>& result) {
    return result.ok() ? "ok" : result.error().code;
}

std::string whole(CodeStream stream) {
    std::string all;
    std::string chunk;
    bool more = true;
    while (more) {
        more = stream.next(chunk);
        all += chunk;
    }
    return all;
}

std::string exported(const CodeWorld& world, model::CodeRangeId range, Pins pins = Pins::with) {
    return whole(open_code_export(world.services(), CodeWorld::operator_(), range, pins, kBase).value());
}

TEST(CodeExport, WritesOneLinePerCodeInOrder) {
    CodeWorld world;
    const auto range = world.issued(world.names.honey, 3);
    std::string expected = "code,url\n";
    for (int i = 0; i < 3; ++i) {
        const std::string code(world.code(range, i).text());
        expected += code + ",https://localhost:8443/t/" + code + "\n";
    }
    EXPECT_EQ(exported(world, range.range.id), expected);
}

TEST(CodeExport, PinsAreAColumnOfTheirOwn) {
    CodeWorld world;
    const auto range = world.issued(world.names.honey, 1, true);
    const std::string code(range.first_code.text());
    const auto key = world.keys().active(crypto::Purpose::pin).value();
    const auto pin = std::string(crypto::text_of(crypto::pin_of(*key, code)));
    EXPECT_EQ(exported(world, range.range.id),
              "code,url,pin\n" + code + ",https://localhost:8443/t/" + code + "," + pin + "\n");
}

TEST(CodeExport, PinsStayUnlessTheyAreAskedForAndTheTrailTells) {
    CodeWorld world;
    const auto range = world.issued(world.names.honey, 1, true);
    const auto told = [&] {
        const auto record =
            world.store().read([](storage::Reader& reader) { return storage::audit::last_of(reader, "code.export"); });
        return parse_json(record.value()->detail).value().at("pin").as_bool();
    };
    EXPECT_TRUE(exported(world, range.range.id, Pins::without).starts_with("code,url\n"));
    EXPECT_FALSE(told());
    EXPECT_TRUE(exported(world, range.range.id, Pins::with).starts_with("code,url,pin\n"));
    EXPECT_TRUE(told());
}

TEST(CodeExport, AddressFollowsBrandSettingAndBase) {
    const struct {
        const char* story;
        std::vector<std::pair<std::string, std::string>> settings;
        bool branded;
        const char* expected;
    } rows[] = {
        {"the server's own", {}, false, "https://localhost:8443/t/"},
        {"the setting", {{"codes.address_prefix", "https://s.example.cn/"}}, false, "https://s.example.cn/t/"},
        {"the brand's", {{"codes.address_prefix", "https://s.example.cn"}}, true, "https://ye.example.cn/t/"},
        {"a Digital Link",
         {{"codes.qr_content", "digital_link"}},
         true,
         "https://ye.example.cn/01/06901234567892/10/2026%2F03-01/21/"},
        {"no GTIN, no Digital Link", {{"codes.qr_content", "digital_link"}}, false, "https://localhost:8443/t/"},
        {"a comma in the prefix is quoted",
         {{"codes.address_prefix", "https://s.example.cn/a,b"}},
         false,
         "\"https://s.example.cn/a,b/t/"},
    };
    for (const auto& row : rows) {
        CodeWorld world(row.settings);
        const auto range = world.issued(row.branded ? world.names.roast : world.names.honey, 1);
        const auto text = exported(world, range.range.id);
        const std::string code(range.first_code.text());
        const std::string quote = std::string_view(row.expected).starts_with('"') ? "\"" : "";
        EXPECT_EQ(text, "code,url\n" + code + "," + row.expected + code + quote + "\n") << row.story;
        const std::string url = row.expected + code;
        if (quote.empty()) {
            EXPECT_EQ(model::TraceCode::parse(url).value(), range.first_code) << row.story;
        }
    }
}

TEST(CodeExport, StreamsInPiecesOfBoundedSize) {
    CodeWorld world;
    const auto range = world.issued(world.names.honey, 20'000);
    auto stream = open_code_export(world.services(), CodeWorld::operator_(), range.range.id, Pins::with, kBase).value();
    EXPECT_EQ(stream.lines_left(), 20'000);
    std::string chunk;
    std::int64_t lines = -1;  // the header
    std::size_t pieces = 0;
    for (bool more = true; more; ++pieces) {
        more = stream.next(chunk);
        ASSERT_LE(chunk.size(), limits::code_export_chunk_bytes + 256);
        ASSERT_TRUE(chunk.ends_with('\n'));
        lines += std::ranges::count(chunk, '\n');
    }
    EXPECT_EQ(lines, 20'000);
    EXPECT_GT(pieces, 10U);
    EXPECT_EQ(stream.lines_left(), 0);
}

TEST(CodeExport, ASubRangeIsExportedAlone) {
    CodeWorld world;
    const auto block = world.issued(world.names.roast, 100);
    const auto part = world.desk()
                          .bind(CodeWorld::operator_(), {world.code(block, 10), world.code(block, 12),
                                                         world.consignment(world.names.roast, "C-1")})
                          .value();
    const std::string text = exported(world, part.range.id);
    const auto lines = split(text, '\n');
    ASSERT_EQ(lines.size(), 5U);  // header, three, the end
    EXPECT_TRUE(lines[1].starts_with(world.code(block, 10).text()));
}

TEST(CodeExport, OnlyThoseInReachMayTakeIt) {
    CodeWorld world;
    const auto id = world.issued(world.names.roast, 1).range.id;
    const auto spoilt = world.issued(world.names.roast, 1).range.id;
    ASSERT_TRUE(world.desk().change_state(CodeWorld::operator_(), spoilt, RangeVerb::annul).ok());
    const auto& n = world.names;
    const struct {
        const char* story;
        model::Actor actor;
        model::CodeRangeId range;
        const char* expected;
    } rows[] = {
        {"the party's administrator", CodeWorld::user(n.farm, Role::party_administrator), id, "ok"},
        {"a printing house has them by its orders alone", CodeWorld::user(n.farm, Role::printing_house), id,
         "permission.denied"},
        {"the brand's manager", CodeWorld::user(n.manager, Role::brand_manager), id, "ok"},
        {"a stranger", CodeWorld::user(n.stranger, Role::party_administrator), id, "code_range.not_found"},
        {"a clerk", CodeWorld::user(n.farm, Role::party_clerk), id, "permission.denied"},
        {"a regulator", CodeWorld::user(n.farm, Role::regulator), id, "permission.denied"},
        {"nobody", {}, id, "permission.denied"},
        {"void", CodeWorld::operator_(), spoilt, "code_range.state"},
        {"none", CodeWorld::operator_(), model::CodeRangeId(1), "code_range.not_found"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(code_of(open_code_export(world.services(), row.actor, row.range, Pins::without, kBase)), row.expected)
            << row.story;
    }
}

}  // namespace
}  // namespace qy::business
