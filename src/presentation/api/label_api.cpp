// label.list_templates, preview, print. (architecture §5)
#include <cmath>

#include "base/limits.h"
#include "business/label_print.h"
#include "handlers.h"
#include "label_call.h"
#include "labels/label_content.h"

namespace qy::presentation {
namespace {

constexpr std::size_t kWord = 40;
constexpr std::size_t kCodeText = 300;

/// "99.1"
std::string mm_text(double mm) {
    const auto tenths = std::lround(10 * mm);
    const auto whole = std::to_string(tenths / 10);
    return tenths % 10 == 0 ? whole : whole + "." + std::to_string(tenths % 10);
}

JsonObject template_json(const LabelTemplate& shape) {
    return {{"name", shape.name},
            {"title", shape.title},
            {"title_en", shape.title_en},
            {"page_width_mm", mm_text(shape.page_width)},
            {"page_height_mm", mm_text(shape.page_height)},
            {"width_mm", mm_text(shape.width)},
            {"height_mm", mm_text(shape.height)},
            {"per_page", shape.per_page()}};
}

/// `template` and `symbol`.
LabelSheet read_sheet(ObjectReader& in) {
    LabelSheet sheet;
    sheet.shape = find_label_template(in.text("template", kWord));
    if (sheet.shape == nullptr) {
        in.fault(invalid("label.template_unknown"), "template");
        sheet.shape = label_templates().data();
    }
    const auto symbol = parse_symbol_kind(in.optional_text("symbol", kWord).value_or("qr"));
    if (!symbol || *symbol == SymbolKind::gs1_128) in.fault(invalid("label.symbol_unknown"), "symbol");
    sheet.symbol = symbol.value_or(SymbolKind::qr);
    return sheet;
}

std::optional<model::TraceCode> read_optional_code(ObjectReader& in, std::string_view name) {
    const auto text = in.optional_text(name, kCodeText);
    if (!text) return std::nullopt;
    auto code = model::TraceCode::parse(*text);
    if (code.ok()) return *code;
    in.fault(std::move(code).error(), name);
    return std::nullopt;
}

/// 203, 300 or 600.
int read_dots_per_inch(ObjectReader& in) {
    const auto dots = in.optional_integer("dots_per_inch", 203, 600).value_or(203);
    if (dots != 203 && dots != 300 && dots != 600) in.fault(invalid("label.dots_per_inch"), "dots_per_inch");
    return static_cast<int>(dots);
}

LabelFormat read_format(ObjectReader& in) {
    const auto format = parse_label_format(in.text("format", kWord));
    if (!format) in.fault(invalid("label.format_unknown"), "format");
    return format.value_or(LabelFormat::pdf);
}

}  // namespace

std::string LabelLook::medium() const {
    return std::string(to_string(format)) + " " + std::string(sheet.shape->name);
}

LabelLook read_look(ObjectReader& in) {
    LabelLook look;
    look.format = read_format(in);
    look.sheet = read_sheet(in);
    look.sheet.dots_per_inch = read_dots_per_inch(in);
    look.sheet.used = static_cast<int>(in.optional_integer("used", 0, look.sheet.shape->per_page() - 1).value_or(0));
    return look;
}

Download download_of(business::LabelRun run, const LabelLook& look, const std::string& name) {
    struct State {
        business::LabelRun run;
        std::unique_ptr<LabelWriter> writer;
        SymbolKind symbol;
    };
    auto writer = new_label_writer(look.format, look.sheet, run.facts());
    auto state = std::make_shared<State>(State{std::move(run), std::move(writer), look.sheet.symbol});
    return {std::string(content_type_of(look.format)), name + "." + std::string(to_string(look.format)),
            [state](std::string& chunk) -> Result<bool> {
                for (auto n = limits::labels_per_chunk; n > 0 && state->run.left() > 0; --n) {
                    QY_TRY(mark, mark_of(state->run.next(), state->run.facts(), state->symbol));
                    QY_CHECK(state->writer->add(mark));
                }
                const bool more = state->run.left() > 0;
                if (!more) QY_CHECK(state->writer->finish());
                chunk = state->writer->take();
                return more;
            }};
}

namespace handlers {

Result<Answer> label_list_templates(const Json& body, Call&) {
    ObjectReader in(body, "");
    QY_CHECK(in.finish());
    JsonArray items;
    for (const auto& shape : label_templates()) items.push_back(template_json(shape));
    return Answer{JsonObject{{"items", items}, {"next_cursor", nullptr}}, {}, false};
}

Result<Answer> label_preview(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto range = read_id<model::CodeRangeId>(in, "range");
    const auto sheet = read_sheet(in);
    QY_CHECK(in.finish());
    QY_TRY(facts, business::label_facts(call.use.services, call.actor, range, call.base_url));
    QY_TRY(png, presentation::label_preview(sheet, facts));
    auto whole = std::make_shared<std::string>(std::move(png));
    return Answer{nullptr,
                  Download{"image/png", "label-" + range.to_string() + ".png",
                           [whole](std::string& chunk) -> Result<bool> {
                               chunk = std::move(*whole);
                               return false;
                           }},
                  false};
}

Result<Answer> label_print(const Json& body, Call& call) {
    ObjectReader in(body, "");
    business::LabelOrder order;
    order.range = read_id<model::CodeRangeId>(in, "range");
    order.first = read_optional_code(in, "first");
    order.last = read_optional_code(in, "last");
    order.pins = in.flag("pins", false);
    order.reason = in.optional_text("reason", limits::short_text_code_points_max).value_or("");
    const auto look = read_look(in);
    QY_CHECK(in.finish());
    order.labels_max = labels_max_of(look.format);
    order.medium = look.medium();
    // What cannot be drawn is told before it is kept as printed.
    QY_TRY(facts, business::label_facts(call.use.services, call.actor, order.range, call.base_url));
    QY_CHECK(specimen_of(facts, look.sheet.symbol, *look.sheet.shape));
    QY_TRY(run, business::open_label_run(call.use.services, call.actor, order, call.base_url));
    return Answer{nullptr, download_of(std::move(run), look, "labels-" + order.range.to_string()), false};
}

}  // namespace handlers
}  // namespace qy::presentation
