#pragma once
// Labels for thermal printers in ZPL II (Zebra and those that speak it). The words are drawn here, since printers lack
// Chinese type, and stored in the printer once a run; each label then brings its symbol, in whole dots, and its digits.
#include "label_content.h"
#include "label_writer.h"

namespace qy::presentation {

/// A picture of one bit per dot; true is black.
struct DotPicture {
    int width = 0;
    int height = 0;
    std::vector<bool> black;
};
/// The rows of a picture as ZPL's compressed hexadecimal: G…Y repeat the next digit 1…19 times, g…z 20…400 times, ','
/// ends a row with zeros, ':' repeats the row before.
[[nodiscard]] std::string zpl_rows(const DotPicture& picture);

class LabelZpl : public LabelWriter {
 public:
    LabelZpl(const LabelSheet& sheet, const business::LabelFacts& facts);
    Result<void> add(const LabelMark& mark) override;
    Result<void> finish() override;
    std::string take() override { return std::exchange(out_, {}); }

 private:
    [[nodiscard]] int dots(double mm) const;
    void store_words();

    LabelSheet sheet_;
    business::LabelFacts facts_;
    std::string out_;
    bool began_ = false;
};

}  // namespace qy::presentation
