// qiongyuan export: published events as an EPCIS document.
#include <fstream>
#include <iostream>

#include "commands.h"
#include "operator_calls.h"

namespace qy::app {
namespace {

Result<void> export_to(OperatorCalls& calls, const JsonObject& body, const std::string& path) {
    std::ofstream file;
    if (path != "-") file.open(path, std::ios::binary | std::ios::trunc);
    std::ostream& out = path == "-" ? std::cout : file;
    if (!out) return unavailable("file.unwritable", {path});
    QY_CHECK(calls.download("event.export", body, [&](std::string_view piece) -> Result<void> {
        out.write(piece.data(), static_cast<std::streamsize>(piece.size()));
        return out ? Result<void>() : unavailable("file.unwritable", {path});
    }));
    out.flush();
    return out ? Result<void>() : unavailable("file.unwritable", {path});
}

}  // namespace

Exit run_export(const CommandContext& context, const ExportOptions& options) {
    auto calls = connect(context.folder, context.settings, false, context.talk.language);
    if (!calls.ok()) return tell(calls.error(), context.talk);
    JsonObject body;
    if (!options.lot.empty()) body["lot"] = options.lot;
    auto exported = export_to(**calls, body, options.file);
    return exported.ok() ? Exit::done : tell(exported.error(), context.talk);
}

}  // namespace qy::app
