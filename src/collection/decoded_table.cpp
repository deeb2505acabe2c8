#include "decoded_table.h"

#include <algorithm>
#include <unordered_map>

#include "base/limits.h"
#include "base/text.h"
#include "crypto/sm3.h"

namespace qy::collection {
namespace {

struct HashOfHash {
    std::size_t operator()(const std::array<std::uint8_t, 32>& hash) const {
        std::size_t out = 0;
        for (std::size_t i = 0; i < sizeof out; ++i) out = out << 8U | hash[i];
        return out;
    }
};

using Ranks = std::array<std::size_t, static_cast<std::size_t>(model::Field::count_)>;

// The place of each field in the order of names, which is the order of members in canonical JSON.
Ranks make_ranks() {
    std::vector<std::pair<std::string_view, std::size_t>> names;
    for (const auto& row : model::fields()) names.emplace_back(row.name, static_cast<std::size_t>(row.field));
    std::sort(names.begin(), names.end());
    Ranks ranks{};
    for (std::size_t i = 0; i < names.size(); ++i) ranks[names[i].second] = i;
    return ranks;
}

bool needs_escapes(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; });
}

void append_member(std::string& out, const Cell& cell) {
    out += out.size() == 1 ? "\"" : ",\"";
    out += model::row_of(cell.field).name;
    out += "\":";
    if (needs_escapes(cell.text)) {
        out += canonical_text(Json(cell.text));
    } else {
        out += '"';
        out += cell.text;
        out += '"';
    }
}

// The bytes that are hashed: canonical JSON, written without building the object, as every row of an import needs it.
std::string source_text(const DecodedRow& row, const Ranks& ranks) {
    std::vector<const Cell*> cells;
    cells.reserve(row.cells.size());
    for (const auto& cell : row.cells) cells.push_back(&cell);
    std::sort(cells.begin(), cells.end(), [&](const Cell* a, const Cell* b) {
        return ranks[static_cast<std::size_t>(a->field)] < ranks[static_cast<std::size_t>(b->field)];
    });
    std::string out = "{";
    for (const auto* cell : cells) append_member(out, *cell);
    return out + '}';
}

constexpr std::size_t kBlockBytes = 64U << 10U;
constexpr std::string_view kZipMark = "PK\x03\x04";
constexpr std::string_view kOleMark = "\xD0\xCF\x11\xE0";

}  // namespace

std::string_view DecodedTable::keep(std::string text) {
    if (text.size() > kBlockBytes / 16) {
        large_.push_back(std::make_unique<std::string>(std::move(text)));
        return *large_.back();
    }
    if (blocks_.empty() || kBlockBytes - block_used_ < text.size()) {
        blocks_.push_back(std::make_unique<char[]>(kBlockBytes));
        block_used_ = 0;
    }
    char* const place = blocks_.back().get() + block_used_;
    std::copy(text.begin(), text.end(), place);
    block_used_ += text.size();
    return {place, text.size()};
}

std::string_view DecodedRow::text_of(model::Field field) const {
    const auto cell = std::lower_bound(cells.begin(), cells.end(), field,
                                       [](const Cell& one, model::Field wanted) { return one.field < wanted; });
    return cell != cells.end() && cell->field == field ? cell->text : std::string_view{};
}

void sort_cells(DecodedRow& row) {
    std::sort(row.cells.begin(), row.cells.end(), [](const Cell& a, const Cell& b) { return a.field < b.field; });
}

void identify_rows(DecodedTable& table) {
    std::unordered_map<std::array<std::uint8_t, 32>, std::int64_t, HashOfHash> seen;
    seen.reserve(table.rows.size());
    const Ranks ranks = make_ranks();
    for (auto& row : table.rows) {
        row.source_hash = crypto::sm3(bytes_of(source_text(row, ranks)));
        row.occurrence = ++seen[row.source_hash];
    }
}

bool is_blank(std::string_view text) {
    const std::size_t at = text.find_first_not_of(" \t\r\n");
    if (at == std::string_view::npos) return true;
    // Only few characters beyond ASCII are blanks; anything else need not be looked at closely.
    const auto first = static_cast<unsigned char>(text[at]);
    const bool may_be_blank = first <= 0x20 || first == 0xC2 || first == 0xE3 || first == 0xEF;
    return may_be_blank && trim(text.substr(at)).empty();
}

Title read_title(std::string_view text) {
    if (const auto field = model::find_field(text)) return {field, {}};
    const std::string folded = fold_width(trim(text));
    const std::size_t open = folded.find('(');
    if (open == std::string::npos || open == 0 || folded.back() != ')') return {};
    const auto field = model::find_field(std::string_view(folded).substr(0, open));
    if (!field) return {};
    return {field, folded.substr(open + 1, folded.size() - open - 2)};
}

bool takes_unit(model::Field field, std::string_view text) {
    const auto type = model::row_of(field).type;
    if (type != model::FieldType::quantity && type != model::FieldType::money && type != model::FieldType::number) {
        return false;
    }
    const std::string folded = fold_width(trim(text));
    return !folded.empty() && folded.find_first_not_of("0123456789.,+-") == std::string::npos;
}

Result<void> check_file(ByteView bytes) {
    if (bytes.size() > limits::import_bytes_max) {
        return too_large("file.too_large", {std::to_string(limits::import_bytes_max >> 20U)});
    }
    const auto text = qy::text_of(bytes);
    if (text.starts_with(kZipMark) || text.starts_with(kOleMark)) return invalid("file.spreadsheet");
    return {};
}

}  // namespace qy::collection
