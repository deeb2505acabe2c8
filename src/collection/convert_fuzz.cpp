// Any text as the cell of a column of each rule: a canonical value is its own canonical value.
#include "convert.h"

#include <algorithm>

#include "base/assert.h"
#include "base/bytes.h"
#include "base/limits.h"
#include "base/text.h"

namespace {

using namespace qy;
using namespace qy::collection;

const Dictionary& dictionary() {
    static const auto words = built_in_dictionary();
    static const Dictionary all({words.begin(), words.end()});
    return all;
}

const CategoryRules& categories() {
    static const auto tree = built_in_categories();
    static const CategoryRules all({tree.begin(), tree.end()});
    return all;
}

// Prices are read in yuan and kept in fen.
bool is_read_as_it_is_kept(const model::FieldRow& field) {
    return field.type != model::FieldType::money;
}

void check(std::string_view text, const model::FieldRow& field) {
    const RuleContext context{field, dictionary(), categories()};
    const auto first = convert(text, context);
    QY_ASSERT(is_utf8(first.value) && is_utf8(first.note));
    if (first.problem) {
        QY_ASSERT(first.value.empty());
        for (const auto& argument : first.problem->arguments) QY_ASSERT(is_utf8(argument));
        return;
    }
    if (first.value.empty() || !is_read_as_it_is_kept(field)) return;
    const auto again = convert(first.value, context);
    QY_ASSERT(!again.problem && again.value == first.value && again.inputs == first.inputs);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto text = text_of({data, size});
    if (!is_utf8(text)) return 0;
    const auto columns = model::fields();
    for (const auto& rule : rules()) {
        const auto field = std::find_if(columns.begin(), columns.end(),
                                        [&](const model::FieldRow& one) { return &rule_for(one) == &rule; });
        QY_ASSERT(field != columns.end());
        check(text, *field);
    }
    return 0;
}
