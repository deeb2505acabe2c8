#pragma once
// Rows that name a product by the owner's own code alone: what it is called, another row of the same file says, before
// or behind them. (clauses 5.2, 6.2.3)
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "collection/decode.h"

namespace qy::collection {

/// What a file says of the products that it calls by codes. Memory grows with the number of such products. One thread
/// at a time.
class ProductCodes {
 public:
    /// Keeps what rows say that have a code and a name beside it; others are left out. Cells are read as conversion
    /// reads them: width and blanks do not matter, "-" and the like are nothing. Rows that agree in name and
    /// specification speak of one product, and what one of them leaves out another tells.
    void learn(const std::vector<DecodedRow>& rows);
    /// Gives rows that have a code and no name what the file says of that product: name, specification, category, brand
    /// and bar code, as far as the row leaves them out. A product of the row's own producer goes before one whose
    /// producer the file leaves open. Hashes of rows stay as they are. A code that stands for several products is the
    /// row's fault `product_code.ambiguous` {code, five names at most}, and nothing is given; a code that the file does
    /// not know stays.
    void fill(DecodedTable& table) const;

    /// Whether the row names its product by a code alone.
    [[nodiscard]] static bool is_needed_by(const DecodedRow& row);

 private:
    struct Product {
        std::string owner;  ///< as the row says; empty: whoever sends the file
        std::map<model::Field, std::string> cells;
    };
    [[nodiscard]] std::vector<const Product*> fitting(const DecodedRow& row) const;

    std::map<std::string, std::vector<Product>, std::less<>> products_;  ///< by code
};

/// The same for a file that is read piece by piece: the whole of it is read once, when the first such row comes. One
/// thread at a time.
class FileProducts {
 public:
    /// Those of open_table (decode.h); name and bytes outlive it.
    FileProducts(std::string_view file_name, ByteView bytes, TableOptions options)
        : file_name_(file_name), bytes_(bytes), options_(std::move(options)) {}
    /// Errors: those of open_table and of reading its pieces; the piece is as it was then.
    Result<void> fill(DecodedTable& piece);

 private:
    std::string_view file_name_;
    ByteView bytes_;
    TableOptions options_;
    std::optional<ProductCodes> codes_;
};

}  // namespace qy::collection
