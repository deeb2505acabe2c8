#pragma once
// Results of texts: what stands in the file is copied, what became of a row is written into its end.
#include <memory>
#include <string>

#include "collection/decode.h"
#include "collection/result_file.h"
#include "text_encoding.h"

namespace qy::collection {

/// A file of one encoding, whose text is written piece by piece.
class TextResult : public ResultFile {
 public:
    Result<bool> next(std::string& chunk) final;

 protected:
    TextResult(std::string text, TextEncoding encoding, ResultOf result_of)
        : text_(std::move(text)), result_of_(std::move(result_of)), encoding_(encoding) {}
    /// Appends about one row; false at the end.
    virtual Result<bool> add_row(std::string& out) = 0;

    const std::string text_;
    const ResultOf result_of_;

 private:
    const TextEncoding encoding_;
    bool begun_ = false;
};

/// `facts`: how the file was understood. REQUIRES: the text was read as this format.
std::unique_ptr<ResultFile> csv_result(std::string text, TextEncoding encoding, const TableFacts& facts,
                                       const RowResult& titles, ResultOf result_of);
std::unique_ptr<ResultFile> json_result(std::string text, TextEncoding encoding, ResultOf result_of);
/// Errors: as decode_xml.
Result<std::unique_ptr<ResultFile>> xml_result(std::string text, TextEncoding encoding, ResultOf result_of);

}  // namespace qy::collection
