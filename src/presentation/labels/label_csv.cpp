#include "label_csv.h"

#include <utility>

#include "base/text.h"
#include "label_content.h"

namespace qy::presentation {
namespace {

// A spreadsheet would take "=…" for a formula, and a print shop opens the file with one.
std::string field_of(const std::string& text) {
    const bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
    const std::string safe = formula ? "'" + text : text;
    if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
    return "\"" + replace_all(safe, "\"", "\"\"") + "\"";
}

}  // namespace

LabelCsv::LabelCsv(std::string_view heads, const business::LabelFacts& facts)
    : out_(std::string(heads) + ",brand,product,specification,gtin,lot_number,produced_on,party\n") {
    for (const auto* const text : {&facts.brand, &facts.product, &facts.specification, &facts.gtin, &facts.lot_number,
                                   &facts.produced_on, &facts.party}) {
        facts_ += "," + field_of(*text);
    }
}

Result<void> LabelCsv::add(const LabelMark& mark) {
    std::string_view before;
    for (const auto& column : mark.columns) out_.append(std::exchange(before, ",")).append(field_of(column));
    out_ += facts_ + "\n";
    return {};
}

}  // namespace qy::presentation
