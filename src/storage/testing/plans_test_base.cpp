#include "storage/testing/plans_test_base.h"

#include <fstream>
#include <regex>
#include <sstream>

namespace qy::storage::testing {

std::set<std::string> statements_of(std::initializer_list<std::string_view> stores) {
    static const std::regex kStatement(R"re(constexpr Statement k\w+\{\s*"([a-z_]+\.[a-z_]+)")re");
    std::set<std::string> names;
    for (const auto store : stores) {
        std::ifstream in(QY_SOURCE_DIR "/src/storage/" + std::string(store) + "_store.cpp");
        std::stringstream text;
        text << in.rdbuf();
        const auto content = text.str();
        for (std::sregex_iterator it(content.begin(), content.end(), kStatement); it != std::sregex_iterator(); ++it) {
            names.insert((*it)[1]);
        }
    }
    return names;
}

}  // namespace qy::storage::testing
