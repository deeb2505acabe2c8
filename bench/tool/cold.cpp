// The trace query inside one process: the function of the route table and the text of its answer, without transport.
#include <algorithm>
#include <fstream>

#include "bare_trace.h"
#include "business/codes.h"
#include "crypto/code_cipher.h"
#include "crypto/keyring.h"
#include "measure.h"
#include "platform.h"
#include "presentation/api.h"
#include "storage/store.h"
#include "stories.h"
#include "tasks.h"

namespace qy::bench {
namespace {

constexpr int kEpoch = 1;  // of codes that a new folder issues

/// An opened data folder and the codes of its stories.
class Asked {
 public:
    static Result<Asked> open(const std::string& folder) {
        QY_TRY(platform, app::Platform::open(folder, Settings(), false));
        std::ifstream file(folder + "/codes.txt");
        std::vector<std::string> codes;
        for (std::string line; std::getline(file, line);) codes.push_back(line);
        if (codes.empty()) return not_found("bench.no_codes").because(folder);
        return Asked(std::move(platform), std::move(codes));
    }

    /// The n-th code of a fixed order in which neighbours have nothing to do with each other.
    [[nodiscard]] const std::string& code(std::int64_t n) const {
        constexpr std::uint64_t kStride = 7'919;  // prime
        return codes_[(static_cast<std::uint64_t>(n) * kStride + 13) % codes_.size()];
    }

    /// trace.query as the interface answers it. Returns the text of the answer.
    Result<std::string> query(const std::string& code) {
        presentation::Call call{platform_->use(), visitor_, Language::zh, "https://localhost:8443", {}};
        QY_TRY(answer,
               presentation::call_function(*presentation::find_route("trace.query"), JsonObject{{"code", code}}, call));
        return to_text(answer.data);
    }

    [[nodiscard]] std::string database() const { return platform_->folder().database(); }
    Result<std::int64_t> serial(const std::string& code) const {
        QY_TRY(key, platform_->use().services.keys.get(crypto::Purpose::code, kEpoch));
        const auto serial = crypto::CodeCipher(*key).decode(code);
        if (!serial) return corrupt("bench.no_codes").because(code);
        return static_cast<std::int64_t>(*serial);
    }

 private:
    Asked(std::unique_ptr<app::Platform> platform, std::vector<std::string> codes)
        : platform_(std::move(platform)), codes_(std::move(codes)) {
        visitor_.name = "anonymous";
    }

    std::unique_ptr<app::Platform> platform_;
    std::vector<std::string> codes_;
    model::Actor visitor_;
};

Result<void> timed_query(Asked& asked, const std::string& code, Series& series) {
    const auto from = Moment::now();
    QY_TRY(text, asked.query(code));
    series.add(from, Moment::now());
    if (text.size() < 1'000) return corrupt("bench.short_answer").because(text);
    return {};
}

Result<void> timed_bare(BareTrace& bare, std::int64_t serial, const std::string& code, Series& series) {
    const auto from = Moment::now();
    QY_TRY(events, bare.story(kEpoch, serial, code));
    series.add(from, Moment::now());
    if (events != kEventsPerStory) return corrupt("bench.short_answer").because(std::to_string(events));
    return {};
}

}  // namespace

Result<JsonObject> cold(const Arguments& arguments) {
    QY_TRY(asked, Asked::open(arguments.text("data")));
    QY_TRY(bare, BareTrace::open(asked.database()));
    const auto warm = arguments.number("warm", 200);
    const auto count = arguments.number("count", 2'000);
    Series ours;
    Series peer;
    for (std::int64_t n = 0; n < warm + count; ++n) {
        const auto& code = asked.code(n);
        QY_TRY(serial, asked.serial(code));
        // Who comes second finds the pages warm, so they take turns.
        if (n % 2 == 0) QY_CHECK(timed_query(asked, code, ours));
        QY_CHECK(timed_bare(*bare, serial, code, peer));
        if (n % 2 == 1) QY_CHECK(timed_query(asked, code, ours));
        if (n + 1 == warm) ours = peer = Series();
    }
    return JsonObject{{"ours", ours.json()}, {"peer", peer.json()}};
}

Result<JsonObject> growth(const Arguments& arguments) {
    QY_TRY(large, Asked::open(arguments.text("large")));
    QY_TRY(small, Asked::open(arguments.text("small")));
    const auto warm = arguments.number("warm", 200);
    const auto count = arguments.number("count", 2'000);
    Series at_large;
    Series at_small;
    for (std::int64_t n = 0; n < warm + count; ++n) {
        QY_CHECK(timed_query(large, large.code(n), at_large));
        QY_CHECK(timed_query(small, small.code(n), at_small));
        if (n + 1 == warm) at_large = at_small = Series();
    }
    return JsonObject{{"ours", at_large.json()}, {"peer", at_small.json()}};
}

}  // namespace qy::bench
