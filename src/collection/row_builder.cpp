#include "row_builder.h"

#include "base/limits.h"
#include "base/text.h"

namespace qy::collection {
namespace {

constexpr std::size_t kTitlesMax = 1'000;  // one field has many spellings, brackets included

}  // namespace

void RowBuilder::begin(std::int64_t line) {
    row_ = {};
    row_.line = line;
    names_.clear();
}

void RowBuilder::fault(std::string_view code, std::vector<std::string> arguments) {
    if (row_.faults.size() < limits::row_faults_max) {
        row_.faults.push_back({"", std::string(code), std::move(arguments)});
    }
}

void RowBuilder::member(const std::string& name, std::string text) {
    if (name == kStatusMember || name == kReasonMember || name == kWarningMember) return;
    const Title& title = title_of(name);
    if (!title.is_known()) {
        fault("column.unknown", {name});
        return;
    }
    const auto column = title.field ? model::row_of(*title.field).name : std::string_view(title.attribute);
    for (const auto& [known, earlier] : names_) {
        if (known == column) {
            fault("column.doubled", {name, earlier});
            return;
        }
    }
    names_.emplace_back(column, name);
    if (is_blank(text)) return;
    if (!title.unit.empty() && takes_unit(title, text)) text = std::string(trim(text)) + title.unit;
    if (title.field) {
        row_.cells.push_back({*title.field, table_.keep(text)});
    } else {
        row_.attributes.push_back({table_.keep(title.attribute), table_.keep(text)});
    }
}

void RowBuilder::end() {
    sort_cells(row_);
    const bool empty = row_.cells.empty() && row_.attributes.empty() && row_.faults.empty();
    if (!empty) table_.rows.push_back(std::move(row_));
}

// Rows of one document use the same few names again and again. Unknown ones are not kept: they may be many.
const Title& RowBuilder::title_of(const std::string& name) {
    if (const auto known = titles_.find(name); known != titles_.end()) return known->second;
    unknown_ = read_title(name, attributes_);
    const bool keep = unknown_.is_known() && titles_.size() < kTitlesMax;
    return keep ? titles_.emplace(name, unknown_).first->second : unknown_;
}

}  // namespace qy::collection
