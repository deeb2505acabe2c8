// The command line: reads options, settings and environment, runs one command. (interfaces: command line)
#include <cstdlib>
#include <optional>

#include "base/log.h"
#include "base/text.h"
#include "command_line.h"

namespace qy::app {

/// One command with its example, run when chosen.
CLI::App* command(CLI::App& parent, CommandLine& line, const std::string& name, const std::string& help,
                  const std::string& example, std::function<Exit(const CommandContext&)> run) {
    auto* const app = parent.add_subcommand(name, help);
    app->footer("例 / Example:\n  " + example);
    app->callback([&line, run = std::move(run)] { line.run = run; });
    return app;
}

namespace {

void add_serve(CLI::App& app, CommandLine& line) {
    auto* const serve = command(app, line, "serve", "启动服务 / Serve the platform", "qiongyuan serve --demo",
                                [&line](const auto& context) { return run_serve(context, line.serve); });
    serve->add_option("--port", line.serve.https_port, "HTTPS 端口，auto 为任一空闲端口，0 为关闭 / HTTPS port");
    serve->add_option("--http-port", line.serve.http_port, "HTTP 端口（仅本机）/ plain HTTP port (loopback)");
    serve->add_option("--ops-port", line.serve.ops_port, "运维端口（仅本机）/ operations port (loopback)");
    serve->add_flag("--demo", line.serve.demo, "载入示例数据与示例用户 / load example data and users");
    serve->add_option("--ready-file", line.serve.ready_file, "就绪后写入的文件 / file written when it answers");
}

void add_import(CLI::App& app, CommandLine& line) {
    auto* const import = command(app, line, "import", "导入文件 / Import files",
                                 "qiongyuan import orders.csv --report r.csv", [&line](const auto& context) {
                                     return line.import.archive.empty()
                                                ? run_import(context, line.import)
                                                : run_import_archive(context, line.import.archive);
                                 });
    auto* const what = import->add_option_group("what", "内容 / what");
    what->add_option("files", line.import.files, "Excel、CSV、JSON 或 EPCIS 文件 / Excel, CSV, JSON or EPCIS files");
    what->add_option("--archive", line.import.archive,
                     "整库档案，只导入空系统 / an archive of everything, into an empty installation");
    what->require_option(1);
    import->add_option("--party", line.import.party, "由该企业记录 / the party that records");
    import->add_option("--report", line.import.report, "逐行结果文件（.csv 或 .json）/ report of every row");
    import->add_option("--sheet", line.import.sheet, "工作表名称 / name of the sheet");
    import->add_option("--map", line.import.mapping,
                       "列的对应，表头=字段，- 为忽略 / a column: title=field, - ignores it");
    import->add_flag("--preview", line.import.preview, "只预览，不写入 / only show what would be read");
}

void add_export(CLI::App& app, CommandLine& line) {
    auto* const exported = command(app, line, "export", "导出已发布的事件 / Export published events",
                                   "qiongyuan export --format epcis --lot CYR260106 --out events.jsonld",
                                   [&line](const auto& context) { return run_export(context, line.exported); });
    exported->add_option("--format", line.exported.format, "格式 / format")
        ->check(CLI::IsMember({"epcis", "archive", "xlsx", "csv", "json", "xml", "html"}));
    auto* const which = exported->add_option_group("which", "范围 / what");
    which->add_option("--lot", line.exported.lot, "批次号或批次 id / lot number or id");
    which->add_option("--party", line.exported.party, "一家企业的记录（档案）/ the records of one party (archive)");
    which->add_flag("--all", line.exported.all, "全部 / everything");
    which->add_option("--query", line.exported.query,
                      "任一查询功能的结果，如 lot.list / the answer of a function that asks");
    which->require_option(1);
    exported->add_option("--with", line.exported.with, "查询条件（JSON），用于 --query / what is asked, with --query");
    exported->add_option("--kind", line.exported.kind, "表：events、production_record、ledger / table, with --party")
        ->check(CLI::IsMember({"events", "production_record", "ledger"}));
    exported->add_option("--from", line.exported.from, "首日，用于表 / first day of a table");
    exported->add_option("--until", line.exported.until, "末日，用于表 / last day of a table");
    exported->add_flag("--personal", line.exported.personal, "含个人信息（明文）/ with sealed values");
    exported->add_flag("--without-files", line.exported.without_files, "企业档案不带照片和文件 / without photos");
    exported->add_option("--reason", line.exported.reason, "原因，--personal 时必填 / why, with --personal");
    exported->add_option("--out", line.exported.file, "输出文件，- 为标准输出 / output, - is standard output");
}

void add_template(CLI::App& app, CommandLine& line) {
    auto* const form = command(app, line, "template", "下载填写模板 / A workbook to fill in",
                               "qiongyuan template --category fruit --out fruit.xlsx", [&line](const auto& context) {
                                   return run_template(context, line.template_category, line.template_file);
                               });
    form->add_option("--category", line.template_category, "类别代码或名称 / code or name of the category")->required();
    form->add_option("--out", line.template_file, "输出文件 / output")->required();
}

void add_user_care(CLI::App& user, CommandLine& line) {
    command(user, line, "list", "用户列表 / List users", "qiongyuan user list --json", &run_user_list);
    auto* const reset = command(user, line, "reset", "重置密码 / Reset a password", "qiongyuan user reset --name li.na",
                                [&line](const auto& context) { return run_user_reset(context, line.reset); });
    reset->add_option("--name", line.reset.name, "用户名 / name")->required();
    reset->add_flag(
        "--password-stdin", line.reset.password_stdin,
        "从标准输入读取新密码；不带则打印一次性密钥 / read the new password; without it a one-time secret is printed");
    reset->add_flag("--factors", line.reset.factors, "同时移除第二因素 / remove the second factors too");
    auto* const lock =
        command(user, line, "lock", "停用用户 / Lock a user", "qiongyuan user lock --name li.na",
                [&line](const auto& context) { return run_user_lock(context, line.user.name, line.lift_lock); });
    lock->add_option("--name", line.user.name, "用户名 / name")->required();
    lock->add_flag("--lift", line.lift_lock, "恢复 / unlock it again");
    auto* const restore = command(user, line, "restore-role", "恢复内置角色 / Restore a built-in role",
                                  "qiongyuan user restore-role --role party_clerk", [&line](const auto& context) {
                                      return run_user_restore_role(context, line.restored_role);
                                  });
    restore->add_option("--role", line.restored_role, "角色 / role")->required();
}

/// `user token` issues one, unless a subcommand says otherwise.
void add_tokens(CLI::App& user, CommandLine& line) {
    auto* const token = user.add_subcommand("token", "签发、查看或撤销访问令牌 / Issue, list or revoke bearer tokens");
    token->footer("例 / Example:\n  qiongyuan user token --name li.na --label 'ERP' --days 180");
    token->add_option("--name", line.token.name, "用户名 / name");
    token->add_option("--label", line.token.label, "用途 / what it is for");
    token->add_option("--days", line.token.days, "有效天数 / days that it is good")->check(CLI::PositiveNumber);
    token->require_subcommand(0, 1);
    token->callback([&line, token] {
        if (!token->get_subcommands().empty()) return;
        if (line.token.name.empty()) throw CLI::RequiredError("--name");
        line.run = [&line](const auto& context) { return run_user_token(context, line.token); };
    });
    auto* const list =
        command(*token, line, "list", "查看访问令牌 / List bearer tokens", "qiongyuan user token list --name li.na",
                [&line](const auto& context) { return run_user_token_list(context, line.token); });
    list->add_option("--name", line.token.name, "用户名，默认全部 / name; all users without it");
    auto* const revoke =
        command(*token, line, "revoke", "撤销访问令牌 / Revoke a bearer token", "qiongyuan user token revoke 17",
                [&line](const auto& context) { return run_user_token_revoke(context, line.token); });
    revoke->add_option("id", line.token.id, "令牌 id，见 user token list / id, see user token list")->required();
}

void add_users(CLI::App& app, CommandLine& line) {
    auto* const user = app.add_subcommand("user", "用户 / Users");
    user->require_subcommand(1);
    auto* const add =
        command(*user, line, "add", "新增用户 / Add a user",
                "echo 'Str0ng-pass' | qiongyuan user add --name li.na --role party_clerk --password-stdin",
                [&line](const auto& context) { return run_user_add(context, line.user); });
    add->add_option("--name", line.user.name, "用户名 / name")->required();
    add->add_option("--role", line.user.roles, "角色 / roles")->required()->delimiter(',');
    add->add_option("--party", line.user.party, "企业 id / party id");
    add->add_flag("--password-stdin", line.password_stdin, "从标准输入读取密码 / read the password from standard input")
        ->required();
    auto* const role = command(*user, line, "role", "变更角色 / Change roles",
                               "qiongyuan user role --name li.na --add party_reviewer", [&line](const auto& context) {
                                   return run_user_role(context, line.user.name, line.add_roles, line.remove_roles);
                               });
    role->add_option("--name", line.user.name, "用户名 / name")->required();
    role->add_option("--add", line.add_roles, "增加 / add")->delimiter(',');
    role->add_option("--remove", line.remove_roles, "去除 / remove")->delimiter(',');
    add_tokens(*user, line);
    add_user_care(*user, line);
}

void add_keys(CLI::App& app, CommandLine& line) {
    auto* const keys = app.add_subcommand("keys", "密钥 / Keys");
    keys->require_subcommand(1);
    command(*keys, line, "list", "查看密钥和重新加密的进度 / List keys and the progress of sealing anew",
            "qiongyuan keys list --json", [](const auto& context) { return run_keys(context, "key.list", {}); });
    auto* const rotate = command(*keys, line, "rotate", "轮换密钥 / Make a new key of a purpose",
                                 "qiongyuan keys rotate --purpose field", [&line](const auto& context) {
                                     return run_keys(context, "key.rotate", {{"purpose", line.purpose}});
                                 });
    rotate->add_option("--purpose", line.purpose, "用途，见 keys list / purpose, see keys list")->required();
    command(*keys, line, "rewrap", "更换主密钥 / Put the keys under a new master key", "qiongyuan keys rewrap",
            [](const auto& context) { return run_keys(context, "key.rewrap", {}); });
    auto* const exported =
        command(*keys, line, "export-public", "导出验签公钥 / Export the public keys that verify seals",
                "qiongyuan keys export-public --file keys.pem",
                [&line](const auto& context) { return run_keys_export_public(context, line.public_file); });
    exported->add_option("--file", line.public_file, "输出文件，- 为标准输出 / output, - is standard output");
}

void add_audit(CLI::App& app, CommandLine& line) {
    auto* const audit = app.add_subcommand("audit", "审计 / Audit records");
    audit->require_subcommand(1);
    auto* const verify =
        command(*audit, line, "verify", "校验审计链 / Verify the chain", "qiongyuan audit verify --json",
                [&line](const auto& context) { return run_audit_verify(context, line.audit_head); });
    verify->add_option("--head", line.audit_head, "另行保存的链头，序号:散列值 / a head kept elsewhere, POSITION:HASH");
    auto* const exported = command(*audit, line, "export", "导出审计记录 / Export the records",
                                   "qiongyuan audit export audit.csv --format csv --from 2026-03-01",
                                   [&line](const auto& context) { return run_audit_export(context, line.audit); });
    exported->add_option("file", line.audit.file, "输出文件，- 为标准输出 / output file, - for standard output")
        ->required();
    exported->add_option("--format", line.audit.format, "jsonl 或 csv / jsonl or csv");
    exported->add_option("--from", line.audit.from, "起始日期或时间 / first day or time");
    exported->add_option("--until", line.audit.until, "截止日期或时间 / last day, or time");
    auto* const adopt = command(*audit, line, "adopt", "恢复备份后确认审计链 / Adopt the chain after a restore",
                                "qiongyuan audit adopt --reason 'restored the backup of 2026-03-01'",
                                [&line](const auto& context) { return run_audit_adopt(context, line.audit_reason); });
    adopt->add_option("--reason", line.audit_reason, "原因 / why")->required();
}

void add_others(CLI::App& app, CommandLine& line) {
    command(app, line, "init", "初始化数据目录 / Initialise a data folder", "qiongyuan init --data ./data", &run_init);
    command(app, line, "migrate", "升级数据库结构 / Bring the database to this version",
            "qiongyuan migrate --data ./data", &run_migrate);
    auto* const clock = command(app, line, "clock", "查看或确认系统时间 / Show the clock, or confirm it",
                                "qiongyuan clock --confirm 'the server was off for half a year'",
                                [&line](const auto& context) { return run_clock(context, line.clock_reason); });
    clock->add_option("--confirm", line.clock_reason, "确认系统时间无误的原因 / why the clock is right");
    command(app, line, "config", "查看生效的设置 / Print the effective settings", "qiongyuan config --json",
            &run_config);
    auto* const map = command(app, line, "map", "检查地图轮廓文件 / Try a file of map outlines",
                              "qiongyuan map outlines.geojson --out map.svg",
                              [&line](const auto& context) { return run_map(context, line.map); });
    map->add_option("outlines", line.map.outlines, "GeoJSON 文件，写明审图号 / GeoJSON with its approval number")
        ->required();
    map->add_option("--out", line.map.file, "把图写入该 SVG 文件 / write the picture to this SVG file");
    command(app, line, "permissions", "权限矩阵 / Which role holds which permission", "qiongyuan permissions",
            &run_permissions);
    command(app, line, "routes", "功能与地址一览 / Every function and path, and who may call it",
            "qiongyuan routes --json", &run_routes);
    command(app, line, "submissions", "提交的状态与流转 / States of submissions and what leads from one to another",
            "qiongyuan submissions", &run_submissions);
    command(app, line, "label-orders",
            "标签订单的状态与流转 / States of label orders and what leads from one to another",
            "qiongyuan label-orders", &run_label_orders);
    command(app, line, "classes", "数据分级与可见范围 / Class and audience of everything stored or sent",
            "qiongyuan classes --json", &run_classes);
    const auto print_schema = [&line](const auto& talk) { return run_schema(talk, line.schema, line.schema_function); };
    auto* const schema =
        command(app, line, "schema", "导入行或查询结果的 JSON Schema 或 XSD / Schemas of rows, answers",
                "qiongyuan schema xsd", print_schema);
    schema->add_option("--function", line.schema_function, "该功能的结果，如 lot.list / of what this function answers");
    schema->add_option("form", line.schema, "json 或 xsd")->required()->check(CLI::IsMember({"json", "xsd"}));
    auto* const trace =
        command(app, line, "trace", "溯源查询 / Trace a code, lot number or product name", "qiongyuan trace CYR260106",
                [&line](const auto& context) { return run_trace(context, line.trace_text); });
    trace->add_option("text", line.trace_text, "溯源码、批次号或产品名称 / code, lot number or name")->required();
    command(app, line, "version", "版本 / Version", "qiongyuan version", [](const auto&) {
        print_line("qiongyuan " QY_VERSION);
        return Exit::done;
    });
}

std::optional<std::string> environment(const std::string& name) {
    const char* const value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

Language language_from(const CommandLine& line) {
    const std::string named = line.language.empty() ? environment("LANG").value_or("") : line.language;
    return named.starts_with("en") ? Language::en : Language::zh;
}

Result<Settings> effective(const CommandLine& line) {
    Settings::Flags flags;
    for (const auto& text : line.settings) {
        const auto equals = text.find('=');
        flags.emplace_back(text.substr(0, equals), equals == std::string::npos ? "" : text.substr(equals + 1));
    }
    if (!line.database.empty()) flags.emplace_back("storage.database", line.database);
    return Settings::load(line.config, &environment, flags);
}

log::Level level_from(std::string_view text) {
    if (text == "debug") return log::Level::debug;
    if (text == "warning") return log::Level::warning;
    return text == "error" ? log::Level::error : log::Level::info;
}

int run(int argc, char** argv) {
    CommandLine line;
    line.folder = "./data";
    CLI::App app(
        "琼源：海南消费领域区域公共品牌溯源平台 / Qiongyuan, the traceability platform of Hainan's public brands",
        "qiongyuan");
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--data", line.folder, "数据目录 / data folder")->capture_default_str();
    app.add_option("--config", line.config, "设置文件（TOML）/ settings file");
    app.add_option("--set", line.settings, "设置 section.key=value / a setting");
    app.add_option("--database", line.database, "数据库 postgres://… / database, else SQLite in the data folder");
    app.add_option("--lang", line.language, "zh 或 en / zh or en");
    app.add_flag("--json", line.json, "机器可读输出 / machine output");
    add_serve(app, line);
    add_import(app, line);
    add_export(app, line);
    add_template(app, line);
    add_codes(app, line);
    add_users(app, line);
    add_keys(app, line);
    add_audit(app, line);
    add_others(app, line);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? static_cast<int>(Exit::done) : static_cast<int>(Exit::usage);
    }
    const Talk talk{line.json, language_from(line)};
    auto settings = effective(line);
    if (!settings.ok()) {
        tell(settings.error(), talk);
        return static_cast<int>(Exit::usage);
    }
    log::set_level(level_from(settings->text("log.level")));
    return static_cast<int>(line.run({line.folder, *std::move(settings), talk}));
}

}  // namespace
}  // namespace qy::app

int main(int argc, char** argv) {
    return qy::app::run(argc, argv);
}
