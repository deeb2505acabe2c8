#include "pages/page_texts.h"

#include <array>

#include "base/assert.h"

namespace qy::presentation {
namespace {

#define QY_TEXT(key, zh, en) \
    { Text::key, #key, zh, en }

// In the order of the keys. Chinese comes first: it is what most readers see.
// clang-format off
constexpr auto kTexts = std::to_array<TextRow>({
    // The frame of every page
    QY_TEXT(platform, "琼源", "Qiongyuan"),
    QY_TEXT(skip_to_content, "跳到正文", "Skip to content"),
    QY_TEXT(news, "本页记录刚有更新。", "This record was just updated. "),
    QY_TEXT(news_show, "查看最新内容", "Show the newest"),
    QY_TEXT(footer_line,
            "琼源：海南产品溯源。记录由各环节的企业填写并对其真实性负责。",
            "Qiongyuan: origins of Hainan products. Each record is written by the firm that did the work, which "
            "answers for its truth."),
    QY_TEXT(footer_home, "返回首页", "Home"),
    QY_TEXT(search_label, "溯源码、批次号或产品名称", "Trace code, lot number or product name"),
    QY_TEXT(search_button, "查询", "Search"),
    QY_TEXT(list_comma, "、", ", "),
    // What a code is
    QY_TEXT(code_result, "查询结果", "Result"),
    QY_TEXT(genuine_first, "正品，首次查询", "Genuine, first scan"),
    QY_TEXT(genuine_first_lead,
            "这枚码由本平台发出，您是第一位查询它的人。",
            "This code was issued here, and you are the first to scan it."),
    QY_TEXT(genuine_again, "正品，第 {0} 次查询", "Genuine, scan no. {0}"),
    QY_TEXT(genuine_again_lead, "首次查询是在 {0}。", "It was first scanned on {0}."),
    QY_TEXT(genuine_again_advice,
            "如果您刚刚拆开包装，从未扫过这枚码，请留意是否有人复制了它，可向商家核实。",
            "If you have just opened the pack and never scanned it before, the code may have been copied: ask "
            "the seller."),
    QY_TEXT(genuine_again_pin_advice,
            "如果您刚刚拆开包装，请刮开涂层，用下面的防伪密码再核对一次。",
            "If you have just opened the pack, scratch off the coating and check the PIN below."),
    QY_TEXT(genuine_many, "已查询 {0} 次，请留意", "Scanned {0} times: take care"),
    QY_TEXT(genuine_many_advice,
            "这枚码由本平台发出，但查询次数偏多，可能被复制到了别的包装上。请核对产品与下面的信息是否一致，或向商家核实。",
            "This code was issued here, but it has been scanned unusually often and may have been copied onto "
            "other packs. Compare the product with what stands below, or ask the seller."),
    QY_TEXT(time_in_region, "{0}（{1}）", "{0} ({1})"),
    QY_TEXT(unbound, "此码尚未启用", "Not in use yet"),
    QY_TEXT(unbound_lead,
            "这是本平台发出的码，但还没有关联到任何产品。",
            "This code was issued here, but it does not belong to a product yet."),
    QY_TEXT(unbound_advice,
            "如果它已经印在出售的商品上，请先不要购买，并向商家询问。",
            "If it is already on a product for sale, wait before you buy and ask the seller."),
    QY_TEXT(unknown, "查无此码", "No such code"),
    QY_TEXT(unknown_lead,
            "这枚码没有发给任何产品，或者已经作废。",
            "This code was never issued to a product, or it has been cancelled."),
    QY_TEXT(unknown_advice,
            "请核对数字后重新查询。如果数字无误，请不要购买，可拨打 12315 反映。",
            "Check the digits and try again. If they are right, do not buy; in China you can report it by "
            "calling 12315."),
    QY_TEXT(forged, "这不是我们的码", "Not one of our codes"),
    QY_TEXT(forged_lead,
            "请逐位核对 20 位数字：输错一位也会出现这个结果。",
            "Check the 20 digits one by one: a single typing slip looks the same."),
    QY_TEXT(forged_advice,
            "如果数字无误，或者是直接扫码打开的，产品可能是仿冒的，请不要购买，可拨打 12315 反映。",
            "If the digits are right, or you opened this page by scanning, the product may be a fake: do not "
            "buy it. In China you can report it by calling 12315."),
    QY_TEXT(frozen, "此码已停用", "This code is blocked"),
    QY_TEXT(frozen_lead,
            "发码方已停用这枚码，请不要购买或食用带有它的产品。",
            "Its issuer has blocked this code. Do not buy or consume a product that carries it."),
    QY_TEXT(frozen_advice,
            "如果您已经买到，请保留包装并联系商家。",
            "If you have bought it, keep the pack and contact the seller."),
    QY_TEXT(recalled, "本批产品正在召回", "This lot is being recalled"),
    QY_TEXT(recalled_lead, "请停止食用或使用，不要转送他人。", "Stop consuming or using it, and do not pass it on."),
    QY_TEXT(recalled_advice, "请保留包装，联系购买处退货。", "Keep the pack and return it where you bought it."),
    QY_TEXT(reason, "原因：{0}", "Reason: {0}"),
    QY_TEXT(scan_count, "查询次数", "Scans"),
    QY_TEXT(times_one, "{0} 次", "{0}"),
    QY_TEXT(times_many, "{0} 次", "{0}"),
    QY_TEXT(first_scanned, "首次查询", "First scan"),
    QY_TEXT(first_verified, "密码首次核对", "PIN first checked"),
    QY_TEXT(trace_code, "溯源码", "Trace code"),
    // Scratch-off PIN
    QY_TEXT(pin_title, "刮码验真", "Check the PIN"),
    QY_TEXT(pin_hint,
            "刮开包装上的涂层，输入 6 位防伪密码。扫码可以复制，密码只有拆开的人看得到。",
            "Scratch off the coating on the pack and enter the 6 digits. A printed code can be copied; the PIN "
            "is seen only by the one who opens the pack."),
    QY_TEXT(pin_label, "6 位防伪密码", "6-digit PIN"),
    QY_TEXT(pin_button, "核对", "Check"),
    QY_TEXT(pin_first_right,
            "密码正确，并且是第一次核对。可以放心，这是正品。",
            "The PIN is right, and this is its first check. The product is genuine."),
    QY_TEXT(pin_right_again,
            "密码正确，但它在 {0} 已经被核对过。如果那不是您，请向商家核实。",
            "The PIN is right, but it was checked before, on {0}. If that was not you, ask the seller."),
    QY_TEXT(pin_wrong, "密码不对，请看清数字再试一次。", "The PIN is wrong. Look at the digits again and retry."),
    QY_TEXT(pin_too_many, "试错次数太多，请一小时后再试。", "Too many wrong tries. Please try again in an hour."),
    QY_TEXT(earlier, "此前", "an earlier day"),
    // Facts
    QY_TEXT(facts, "产品档案", "About this product"),
    QY_TEXT(origin, "产地", "Origin"),
    QY_TEXT(ingredient_origin, "原料产地", "Grown in"),
    QY_TEXT(produced_on, "生产日期", "Produced on"),
    QY_TEXT(producer, "生产者", "Producer"),
    QY_TEXT(provider, "服务提供者", "Provider"),
    QY_TEXT(service_place, "服务地点", "Place"),
    QY_TEXT(service_day, "服务日期", "Date"),
    QY_TEXT(lot_number, "批次号", "Lot number"),
    QY_TEXT(gtin, "商品条码", "GTIN"),
    QY_TEXT(shelf_life, "保质期", "Shelf life"),
    QY_TEXT(days, "{0} 天", "{0} days"),
    QY_TEXT(allergens, "致敏物质", "Contains allergens"),
    QY_TEXT(allergens_note,
            "对上述物质过敏的人请勿食用。由原料带入的也已列出。",
            "Do not consume it if you are allergic to any of these. Those carried in by ingredients are listed too."),
    QY_TEXT(brand_story, "品牌故事", "The story of the brand"),
    QY_TEXT(cut, "这批产品的记录很多，这里没有全部列出。", "There is more to this story than is listed here."),
    QY_TEXT(cut_by_depth, "更早的来源或更远的去向没有列出。", " Earlier origins or later destinations are left out."),
    QY_TEXT(cut_by_nodes, "部分批次没有列出。", " Some lots are left out."),
    QY_TEXT(cut_by_events, "部分记录没有列出。", " Some records are left out."),
    // Flow of lots
    QY_TEXT(flow, "来龙去脉", "Where it comes from"),
    QY_TEXT(flow_lead, "共 {0} 个批次，从源头到您手中。", "{0} lots, from the origin to your hand."),
    QY_TEXT(your_lot, "本批", "This lot"),
    QY_TEXT(lot_called, "批次 {0}", "Lot {0}"),
    QY_TEXT(logistic_unit, "物流单元", "Logistic unit"),
    QY_TEXT(one_more_lot, "还有 {0} 批", "{0} more lot"),
    QY_TEXT(more_lots, "还有 {0} 批", "{0} more lots"),
    QY_TEXT(link_transformation, "加工", "Processed"),
    QY_TEXT(link_split, "分出", "Divided"),
    QY_TEXT(link_merge, "合并", "Merged"),
    QY_TEXT(link_aggregation, "装箱", "Packed"),
    QY_TEXT(from_one_transformed, "由上一批加工", "Made from the lot before"),
    QY_TEXT(from_many_transformed, "由 {0} 批加工", "Made from {0} lots"),
    QY_TEXT(from_one_split, "由上一批分出", "Part of the lot before"),
    QY_TEXT(from_many_split, "由 {0} 批分出", "Parts of {0} lots"),
    QY_TEXT(from_one_merged, "由上一批并入", "Holds the lot before"),
    QY_TEXT(from_many_merged, "由 {0} 批合并", "Merged from {0} lots"),
    QY_TEXT(from_one_packed, "装有上一批", "Packed with the lot before"),
    QY_TEXT(from_many_packed, "装有 {0} 批", "Packed with {0} lots"),
    // Timeline
    QY_TEXT(timeline, "全程记录", "The whole story"),
    QY_TEXT(stages, "各个环节", "Stages"),
    QY_TEXT(stage_production, "生产", "Production"),
    QY_TEXT(stage_processing, "加工", "Processing"),
    QY_TEXT(stage_inspection, "检测", "Testing"),
    QY_TEXT(stage_logistics, "物流", "Transport"),
    QY_TEXT(stage_sales, "销售", "Sale"),
    QY_TEXT(stage_service, "服务", "Service"),
    QY_TEXT(record_one, "{0} 条记录", "{0} record"),
    QY_TEXT(records, "{0} 条记录", "{0} records"),
    QY_TEXT(more_records, "展开其余 {0} 条", "Show {0} more"),
    QY_TEXT(no_records,
            "还没有公开的记录。生产者填写并审核通过后，会显示在这里。",
            "No public records yet. They appear here once the producer has written them and they have been reviewed."),
    QY_TEXT(correction, "更正", "Correction"),
    QY_TEXT(corrected, "已被更正", "Corrected since"),
    QY_TEXT(step_commissioning, "生产", "Produced"),
    QY_TEXT(step_transforming, "加工", "Processed"),
    QY_TEXT(step_merging, "合并", "Merged"),
    QY_TEXT(step_inspecting, "检测", "Tested"),
    QY_TEXT(step_shipping, "发货", "Shipped"),
    QY_TEXT(step_transporting, "运输", "Transported"),
    QY_TEXT(step_receiving, "收货", "Received"),
    QY_TEXT(step_storing, "仓储", "Stored"),
    QY_TEXT(step_packing, "装箱", "Packed"),
    QY_TEXT(step_unpacking, "拆箱", "Unpacked"),
    QY_TEXT(step_retail_selling, "销售", "Put on sale"),
    QY_TEXT(step_service_provided, "服务", "Service provided"),
    QY_TEXT(step_other, "其他环节", "Other step"),
    // Tests and temperatures
    QY_TEXT(test_results, "检测结果", "Test results"),
    QY_TEXT(test_item, "检测项目", "Item"),
    QY_TEXT(measured, "实测值", "Measured"),
    QY_TEXT(result, "结论", "Result"),
    QY_TEXT(limit_is, "限量 {0}", "Limit {0}"),
    QY_TEXT(passed, "合格", "Passed"),
    QY_TEXT(failed, "不合格", "Failed"),
    QY_TEXT(report, "报告 {0}", "Report {0}"),
    QY_TEXT(test_passed_one, "{0} 项检测，合格", "{0} test, passed"),
    QY_TEXT(tests_passed, "{0} 项检测，全部合格", "{0} tests, all passed"),
    QY_TEXT(tests_failed, "{0} 项检测，其中 {1} 项不合格", "{1} of {0} tests failed"),
    QY_TEXT(test_one, "{0} 项检测", "{0} test"),
    QY_TEXT(tests_many, "{0} 项检测", "{0} tests"),
    QY_TEXT(cold_chain, "冷链温度", "Cold chain"),
    QY_TEXT(temperature_range, "最低 {0}，最高 {1}，共 {2} 次读数。", "Lowest {0}, highest {1}, {2} readings."),
    QY_TEXT(limits_between, "应在 {0} 至 {1} 之间。", "It must stay between {0} and {1}."),
    QY_TEXT(limit_at_most, "不应高于 {0}。", "It must stay at or below {0}."),
    QY_TEXT(limit_at_least, "不应低于 {0}。", "It must stay at or above {0}."),
    QY_TEXT(cold_kept, "全程没有超出温度范围", "Within its limits all the way"),
    QY_TEXT(cold_broken_one, "有 {0} 次读数超出温度范围", "{0} reading beyond the limits"),
    QY_TEXT(cold_broken, "有 {0} 次读数超出温度范围", "{0} readings beyond the limits"),
    QY_TEXT(page_description,
            "{0}：产地、加工、检测、物流和销售的全程记录。",
            "{0}: the whole record of origin, processing, tests, transport and sale."),
    // Home and search
    QY_TEXT(home_title, "看得见的海南好物", "Hainan goods you can see through"),
    QY_TEXT(home_lead,
            "扫一扫包装上的二维码，看它从哪里来，是不是正品。",
            "Scan the code on the pack: see where it comes from and whether it is genuine."),
    QY_TEXT(search_title, "查询产品", "Look up a product"),
    QY_TEXT(by_code, "溯源码", "Trace code"),
    QY_TEXT(by_code_hint, "包装上的 20 位数字，空格可有可无", "The 20 digits on the pack, with or without spaces"),
    QY_TEXT(by_lot, "批次号", "Lot number"),
    QY_TEXT(by_lot_hint, "与生产日期印在一起", "Printed beside the production date"),
    QY_TEXT(by_name, "产品名称", "Product name"),
    QY_TEXT(by_name_hint, "两个字以上，也可以用拼音或首字母", "Two characters or more; pinyin and initials work too"),
    QY_TEXT(ways_title, "您能查到什么", "What you will find"),
    QY_TEXT(way_genuine, "辨真伪", "Genuine or not"),
    QY_TEXT(way_genuine_words,
            "每件产品一枚码，查询次数和首次查询时间一目了然。",
            "One code for each item, with how often and when it was first scanned."),
    QY_TEXT(way_origin, "看来路", "Where it comes from"),
    QY_TEXT(way_origin_words,
            "从农场、车间到货架，每一批的来龙去脉。",
            "From farm and workshop to the shelf, lot by lot."),
    QY_TEXT(way_tests, "查检测", "How it was tested"),
    QY_TEXT(way_tests_words,
            "检测机构、项目、实测值和结论，原样公开。",
            "Laboratory, items, measured values and results, as they were reported."),
    QY_TEXT(nothing_found, "没有找到", "Nothing found"),
    QY_TEXT(nothing_found_advice,
            "请换一个更短的名称，或者核对批次号、溯源码是否有误。",
            "Try a shorter name, or check the lot number or trace code."),
    QY_TEXT(query_too_short, "请多输入一些", "Please enter more"),
    QY_TEXT(query_too_short_advice,
            "至少两个字，例如产品名称的前两个字。",
            "Two characters at least, such as the first two of a product's name."),
    QY_TEXT(product_found_one, "找到 {0} 个产品", "{0} product found"),
    QY_TEXT(products_found, "找到 {0} 个产品", "{0} products found"),
    QY_TEXT(more_products, "还有更多产品没有列出，请输入更完整的名称。", "More products fit; enter more of the name."),
    QY_TEXT(no_lots, "还没有公开的批次", "No public lots yet"),
    QY_TEXT(candidate_one, "有 {0} 批产品用这个批次号", "{0} lot has this number"),
    QY_TEXT(candidates, "有 {0} 批产品用这个批次号", "{0} lots have this number"),
    QY_TEXT(candidates_advice,
            "不同企业可能用同样的批次号，请选择您手中的那一种。",
            "Different firms may use the same lot number. Choose the product in your hand."),
    // A driver's page of one shipment
    QY_TEXT(ship_title, "运输记录", "Shipment"),
    QY_TEXT(ship_lead, "以“{0}”的名义记录批次 {1}", "Recorded for {0}, lot {1}"),
    QY_TEXT(ship_until, "链接有效期至 {0}，确认收货后失效。", "The link works until {0}, or until the receipt is confirmed."),
    QY_TEXT(ship_place, "地点（可不填）", "Place (optional)"),
    QY_TEXT(ship_temperature, "温度（℃）", "Temperature (°C)"),
    QY_TEXT(ship_note, "备注（可不填）", "Note (optional)"),
    QY_TEXT(ship_depart, "发车", "Departed"),
    QY_TEXT(ship_measure, "记录温度", "Record temperature"),
    QY_TEXT(ship_remark, "记录备注", "Record note"),
    QY_TEXT(ship_arrive, "到达", "Arrived"),
    QY_TEXT(ship_receive, "确认收货", "Confirm receipt"),
    QY_TEXT(ship_recorded, "已记录。", "Recorded."),
    QY_TEXT(ship_over, "已确认收货，谢谢。链接已失效。", "The receipt is confirmed, thank you. The link has ended."),
    QY_TEXT(ship_count, "已记录 {0} 条", "{0} recorded so far"),
    // Forms of people who are not signed in
    QY_TEXT(form_register, "企业注册", "Register a firm"),
    QY_TEXT(form_register_lead, "提交后请按邮件或短信确认，随后由平台审核。", "Confirm it by the mail or SMS that follows; then the platform reviews it."),
    QY_TEXT(form_enrol, "个人注册", "Join a firm"),
    QY_TEXT(form_enrol_lead, "填写您所在企业的统一社会信用代码，由企业管理员或平台审核。", "Give the credit code of your firm; its administrator or the platform decides."),
    QY_TEXT(form_confirm, "确认注册申请", "Confirm your registration"),
    QY_TEXT(form_confirm_lead, "确认后，申请进入审核。", "Then it goes to review."),
    QY_TEXT(form_correct, "补正注册申请", "Correct your registration"),
    QY_TEXT(form_correct_lead, "审核意见：{0}", "The reviewer says: {0}"),
    QY_TEXT(form_join, "开通账号", "Open your account"),
    QY_TEXT(form_join_lead, "设置用户名和密码，即可登录。", "Choose a user name and a password to sign in with."),
    QY_TEXT(form_password, "重设密码", "Reset your password"),
    QY_TEXT(form_password_lead, "设置新密码后，所有已登录的会话都会结束。", "With the new password all your sessions end."),
    QY_TEXT(form_forgot, "忘记密码", "Forgotten password"),
    QY_TEXT(form_forgot_lead, "填写用户名，以及账号中的手机号或邮箱。", "Give your user name, and the phone or mail address of your account."),
    QY_TEXT(form_send, "提交", "Send"),
    QY_TEXT(form_done, "已完成", "Done"),
    QY_TEXT(form_done_review, "申请已进入审核，结果会发送给您。", "It goes to review now; you will be told."),
    QY_TEXT(form_done_account, "账号 {0} 现在可以登录。", "The account {0} can sign in now."),
    QY_TEXT(form_done_sent, "如信息无误，消息已发送至 {0}，请查收。", "If what you filled in is right, a message is on its way to {0}."),
    QY_TEXT(field_party_name, "企业名称", "Name of the firm"),
    QY_TEXT(field_credit_code, "统一社会信用代码", "Unified social credit code"),
    QY_TEXT(field_roles, "企业类型", "What the firm does"),
    QY_TEXT(field_region, "行政区划代码（六位，可不填）", "Region code (six digits, optional)"),
    QY_TEXT(field_address, "地址（可不填）", "Address (optional)"),
    QY_TEXT(field_full_name, "联系人姓名", "Your name"),
    QY_TEXT(field_phone, "手机号", "Phone"),
    QY_TEXT(field_or_mail, "或邮箱", "Or mail address"),
    QY_TEXT(field_code, "短信验证码", "Code of the SMS"),
    QY_TEXT(field_user, "用户名", "User name"),
    QY_TEXT(field_password, "密码", "Password"),
    QY_TEXT(field_consent, "我已阅读并同意隐私政策（版本 {0}）", "I have read and agree to the privacy policy (version {0})"),
    QY_TEXT(role_producer, "生产", "Producer"),
    QY_TEXT(role_processor, "加工", "Processor"),
    QY_TEXT(role_carrier, "物流", "Carrier"),
    QY_TEXT(role_seller, "销售", "Seller"),
    QY_TEXT(role_service_provider, "服务", "Service provider"),
    QY_TEXT(role_laboratory, "检测", "Laboratory"),
    // What went wrong
    QY_TEXT(malformed, "这不是一枚完整的溯源码", "Not a complete trace code"),
    QY_TEXT(malformed_advice,
            "溯源码是 20 位数字，第一位不是 0。请对照包装重新输入，或重新扫码。",
            "A trace code has 20 digits and does not begin with 0. Enter it again from the pack, or scan again."),
    QY_TEXT(bad_request, "这个地址有误", "This address is malformed"),
    QY_TEXT(bad_request_advice,
            "请检查链接是否完整，或在下面重新查询。",
            "Check that the link is complete, or search below."),
    QY_TEXT(not_found, "没有找到这个页面", "Page not found"),
    QY_TEXT(not_found_advice,
            "链接可能已经变更。您可以在下面查询溯源码、批次号或产品名称。",
            "The link may have changed. You can search for a trace code, lot number or product name below."),
    QY_TEXT(method_not_allowed, "不能这样访问", "This cannot be done here"),
    QY_TEXT(method_not_allowed_advice, "请从首页重新开始查询。", "Please start again from the home page."),
    QY_TEXT(too_many, "查询太频繁", "Too many requests"),
    QY_TEXT(too_many_advice,
            "为防止有人批量试码，请一分钟后再试。",
            "To keep codes from being guessed, please try again in a minute."),
    QY_TEXT(busy, "现在查询的人很多", "Very busy right now"),
    QY_TEXT(busy_advice, "请过几秒刷新页面，您的查询不会丢失。", "Reload the page in a few seconds; nothing is lost."),
    QY_TEXT(internal, "系统出了点问题", "Something went wrong"),
    QY_TEXT(internal_advice,
            "我们已经记录了这个问题，请稍后再试。",
            "The fault has been recorded. Please try again later."),
    QY_TEXT(request_number, "请求编号：{0}", "Request: {0}"),
    QY_TEXT(yes, "是", "Yes"),
    QY_TEXT(no, "否", "No"),
});
// clang-format on
#undef QY_TEXT

constexpr bool in_order() {
    for (std::size_t i = 0; i < kTexts.size(); ++i) {
        if (static_cast<std::size_t>(kTexts[i].key) != i) return false;
    }
    return kTexts.size() == static_cast<std::size_t>(Text::count_);
}
static_assert(in_order(), "every key has its row, at its own place");

}  // namespace

std::span<const TextRow> page_texts() {
    return kTexts;
}

std::string_view page_text(Text key, Language language) {
    const auto& row = kTexts[static_cast<std::size_t>(key)];
    return language == Language::zh ? row.zh : row.en;
}

std::string page_text(Text key, Language language, std::initializer_list<std::string_view> arguments) {
    const std::string_view text = page_text(key, language);
    std::string made;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool place = text[i] == '{' && i + 2 < text.size() && text[i + 2] == '}';
        if (!place) {
            made += text[i];
            continue;
        }
        const auto index = static_cast<std::size_t>(text[i + 1] - '0');
        QY_ASSERT(index < arguments.size());
        made += arguments.begin()[index];
        i += 2;
    }
    return made;
}

}  // namespace qy::presentation
