#include "model/media.h"

#include "enum_names.h"

namespace qy::model {
namespace {

constexpr EnumNames<MediaSubject, 5> kSubjects{{"product", "lot", "event", "submission", "shipment"}};
constexpr EnumNames<MediaKind, 2> kKinds{{"photo", "document"}};

}  // namespace

std::string_view to_string(MediaSubject subject) {
    return kSubjects.name(subject);
}
std::optional<MediaSubject> parse_media_subject(std::string_view name) {
    return kSubjects.parse(name);
}
std::string media_subject_names() {
    std::string all;
    for (int i = 0; i <= static_cast<int>(MediaSubject::shipment); ++i) {
        all.append(all.empty() ? "" : ", ").append(to_string(static_cast<MediaSubject>(i)));
    }
    return all;
}
std::string_view to_string(MediaKind kind) {
    return kKinds.name(kind);
}
std::optional<MediaKind> parse_media_kind(std::string_view name) {
    return kKinds.parse(name);
}

}  // namespace qy::model
