#include "layer_rules.h"

#include <algorithm>
#include <regex>

namespace qy::checks {
namespace {

/// Files outside crypto and transport that may name OpenSSL: they hash what the page's content security policy allows.
const std::set<std::string> kHashesAssets = {"src/presentation/asset_table.cpp",
                                             "src/presentation/pages/page_style.cpp"};

std::string layer_of(const std::string& path) {
    const std::size_t from = std::string_view("src/").size();
    return path.substr(from, path.find('/', from) - from);
}

bool is_test(const std::string& path) {
    return path.ends_with("_test.cpp") || path.find("/testing/") != std::string::npos;
}

// A layer's tests may use what lies below the layers that it rests on: a store to run a use case on.
std::set<std::string> allowed_for(const std::string& layer, bool test) {
    std::set<std::string> allowed = edges().at(layer);
    allowed.insert(layer);
    if (!test) return allowed;
    for (std::size_t before = 0; before != allowed.size();) {
        before = allowed.size();
        const auto direct = allowed;
        for (const auto& lower : direct) allowed.insert(edges().at(lower).begin(), edges().at(lower).end());
    }
    return allowed;
}

bool looks_like_sql(const std::string& text) {
    static const std::regex kSql(
        R"((\bSELECT\b[\s\S]*\bFROM\b)|(\bINSERT\s+(OR\s+\w+\s+)?INTO\b)|(\bUPDATE\s+\w+\s+SET\b)|(\bDELETE\s+FROM\b)|)"
        R"((\b(CREATE|DROP|ALTER)\s+(TABLE|INDEX|VIEW)\b)|(^\s*PRAGMA\s)|(^\s*select\b[\s\S]*\bfrom\b)|(^\s*insert\s+into\b)|)"
        R"((^\s*delete\s+from\b)|(^\s*update\s+\w+\s+set\b))");
    static const std::vector<std::string> kWords = {"SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP",
                                                    "ALTER",  "PRAGMA", "select", "insert", "update", "delete"};
    const bool worth_it = std::any_of(kWords.begin(), kWords.end(),
                                      [&](const std::string& word) { return text.find(word) != std::string::npos; });
    return worth_it && text.size() < 20'000 && std::regex_search(text, kSql);
}

class FileCheck {
 public:
    explicit FileCheck(const SourceFile& file) : file_(file), layer_(layer_of(file.path)), test_(is_test(file.path)) {}

    std::vector<Finding> run() {
        for (const auto& include : includes_of(file_.text)) check_include(include);
        if (layer_ != "storage" && !test_) {  // a test may look into the database, or damage it
            for (const auto& literal : string_literals(file_.text)) {
                if (looks_like_sql(literal)) add("sql", literal.substr(0, 60));
            }
        }
        return std::move(findings_);
    }

 private:
    void check_include(const std::string& include) {
        const std::string name = include.substr(1, include.size() - 2);
        if (name.find("..") != std::string::npos) add("relative include", include);
        const std::string first = name.substr(0, name.find('/'));
        const bool names_layer = include[0] == '"' && name.find('/') != std::string::npos && edges().contains(first);
        if (names_layer && layer_ != "app" && !allowed_for(layer_, test_).contains(first)) add("edge", include);
        if ((name == "sqlite3.h" || name.starts_with("libpq")) && layer_ != "storage") add("driver", include);
        check_library(name, include);
    }

    void check_library(const std::string& name, const std::string& include) {
        const bool asio = name.starts_with("boost/asio") || name.starts_with("boost/beast");
        const bool heavy_place = layer_ != "transport" || file_.path.ends_with(".h");
        if (asio && heavy_place) add("http library", include);
        const bool openssl_place = layer_ == "crypto" || layer_ == "transport" || kHashesAssets.contains(file_.path);
        if (name.starts_with("openssl/") && !openssl_place) add("openssl", include);
    }

    void add(std::string rule, std::string detail) {
        findings_.push_back({file_.path, std::move(rule), std::move(detail)});
    }

    const SourceFile& file_;
    const std::string layer_;
    const bool test_;
    std::vector<Finding> findings_;
};

}  // namespace

const std::map<std::string, std::set<std::string>>& edges() {
    static const std::map<std::string, std::set<std::string>> kEdges = {
        {"base", {}},
        {"model", {"base"}},
        {"crypto", {"base", "model"}},
        {"collection", {"base", "model", "crypto"}},
        {"storage", {"base", "model", "crypto"}},
        {"transport", {"base", "crypto"}},
        {"business", {"base", "model", "collection", "storage", "crypto"}},
        {"presentation", {"base", "model", "business", "transport"}},
        {"app", {"base", "model", "crypto", "collection", "storage", "transport", "business", "presentation"}},
    };
    return kEdges;
}

std::map<std::string, std::set<std::string>> edges_of_cmake(std::string_view cmake) {
    static const std::regex kLayer(R"(qy_layer\((\w+)([^)]*)\))");
    static const std::regex kLower(R"(\bqy_(\w+))");
    std::map<std::string, std::set<std::string>> out;
    const std::string text(cmake);
    for (std::sregex_iterator it(text.begin(), text.end(), kLayer); it != std::sregex_iterator(); ++it) {
        const std::string arguments = (*it)[2].str().substr(0, (*it)[2].str().find("TESTING"));
        auto& lower = out[(*it)[1].str()];
        for (std::sregex_iterator edge(arguments.begin(), arguments.end(), kLower); edge != std::sregex_iterator();
             ++edge) {
            lower.insert((*edge)[1].str());
        }
    }
    return out;
}

std::vector<Finding> layer_faults(const SourceFile& file) {
    return FileCheck(file).run();
}

}  // namespace qy::checks
