// Any text as a nutrition table: it has one form, and what is told of it in either language is read as the same again.
#include "base/assert.h"
#include "base/bytes.h"
#include "base/text.h"
#include "model/nutrition.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using qy::model::Nutrition;
    const auto text = qy::text_of({data, size});
    if (!qy::is_utf8(text)) return 0;
    const auto table = Nutrition::parse(text);
    if (!table.ok()) {
        for (const auto& argument : table.error().arguments) QY_ASSERT(qy::is_utf8(argument));
        return 0;
    }
    for (const auto language : {qy::Language::zh, qy::Language::en}) {
        const auto again = Nutrition::parse(table->told(language));
        QY_ASSERT(again.ok() && *again == *table && again->told(language) == table->told(language));
    }
    for (const auto& line : table->lines()) {
        QY_ASSERT(!line.amount.empty() && line.percent.has_value() == (line.row->reference > 0));
        QY_ASSERT(!line.percent || *line.percent >= 0);
    }
    if (const auto given = table->doubtful_energy()) QY_ASSERT(*given >= 0);
    return 0;
}
