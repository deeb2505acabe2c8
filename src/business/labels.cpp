#include "business/labels.h"

#include "model/region.h"
#include "storage/catalogue_store.h"

namespace qy::business {

Result<Labels> Labels::load(const Services& services) {
    QY_TRY(items, services.store.read([](storage::Reader& reader) { return storage::catalogue::dictionary(reader); }));
    Labels labels;
    for (const auto& item : items) labels.words_[item.dictionary + "/" + item.code] = {item.zh, item.en};
    return labels;
}

std::string Labels::label(std::string_view dictionary, std::string_view code, Language language) const {
    if (dictionary == "region") {
        const auto* const region = model::find_region(code);
        if (region == nullptr) return {};
        return std::string(language == Language::en ? region->en : region->zh);
    }
    const auto found = words_.find(std::string(dictionary) + "/" + std::string(code));
    if (found == words_.end()) return {};
    return language == Language::en ? found->second.en : found->second.zh;
}

}  // namespace qy::business
