// Any text as a settings file: a fault names its line, each setting comes once, and what is accepted is accepted again
// in the form that the program shows.
#include <algorithm>
#include <set>

#include "base/assert.h"
#include "base/bytes.h"
#include "base/text.h"
#include "settings_file.h"

namespace {

void check_fault(const qy::Error& error, std::string_view text) {
    QY_ASSERT(error.code == "settings.file" && error.arguments.size() == 2);
    const auto line = std::stoll(error.arguments[1]);
    QY_ASSERT(line >= 1 && line <= 1 + std::count_if(text.begin(), text.end(), [](char c) { return c < ' '; }));
}

qy::Result<qy::Settings> loaded(const qy::Settings::Flags& flags) {
    return qy::Settings::load(
        "", [](const std::string&) { return std::nullopt; }, flags);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto text = qy::text_of({data, size});
    const auto settings = qy::read_settings_text(text, "settings.toml");
    if (!settings.ok()) {
        check_fault(settings.error(), text);
        return 0;
    }
    std::set<std::string> names;
    qy::Settings::Flags flags;
    for (const auto& setting : *settings) {
        QY_ASSERT(qy::is_utf8(setting.name) && qy::is_utf8(setting.text));
        QY_ASSERT(names.insert(setting.name).second);
        const auto effective = loaded({{setting.name, setting.text}});
        if (effective.ok()) flags.emplace_back(setting.name, effective->as_text(setting.name));
    }
    const auto together = loaded(flags);
    QY_ASSERT(together.ok());
    for (const auto& [name, shown] : flags) QY_ASSERT(together->as_text(name) == shown);
    return 0;
}
