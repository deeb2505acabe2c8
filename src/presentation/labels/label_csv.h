#pragma once
// Labels for print shops that lay them out themselves: RFC 4180, one line per label. (interfaces: codes export)
#include "label_writer.h"

namespace qy::presentation {

class LabelCsv : public LabelWriter {
 public:
    /// `heads`: of the columns that marks fill.
    LabelCsv(std::string_view heads, const business::LabelFacts& facts);
    Result<void> add(const LabelMark& mark) override;
    Result<void> finish() override { return {}; }
    std::string take() override { return std::exchange(out_, {}); }

 private:
    std::string facts_;  ///< the columns that are the same on every line
    std::string out_;
};

}  // namespace qy::presentation
