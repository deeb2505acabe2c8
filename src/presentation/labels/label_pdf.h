#pragma once
// Labels on sheets or rolls as PDF, symbols as vectors, in millimetres that hold when it is printed at 100 %.
#include "label_content.h"
#include "label_writer.h"

namespace qy::presentation {

class LabelPdf : public LabelWriter {
 public:
    LabelPdf(const LabelSheet& sheet, const business::LabelFacts& facts);
    Result<void> add(const LabelMark& mark) override;
    Result<void> finish() override;
    std::string take() override { return std::exchange(out_, {}); }

 private:
    LabelSheet sheet_;
    std::vector<LabelLine> lines_;
    std::string out_;  ///< before the surface, which writes to it until it is destroyed
    CairoSurface surface_;
    CairoContext context_;
    int place_;  ///< of the next label on its page
};

}  // namespace qy::presentation
