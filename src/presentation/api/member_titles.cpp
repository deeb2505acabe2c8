// The titles of members, as columns of a table have them. (clause 7.2.1)
#include "member_titles.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace qy::presentation {
namespace {

using business::CellKind;

struct TitleRow {
    std::string_view name;
    std::string_view zh;
    std::string_view en;
    CellKind kind = CellKind::text;
};

// clang-format off
constexpr auto kTitles = std::to_array<TitleRow>({
    {"accepted", "已接收", "Accepted", CellKind::number},
    {"action", "操作", "Action"},
    {"active", "启用", "Active"},
    {"actor", "操作人", "Actor"},
    {"address", "地址", "Address"},
    {"advice", "修改建议", "Advice"},
    {"after", "变更后", "After"},
    {"after_hash", "变更后摘要", "Hash after"},
    {"aliases", "别名", "Aliases"},
    {"allergens", "过敏原", "Allergens"},
    {"allow", "允许", "Allowed"},
    {"answer", "答复", "Answer"},
    {"approvals", "已同意人数", "Approvals", CellKind::number},
    {"approved_by", "批准人", "Approved by"},
    {"area_mu", "面积（亩）", "Area (mu)", CellKind::number},
    {"assignable", "可授予", "Assignable"},
    {"at", "时间", "At"},
    {"attributes", "属性", "Attributes"},
    {"audience", "可见范围", "Audience"},
    {"author", "提交人", "Author"},
    {"base_version", "基于版本", "Base version", CellKind::number},
    {"before", "变更前", "Before"},
    {"before_hash", "变更前摘要", "Hash before"},
    {"brand", "品牌", "Brand"},
    {"brand_id", "品牌编号", "Brand id"},
    {"built_in", "内置", "Built in"},
    {"bytes", "字节数", "Bytes", CellKind::number},
    {"caption", "说明", "Caption"},
    {"caption_en", "英文说明", "Caption (English)"},
    {"category", "类别", "Category"},
    {"category_name", "类别名称", "Category name"},
    {"category_name_en", "类别英文名称", "Category name (English)"},
    {"changed_at", "变更时间", "Changed at"},
    {"changes", "变更", "Changes"},
    {"channel", "渠道", "Channel"},
    {"claimed_by", "领取人", "Claimed by"},
    {"claimed_until", "领取至", "Claimed until"},
    {"closed", "已关闭字段", "Closed fields"},
    {"code", "代码", "Code"},
    {"code_points_max", "字数上限", "Characters at most", CellKind::number},
    {"comment", "意见", "Comment"},
    {"confirmed", "已确认", "Confirmed"},
    {"consented_at", "同意时间", "Consented at"},
    {"content", "内容", "Content"},
    {"corrects", "更正的记录", "Corrects"},
    {"count", "数量", "Count", CellKind::number},
    {"created_at", "创建时间", "Created at"},
    {"credit_code", "统一社会信用代码", "Credit code"},
    {"damaged", "损坏", "Damaged"},
    {"data_class", "数据类别", "Data class"},
    {"decided_at", "决定时间", "Decided at"},
    {"decided_by", "决定人", "Decided by"},
    {"decider", "决定人", "Decided by"},
    {"decider_id", "决定人编号", "Decider id"},
    {"decision", "决定", "Decision"},
    {"deny", "禁止", "Denied"},
    {"detail", "详情", "Detail"},
    {"details", "详情", "Details"},
    {"device_class", "设备类型", "Device class"},
    {"dictionary", "字典", "Dictionary"},
    {"due_at", "期限", "Due at"},
    {"due_hours", "时限（小时）", "Due within (hours)", CellKind::number},
    {"duty", "职责", "Duty"},
    {"effects", "结果", "Effects"},
    {"en", "英文", "English"},
    {"ended_at", "结束时间", "Ended at"},
    {"event", "记录编号", "Event"},
    {"event_time", "发生时间", "Event time"},
    {"exists", "已存在", "Exists", CellKind::number},
    {"expires_at", "失效时间", "Expires at"},
    {"fault", "错误", "Fault"},
    {"faults", "错误", "Faults"},
    {"field", "字段", "Field"},
    {"file_hash", "文件摘要", "File hash"},
    {"file_kept", "文件已保存", "File kept"},
    {"file_name", "文件名", "File name"},
    {"file_rows", "文件行数", "Rows of the file", CellKind::number},
    {"first_code", "首码", "First code"},
    {"fixed", "固定", "Fixed"},
    {"format", "格式", "Format"},
    {"frozen", "已冻结", "Frozen"},
    {"full_name", "姓名", "Full name"},
    {"function", "功能", "Function"},
    {"functions", "功能", "Functions"},
    {"gtin", "商品条码", "GTIN"},
    {"handler", "受理人", "Handler"},
    {"hash", "摘要", "Hash"},
    {"height", "高度", "Height", CellKind::number},
    {"height_mm", "高度（毫米）", "Height (mm)", CellKind::number},
    {"id", "编号", "Id"},
    {"identity", "标识字段", "Identity"},
    {"import_id", "导入编号", "Import id"},
    {"issued_at", "发放时间", "Issued at"},
    {"items", "项数", "Items", CellKind::number},
    {"kind", "类型", "Kind"},
    {"label", "名称", "Label"},
    {"last_active_at", "最近活动时间", "Last active at"},
    {"last_code", "末码", "Last code"},
    {"level", "级别", "Level"},
    {"licence_number", "授权书编号", "Licence number"},
    {"line", "行号", "Line", CellKind::number},
    {"lot", "批次", "Lot"},
    {"lot_id", "批次编号", "Lot id"},
    {"lot_number", "批次号", "Lot number"},
    {"lots", "批次", "Lots"},
    {"made_at", "制定时间", "Made at"},
    {"made_by", "制定人", "Made by"},
    {"mail", "邮箱", "Mail"},
    {"manager_id", "管理企业编号", "Manager id"},
    {"mark", "标志", "Mark"},
    {"media_type", "媒体类型", "Media type"},
    {"message", "说明", "Message"},
    {"microseconds", "微秒", "Microseconds"},
    {"must_show", "必须展示", "Must be shown"},
    {"name", "名称", "Name"},
    {"name_en", "英文名称", "Name (English)"},
    {"object", "对象", "Object"},
    {"occasion", "场合", "Occasion"},
    {"opened", "已公开字段", "Opened fields"},
    {"overdue", "已逾期", "Overdue"},
    {"page_height_mm", "页高（毫米）", "Page height (mm)", CellKind::number},
    {"page_width_mm", "页宽（毫米）", "Page width (mm)", CellKind::number},
    {"parent", "上级", "Parent"},
    {"party", "企业", "Party"},
    {"party_en", "企业英文名称", "Party (English)"},
    {"party_id", "企业编号", "Party id"},
    {"party_name", "企业名称", "Party name"},
    {"party_roles", "企业角色", "Roles of the party"},
    {"pass", "轮次", "Pass", CellKind::number},
    {"password_changed_at", "密码修改时间", "Password changed at"},
    {"per_page", "每页数", "Per page", CellKind::number},
    {"permission", "权限", "Permission"},
    {"permissions", "权限", "Permissions"},
    {"phone", "电话", "Phone"},
    {"pin", "防伪刮码", "PIN"},
    {"place", "地点", "Place"},
    {"policy_version", "隐私政策版本", "Policy version"},
    {"position", "序号", "Position", CellKind::number},
    {"possible", "可选范围", "Possible"},
    {"present", "当前", "Present"},
    {"previous_hash", "前一条摘要", "Previous hash"},
    {"produced_on", "生产日期", "Produced on", CellKind::day},
    {"product", "产品", "Product"},
    {"product_id", "产品编号", "Product id"},
    {"proposal", "提议编号", "Proposal"},
    {"proposed_at", "提议时间", "Proposed at"},
    {"proposer", "提议人", "Proposer"},
    {"proposer_id", "提议人编号", "Proposer id"},
    {"published", "已发布", "Published", CellKind::number},
    {"quantity", "数量", "Quantity"},
    {"quota", "配额", "Quota", CellKind::number},
    {"reason", "原因", "Reason"},
    {"recorded_at", "记录时间", "Recorded at"},
    {"recorded_by", "记录人", "Recorded by"},
    {"records", "记录数", "Records", CellKind::number},
    {"region", "地区", "Region"},
    {"rejected", "已拒绝", "Rejected", CellKind::number},
    {"removal", "移除", "Removal"},
    {"replaced_at", "被替换时间", "Replaced at"},
    {"replaced_by", "替换人", "Replaced by"},
    {"request_id", "请求编号", "Request id"},
    {"result", "结果", "Result"},
    {"review_share", "抽审比例", "Share reviewed"},
    {"reviewers", "审核人数", "Reviewers", CellKind::number},
    {"role", "角色", "Role"},
    {"roles", "角色", "Roles"},
    {"rows_read", "已读行数", "Rows read", CellKind::number},
    {"scope", "范围", "Scope"},
    {"seen_at", "最近使用时间", "Seen at"},
    {"small_url", "缩略图地址", "Address of the small picture"},
    {"specification", "规格型号", "Specification"},
    {"state", "状态", "State"},
    {"status", "状态", "Status"},
    {"step", "环节", "Step"},
    {"steps", "环节", "Steps"},
    {"subject", "对象", "Subject"},
    {"subject_id", "对象编号", "Subject id"},
    {"submission", "提交编号", "Submission"},
    {"target", "目标", "Target"},
    {"text", "输入", "Text"},
    {"title", "标题", "Title"},
    {"title_en", "英文标题", "Title (English)"},
    {"type", "类型", "Type"},
    {"url", "地址", "Address"},
    {"user", "用户", "User"},
    {"valid_from", "生效日期", "Valid from", CellKind::day},
    {"valid_to", "失效日期", "Valid to", CellKind::day},
    {"vehicle", "运输工具", "Vehicle"},
    {"verified_at", "验证时间", "Verified at"},
    {"version", "版本", "Version", CellKind::number},
    {"waiting", "待审", "Waiting", CellKind::number},
    {"waits_since", "等待起始时间", "Waits since"},
    {"wanted_by", "要求方", "Wanted by"},
    {"widest", "最宽范围", "Widest"},
    {"width", "宽度", "Width", CellKind::number},
    {"width_mm", "宽度（毫米）", "Width (mm)", CellKind::number},
    {"withdrawn_at", "撤回时间", "Withdrawn at"},
    {"words", "诉求", "Words"},
    {"yield_per_mu", "亩产上限", "Yield ceiling per mu", CellKind::number},
    {"zh", "中文", "Chinese"},
});
// clang-format on
static_assert(std::ranges::is_sorted(kTitles, {}, &TitleRow::name));

const TitleRow* find_title(std::string_view name) {
    const auto* const found = std::ranges::lower_bound(kTitles, name, {}, &TitleRow::name);
    return found != kTitles.end() && found->name == name ? found : nullptr;
}

}  // namespace

bool has_title(std::string_view path) {
    return std::ranges::all_of(split(path, '.'), [](std::string_view name) { return find_title(name) != nullptr; });
}

business::TableColumn titled_column(std::string_view path) {
    business::TableColumn column{std::string(path), {}, {}, CellKind::text};
    for (const auto name : split(path, '.')) {
        const auto* const row = find_title(name);
        const bool first = column.zh.empty();
        column.zh.append(first ? "" : "·").append(row == nullptr ? name : row->zh);
        column.en.append(first ? "" : ", ").append(row == nullptr ? name : row->en);
        column.kind = row == nullptr ? CellKind::text : row->kind;
    }
    return column;
}

}  // namespace qy::presentation
