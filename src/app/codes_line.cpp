// qiongyuan codes …: its options.
#include "command_line.h"

namespace qy::app {
namespace {

void add_codes_label(CLI::App& codes, CommandLine& line) {
    auto* const label = command(codes, line, "label", "制作标签 / Labels for print",
                                "qiongyuan codes label RANGE --template a4_3x8 --file labels.pdf",
                                [&line](const auto& context) { return run_codes_label(context, line.label); });
    label->add_option("range", line.label.range, "码段 id / range id")->required();
    label->add_option("--template", line.label.sheet, "版式，如 a4_3x8、roll_50x30 / sheet or roll");
    label->add_option("--symbol", line.label.symbol, "码制 / qr, data_matrix or han_xin");
    label->add_option("--format", line.label.format, "pdf、zpl 或 csv / pdf, zpl or csv");
    label->add_option("--first", line.label.first, "首枚标签 / first label");
    label->add_option("--last", line.label.last, "末枚标签 / last label");
    label->add_option("--reason", line.label.reason, "重印原因 / why labels are made again");
    label->add_option("--dpi", line.label.dots_per_inch, "标签打印机分辨率 / 203, 300 or 600");
    label->add_option("--used", line.label.used, "首张已用格数 / places of the first sheet that are used already");
    label->add_flag("--pins", line.label.pins, "印刮开验真码 / with scratch-off PINs");
    label->add_option("--file", line.label.file, "输出文件，- 为标准输出 / output, - is standard output");
}

void add_codes_open(CLI::App& codes, CommandLine& line) {
    auto* const open =
        command(codes, line, "open", "打开交付的待印文件，口令从标准输入读取 / Open a file of a label order",
                "qiongyuan codes open labels.pdf.qyf --file labels.pdf",
                [&line](const auto& context) { return run_codes_open(context, line.open); });
    open->add_option("sealed", line.open.sealed, "下载到的 .qyf 文件 / the .qyf file")->required();
    open->add_option("--file", line.open.file, "输出文件，- 为标准输出 / output, - is standard output");
}

}  // namespace

void add_codes(CLI::App& app, CommandLine& line) {
    auto* const codes = app.add_subcommand("codes", "溯源码 / Trace codes");
    codes->require_subcommand(1);
    auto* const issue = command(*codes, line, "issue", "发码 / Issue codes",
                                "qiongyuan codes issue --lot CYR260106 --count 800 --pin --export codes.csv",
                                [&line](const auto& context) { return run_codes_issue(context, line.issue); });
    issue->add_option("--lot", line.issue.lot, "批次号或批次 id / lot number or id");
    issue->add_option("--party", line.issue.party, "企业 id（预发）/ party id, issued ahead");
    issue->add_option("--brand", line.issue.brand, "品牌 id（预发）/ brand id, issued ahead");
    issue->add_option("--count", line.issue.count, "数量 / how many")->required();
    issue->add_flag("--pin", line.issue.pin, "带防伪刮码 / with scratch-off PINs");
    issue->add_option("--export", line.issue.export_file, "导出到文件 / export to a file");
    auto* const bind = command(*codes, line, "bind", "按首末标签绑定批次 / Bind labels to a lot",
                               "qiongyuan codes bind --first CODE --last CODE --lot LOT",
                               [&line](const auto& context) { return run_codes_bind(context, line.bind); });
    bind->add_option("--first", line.bind.first, "首个标签 / first label")->required();
    bind->add_option("--last", line.bind.last, "末个标签 / last label")->required();
    bind->add_option("--lot", line.bind.lot, "批次号或批次 id / lot number or id")->required();
    auto* const exported = command(
        *codes, line, "export", "导出码段 / Export a range", "qiongyuan codes export RANGE --file codes.csv",
        [&line](const auto& context) { return run_codes_export(context, line.export_range, line.export_file); });
    exported->add_option("range", line.export_range, "码段 id / range id")->required();
    exported->add_option("--file", line.export_file, "输出文件，- 为标准输出 / output, - is standard output");
    auto* const check =
        command(*codes, line, "check", "核对溯源码 / Check codes", "qiongyuan codes check --file codes.csv",
                [&line](const auto& context) { return run_codes_check(context, line.check); });
    check->add_option("codes", line.check.codes, "溯源码 / codes");
    check->add_option("--file", line.check.file, "每行一个码的文件 / a file with a code on each line");
    auto* const freeze =
        command(*codes, line, "freeze", "冻结 / Freeze", "qiongyuan codes freeze --range RANGE --reason 召回",
                [&line](const auto& context) { return run_codes_freeze(context, line.freeze); });
    freeze->add_option("--code", line.freeze.code, "单个码 / one code");
    freeze->add_option("--range", line.freeze.range, "码段 id / range id");
    freeze->add_option("--reason", line.freeze.reason, "向扫码人说明的原因 / reason shown to who scans");
    freeze->add_flag("--lift", line.freeze.lift, "解除冻结 / lift the freeze");
    add_codes_label(*codes, line);
    add_codes_open(*codes, line);
    auto* const qr =
        command(*codes, line, "qr", "生成二维码图片 / Make a QR picture",
                "qiongyuan codes qr https://t.example.cn/t/CODE --file label.svg",
                [&line](const auto& context) { return run_codes_qr(context, line.qr_text, line.qr_file); });
    qr->add_option("text", line.qr_text, "内容 / content")->required();
    qr->add_option("--file", line.qr_file, ".svg 或 .png / .svg or .png")->required();
}

}  // namespace qy::app
