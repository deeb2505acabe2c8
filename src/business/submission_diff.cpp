#include "business/submission_diff.h"

#include <algorithm>
#include <iterator>
#include <span>

#include "storage/store.h"
#include "three_way.h"

namespace qy::business {
namespace {

constexpr FieldLabel kProductLabels[] = {
    {"name_en", "英文名称", "English name"},
    {"category", "产品类别", "Category"},
    {"gtin", "商品条码", "GTIN"},
    {"product_code", "产品编码", "Product code"},
    {"allergens", "致敏物质", "Allergens"},
    {"nutrition", "营养成分表", "Nutrition information"},
    {"opened", "向公众公开的字段", "Opened fields"},
    {"closed", "不向公众展示的字段", "Closed fields"},
    {"attributes", "产品属性", "Attributes of the product"},
};

constexpr FieldLabel kCategoryLabels[] = {
    {"code", "代码", "Code"},
    {"parent", "上级类别", "Parent"},
    {"name", "名称", "Name"},
    {"name_en", "英文名称", "English name"},
    {"aliases", "别名", "Aliases"},
    {"required", "必填字段", "Required fields"},
    {"steps", "环节", "Steps"},
    {"attributes", "属性", "Attributes"},
    {"children_code", "下级编码规则", "Codes of what is below"},
    {"yield_range", "出成率", "Yield"},
    {"valid_from", "生效日期", "Valid from"},
};
constexpr FieldLabel kWordLabels[] = {
    {"code", "代码", "Code"},
    {"zh", "中文", "Chinese"},
    {"en", "英文", "English"},
    {"aliases", "别名", "Aliases"},
    {"details", "详情", "Details"},
    {"valid_from", "生效日期", "Valid from"},
    {"valid_to", "失效日期", "Valid to"},
};

FieldLabel label_in(std::span<const FieldLabel> labels, std::string_view field) {
    const auto found = std::ranges::find(labels, field, &FieldLabel::field);
    return found == labels.end() ? FieldLabel{} : *found;
}

FieldLabel label_of(model::ChangeKind kind, std::string_view field) {
    if (kind == model::ChangeKind::product) return label_in(kProductLabels, field);
    return label_in(kind == model::ChangeKind::catalogue ? std::span<const FieldLabel>(kCategoryLabels)
                                                         : std::span<const FieldLabel>(kWordLabels),
                    field);
}

/// Of what stands beside the contents of events.
constexpr FieldLabel kRowLabels[] = {
    {"owner_name", "生产企业名称", "Producer"},
    {"product_name", "产品名称", "Product"},
    {"specification", "规格型号", "Specification"},
    {"lot_number", "生产批次", "Lot number"},
    {"category", "产品类别", "Category"},
    {"brand_name", "品牌", "Brand"},
    {"gtin", "商品条码", "GTIN"},
    {"allergens", "致敏物质", "Allergens"},
    {"attributes", "产品属性", "Attributes of the product"},
    {"name_en", "产品英文名称", "Product in English"},
    {"opened", "向公众公开的字段", "Opened fields"},
    {"closed", "不向公众展示的字段", "Closed fields"},
    {"quantity", "数量", "Quantity"},
    {"produced_on", "生产日期", "Produced on"},
    {"place", "地点", "Place"},
    {"step", "环节", "Step"},
    {"event_time", "时间", "Time"},
    {"party_name", "企业", "Party"},
    {"counterparty_name", "收货方", "Consignee"},
    {"consignment_number", "分销批次号", "Consignment number"},
    {"container", "包装箱", "Container"},
};

bool is_empty(const Json& value) {
    return value.is_null() || (value.is_string() && value.as_string().empty()) ||
           (value.is_array() && value.as_array().empty()) || (value.is_object() && value.as_object().empty());
}

FieldDiff added(std::string path, std::string_view name, const Json& value) {
    FieldDiff diff;
    diff.field = std::move(path);
    diff.after = value;
    if (const auto field = model::field_of_name(name)) {
        const auto& row = model::row_of(*field);
        diff.zh = row.zh;
        diff.en = row.en;
        diff.data_class = row.data_class;
        return diff;
    }
    const auto* const label = std::ranges::find(kRowLabels, name, &FieldLabel::field);
    if (label == std::end(kRowLabels)) return diff;
    diff.zh = label->zh;
    diff.en = label->en;
    return diff;
}

/// Members that hold something; objects inside (`ref`, `contents`) are looked into.
void add_members(std::vector<FieldDiff>& fields, const std::string& path, const JsonObject& object) {
    for (const auto& member : object) {
        const std::string name(member.key());
        if (is_empty(member.value())) continue;
        if (const auto* const inner = member.value().if_object(); inner != nullptr) {
            add_members(fields, path, *inner);
        } else {
            fields.push_back(added(path + name, name, member.value()));
        }
    }
}

std::string lot_name(const JsonObject& row) {
    const auto* const lot = row.if_contains("lot");
    const auto* const object = lot == nullptr ? nullptr : lot->if_object();
    const auto* const ref = object == nullptr ? nullptr : object->if_contains("ref");
    const auto* const inner = ref == nullptr ? object : ref->if_object();
    const auto* const number = inner == nullptr ? nullptr : inner->if_contains("lot_number");
    return number != nullptr && number->is_string() ? std::string(number->as_string()) : std::string();
}

ChangeDiff diff_of_row(const model::Change& change) {
    ChangeDiff diff{change.kind, {}, 0, {}};
    const auto* const row = change.content.if_object();
    if (row == nullptr) return diff;
    diff.name = lot_name(*row);
    const auto* const lot = row->if_contains("lot");
    if (lot != nullptr && lot->is_object()) add_members(diff.fields, "", lot->as_object());
    const auto* const events = row->if_contains("events");
    if (events == nullptr || !events->is_array()) return diff;
    for (std::size_t i = 0; i < events->as_array().size(); ++i) {
        const auto& event = events->as_array()[i];
        const std::string path = i == 0 ? "" : "events[" + std::to_string(i) + "].";
        if (event.is_object()) add_members(diff.fields, path, event.as_object());
    }
    return diff;
}

ChangeDiff diff_of_content(const model::Change& change) {
    ChangeDiff diff{change.kind, {}, change.base_version, {}};
    if (const auto* const content = change.content.if_object()) {
        for (const auto& member : *content) {
            const std::string name(member.key());
            diff.fields.push_back(added(name, name, member.value()));
        }
    }
    return diff;
}

/// Of one thing that is there, base, now and after; else what the change says.
Result<ChangeDiff> diff_of_thing(storage::Reader& reader, const model::Reach& reach, const model::Change& change) {
    QY_TRY(sides, sides_of(reader, reach, change));
    if (!sides) return diff_of_content(change);
    ChangeDiff diff{change.kind, sides->name, sides->version, {}};
    for (const auto& one : sides->fields) {
        const auto label = label_of(change.kind, one.field);
        diff.fields.push_back({one.field, label.zh, label.en, one.data_class, one.base, one.yours, one.theirs});
    }
    return diff;
}

}  // namespace

FieldLabel product_field_label(std::string_view field) {
    return label_in(kProductLabels, field);
}

Result<std::vector<ChangeDiff>> submission_diff(const Services& services, const model::Actor& actor,
                                                const model::Submission& shown) {
    const auto reach = actor.reach(model::Permission::read_submissions);
    return services.store.read([&](storage::Reader& reader) -> Result<std::vector<ChangeDiff>> {
        std::vector<ChangeDiff> diffs;
        for (const auto& change : shown.changes) {
            if (change.kind == model::ChangeKind::row) {
                diffs.push_back(diff_of_row(change));
                continue;
            }
            QY_TRY(diff, diff_of_thing(reader, reach, change));
            diffs.push_back(std::move(diff));
        }
        return diffs;
    });
}

}  // namespace qy::business
