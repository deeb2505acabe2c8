#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "collection/epcis.h"
#include "epcis_hash.h"

namespace qy::collection {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

/// The project's own documents, and those of a folder that the developer names: sets of others may be large, and their
/// licences may not let them live here.
std::vector<fs::path> folders() {
    std::vector<fs::path> list{fs::path(QY_SOURCE_DIR) / "tests/data/epcis"};
    if (const char* more = std::getenv("QY_EPCIS_DOCUMENTS")) list.emplace_back(more);
    return list;
}

std::vector<fs::path> documents(std::string_view ending) {
    std::vector<fs::path> found;
    for (const auto& folder : folders()) {
        for (const auto& entry : fs::recursive_directory_iterator(folder)) {
            if (entry.path().string().ends_with(ending)) found.push_back(entry.path());
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<std::string> lines_of(const fs::path& path) {
    std::vector<std::string> lines;
    if (!fs::exists(path)) return lines;
    const auto text = content_of(path);
    for (const auto line : split(text, '\n')) {
        if (!line.empty()) lines.emplace_back(line);
    }
    return lines;
}

TEST(EpcisHash, MatchesTheGivenStrings) {
    std::size_t compared = 0;
    for (const auto& file : documents(".prehashes")) {
        auto document = file;
        document.replace_extension(".jsonld");
        if (!fs::exists(document)) document.replace_extension(".json");
        const auto decoded = decode_epcis(bytes_of(content_of(document)));
        ASSERT_TRUE(decoded.ok()) << document;
        const auto strings = lines_of(file);
        auto hashes = file;
        hashes.replace_extension(".hashes");
        const auto ids = lines_of(hashes);
        ASSERT_EQ(decoded->events.size(), ids.size()) << document;
        for (std::size_t i = 0; i < ids.size(); ++i) {
            EXPECT_EQ(decoded->events[i].hash, ids[i]) << document << " " << i;
            // A string that is not what its own hash was made of is a slip of the set (one public one has such a line).
            if (event_hash(strings[i]) != ids[i]) continue;
            EXPECT_EQ(decoded->events[i].pre_hash, strings[i]) << document << " " << i;
            ++compared;
        }
    }
    EXPECT_GE(compared, 10U);
}

TEST(EpcisHash, IsTheSameForBothSyntaxes) {
    for (const auto& file : documents(".xml")) {
        auto twin = file;
        twin.replace_extension(".json");
        if (!fs::exists(twin)) continue;
        const auto xml = decode_epcis(bytes_of(content_of(file)));
        const auto json = decode_epcis(bytes_of(content_of(twin)));
        ASSERT_TRUE(xml.ok() && json.ok()) << file;
        ASSERT_EQ(xml->events.size(), json->events.size()) << file;
        for (std::size_t i = 0; i < xml->events.size(); ++i) {
            EXPECT_EQ(xml->events[i].pre_hash, json->events[i].pre_hash) << file << " " << i;
        }
    }
}

TEST(Epcis, GoodDocumentsHaveNoFaultsAndComeBackAsTheyWere) {
    for (const std::string_view ending : {".xml", ".json", ".jsonld"}) {
        for (const auto& file : documents(ending)) {
            const auto decoded = decode_epcis(bytes_of(content_of(file)));
            ASSERT_TRUE(decoded.ok()) << file << " " << decoded.error().code;
            for (const auto& event : decoded->events) {
                for (const auto& fault : event.faults) {
                    ADD_FAILURE() << file << " " << event.number << " " << fault.code << " " << fault.field << " "
                                  << (fault.arguments.size() > 1 ? fault.arguments[1] : "");
                }
                const auto again = decode_epcis_json(event.json);
                ASSERT_TRUE(again.ok() && again->events.size() == 1) << file << event.json;
                EXPECT_EQ(again->events[0].json, event.json) << file;
                EXPECT_EQ(again->events[0].pre_hash, event.pre_hash) << file;
            }
        }
    }
}

}  // namespace
}  // namespace qy::collection
