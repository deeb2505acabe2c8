#include "collection/product_codes.h"

#include <algorithm>

#include "base/import_limits.h"
#include "base/text.h"
#include "clean.h"
#include "decoded_table.h"

namespace qy::collection {
namespace {

using model::Field;

constexpr Field kTold[] = {Field::product_name, Field::specification, Field::category, Field::brand_name, Field::gtin};
constexpr std::size_t kNamesTold = 5;

/// As conversion will have it.
std::string plain(std::string_view text) {
    auto cleaned = clean(text, Width::letters_and_digits, false).text;
    return is_placeholder(cleaned) ? std::string() : cleaned;
}

std::string plain_code(const DecodedRow& row) {
    return fold_width(plain(row.text_of(Field::product_code)));
}

std::string plain_name(std::string_view text) {
    return clean_name(plain(text));
}

std::string called(const std::map<Field, std::string>& cells) {
    const auto specification = cells.find(Field::specification);
    const auto& name = cells.at(Field::product_name);
    return specification == cells.end() ? name : name + " " + specification->second;
}

/// Rows repeat what they say of a product, some of it less: what one leaves out another may tell.
bool agree(const std::map<Field, std::string>& a, const std::map<Field, std::string>& b) {
    if (a.at(Field::product_name) != b.at(Field::product_name)) return false;
    const auto one = a.find(Field::specification);
    const auto other = b.find(Field::specification);
    return one == a.end() || other == b.end() || one->second == other->second;
}

}  // namespace

bool ProductCodes::is_needed_by(const DecodedRow& row) {
    return !row.text_of(Field::product_code).empty() && row.text_of(Field::product_name).empty();
}

void ProductCodes::learn(const std::vector<DecodedRow>& rows) {
    for (const auto& row : rows) {
        const auto code = plain_code(row);
        if (code.empty() || plain_name(row.text_of(Field::product_name)).empty()) continue;
        Product told{plain_name(row.text_of(Field::producer_name)), {}};
        for (const auto field : kTold) {
            const auto text = field == Field::product_name ? plain_name(row.text_of(field)) : plain(row.text_of(field));
            if (!text.empty()) told.cells.emplace(field, text);
        }
        auto& known = products_[code];
        const auto same = std::ranges::find_if(
            known, [&](const Product& one) { return one.owner == told.owner && agree(one.cells, told.cells); });
        if (same == known.end()) {
            known.push_back(std::move(told));
        } else {
            same->cells.merge(told.cells);
        }
    }
}

/// The row's own producer goes before those that the file leaves open.
std::vector<const ProductCodes::Product*> ProductCodes::fitting(const DecodedRow& row) const {
    std::vector<const Product*> fit;
    const auto known = products_.find(plain_code(row));
    if (known == products_.end()) return fit;
    const auto owner = plain_name(row.text_of(Field::producer_name));
    const auto collect = [&](auto wanted) {
        for (const auto& one : known->second) {
            const bool another =
                std::ranges::none_of(fit, [&](const auto* had) { return agree(had->cells, one.cells); });
            if (wanted(one) && another) fit.push_back(&one);
        }
    };
    collect([&](const Product& one) { return one.owner == owner; });
    if (fit.empty()) collect([&](const Product& one) { return one.owner.empty() || owner.empty(); });
    return fit;
}

void ProductCodes::fill(DecodedTable& table) const {
    for (auto& row : table.rows) {
        if (!is_needed_by(row)) continue;
        const auto fit = fitting(row);
        if (fit.size() > 1) {
            std::vector<std::string> names;
            for (const auto* one : fit) {
                if (names.size() < kNamesTold) names.push_back(called(one->cells));
            }
            row.faults.push_back({"product_code", "product_code.ambiguous", {plain_code(row), join(names, "、")}});
        }
        if (fit.size() != 1) continue;
        std::vector<Cell> missing;
        for (const auto& [field, text] : fit.front()->cells) {
            if (row.text_of(field).empty()) missing.push_back({field, table.keep(text)});
        }
        row.cells.insert(row.cells.end(), missing.begin(), missing.end());
        sort_cells(row);
    }
}

Result<void> FileProducts::fill(DecodedTable& piece) {
    if (std::ranges::none_of(piece.rows, &ProductCodes::is_needed_by)) return {};
    if (!codes_) {
        ProductCodes learned;
        QY_TRY(source, open_table(file_name_, bytes_, options_));
        for (bool more = true; more;) {
            DecodedTable table;
            QY_TRY(further, source->read(limits::import_rows_per_piece, table));
            more = further;
            learned.learn(table.rows);
        }
        codes_ = std::move(learned);  // never a half of them
    }
    codes_->fill(piece);
    return {};
}

}  // namespace qy::collection
