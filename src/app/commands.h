#pragma once
// The commands, each with its options as read from the command line. (interfaces: command line)
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/settings.h"
#include "output.h"

namespace qy::app {

/// What every command gets.
struct CommandContext {
    std::string folder;
    Settings settings;
    Talk talk;
};

struct ServeOptions {
    bool demo = false;
    std::string ready_file;
    std::string https_port;  ///< "", "auto" or a number
    std::string http_port;
    std::string ops_port;
};
Exit run_serve(const CommandContext& context, const ServeOptions& options);

Exit run_init(const CommandContext& context);
Exit run_migrate(const CommandContext& context);
Exit run_config(const CommandContext& context);
/// The tables of data classes and audiences.
Exit run_classes(const CommandContext& context);

struct ImportOptions {
    std::vector<std::string> files;
    std::string party;
    std::string report;
    std::string sheet;
    std::vector<std::string> mapping;  ///< "title=field"
    bool preview = false;
    std::string archive;  ///< an archive of everything, instead of files
};
Exit run_import(const CommandContext& context, const ImportOptions& options);

struct ExportOptions {
    std::string format = "epcis";
    std::string lot;
    std::string party;  ///< of archives
    bool all = false;
    bool personal = false;       ///< of archives: with what is sealed
    bool without_files = false;  ///< of a party's archive: no photos and documents
    std::string reason;
    std::string kind = "events";  ///< of tables: events, production_record or ledger
    std::string from = "1900-01-01";
    std::string until = "2200-12-31";
    std::string query;        ///< a function that answers with data, as a file
    std::string with = "{}";  ///< what it is asked, JSON
    std::string file = "-";
};
Exit run_export(const CommandContext& context, const ExportOptions& options);
/// Takes an archive of everything into an installation without records; a missing folder is made.
Exit run_import_archive(const CommandContext& context, const std::string& file);
/// The workbook to fill in for a category.
Exit run_template(const CommandContext& context, const std::string& category, const std::string& file);

struct IssueOptions {
    std::string lot;
    std::string party;
    std::string brand;
    std::int64_t count = 0;
    bool pin = false;
    std::string export_file;
};
Exit run_codes_issue(const CommandContext& context, const IssueOptions& options);
struct BindOptions {
    std::string first;
    std::string last;
    std::string lot;
};
Exit run_codes_bind(const CommandContext& context, const BindOptions& options);
Exit run_codes_export(const CommandContext& context, const std::string& range, const std::string& file);
struct CheckOptions {
    std::vector<std::string> codes;
    std::string file;
};
Exit run_codes_check(const CommandContext& context, const CheckOptions& options);
struct FreezeOptions {
    std::string code;
    std::string range;
    std::string reason;
    bool lift = false;
};
Exit run_codes_freeze(const CommandContext& context, const FreezeOptions& options);
struct LabelOptions {
    std::string range;
    std::string sheet = "a4_3x8";
    std::string symbol = "qr";
    std::string format = "pdf";
    std::string first;
    std::string last;
    std::string reason;
    std::int64_t dots_per_inch = 203;
    std::int64_t used = 0;
    bool pins = false;
    std::string file = "-";
};
Exit run_codes_label(const CommandContext& context, const LabelOptions& options);
struct OpenOptions {
    std::string sealed;
    std::string file = "-";
};
/// Opens a file that was fetched for a label order; its password comes on standard input.
Exit run_codes_open(const CommandContext& context, const OpenOptions& options);
Exit run_codes_qr(const CommandContext& context, const std::string& code, const std::string& file);

Exit run_trace(const CommandContext& context, const std::string& text);

struct UserAddOptions {
    std::string name;
    std::vector<std::string> roles;
    std::string party;
};
Exit run_user_add(const CommandContext& context, const UserAddOptions& options);
Exit run_user_role(const CommandContext& context, const std::string& name, const std::vector<std::string>& add,
                   const std::vector<std::string>& remove);
Exit run_user_list(const CommandContext& context);
struct UserResetOptions {
    std::string name;
    bool password_stdin = false;
    bool factors = false;
};
Exit run_user_reset(const CommandContext& context, const UserResetOptions& options);
Exit run_user_lock(const CommandContext& context, const std::string& name, bool lift);
/// Which role holds which permission, as Markdown: docs/PERMISSIONS.md.
Exit run_permissions(const CommandContext& context);
/// Every function with who may call it, and every path beside them.
Exit run_routes(const CommandContext& context);
Exit run_submissions(const CommandContext& context);
Exit run_label_orders(const CommandContext& context);
/// `form`: json or xsd.
/// `function` empty: of rows.
Exit run_schema(const CommandContext& context, const std::string& form, const std::string& function);
/// A built-in role as it was shipped.
Exit run_user_restore_role(const CommandContext& context, const std::string& role);
struct TokenOptions {
    std::string name;  ///< of the user; of a list: empty for all
    std::string label;
    std::int64_t days = 0;  ///< 0: as the setting says
    std::string id;         ///< of the one to revoke
};
/// Issues a bearer token and prints it.
Exit run_user_token(const CommandContext& context, const TokenOptions& options);
Exit run_user_token_list(const CommandContext& context, const TokenOptions& options);
Exit run_user_token_revoke(const CommandContext& context, const TokenOptions& options);

struct MapOptions {
    std::string outlines;
    std::string file;  ///< where the picture is written; empty: nowhere
};
/// Tries a file of map outlines.
Exit run_map(const CommandContext& context, const MapOptions& options);

/// Shows whether the clock is believed; with a reason confirms it.
Exit run_clock(const CommandContext& context, const std::string& reason);

/// Calls key.list, key.rotate or key.rewrap and prints what it answers.
Exit run_keys(const CommandContext& context, std::string_view function, const JsonObject& body);

/// The public keys that verify what the platform signed, as PEM, or as JSON with --json. `path`: "-" is standard
/// output.
Exit run_keys_export_public(const CommandContext& context, const std::string& path);

struct AuditExportOptions {
    std::string file;
    std::string format;
    std::string from;
    std::string until;
};
/// `head`: "POSITION:HASH" kept elsewhere, or empty.
Exit run_audit_verify(const CommandContext& context, const std::string& head);
Exit run_audit_export(const CommandContext& context, const AuditExportOptions& options);
Exit run_audit_adopt(const CommandContext& context, const std::string& reason);

}  // namespace qy::app
