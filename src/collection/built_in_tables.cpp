// The dictionary and the category tree that a new data folder starts with.
#include "collection/dictionary.h"

namespace qy::collection {

using model::Field;

std::span<const DictionaryItem> built_in_dictionary() {
    static const std::vector<DictionaryItem> kItems = {
        {"test_result", "qualified", "合格", "qualified",
         "检测合格,检验合格,符合,符合要求,通过,达标,pass,passed,ok,是"},
        {"test_result", "unqualified", "不合格", "not qualified",
         "检测不合格,检验不合格,不符合,不符合要求,未通过,不达标,超标,fail,failed,unqualified,否"},

        {"inspection_type", "rapid", "快速检测", "rapid test", "快检,速测,快速,自检"},
        {"inspection_type", "laboratory", "实验室检测", "laboratory test",
         "实验室,送检,委托检验,委托检测,抽检,定量检测"},

        {"inspection_status", "preliminary", "初检", "preliminary", "初步结果,初筛,首检"},
        {"inspection_status", "notified", "已告知", "notified", "结果告知,告知"},
        {"inspection_status", "re_inspection", "复检", "re-inspection", "复验,复检中"},
        {"inspection_status", "final", "最终结果", "final", "终检,最终,已出报告,正式报告,结果确认"},

        // GB 7718, 4.4.3: the eight groups of foods that may cause allergic reactions.
        {"allergen", "gluten_cereals", "含麸质谷物", "cereals containing gluten",
         "含有麸质的谷物及其制品,麸质,谷物麸质,小麦,黑麦,大麦,燕麦,gluten,wheat"},
        {"allergen", "crustaceans", "甲壳纲类", "crustaceans",
         "甲壳纲类动物及其制品,甲壳类,虾,蟹,龙虾,虾蟹,shrimp,crab"},
        {"allergen", "fish", "鱼类", "fish", "鱼类及其制品,鱼"},
        {"allergen", "eggs", "蛋类", "eggs", "蛋类及其制品,蛋,鸡蛋,egg"},
        {"allergen", "peanuts", "花生", "peanuts", "花生及其制品,peanut"},
        {"allergen", "soybeans", "大豆", "soybeans", "大豆及其制品,黄豆,soy,soybean"},
        {"allergen", "milk", "乳", "milk", "乳及乳制品,牛奶,牛乳,奶,乳制品,乳糖,奶制品,dairy,lactose"},
        {"allergen", "nuts", "坚果", "nuts", "坚果及其果仁类制品,坚果类,腰果,杏仁,核桃,榛子,tree nuts"},

        {"sale_channel", "shop", "门店", "shop", "线下,实体店,专卖店,直营店,零售店,store"},
        {"sale_channel", "supermarket", "商超", "supermarket", "超市,卖场,便利店"},
        {"sale_channel", "online", "线上", "online", "网店,电商,网络销售,电商平台,直播,小程序"},
        {"sale_channel", "market", "农贸市场", "market", "集市,市场,批发市场"},
        {"sale_channel", "duty_free", "免税店", "duty-free shop", "免税,离岛免税"},
        {"sale_channel", "catering", "餐饮", "catering", "餐厅,饭店,酒店"},
        {"sale_channel", "direct", "产地直销", "direct from the producer", "直销,团购,基地直供"},

        {"transport", "truck", "货车", "truck", "卡车,汽运,公路,厢式货车"},
        {"transport", "refrigerated_truck", "冷藏车", "refrigerated truck", "冷链车,冷藏货车"},
        {"transport", "ship", "船舶", "ship", "海运,轮渡,货船,船"},
        {"transport", "aircraft", "飞机", "aircraft", "空运,航空"},
        {"transport", "train", "铁路", "train", "火车,铁路运输,高铁"},

        // Codes are CBV business steps.
        {"step", "commissioning", "生产", "commissioning",
         "采收,采摘,收获,种植,养殖,出栏,捕捞,制作,手工制作,编织,生产入库,建批"},
        {"step", "transforming", "加工", "transforming",
         "初加工,深加工,水洗,日晒,蜜处理,发酵,烘焙,焙炒,拼配,研磨,萎凋,杀青,揉捻,干燥,烘干,屠宰,分割,分拣,分选,清洗,"
         "腌制,"
         "灌装,processing,roasting,blending,washing"},
        {"step", "merging", "合批", "merging", "并批,批次合并,混批,汇集,merge"},
        {"step", "inspecting", "检测", "inspecting", "检验,质检,抽检,快检,inspection"},
        {"step", "shipping", "发货", "shipping", "出库,发运,配送,分销,调拨,ship"},
        {"step", "transporting", "运输", "transporting", "在途,冷链运输,承运,transport"},
        {"step", "receiving", "收货", "receiving", "到货,签收,验收,接收,receive"},
        {"step", "storing", "贮存", "storing", "入库,仓储,储存,冷藏,冷库储存,storage"},
        {"step", "packing", "装箱", "packing", "包装,打包,组托,装车,pack"},
        {"step", "unpacking", "拆箱", "unpacking", "拆包,拆托,开箱,unpack"},
        {"step", "retail_selling", "销售", "retail selling", "零售,售出,上架,sale,selling"},
        {"step", "service_provided", "服务", "service provided", "提供服务,接待,service"},
        {"step", "other", "其他环节", "other", "其他,其它"},
    };
    return kItems;
}

std::span<const CategoryRule> built_in_categories() {
    static const std::vector<CategoryRule> kRules = {
        {"agricultural", "", "农产品", "agricultural products", "初级农产品,农副产品", {Field::production_address}},
        {"fruit", "agricultural", "水果", "fruit", "鲜果,热带水果", {}},
        {"citrus", "fruit", "柑橘", "citrus", "绿橙,橙子,柚子,柑橘类", {}},
        {"mango", "fruit", "芒果", "mango", "", {}},
        {"litchi", "fruit", "荔枝", "litchi", "lychee", {}},
        {"coconut", "fruit", "椰子", "coconut", "", {}},
        {"vegetable", "agricultural", "蔬菜", "vegetables", "瓜菜", {}},
        {"grain", "agricultural", "粮油", "grain and oil", "大米,山兰米", {}},
        {"spice", "agricultural", "香辛料", "spices", "胡椒,香料", {}},
        {"beverage_material", "agricultural", "饮品原料", "beverage plants", "饮料原料", {}},
        {"coffee", "beverage_material", "咖啡", "coffee", "咖啡豆,咖啡生豆,咖啡熟豆", {}},
        {"tea", "beverage_material", "茶叶", "tea", "茶,红茶,绿茶,白沙绿茶,鹧鸪茶", {}},
        {"livestock", "agricultural", "畜禽", "livestock and poultry", "畜牧产品", {}},
        {"poultry", "livestock", "家禽", "poultry", "禽肉,文昌鸡,鸡,鸭,鹅", {Field::test_item}},
        {"pork", "livestock", "猪肉", "pork", "生猪", {Field::test_item}},
        {"egg", "livestock", "禽蛋", "eggs", "鸡蛋,鸭蛋,蛋品", {}},
        {"aquatic", "agricultural", "水产品", "aquatic products", "水产,海产品,海鲜", {}},
        {"processed_food", "", "加工食品", "processed food", "食品,预包装食品,糕点,糖果,饮料", {Field::ingredients}},
        {"handicraft", "", "手工艺品", "handicrafts", "工艺品,黎锦,椰雕,手工制品", {}},
        {"service", "", "服务", "services", "服务类", {Field::service_place}},
        {"lodging", "service", "住宿", "lodging", "民宿,酒店住宿", {}},
        {"tourism", "service", "旅游服务", "tourism", "旅游,研学,导游服务", {}},
        {"wellness", "service", "康养服务", "wellness", "康养,温泉,理疗", {}},
        {"catering", "service", "餐饮服务", "catering", "餐饮", {}},
    };
    return kRules;
}

}  // namespace qy::collection
