#pragma once
// The options of every command, for the files that say what there is. (interfaces: command line)
#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "commands.h"

namespace qy::app {

/// Options of every command, and what the chosen one will run.
struct CommandLine {
    std::string folder;
    std::string config;
    std::string language;
    std::string database;
    bool json = false;
    std::vector<std::string> settings;  ///< section.key=value
    std::function<Exit(const CommandContext&)> run;

    ServeOptions serve;
    ImportOptions import;
    ExportOptions exported;
    std::string template_category;
    std::string template_file;
    IssueOptions issue;
    BindOptions bind;
    std::string export_range;
    std::string export_file = "-";
    CheckOptions check;
    FreezeOptions freeze;
    LabelOptions label;
    OpenOptions open;
    std::string qr_text;
    std::string qr_file;
    std::string trace_text;
    std::string schema;
    std::string schema_function;
    UserAddOptions user;
    bool password_stdin = false;
    UserResetOptions reset;
    TokenOptions token;
    bool lift_lock = false;
    std::string restored_role;
    std::vector<std::string> add_roles;
    std::vector<std::string> remove_roles;
    std::string audit_head;
    std::string audit_reason;
    AuditExportOptions audit;
    std::string purpose;
    std::string clock_reason;
    std::string public_file = "-";
    MapOptions map;
};

/// One command with its example, run when chosen.
CLI::App* command(CLI::App& parent, CommandLine& line, const std::string& name, const std::string& help,
                  const std::string& example, std::function<Exit(const CommandContext&)> run);

void add_codes(CLI::App& app, CommandLine& line);

}  // namespace qy::app
