#include "csv_reader.h"

#include <algorithm>

namespace qy::collection {
namespace {

bool is_line_end(char c) {
    return c == '\n' || c == '\r';
}

}  // namespace

std::string undoubled(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        out += text[i];
        if (text[i] == '"') ++i;
    }
    return out;
}

bool CsvReader::at_boundary() const {
    return at_end() || text_[at_] == separator_ || is_line_end(text_[at_]);
}

bool CsvReader::more_cells() {
    if (at_end()) return false;
    const char c = text_[at_++];
    if (c == separator_) return true;
    if (c == '\r' && !at_end() && text_[at_] == '\n') ++at_;
    return false;
}

void CsvReader::read_plain(CsvRecord& record) {
    const std::size_t from = at_;
    while (!at_boundary()) ++at_;
    record.cells.push_back({text_.substr(from, at_ - from), false});
}

// False when the quote is not closed, or text stands behind it.
bool CsvReader::read_quoted(CsvRecord& record) {
    const std::size_t from = ++at_;
    bool doubled = false;
    for (;;) {
        const std::size_t quote = text_.find('"', at_);
        if (quote == std::string_view::npos) return false;
        at_ = quote + 1;
        if (at_end() || text_[at_] != '"') break;
        doubled = true;
        ++at_;
    }
    record.cells.push_back({text_.substr(from, at_ - 1 - from), doubled});
    while (!at_end() && text_[at_] == ' ') ++at_;
    return at_boundary();
}

void CsvReader::read_spoiled_line(CsvRecord& record) {
    record.cells.clear();
    record.malformed_quote = true;
    do {
        read_plain(record);
    } while (more_cells());
}

std::size_t CsvReader::skip_empty_lines() {
    std::size_t count = 0;
    for (; !at_end() && is_line_end(text_[at_]); ++count) {
        const bool pair = text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n';
        at_ += pair ? 2 : 1;
    }
    return count;
}

void CsvReader::next(CsvRecord& record) {
    record.cells.clear();
    record.malformed_quote = false;
    const std::size_t start = at_;
    do {
        if (!at_end() && text_[at_] == '"') {
            if (!read_quoted(record)) {
                // Reading on would swallow the good records below, so only this line is given up.
                at_ = start;
                read_spoiled_line(record);
                return;
            }
        } else {
            read_plain(record);
        }
    } while (more_cells());
}

}  // namespace qy::collection
