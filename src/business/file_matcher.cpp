#include "file_matcher.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "base/import_limits.h"
#include "base/text.h"

namespace qy::business {
namespace {

using collection::folded_file_name;
using model::Field;

std::string without_ending(const std::string& name) {
    const auto dot = name.rfind('.');
    return dot == std::string::npos || dot == 0 ? name : name.substr(0, dot);
}

FilePlace place_of(std::string_view column) {
    if (column == collection::kProductFiles) return FilePlace::product;
    if (column == collection::kRecordFiles) return FilePlace::record;
    return column == collection::kReportFiles ? FilePlace::report : FilePlace::lot;
}

/// "LC-1" begins "LC-1 (2)" and "LC-1照片", not "LC-12".
bool ends_a_word(std::string_view text, std::size_t at) {
    return at == text.size() || std::isalnum(static_cast<unsigned char>(text[at])) == 0;
}

bool is_known_lot(const std::vector<FileTarget>& targets, const model::LotRef& lot) {
    return std::ranges::any_of(targets, [&](const FileTarget& one) { return one.content.lot.ref == lot; });
}

}  // namespace

FileMatcher::FileMatcher(const collection::Bundle& bundle) {
    for (const auto& file : bundle.files()) {
        const auto index = files_.size();
        files_.push_back({{file.number, file.name, false, {}, 0}, 0});
        const auto folded = folded_file_name(file.name);
        std::vector<std::string> parts;
        for (const auto part : split(folded, '/')) parts.emplace_back(part);
        by_name_.emplace(folded, index);
        if (parts.size() > 1) by_name_.emplace(parts.back(), index);
        if (without_ending(parts.back()) != parts.back()) by_name_.emplace(without_ending(parts.back()), index);
        for (auto& part : parts) parts_.emplace_back(std::move(part), index);
    }
    std::ranges::sort(parts_);
}

/// Several of the same name in different folders: the cell must name the folder too.
std::vector<std::size_t> FileMatcher::files_called(const std::string& name) const {
    const auto [first, last] = by_name_.equal_range(folded_file_name(replace_all(name, "\\", "/")));
    std::vector<std::size_t> found;
    for (auto one = first; one != last; ++one) found.push_back(one->second);
    return found;
}

void FileMatcher::add(Candidate& candidate, const collection::DecodedRow& row, FilePlace place,
                      const ContentOf& content_of) {
    auto& match = candidate.match;
    if (match.targets.size() == limits::bundle_rows_per_file_max) return;
    auto content = content_of();
    if (!content) {
        if (match.untaken_line == 0) match.untaken_line = row.line;
        return;
    }
    const bool again =
        place != FilePlace::report && place != FilePlace::record && is_known_lot(match.targets, content->lot.ref);
    if (!again) match.targets.push_back({row.line, place, *std::move(content)});
}

void FileMatcher::see_names(const collection::DecodedRow& row, const ContentOf& content_of) {
    for (const auto& cell : row.attributes) {
        if (!collection::names_files(cell.name)) continue;
        for (const auto& name : collection::file_names_in(cell.text)) {
            const auto found = files_called(name);
            if (found.size() != 1) {
                if (missing_.size() < limits::bundle_files_max) missing_.try_emplace(name, row.line);
                continue;
            }
            auto& candidate = files_[found.front()];
            if (!std::exchange(candidate.match.named, true)) {
                candidate.match.targets.clear();
                candidate.match.untaken_line = 0;
            }
            add(candidate, row, place_of(cell.name), content_of);
        }
    }
}

void FileMatcher::see_lot(const collection::DecodedRow& row, const ContentOf& content_of) {
    const auto lot = replace_all(folded_file_name(row.text_of(Field::lot_number)), "/", "-");
    if (lot.empty()) return;
    const auto begins = [&](const auto& part) { return part.first.compare(0, lot.size(), lot) == 0; };
    for (auto part = std::ranges::lower_bound(parts_, std::pair(lot, std::size_t{0}));
         part != parts_.end() && begins(*part); ++part) {
        auto& candidate = files_[part->second];
        if (candidate.match.named || !ends_a_word(part->first, lot.size()) || lot.size() < candidate.lot_digits) {
            continue;
        }
        if (lot.size() > candidate.lot_digits) {
            candidate.lot_digits = lot.size();
            candidate.match.targets.clear();
            candidate.match.untaken_line = 0;
        }
        add(candidate, row, FilePlace::lot, content_of);
    }
}

void FileMatcher::see(const collection::DecodedRow& row, const ContentOf& content_of) {
    see_names(row, content_of);
    see_lot(row, content_of);
}

std::vector<MatchedFile> FileMatcher::result() && {
    std::vector<MatchedFile> all;
    all.reserve(files_.size() + missing_.size());
    for (auto& file : files_) all.push_back(std::move(file.match));
    for (const auto& [name, line] : missing_) all.push_back({0, name, true, {}, line});
    return all;
}

}  // namespace qy::business
