#include "model/change_note.h"

#include "enum_names.h"

namespace qy::model {
namespace {

constexpr EnumNames<ChangedThing, 8> kThings{
    {"submission", "product", "lot", "code_range", "brand_grant", "catalogue", "dictionary", "access"}};

}  // namespace

std::string_view to_string(ChangedThing thing) {
    return kThings.name(thing);
}
std::optional<ChangedThing> parse_changed_thing(std::string_view text) {
    return kThings.parse(text);
}

}  // namespace qy::model
