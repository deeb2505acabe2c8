// Whoever reads owned rows on a caller's behalf does it through that caller's reach. A reach of everything is for the
// platform's own work, in the files named here and nowhere else.
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include "source_tree.h"

namespace qy::checks {
namespace {

struct Row {
    std::string_view path;
    std::string_view why;
};
constexpr Row kAllowed[] = {
    {"src/business/arrival.cpp", "under which brand and category a row stands; nothing else of the product is told"},
    {"src/business/capture_row.cpp", "whether an event that comes back is one of ours"},
    {"src/business/code_bind.cpp", "lots above the one that the caller reaches, and the grant of its codes"},
    {"src/business/code_export.cpp", "labels of a range that the caller reaches"},
    {"src/business/code_issue.cpp", "whether the party of a lot or brand that the caller reaches is active"},
    {"src/business/code_resolve.cpp", "what a code that anybody may scan belongs to"},
    {"src/business/consumer_reports.cpp", "what a lot or code that anybody may scan belongs to"},
    {"src/business/epcis_export.cpp",
     "a lot by the events that are reached; the time of the newest event, in the head"},
    {"src/business/epcis_writer.cpp", "names of what events tell of that the caller reaches"},
    {"src/business/file_place.cpp", "files of an import that its sender reaches, whose row has just come"},
    {"src/business/grants.cpp", "the list of licensees, which is for everybody; whom a brand is granted to"},
    {"src/business/invitations.cpp", "the invitation whose secret was shown"},
    {"src/business/known_products.cpp", "the category of the product that a row names; nothing else of it is told"},
    {"src/business/label_log.cpp", "what a label said, which is for everybody"},
    {"src/business/label_orders.cpp", "whether a party that labels are handed to prints; nothing else of it is told"},
    {"src/business/label_print.cpp", "what is printed beside the codes of a range that the caller reaches"},
    {"src/business/ledger.cpp", "verification recomputes every entry"},
    {"src/business/media_desk.cpp", "whether a thing of the caller's has this content already"},
    {"src/business/media_erasure.cpp", "what goes with a record from which a person is erased"},
    {"src/business/media_owner.cpp", "whose a thing is; nothing of it is told"},
    {"src/business/persons.cpp", "erasure, after the caller's reach has chosen the records"},
    {"src/business/publish.cpp", "who records for whom: rows name parties, and what each may do is checked there"},
    {"src/business/record_names.cpp", "names of what records tell of that the caller reaches"},
    {"src/business/recorded_lot.cpp", "a lot of whoever, by those of its events that are reached"},
    {"src/business/registrations.cpp", "the registration whose secret was shown"},
    {"src/business/report_queue.cpp", "names of what a report that the caller reaches is about"},
    {"src/business/resolve.cpp", "rows name lots of other parties; what each may do with them is checked there"},
    {"src/business/resolve.h", "the operator and the examples change anybody's things"},
    {"src/business/review_policies.cpp",
     "the name of the party that a policy speaks of, for who keeps the policies of all"},
    {"src/business/row_warnings.cpp", "what reviewers should look at in a row"},
    {"src/business/search.cpp", "products that anybody may find"},
    {"src/business/shipments.cpp",
     "lots that the party recorded about, whoever owns them; what a driver just recorded"},
    {"src/business/trace_writer.cpp", "the story that anybody may read; the asker's view says what of it is told"},
    {"src/business/user_review.cpp", "every user, for the operator and for security administrators"},
    {"src/model/actor.cpp", "the operator at the machine"},
    {"src/model/include/model/role.h", "where it is made"},
    {"src/model/role.cpp", "what a role of scope all gives"},
    {"src/storage/party_store.cpp", "sealing anew, of any farmer"},
    {"src/storage/sealing_rows.cpp", "sealing goes through every row"},
};

/// What is found by an id without a reach.
constexpr Row kFinds[] = {
    {"audit::find", "the trail is the audit administrators'"},
    {"catalogue::find_brand", "brands are public"},
    {"catalogue::find_category", "the catalogue is everybody's"},
    {"codes::find_alias", "what a code that anybody may scan stands for"},
    {"contacts::find_proof", "by a secret"},
    {"events::find_key", "of one recorder"},
    {"idempotency::find", "of one actor"},
    {"ledger::find", "the ledger is public"},
    {"lots::find_natural", "of one owner"},
    {"persons::find", "records by the name of a person: they are read through a reach"},
    {"proposals::find", "the roles are the security administrators'"},
    {"requests::find", "of one user, who alone sees it beside the security administrators"},
    {"sessions::find", "by a secret"},
    {"tokens::by_id", "of one user, who alone sees it beside the security administrators"},
    {"tokens::find", "by a secret"},
    {"uploads::find", "of one party and author"},
    {"users::find", "accounts are the security administrators', and whose proof was shown"},
};

/// What is read by the id of a thing that was found above it. `guard`: the function that asks so for a caller, whose
/// rung in tests/api/ladder shows that another party is told that the thing above is not there.
struct Below {
    std::string_view path;
    std::string_view guard;
    std::string_view why;
};
constexpr Below kBelow[] = {
    {"catalogue::product_versions", "product.history", "of a product that is found through the reach"},
    {"codes::issued_under", "code.issue", "how many codes a grant of the lot's owner gave: a number"},
    {"consumer_reports::contact", "report.get", "of a report that is found through the reach; each look is recorded"},
    {"events::of_lot_after", "event.export", "ids alone; the events are read through the reach"},
    {"events::submission_of", "person.erase", "of an event that is found through the reach"},
    {"import_attachments::list", "import.files", "of an import that is found through the reach"},
    {"imports::rows", "import.rows", "of an import that is found through the reach"},
    {"label_orders::of_block", "code.export", "of a range that is found through the reach"},
    {"label_orders::password", "label_order.fetch", "of an order that is found through the reach"},
    {"label_orders::steps", "label_order.get", "of an order that is found through the reach"},
    {"label_prints::newest_of", "label.print", "of a range that is found through the reach"},
    {"lots::consignments", "event.capture", "of the lot that a row of its owner names"},
    {"lots::count_consignments", "event.capture", "of the lot that a row of its owner names: a number"},
    {"lots::stock", "trace.query", "told in the views of the lot's owner and of who supervises it"},
    {"media::count", "media.upload", "of a thing that is found through the reach: a number"},
    {"shipments::has_recorded", "shipment.link", "of the own party"},
    {"submission_steps::all", "submission.get", "of a submission that is found through the reach"},
    {"trace::latest_lots", "", "lots that anybody may find by the product's name"},
};

bool reaches_everything(std::string_view text) {
    const auto code = code_only(text);
    return code.find("Reach::everything()") != std::string::npos || code.find(".all = true") != std::string::npos ||
           code.find("everything() {") != std::string::npos;
}

TEST(ReachCheck, OnlyThePlatformsOwnWorkReachesEverything) {
    std::vector<Finding> findings;
    std::size_t seen = 0;
    for (const auto& file : files_below("src", {".cpp", ".h"})) {
        const bool test = file.path.ends_with("_test.cpp") || file.path.find("/testing/") != std::string::npos;
        if (test || !reaches_everything(file.text)) continue;
        ++seen;
        if (std::ranges::find(kAllowed, file.path, &Row::path) == std::end(kAllowed)) {
            findings.push_back({file.path, "reach", "reads everything; use the actor's reach, or say here why not"});
        }
    }
    EXPECT_EQ(seen, std::size(kAllowed)) << "a row of the list has nothing to allow any more";
    EXPECT_TRUE(findings.empty()) << told(findings);
}

// Nobody erases traces: records are removed by age alone, behind a seal, by their keeper; nothing changes one.
TEST(ReachCheck, AuditRecordsAreRemovedByTheirKeeperAlone) {
    std::vector<Finding> findings;
    std::size_t keepers = 0;
    for (const auto& file : files_below("src", {".cpp", ".sql"})) {
        if (file.path.ends_with("_test.cpp") || file.path.find("/testing/") != std::string::npos) continue;
        const bool store = file.path == "src/storage/audit_store.cpp";
        for (const auto* words : {"DELETE FROM audit_record", "UPDATE audit_record", "DROP TABLE audit_record"}) {
            const bool deletes = store && std::string_view(words).starts_with("DELETE");
            if (file.text.find(words) != std::string::npos && !deletes)
                findings.push_back({file.path, "traces", words});
        }
        if (file.text.find("audit::cut(") == std::string::npos) continue;
        ++keepers;
        if (file.path != "src/business/audit_keeper.cpp") findings.push_back({file.path, "traces", "cuts the trail"});
    }
    EXPECT_EQ(keepers, 1U);
    EXPECT_TRUE(findings.empty()) << told(findings);
}

/// "lots::find" of each function of a store's header that finds one or several things, and does not take a reach.
std::vector<std::string> finds_without_reach(std::string_view header) {
    static const std::regex function(R"re(Result<std::[^;]*?\b(find\w*|by_id)\(Reader& reader,([^;]*)\);)re");
    static const std::regex space(R"re(namespace qy::storage::(\w+) \{)re");
    const std::string code = code_only(header);
    std::smatch inside;
    if (!std::regex_search(code, inside, space)) return {};
    std::vector<std::string> found;
    for (std::sregex_iterator it(code.begin(), code.end(), function), end; it != end; ++it) {
        const auto parameters = (*it)[2].str();
        const bool reached = parameters.find("model::Reach&") != std::string::npos ||
                             parameters.find("Scope&") != std::string::npos;  // submissions call it so
        if (!reached) found.push_back(inside[1].str() + "::" + (*it)[1].str());
    }
    return found;
}

TEST(ReachCheck, WhatIsFoundByItsIdIsFoundThroughAReach) {
    std::vector<std::string> found;
    for (const auto& file : files_below("src/storage/include", {".h"})) {
        for (auto& name : finds_without_reach(file.text)) found.push_back(std::move(name));
    }
    std::ranges::sort(found);
    std::vector<std::string> allowed;
    for (const auto& row : kFinds) allowed.emplace_back(row.path);
    EXPECT_EQ(found, allowed) << "let it take a reach, or say here why not";
}

/// The other functions of a store's header that read by the id of a thing somebody owns.
std::vector<std::string> reads_by_id(std::string_view header) {
    static const std::regex function(R"re(Result<[^;()]*>\s+(\w+)\(Reader& reader,([^;]*)\);)re");
    static const std::regex thing(
        R"re(model::(Lot|Product|Event|Submission|Import|CodeRange|LabelOrder|ConsumerReport|BrandGrant|Media|Carton|ShipmentLink)Id (?!after|before)|std::int64_t subject_id)re");
    static const std::regex space(R"re(namespace qy::storage::(\w+) \{)re");
    static const std::regex find(R"re(find\w*|by_id)re");
    const std::string code = code_only(header);
    std::smatch inside;
    if (!std::regex_search(code, inside, space)) return {};
    std::vector<std::string> found;
    for (std::sregex_iterator it(code.begin(), code.end(), function), end; it != end; ++it) {
        const auto name = (*it)[1].str();
        const auto parameters = (*it)[2].str();
        if (std::regex_match(name, find) || parameters.find("model::Reach&") != std::string::npos) continue;
        if (std::regex_search(parameters, thing)) found.push_back(inside[1].str() + "::" + name);
    }
    return found;
}

TEST(ReachCheck, WhatIsReadByTheIdOfAThingAboveItIsGuardedThere) {
    std::vector<std::string> found;
    for (const auto& file : files_below("src/storage/include", {".h"})) {
        for (auto& name : reads_by_id(file.text)) found.push_back(std::move(name));
    }
    std::ranges::sort(found);
    std::vector<std::string> allowed;
    for (const auto& row : kBelow) allowed.emplace_back(row.path);
    EXPECT_EQ(found, allowed) << "let it take a reach, or say here what guards it";
}

/// Whether a rung of the ladder tells what a caller of another party gets.
bool has_elsewhere(std::string_view ladder, std::string_view function) {
    const auto begin = ladder.find("\n  '" + std::string(function) + "': {");
    if (begin == std::string_view::npos) return false;
    const auto rung = ladder.substr(begin, ladder.find("\n  },", begin) - begin);
    return rung.find("\n    elsewhere: [") != std::string_view::npos;
}

TEST(ReachCheck, EachGuardIsClimbedByAnotherPartyInTheLadder) {
    std::string ladder;
    for (const auto& file : files_below("tests/api/ladder", {".mjs"})) ladder += file.text;
    std::vector<Finding> findings;
    for (const auto& row : kBelow) {
        if (!row.guard.empty() && !has_elsewhere(ladder, row.guard))
            findings.push_back({std::string(row.path), "reach", std::string(row.guard) + " has no such rung"});
    }
    EXPECT_TRUE(findings.empty()) << told(findings);
    EXPECT_FALSE(has_elsewhere(ladder, "category.list")) << "what is everybody's has none";
}

TEST(ReachCheck, APlantedOneIsCaught) {
    EXPECT_EQ(reads_by_id("namespace qy::storage::lots {\n"
                          "Result<std::vector<model::Lot>> parts_of(Reader& reader, model::LotId id);\n"
                          "Result<std::vector<model::Lot>> list(Reader& reader, model::LotId after);\n"
                          "Result<Stock> own(Reader& reader, const model::Reach& reach, model::LotId id);\n}"),
              std::vector<std::string>{"lots::parts_of"});
    EXPECT_EQ(finds_without_reach("namespace qy::storage::lots {\n"
                                  "Result<std::optional<model::Lot>> find(Reader& reader, model::LotId id);\n"
                                  "Result<std::optional<model::Lot>> find_own(Reader& reader,\n"
                                  "    const model::Reach& reach, model::LotId id);\n}"),
              std::vector<std::string>{"lots::find"});

    EXPECT_TRUE(reaches_everything("auto x = find(reader, model::Reach::everything(), id);"));
    EXPECT_TRUE(reaches_everything("const model::Reach reach{.all = true};"));
    EXPECT_FALSE(reaches_everything("auto x = find(reader, actor.reach(permission), id);  // not Reach::everything()"));
}

}  // namespace
}  // namespace qy::checks
