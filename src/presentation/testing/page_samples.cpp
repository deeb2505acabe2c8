#include "testing/page_samples.h"

#include <algorithm>
#include <array>
#include <utility>

#include "testing/story_builder.h"

namespace qy::presentation::testing {
namespace {

using model::Field;
using model::LinkKind;
using model::LotId;
using model::LotKind;
using model::Step;
using model::TraceAnswer;

constexpr std::string_view kCoffeeCode = "13858214079663250417";
constexpr std::string_view kMangoCode = "14021775093386610254";

model::Brand brand_of(std::string name, std::string name_en, std::string story, std::string story_en) {
    model::Brand brand;
    brand.id = model::BrandId(9001);
    brand.name = std::move(name);
    brand.name_en = std::move(name_en);
    brand.story = std::move(story);
    brand.story_en = std::move(story_en);
    return brand;
}

model::AuthenticityAnswer genuine(std::int64_t scans, std::string_view first, std::string_view region) {
    model::AuthenticityAnswer authenticity;
    authenticity.scan_count = scans;
    if (scans > 0) authenticity.first_scanned_at = when(first).at;
    authenticity.first_scanned_region = region;
    return authenticity;
}

void coffee_farms(StoryBuilder& story, const std::array<LotId, 3>& cherries, const model::ShownParty& mill) {
    struct Farm {
        const char* name;
        const char* plot;
        const char* place;
        const char* day;
        const char* kilograms;
    };
    constexpr std::array<Farm, 3> kFarms = {{
        {"澄迈红坎岭咖啡种植专业合作社", "红坎岭 3 号地，42 亩", "澄迈县福山镇红坎岭", "2025-12-08", "3200 kg"},
        {"王**（红坎岭合作社农户）", "敦茶坡 1 号地，18 亩", "澄迈县福山镇敦茶村", "2025-12-09", "1450 kg"},
        {"白沙云岭咖啡农场", "云岭东坡，65 亩", "白沙黎族自治县细水乡", "2025-12-11", "2600 kg"},
    }};
    for (std::size_t i = 0; i < kFarms.size(); ++i) {
        story.event(Step::commissioning, cherries[i], kFarms[i].day, kFarms[i].place, party(kFarms[i].name))
            .with(Field::produced_on, kFarms[i].day)
            .with(Field::production_address, kFarms[i].place)
            .with(Field::plot, kFarms[i].plot)
            .with(Field::variety, i == 2 ? "阿拉比卡 卡蒂姆" : "罗布斯塔")
            .with(Field::farm_inputs, "有机肥两次，全季未用除草剂");
    }
    story.event(Step::receiving, cherries[1], "2025-12-09T17:40:00+08:00", "澄迈县福山镇加工厂", mill);
}

void coffee_processing(StoryBuilder& story, LotId washed, LotId natural, LotId roast, const model::ShownParty& mill,
                       const model::ShownParty& roaster) {
    story.event(Step::transforming, washed, "2025-12-12", "澄迈县福山镇加工厂", mill)
        .with(Field::produced_on, "2025-12-12")
        .with(Field::process, "水洗：脱皮后发酵 18 小时，清洗，在晾床上晒 9 天，含水率 11.5 %");
    story.event(Step::transforming, natural, "2025-12-15", "白沙黎族自治县细水乡", party("白沙云岭咖啡农场"))
        .with(Field::process, "日晒：整果晾晒 21 天，脱壳分级");
    story.event(Step::transforming, roast, "2026-02-26", "海口市秀英区", roaster)
        .with(Field::produced_on, "2026-02-26")
        .with(Field::process, "拼配后中度烘焙：入豆 195 ℃，12 分 30 秒出豆，充氮包装")
        .with(Field::ingredients, "咖啡豆（罗布斯塔 70 %，阿拉比卡 30 %）")
        .with(Field::storage_conditions, "阴凉干燥处，开封后密封")
        .with(Field::shelf_life_days, "365")
        .with(Field::executed_standard, "NY/T 605-2021");
}

void coffee_tests(StoryBuilder& story, LotId roast) {
    struct Test {
        const char* item;
        const char* value;
        const char* limit;
        const char* method;
    };
    constexpr std::array<Test, 5> kTests = {{
        {"水分", "2.1 %", "≤5.0 %", "GB 5009.3"},
        {"咖啡因", "1.72 %", "≥0.8 %", "GB 5009.139"},
        {"铅（以 Pb 计）", "0.031 mg/kg", "≤0.5 mg/kg", "GB 5009.12"},
        {"赭曲霉毒素 A", "未检出", "≤5.0 μg/kg", "GB 5009.96"},
        {"烘焙色度", "58", "50–65", "NY/T 605"},
    }};
    for (const Test& test : kTests) {
        story.event(Step::inspecting, roast, "2026-03-01", "海口市龙华区", party("海口椰风检测技术有限公司"))
            .with(Field::tested_on, "2026-03-01")
            .with(Field::test_item, test.item)
            .with(Field::test_value, test.value)
            .with(Field::test_limit, test.limit)
            .with(Field::test_method, test.method)
            .with(Field::test_result, "qualified")
            .with(Field::report_number, "YF-2026-00318")
            .with(Field::inspection_type, "laboratory");
    }
}

void coffee_way_to_shop(StoryBuilder& story, LotId consignment, const model::ShownParty& roaster) {
    const auto carrier = party("海南顺港物流有限公司", "Hainan Shungang Logistics Co., Ltd.");
    const auto shop = party("三亚海棠咖啡与茶门店", "Haitang Coffee & Tea, Sanya");
    story.event(Step::shipping, consignment, "2026-03-03T08:30:00+08:00", "海口市秀英区", roaster)
        .to(shop)
        .with(Field::shipped_at, "2026-03-03T08:30:00+08:00")
        .with(Field::from_place, "海口市秀英区")
        .with(Field::to_place, "三亚市海棠区");
    story.event(Step::transporting, consignment, "2026-03-03T09:10:00+08:00", "海口市秀英区", carrier)
        .with(Field::route, "海口 – 琼海 – 万宁 – 陵水 – 三亚（环岛高速东段）");
    story.event(Step::receiving, consignment, "2026-03-03T15:05:00+08:00", "三亚市海棠区", shop)
        .with(Field::received_at, "2026-03-03T15:05:00+08:00");
    story.event(Step::retail_selling, consignment, "2026-03-05T10:00:00+08:00", "三亚市海棠区", shop)
        .with(Field::sale_place, "三亚市海棠区林旺南路 18 号")
        .with(Field::sale_channel, "store")
        .with(Field::sale_price, "6800");
}

std::vector<model::SensorReading> readings_between(std::string_view start, std::size_t count, int usual, int peak) {
    std::vector<model::SensorReading> readings;
    const auto first = when(start);
    for (std::size_t i = 0; i < count; ++i) {
        auto at = first;
        at.at = first.at.plus_seconds(static_cast<std::int64_t>(i) * 600);
        const int wave = static_cast<int>(i * 7 % 11) - 5;
        const bool warm = i > count / 2 && i < count / 2 + 7;
        readings.push_back({at, Decimal(warm ? peak + wave * 3 : usual + wave * 8, 2)});
    }
    return readings;
}

}  // namespace

TraceAnswer roasted_coffee() {
    StoryBuilder story;
    const auto mill = party("福山咖啡初加工厂", "Fushan Coffee Mill");
    const auto roaster = party("海南福山岭咖啡有限公司", "Hainan Fushanling Coffee Co., Ltd.", "460105");
    story.product("福山岭中度烘焙拼配咖啡豆", "Fushanling Medium Roast Blend", "250 g/袋", roaster)
        .category("烘焙咖啡", "Roasted coffee");
    const std::array<LotId, 3> cherries = {
        story.lot("CF251208-1", "咖啡鲜果", "澄迈红坎岭咖啡种植专业合作社", -3),
        story.lot("CF251209-1", "咖啡鲜果", "王**", -3),
        story.lot("YL251211", "咖啡鲜果", "白沙云岭咖啡农场", -3),
    };
    const LotId washed = story.lot("SX251212", "水洗生豆", "福山咖啡初加工厂", -2);
    const LotId natural = story.lot("RS251215", "日晒生豆", "白沙云岭咖啡农场", -2);
    const LotId roast = story.lot("HB260226-03", "福山岭中度烘焙拼配咖啡豆", roaster.name, -1);
    const LotId consignment =
        story.lot("HB260226-03-SY", "福山岭中度烘焙拼配咖啡豆", roaster.name, 0, LotKind::consignment);
    story.asked(consignment, "2026-02-26", "海口市秀英区");
    story.link(cherries[0], washed, LinkKind::transformation).link(cherries[1], washed, LinkKind::transformation);
    story.link(cherries[2], natural, LinkKind::transformation);
    story.link(washed, roast, LinkKind::transformation).link(natural, roast, LinkKind::transformation);
    story.link(roast, consignment, LinkKind::split);
    coffee_farms(story, cherries, mill);
    coffee_processing(story, washed, natural, roast, mill, roaster);
    coffee_tests(story, roast);
    coffee_way_to_shop(story, consignment, roaster);
    TraceAnswer answer = std::move(story).answer(kCoffeeCode);
    answer.brand =
        brand_of("福山咖啡", "Fushan Coffee",
                 "福山在琼北的火山红壤上种了九十年咖啡。这里的罗布斯塔香气厚实，带一点焦糖和椰壳的味道。\n"
                 "每一袋都能追到摘果的那块地。",
                 "Coffee has been grown on Fushan's red volcanic soil for ninety years. Its robusta is full, "
                 "with caramel and a hint of coconut shell.\nEvery bag leads back to the plot it was picked on.");
    answer.authenticity = genuine(0, {}, {});
    answer.product->gtin = "06901234567892";
    answer.product->nutrition =
        "每100g：能量 1728kJ；蛋白质 14.0g；脂肪 15.0g；饱和脂肪 5.6g；碳水化合物 55.0g；糖 1.2g；钠 14mg";
    return answer;
}

TraceAnswer chilled_mango() {
    StoryBuilder story;
    const auto farm = party("三亚崖州湾芒果种植专业合作社", "Yazhou Bay Mango Cooperative, Sanya", "460205");
    const auto carrier = party("海南冷链快运有限公司", "Hainan Cold Chain Express Co., Ltd.");
    story.product("崖州湾贵妃芒", "Yazhou Bay Guifei Mango", "5 kg/箱", farm).category("芒果", "Mango");
    const LotId field = story.lot("MG260310", "崖州湾贵妃芒", farm.name, 0);
    const LotId box = story.lot("069012345000000128", "", carrier.name, 1, LotKind::logistic_unit);
    story.asked(field, "2026-03-10", "三亚市崖州区");
    story.link(field, box, LinkKind::aggregation);
    story.event(Step::commissioning, field, "2026-03-10", "三亚市崖州区南滨农场", farm)
        .with(Field::produced_on, "2026-03-10")
        .with(Field::variety, "贵妃芒（红金龙）")
        .with(Field::plot, "南滨 7 队 2 号园，120 亩")
        .with(Field::farm_inputs, "套袋栽培，采前 45 天停药");
    story.event(Step::inspecting, field, "2026-03-10T16:20:00+08:00", "三亚市崖州区", party("三亚果蔬快检站"))
        .with(Field::test_item, "农药残留（胶体金速测 12 项）")
        .with(Field::test_value, "未检出")
        .with(Field::test_limit, "不得检出")
        .with(Field::test_result, "qualified");
    story.event(Step::packing, field, "2026-03-10T19:00:00+08:00", "三亚市崖州区", farm);
    story.event(Step::transporting, box, "2026-03-10T21:00:00+08:00", "三亚市崖州区", carrier)
        .with(Field::route, "三亚 – 海口 – 徐闻 – 广州")
        .with(Field::temperature_low, "10")
        .with(Field::temperature_high, "13")
        .readings(readings_between("2026-03-10T21:00:00+08:00", 160, 1140, 1390));
    TraceAnswer answer = std::move(story).answer(kMangoCode);
    answer.brand = brand_of("三亚芒果", "Sanya Mango", "", "");
    answer.allergens = {{"mango", "芒果", "Mango"}};
    answer.authenticity = genuine(2, "2026-03-12T09:41:00+08:00", "广东广州");
    answer.authenticity->has_pin = true;
    return answer;
}

TraceAnswer handicraft() {
    StoryBuilder story;
    const auto maker = party("五指山黎锦织造坊", "Wuzhishan Li Brocade Workshop", "469001");
    story.product("黎锦双面绣挂饰", "Li Brocade Double-faced Hanging", "30 × 45 cm", maker)
        .category("黎锦", "Li brocade");
    const LotId lot = story.lot("LJ-2026-017", "黎锦双面绣挂饰", maker.name, 0);
    story.asked(lot, "2026-01-18", "五指山市通什镇");
    story.event(Step::commissioning, lot, "2026-01-18", "五指山市通什镇", maker)
        .with(Field::produced_on, "2026-01-18")
        .with(Field::process, "踞腰织机手工织造，苏木与板蓝根植物染色，一位织娘用时 26 天");
    TraceAnswer answer = std::move(story).answer("15550024681357902468");
    answer.brand = brand_of("黎锦", "Li Brocade", "黎锦技艺已有三千年，织进图案里的是山、水和家人。",
                            "Three thousand years of weaving: hills, water and family in its patterns.");
    answer.authenticity = genuine(37, "2026-02-01T11:20:00+08:00", "海南海口");
    return answer;
}

TraceAnswer diving_service() {
    StoryBuilder story;
    const auto club = party("陵水分界洲潜水俱乐部", "Fenjiezhou Diving Club, Lingshui", "469028");
    story.product("体验潜水（一对一）", "Discovery Dive, one to one", "40 分钟", club)
        .category("海上运动", "Water sports");
    story.service();
    const LotId lot = story.lot("QS-20260214-06", "体验潜水（一对一）", club.name, 0);
    story.asked(lot, "2026-02-14", "陵水黎族自治县分界洲岛");
    story.event(Step::service_provided, lot, "2026-02-14T10:30:00+08:00", "陵水黎族自治县分界洲岛", club)
        .with(Field::served_at, "2026-02-14T10:30:00+08:00")
        .with(Field::service_process, "健康问卷、岸上讲解 20 分钟、浅水适应、下水 6 米、离水检查")
        .with(Field::service_resources, "持证教练 1 人，救生艇 1 艘，氧气包")
        .with(Field::service_materials, "潜水服、面镜、12 升气瓶（2026 年 1 月检验）")
        .with(Field::service_price, "58000");
    TraceAnswer answer = std::move(story).answer("16660013579246801357");
    answer.authenticity = genuine(1, "2026-02-14T12:00:00+08:00", "海南陵水");
    answer.authenticity->same_device_again = true;
    return answer;
}

TraceAnswer failed_pepper() {
    StoryBuilder story;
    const auto farm = party("琼海白胡椒合作社", "Qionghai White Pepper Cooperative", "469002");
    const auto laboratory = party("海口椰风检测技术有限公司");
    story.product("琼海白胡椒粒", "Qionghai White Peppercorns", "100 g/瓶", farm).category("胡椒", "Pepper");
    const LotId lot = story.lot("HJ260105", "琼海白胡椒粒", farm.name, 0);
    story.asked(lot, "2026-01-05", "琼海市大路镇");
    const auto wrong = story.event(Step::commissioning, lot, "2026-01-04", "琼海市大路镇", farm)
                           .with(Field::produced_on, "2026-01-04")
                           .id();
    story.event(Step::commissioning, lot, "2026-01-05", "琼海市大路镇", farm)
        .with(Field::produced_on, "2026-01-05")
        .with(Field::process, "浸泡脱皮，日晒 5 天")
        .corrects(wrong);
    const auto test = [&](const char* item, const char* value, const char* limit, const char* result) {
        story.event(Step::inspecting, lot, "2026-01-12", "海口市龙华区", laboratory)
            .with(Field::test_item, item)
            .with(Field::test_value, value)
            .with(Field::test_limit, limit)
            .with(Field::test_result, result)
            .with(Field::report_number, "YF-2026-00044");
    };
    test("水分", "16.8 %", "≤14.0 %", "unqualified");
    test("总灰分", "1.2 %", "≤3.0 %", "qualified");
    TraceAnswer answer = std::move(story).answer("17770099887766554433");
    answer.authenticity = genuine(4, "2026-02-03T18:22:00+08:00", "");
    return answer;
}

TraceAnswer empty_story() {
    StoryBuilder story;
    const auto owner = party("文昌东郊椰子制品厂", "Dongjiao Coconut Works, Wenchang");
    story.product("椰子糖", "Coconut Candy", "200 g/袋", owner);
    const LotId lot = story.lot("YZ260301", "椰子糖", owner.name, 0);
    story.asked(lot, "", "");
    TraceAnswer answer = std::move(story).answer("18880000111122223333");
    answer.authenticity = genuine(0, {}, {});
    return answer;
}

TraceAnswer long_names() {
    StoryBuilder story;
    std::string name;
    for (int i = 0; i < 8; ++i) name += "热带雨林国家公园周边社区生态种植示范基地";
    const auto owner = party(name + "有限责任公司");
    story.product(name + "咖啡", "Supercalifragilistic" + std::string(120, 'x') + " coffee", std::string(80, '9'),
                  owner);
    const LotId first = story.lot(std::string(64, 'A'), name, owner.name, -1);
    const LotId lot = story.lot(std::string(64, 'B'), name, owner.name, 0);
    story.asked(lot, "2026-03-01", name);
    story.link(first, lot, LinkKind::transformation);
    story.event(Step::transforming, lot, "2026-03-01", name, owner)
        .with(Field::process, std::string(300, 'w') + name)
        .with(Field::executed_standard, std::string(100, 'Q'));
    story.event(Step::inspecting, lot, "2026-03-02", name, owner)
        .with(Field::test_item, name)
        .with(Field::test_value, std::string(60, '1'))
        .with(Field::test_limit, "≤" + std::string(60, '2'))
        .with(Field::test_method, std::string(90, 'M'))
        .with(Field::test_result, "qualified")
        .with(Field::report_number, std::string(90, 'R'));
    TraceAnswer answer = std::move(story).answer("19990000111122223333");
    answer.brand = brand_of(name, "", name + name, "");
    answer.allergens = {{"a", name, std::string(90, 'a')}, {"b", "花生", "Peanuts"}};
    answer.authenticity = genuine(3, "2026-03-02T08:00:00+08:00", name);
    return answer;
}

TraceAnswer large_graph(std::size_t lots) {
    constexpr std::size_t kLayers = 7;
    StoryBuilder story;
    const auto owner = party("海南热带农产品集散中心", "Hainan Tropical Produce Exchange", "460100");
    story.product("热带水果什锦干", "Mixed Dried Tropical Fruit", "500 g/袋", owner);
    std::array<std::vector<LotId>, kLayers> layers;
    for (std::size_t i = 0; i < lots; ++i) {
        const std::size_t layer = i % kLayers;
        const int distance = static_cast<int>(layer) - 5;
        const std::string number = "GD2603-" + std::to_string(100 + i);
        const bool first = distance == 0 && layers[layer].empty();
        layers[layer].push_back(story.lot(number, layer < 3 ? "菠萝蜜鲜果" : "菠萝蜜果干", owner.name, distance));
        if (first) story.asked(layers[layer].back(), "2026-03-08", "海口市");
    }
    for (std::size_t layer = 0; layer + 1 < kLayers; ++layer) {
        for (std::size_t i = 0; i < layers[layer].size(); ++i) {
            const auto& next = layers[layer + 1];
            if (next.empty()) continue;
            story.link(layers[layer][i], next[i / 2 % next.size()],
                       layer == 3 ? LinkKind::merge : LinkKind::transformation);
            story.link(layers[layer][i], next[i % next.size()],
                       layer == 4 ? LinkKind::split : LinkKind::transformation);
        }
    }
    for (std::size_t i = 0; i < layers[0].size(); ++i) {
        story.event(Step::commissioning, layers[0][i], "2026-02-" + std::to_string(10 + i % 18), "儋州市那大镇", owner)
            .with(Field::variety, "马来西亚 1 号");
    }
    TraceAnswer answer = std::move(story).answer("12345678901234567890");
    answer.authenticity = genuine(0, {}, {});
    answer.cut = {.cut = true, .by_depth = true, .by_nodes = false, .by_events = true};
    return answer;
}

TraceAnswer code_only(model::Authenticity state) {
    TraceAnswer answer;
    answer.view = model::View::code_holder;
    answer.code = "13858214079663250418";
    answer.authenticity = model::AuthenticityAnswer{};
    answer.authenticity->state = state;
    return answer;
}

TraceAnswer stopped(model::Authenticity state) {
    TraceAnswer answer = roasted_coffee();
    answer.authenticity->state = state;
    answer.authenticity->reason =
        state == model::Authenticity::recalled ? "包装密封不良，部分批次受潮" : "印刷厂报失一卷标签";
    return answer;
}

std::string sample_label(std::string_view dictionary, std::string_view code, Language language) {
    struct Row {
        std::string_view dictionary;
        std::string_view code;
        std::string_view zh;
        std::string_view en;
    };
    static constexpr auto kRows = std::to_array<Row>({
        {"region", "460105", "海口市秀英区", "Xiuying, Haikou"},
        {"region", "460205", "三亚市崖州区", "Yazhou, Sanya"},
        {"region", "469001", "五指山市", "Wuzhishan"},
        {"region", "469002", "琼海市", "Qionghai"},
        {"region", "469028", "陵水黎族自治县", "Lingshui"},
        {"region", "460100", "海口市", "Haikou"},
        {"test_result", "qualified", "合格", "Passed"},
        {"test_result", "unqualified", "不合格", "Failed"},
        {"inspection_type", "laboratory", "实验室检测", "Laboratory"},
        {"sale_channel", "store", "门店", "Store"},
    });
    for (const Row& row : kRows) {
        if (row.dictionary == dictionary && row.code == code) {
            return std::string(language == Language::zh ? row.zh : row.en);
        }
    }
    return {};
}

PageContext sample_context(Language language, std::string_view code) {
    PageContext context;
    context.language = language;
    context.language_chosen = language == Language::en;
    context.path = "/t/" + std::string(code);
    context.beacon_url = "/b/" + std::string(code) + ".gif";
    context.icp_filing = "琼ICP备00000000号-1";
    context.police_filing = "琼公网安备 46010600000000号";
    context.label_of = sample_label;
    return context;
}

}  // namespace qy::presentation::testing
