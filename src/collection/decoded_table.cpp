#include "decoded_table.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>

#include "base/limits.h"
#include "base/text.h"
#include "collection/bundle.h"
#include "crypto/sm3.h"

namespace qy::collection {
namespace {

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

void append_member(std::string& out, std::string_view name, std::string_view text) {
    out += out.size() == 1 ? "\"" : ",\"";
    out += name;
    out += "\":";
    if (needs_escapes(text)) {
        out += canonical_text(Json(text));
    } else {
        out += '"';
        out += text;
        out += '"';
    }
}

/// A row with attributes: their names stand among those of the fields.
std::string source_text_with_attributes(const DecodedRow& row) {
    std::vector<std::pair<std::string_view, std::string_view>> members;
    for (const auto& cell : row.cells) members.emplace_back(model::row_of(cell.field).name, cell.text);
    for (const auto& cell : row.attributes) {
        if (!names_files(cell.name)) members.emplace_back(cell.name, cell.text);
    }
    std::sort(members.begin(), members.end());
    std::string out = "{";
    for (const auto& [name, text] : members) append_member(out, name, text);
    return out + '}';
}

// The bytes that are hashed: canonical JSON, written without building the object, as every row of an import needs it.
std::string source_text(const DecodedRow& row, const Ranks& ranks) {
    if (!row.attributes.empty()) return source_text_with_attributes(row);
    std::vector<const Cell*> cells;
    cells.reserve(row.cells.size());
    for (const auto& cell : row.cells) cells.push_back(&cell);
    std::sort(cells.begin(), cells.end(), [&](const Cell* a, const Cell* b) {
        return ranks[static_cast<std::size_t>(a->field)] < ranks[static_cast<std::size_t>(b->field)];
    });
    std::string out = "{";
    for (const auto* cell : cells) append_member(out, model::row_of(cell->field).name, cell->text);
    return out + '}';
}

constexpr std::size_t kBlockBytes = 64U << 10U;

// What brackets behind a title hold that is no unit.
constexpr std::string_view kHints[] = {"必填", "必填项", "选填", "可选", "可不填", "年月日", "required", "optional"};

bool is_amount(model::Field field) {
    const auto type = model::row_of(field).type;
    return type == model::FieldType::quantity || type == model::FieldType::money || type == model::FieldType::number;
}

// "＊产品名称：" → "产品名称"
std::string without_marks(std::string_view text) {
    std::string plain = replace_all(fold_width(trim(text)), "*", "");
    while (plain.ends_with(':') || plain.ends_with(' ')) plain.pop_back();
    return std::string(trim(plain));
}

// "单位:公斤" → "公斤"; a hint is none.
std::string unit_in(std::string_view brackets) {
    if (brackets.starts_with("单位:")) brackets.remove_prefix(std::string_view("单位:").size());
    const auto unit = trim(brackets);
    const bool hint = std::find(std::begin(kHints), std::end(kHints), lower_ascii(unit)) != std::end(kHints);
    return hint ? std::string() : std::string(unit);
}

}  // namespace

std::string_view DecodedTable::keep(std::string_view text) {
    if (text.size() > kBlockBytes / 16) {
        large_.push_back(std::make_unique<std::string>(text));
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
    std::sort(row.attributes.begin(), row.attributes.end(),
              [](const AttributeCell& a, const AttributeCell& b) { return a.name < b.name; });
}

// Half of a hash tells rows apart as surely.
struct RowIdentifier::Seen {
    struct Key {
        std::uint64_t high;
        std::uint64_t low;
        bool operator==(const Key&) const = default;
    };
    struct Place {
        std::size_t operator()(const Key& key) const { return key.high ^ key.low; }
    };
    static Key key_of(const std::array<std::uint8_t, 32>& hash) {
        Key key{};
        std::memcpy(&key, hash.data(), sizeof key);
        return key;
    }
    std::unordered_map<Key, std::uint32_t, Place> counts;
};

RowIdentifier::RowIdentifier() : seen_(std::make_unique<Seen>()) {}
RowIdentifier::~RowIdentifier() = default;
RowIdentifier::RowIdentifier(RowIdentifier&&) noexcept = default;

void RowIdentifier::identify(std::vector<DecodedRow>& rows) {
    static const Ranks kRanks = make_ranks();
    for (auto& row : rows) {
        row.source_hash = crypto::sm3(bytes_of(source_text(row, kRanks)));
        row.occurrence = ++seen_->counts[Seen::key_of(row.source_hash)];
    }
}

void identify_rows(DecodedTable& table) {
    RowIdentifier().identify(table.rows);
}

bool is_blank(std::string_view text) {
    const std::size_t at = text.find_first_not_of(" \t\r\n");
    if (at == std::string_view::npos) return true;
    // Only few characters beyond ASCII are blanks; anything else need not be looked at closely.
    const auto first = static_cast<unsigned char>(text[at]);
    const bool may_be_blank = first <= 0x20 || first == 0xC2 || first == 0xE3 || first == 0xEF;
    return may_be_blank && trim(text.substr(at)).empty();
}

namespace {

/// A field, else an attribute. What came as an EPCIS document goes from archive to archive whole, in a column of its
/// own.
Title plain_title(std::string_view text, const AttributeTitles* attributes) {
    if (const auto field = model::find_field(text)) return {field, {}, {}};
    if (text == model::row_of(model::Field::epcis_event).name) return {model::Field::epcis_event, {}, {}};
    if (attributes == nullptr) return {};
    const auto found = attributes->find(model::folded_column(text));
    return found == attributes->end() ? Title{} : Title{{}, found->second, {}};
}

}  // namespace

Title read_title(std::string_view text, const AttributeTitles* attributes) {
    if (auto whole = plain_title(text, attributes); whole.is_known()) return whole;
    const std::string title = without_marks(text);
    if (auto whole = plain_title(title, attributes); whole.is_known()) return whole;
    const std::size_t open = title.find('(');
    if (open != std::string::npos && open != 0 && title.back() == ')') {
        auto front = plain_title(std::string_view(title).substr(0, open), attributes);
        front.unit = unit_in(std::string_view(title).substr(open + 1, title.size() - open - 2));
        if (front.is_known()) return front;
    }
    const std::size_t slash = title.find('/');
    if (slash != std::string::npos && slash != 0) {
        auto front = plain_title(std::string_view(title).substr(0, slash), attributes);
        front.unit = title.substr(slash + 1);
        if (!front.attribute.empty() || (front.field && is_amount(*front.field))) return front;
    }
    return {};
}

bool takes_unit(const Title& title, std::string_view text) {
    if (title.field ? !is_amount(*title.field) : title.attribute.empty()) return false;
    const std::string folded = fold_width(trim(text));
    return !folded.empty() && folded.find_first_not_of("0123456789.,+-") == std::string::npos;
}

}  // namespace qy::collection
