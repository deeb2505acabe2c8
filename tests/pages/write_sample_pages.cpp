// Writes every sample page in both languages to a folder, for looking at and for the browser tests:
// write_sample_pages FOLDER. Prints the compressed size of each and leaves a list of them in index.json.
#include <fstream>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "asset_table.h"
#include "base/json.h"
#include "gzip.h"
#include "pages/consumer_page.h"
#include "pages/other_pages.h"
#include "pages/page_style.h"
#include "testing/page_samples.h"

namespace {

using namespace qy;
using namespace qy::presentation;
using namespace qy::presentation::testing;
using model::Authenticity;

struct Page {
    std::string name;
    std::string html;
};

PageContext with_pin(PageContext context, PinOutcome pin) {
    context.pin = pin;
    return context;
}

void add_codes(std::vector<Page>& pages, Language language, const AssetTable& assets) {
    const auto add = [&](const std::string& name, const model::TraceAnswer& answer, PinOutcome pin) {
        PageContext context = with_pin(sample_context(language, answer.code), pin);
        context.assets = &assets;
        pages.push_back({name, consumer_page(answer, context)});
    };
    add("coffee", roasted_coffee(), PinOutcome::not_sent);
    add("mango", chilled_mango(), PinOutcome::not_sent);
    add("mango_pin_first", chilled_mango(), PinOutcome::first_right);
    auto verified = chilled_mango();
    verified.authenticity->first_verified_at = verified.authenticity->first_scanned_at;
    add("mango_pin_again", verified, PinOutcome::right_again);
    add("mango_pin_wrong", chilled_mango(), PinOutcome::wrong);
    add("mango_pin_too_many", chilled_mango(), PinOutcome::too_many);
    add("handicraft", handicraft(), PinOutcome::not_sent);
    add("service", diving_service(), PinOutcome::not_sent);
    add("failed_test", failed_pepper(), PinOutcome::not_sent);
    add("empty", empty_story(), PinOutcome::not_sent);
    add("long_names", long_names(), PinOutcome::not_sent);
    add("graph_2", large_graph(9), PinOutcome::not_sent);
    add("graph_60", large_graph(60), PinOutcome::not_sent);
    add("graph_500", large_graph(500), PinOutcome::not_sent);
    add("forged", code_only(Authenticity::forged), PinOutcome::not_sent);
    add("unknown", code_only(Authenticity::unknown), PinOutcome::not_sent);
    add("unbound", code_only(Authenticity::unbound), PinOutcome::not_sent);
    add("frozen", stopped(Authenticity::frozen), PinOutcome::not_sent);
    add("recalled", stopped(Authenticity::recalled), PinOutcome::not_sent);
}

SearchAnswer found_coffee() {
    SearchAnswer answer{.query = "咖啡", .too_short = false, .more = true, .products = {}};
    answer.products.push_back(
        {"福山岭中度烘焙拼配咖啡豆",
         "Fushanling Medium Roast Blend",
         "250 g/袋",
         "海南福山岭咖啡有限公司",
         "Hainan Fushanling Coffee Co., Ltd.",
         "福山咖啡",
         "Fushan Coffee",
         {{model::LotId(1), "HB260226-03", "2026-02-26"}, {model::LotId(2), "HB260119-01", "2026-01-19"}}});
    answer.products.push_back({"咖啡鲜果", "", "", "白沙云岭咖啡农场", "", "", "", {}});
    return answer;
}

void add_others(std::vector<Page>& pages, Language language, const AssetTable& assets) {
    PageContext context = sample_context(language, "");
    context.beacon_url.clear();
    context.path = "/";
    context.assets = &assets;
    pages.push_back({"home", home_page({"13858214079663250417", "HB260226-03", "福山咖啡"}, context)});
    pages.push_back({"home_empty", home_page({}, context)});
    context.path = "/search";
    context.query = "q=%E5%92%96%E5%95%A1";
    pages.push_back({"search", search_page(found_coffee(), context)});
    pages.push_back({"search_empty", search_page({"不存在的产品", false, false, {}}, context)});
    pages.push_back({"search_short", search_page({"咖", true, false, {}}, context)});
    context.path = "/lot/20260310";
    model::TraceAnswer candidates;
    candidates.candidates = roasted_coffee().nodes;
    pages.push_back({"candidates", candidates_page(candidates, "20260310", context)});
    auto lot = roasted_coffee();
    lot.authenticity.reset();
    pages.push_back({"lot", lot_page(lot, context)});
    context.request_id = "01HZX3K9";
    constexpr std::pair<const char*, PageMessage> kMessages[] = {
        {"message_malformed", PageMessage::malformed_code},   {"message_not_found", PageMessage::not_found},
        {"message_too_many", PageMessage::too_many_requests}, {"message_busy", PageMessage::busy},
        {"message_internal", PageMessage::internal},
    };
    for (const auto& [name, message] : kMessages) pages.push_back({name, message_page(message, "1385 8214", context)});
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: write_sample_pages FOLDER\n";
        return 2;
    }
    const std::string folder = argv[1];
    const AssetTable assets;
    JsonObject index{{"policy", content_security_policy()}};
    JsonArray files;
    for (const Language language : {Language::zh, Language::en}) {
        std::vector<Page> pages;
        add_codes(pages, language, assets);
        add_others(pages, language, assets);
        for (const Page& page : pages) {
            const std::string name = page.name + (language == Language::zh ? ".zh.html" : ".en.html");
            std::ofstream(folder + "/" + name, std::ios::binary) << page.html;
            std::cout << gzip(page.html).size() << "\t" << page.html.size() << "\t" << name << "\n";
            files.emplace_back(name);
        }
    }
    index["pages"] = std::move(files);
    std::ofstream(folder + "/index.json") << to_text(index);
    std::cout << "style: " << page_style().css.size() << " bytes, " << gzip(page_style().css).size() << " compressed\n";
    return std::ofstream(folder + "/index.json", std::ios::app).good() ? 0 : 1;
}
