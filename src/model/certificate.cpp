#include "model/certificate.h"

#include "base/text.h"

namespace qy::model {

bool is_commitment(const Fields& contents) {
    return contents.get(Field::certificate_kind) == kCommitment;
}

bool is_certificate(const Fields& contents) {
    return contents.has(Field::certificate_kind) && !contents.has(Field::test_result);
}

std::vector<std::string> certificate_sources(const Fields& contents) {
    std::string plain(contents.get(Field::certificate_sources));
    for (const std::string_view mark : {"；", "，", "、", ";", "\n", " "}) plain = replace_all(plain, mark, ",");
    std::vector<std::string> numbers;
    for (const auto piece : split(plain, ',')) {
        if (!trim(piece).empty()) numbers.emplace_back(trim(piece));
    }
    return numbers;
}

}  // namespace qy::model
