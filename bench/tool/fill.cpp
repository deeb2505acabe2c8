// Data sets: rows through the use case of capture, codes through the code desk, as an operator would.
#include <algorithm>
#include <atomic>
#include <fstream>
#include <mutex>
#include <optional>
#include <thread>

#include "base/id.h"
#include "base/limits.h"
#include "business/accounts.h"
#include "business/capture.h"
#include "business/codes.h"
#include "business/keys.h"
#include "platform.h"
#include "storage/lot_store.h"
#include "storage/party_store.h"
#include "storage/policy_store.h"
#include "storage/store.h"
#include "stories.h"
#include "tasks.h"

namespace qy::bench {
namespace {

constexpr std::int64_t kStoriesPerCall = 70;
constexpr std::int64_t kCodesPerStory = 100;
constexpr std::size_t kWorkers = 2;
constexpr std::string_view kFirm = "琼海试测果业有限公司";

model::Actor operator_actor(const app::Platform& platform) {
    model::Actor actor;
    actor.name = "operator:bench";
    actor.party = platform.operator_party();
    actor.channel = model::Channel::operator_command;
    return actor;
}

Result<void> capture_stories(app::Platform& platform, const model::Actor& actor, std::int64_t first,
                             std::int64_t last) {
    JsonArray rows;
    for (auto number = first; number < last; ++number) {
        for (auto& row : story_rows(number)) rows.push_back(std::move(row));
    }
    QY_TRY(report, platform.use().capture.capture_rows(rows, actor, {}));
    for (const auto& row : report.rows) {
        if (row.outcome == model::RowOutcome::accepted) continue;
        const auto code = row.faults.empty() ? "" : row.faults.front().field + " " + row.faults.front().code;
        return internal("bench.row_rejected").because("row " + std::to_string(row.line) + " " + code);
    }
    return {};
}

/// All stories, by a few threads: decoding one part runs beside writing another.
Result<void> capture_all(app::Platform& platform, const model::Actor& actor, std::int64_t stories) {
    std::atomic<std::int64_t> next = 0;
    std::mutex mutex;
    Result<void> outcome;
    const auto work = [&] {
        for (auto first = next.fetch_add(kStoriesPerCall); first < stories; first = next.fetch_add(kStoriesPerCall)) {
            auto done = capture_stories(platform, actor, first, std::min(stories, first + kStoriesPerCall));
            if (done.ok()) continue;
            const std::lock_guard lock(mutex);
            outcome = std::move(done);
            next = stories;
        }
    };
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < kWorkers; ++i) threads.emplace_back(work);
    for (auto& thread : threads) thread.join();
    return outcome;
}

Result<std::string> issue_for(app::Platform& platform, const model::Actor& actor, const std::string& lot_number) {
    QY_TRY(lots, platform.use().services.store.read(
                     [&](storage::Reader& reader) { return storage::lots::with_number(reader, lot_number, 1); }));
    if (lots.empty()) return not_found("lot.not_found");
    business::IssueOrder order;
    order.lot = lots.front().id;
    order.count = kCodesPerStory;
    QY_TRY(issued, platform.use().codes.issue(actor, order));
    return std::string(issued.first_code.text());
}

Result<void> issue_codes(app::Platform& platform, const model::Actor& actor, std::int64_t stories,
                         const std::string& path) {
    std::ofstream file(path, std::ios::trunc);
    for (std::int64_t number = 0; number < stories; ++number) {
        QY_TRY(code, issue_for(platform, actor, story_lot_number(number)));
        file << code << '\n';
    }
    file.close();
    if (!file) return unavailable("file.unwritable", {path});
    return {};
}

/// A firm whose own requests are published at once, as one that the operator trusts would be.
Result<model::PartyId> add_trusted_firm(app::Platform& platform) {
    const auto& services = platform.use().services;
    return services.store.write([&](storage::Writer& writer) -> Result<model::PartyId> {
        model::Party party;
        party.id = services.ids.next<model::PartyId>();
        party.name = kFirm;
        party.roles = {model::PartyRole::producer, model::PartyRole::seller};
        QY_CHECK(storage::parties::insert(writer, party));
        storage::policies::Policy policy;
        policy.id = services.ids.next<model::PolicyId>();
        policy.party = party.id;
        policy.decision = storage::policies::Decision::automatic;
        QY_CHECK(storage::policies::insert(writer, policy));
        return party.id;
    });
}

Result<std::string> add_clerk(app::Platform& platform, const model::Actor& actor, model::PartyId party) {
    auto& accounts = platform.use().accounts;
    QY_TRY(user, accounts.add({"bench.clerk", {model::Role::party_clerk}, party, SecretText("Fresh-grass-7")}, actor));
    (void)user;
    QY_TRY(token, accounts.issue_token({.user = "bench.clerk"}, actor));
    return token.secret.expose();
}

/// What the service does when it starts on an empty database: finds that nothing is to be sealed anew. Done later, the
/// look over all rows would be part of every measurement.
Result<void> end_sealing(app::Platform& platform) {
    business::Resealer resealer(platform.use().services, platform.objects());
    for (bool more = true; more;) {
        QY_TRY(stepped, resealer.step(1));
        more = stepped;
    }
    return {};
}

}  // namespace

Result<JsonObject> fill(const Arguments& arguments) {
    const std::string folder = arguments.text("data");
    const auto stories = arguments.number("events", 10'000) / kEventsPerStory;
    QY_TRY(settings,
           Settings::load("", [](const std::string&) { return std::nullopt; }, {{"storage.synchronous", "normal"}}));
    QY_TRY(platform, app::Platform::open(folder, std::move(settings), true));
    QY_CHECK(end_sealing(*platform));
    const auto actor = operator_actor(*platform);
    QY_CHECK(capture_all(*platform, actor, stories));
    QY_CHECK(issue_codes(*platform, actor, stories, folder + "/codes.txt"));
    QY_TRY(party, add_trusted_firm(*platform));
    QY_TRY(token, add_clerk(*platform, actor, party));
    return JsonObject{{"events", stories * kEventsPerStory},
                      {"stories", stories},
                      {"token", token},
                      {"party", party.to_string()},
                      {"firm", kFirm}};
}

}  // namespace qy::bench
