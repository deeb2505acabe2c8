#include "business/labels.h"

#include "model/region.h"
#include "storage/dictionary_store.h"

namespace qy::business {

Result<Labels> Labels::load(const Services& services) {
    Labels labels;
    QY_CHECK(labels.renew(services));
    return labels;
}

Result<void> Labels::renew(const Services& services) {
    QY_TRY(items, services.store.read([](storage::Reader& reader) { return storage::catalogue::dictionary(reader); }));
    auto words = std::make_shared<Words>();
    for (const auto& item : items) (*words)[item.dictionary + "/" + item.code] = {item.zh, item.en};
    std::atomic_store(&words_, std::shared_ptr<const Words>(std::move(words)));
    return {};
}

std::shared_ptr<const Labels::Words> Labels::current() const {
    return std::atomic_load(&words_);
}

std::string Labels::label(std::string_view dictionary, std::string_view code, Language language) const {
    // The code that a region had before goes on meaning it.
    const auto* const region = dictionary == "region" ? model::find_region(code) : nullptr;
    if (region != nullptr) code = region->code;
    const auto words = current();
    const auto found = words->find(std::string(dictionary) + "/" + std::string(code));
    if (found == words->end()) return {};
    return language == Language::en && !found->second.en.empty() ? found->second.en : found->second.zh;
}

}  // namespace qy::business
