#include "label_csv.h"

#include "base/text.h"

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

LabelCsv::LabelCsv(const business::LabelFacts& facts)
    : out_("code,url,pin,brand,product,specification,gtin,lot_number,produced_on,party\n") {
    for (const auto* const text : {&facts.brand, &facts.product, &facts.specification, &facts.gtin, &facts.lot_number,
                                   &facts.produced_on, &facts.party}) {
        facts_ += "," + field_of(*text);
    }
}

Result<void> LabelCsv::add(const business::PrintedLabel& label) {
    out_ += label.code.text();
    out_ += "," + field_of(label.address) + "," + label.pin + facts_ + "\n";
    return {};
}

}  // namespace qy::presentation
