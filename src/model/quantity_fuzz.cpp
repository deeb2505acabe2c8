// Any text as a quantity: it has one form, and telling it in a finer unit of its kind and back changes nothing.
#include "model/quantity.h"

#include "base/assert.h"
#include "base/bytes.h"

namespace {

// So that every unit holds it exactly.
bool has_few_digits(const qy::Decimal& amount) {
    constexpr std::int64_t bound = 1'000'000'000;
    return amount.coefficient() < bound && amount.coefficient() > -bound;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using qy::model::Quantity;
    const auto quantity = Quantity::parse(qy::text_of({data, size}));
    if (!quantity.ok()) return 0;
    const auto again = Quantity::parse(quantity->to_string());
    QY_ASSERT(again.ok() && *again == *quantity && again->to_string() == quantity->to_string());
    const auto* own = qy::model::find_unit(quantity->unit);
    QY_ASSERT(own != nullptr);
    for (const auto& unit : qy::model::units()) {
        const auto other = quantity->in(unit.code);
        if (!other.ok()) continue;
        QY_ASSERT(unit.dimension == own->dimension && other->amount.is_negative() <= quantity->amount.is_negative());
        const bool is_finer = unit.numerator * own->denominator <= own->numerator * unit.denominator;
        if (!is_finer || !has_few_digits(quantity->amount)) continue;
        const auto back = other->in(quantity->unit);
        QY_ASSERT(back.ok() && *back == *quantity);
    }
    return 0;
}
