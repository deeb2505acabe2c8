#include "demo_media.h"

#include <algorithm>
#include <optional>

#include "base/embedded.h"
#include "business/media_desk.h"
#include "business/trace_query.h"

namespace qy::embedded {
/// The drawings, in order of name.
std::span<const EmbeddedFile> pictures();
}  // namespace qy::embedded

namespace qy::app {
namespace {

using model::MediaSubject;
using model::Step;

/// `step`: of the first event that the picture is of; none: it is of the product.
struct Drawing {
    std::string_view file;
    std::string_view product;
    std::optional<Step> step;
    std::string_view zh;
    std::string_view en;
};
constexpr Drawing kDrawings[] = {
    {"orange-crate.webp", "琼北金橙", std::nullopt, "装箱的琼北金橙（示意图）", "Oranges in their crate (drawing)"},
    {"orange-grove.webp", "琼北金橙", Step::commissioning, "采摘果园（示意图）", "The grove (drawing)"},
    {"coffee-roast.webp", "东寨湾拼配咖啡豆", std::nullopt, "成品咖啡豆（示意图）", "Roasted coffee (drawing)"},
    {"coffee-drying.webp", "东寨湾拼配咖啡豆", Step::transforming, "水洗后晾晒（示意图）",
     "Drying after washing (drawing)"},
    {"tea-garden.webp", "岭雾绿茶", Step::commissioning, "茶园（示意图）", "The tea garden (drawing)"},
};

std::string_view content_of(std::string_view file) {
    const auto files = embedded::pictures();
    const auto found = std::ranges::find(files, file, &EmbeddedFile::name);
    QY_ASSERT(found != files.end());
    return found->content;
}

/// What the drawing belongs to in this story; 0 when it is not in it.
std::int64_t subject_in(const model::TraceAnswer& answer, const Drawing& drawing) {
    if (!answer.product || answer.product->name != drawing.product) return 0;
    if (!drawing.step) return answer.product->id.number();
    for (const auto& shown : answer.events) {
        if (shown.event.step == *drawing.step) return shown.event.id.number();
    }
    return 0;
}

Result<void> add_drawing(Platform& platform, const Drawing& drawing, std::int64_t subject, const model::Actor& actor) {
    const auto kind = drawing.step ? MediaSubject::event : MediaSubject::product;
    QY_TRY(there, platform.use().media.list(kind, subject, actor));
    if (std::ranges::find(there, drawing.zh, &model::Media::caption) != there.end()) return {};
    const auto bytes = bytes_of(content_of(drawing.file));
    business::MediaOrder order;
    order.subject = kind;
    order.subject_id = subject;
    order.content.assign(bytes.begin(), bytes.end());
    order.caption = drawing.zh;
    order.caption_en = drawing.en;
    order.audience = model::Audience::everyone;
    QY_TRY(added, platform.use().media.add(std::move(order), actor));
    (void)added;
    return {};
}

}  // namespace

Result<void> demo_media(Platform& platform, const std::vector<DemoCode>& codes, const model::Actor& actor) {
    for (const auto& drawing : kDrawings) {
        const auto told = std::ranges::find_if(
            codes, [&](const DemoCode& code) { return code.product.starts_with(drawing.product); });
        if (told == codes.end()) continue;
        QY_TRY(answer, platform.use().trace.by_code(told->code, actor));
        const auto subject = subject_in(answer, drawing);
        if (subject != 0) QY_CHECK(add_drawing(platform, drawing, subject, actor));
    }
    return {};
}

}  // namespace qy::app
