#include "archive_rows.h"

#include <algorithm>

#include "base/archive_limits.h"
#include "base/import_limits.h"
#include "base/limits.h"
#include "base/text.h"
#include "epcis_writer.h"
#include "storage/catalogue_store.h"
#include "storage/event_store.h"
#include "storage/media_store.h"
#include "storage/party_store.h"

namespace qy::business {
namespace {

using model::Field;
using model::MediaSubject;

constexpr std::int64_t kPerPage = 200;
constexpr auto kMediaLookedAt = static_cast<std::int64_t>(4 * limits::bundle_files_max);  // some of them on their way
constexpr std::string_view kPhotoEnding = ".jpg";
constexpr std::string_view kDocumentEnding = ".pdf";

/// The caption as a file's name: nothing in it that names of files, or cells that list them, may not hold.
std::string file_name(const model::Media& media) {
    const auto ending = media.kind == model::MediaKind::photo ? kPhotoEnding : kDocumentEnding;
    auto wide = to_utf32(media.caption);
    wide.resize(std::min(wide.size(), limits::archive_caption_code_points_max));
    std::string name;
    for (const auto c : wide) {
        const bool kept = c >= 0x20 && std::u32string_view(U"/\\:*?\"<>|,;，；、").find(c) == std::u32string_view::npos;
        if (kept) append_utf8(name, c);
    }
    name = trim(name);
    while (name.starts_with('.')) name.erase(0, 1);
    if (name.empty()) name = media.kind == model::MediaKind::photo ? "photo" : "document";
    return lower_ascii(name).ends_with(ending) ? name : name + std::string(ending);
}

std::string numbered(std::size_t number) {
    const auto digits = std::to_string(number);
    return std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

/// As an import reads it.
std::string text_of(const model::AttributeValue& value) {
    const bool measured = value.type == model::AttributeType::number || value.type == model::AttributeType::quantity;
    return measured ? value.value + value.unit : value.value;
}

/// Like an erased one: what is protected is not there.
void leave_out_protected(model::TraceEvent& event) {
    const auto contents = event.contents;
    for (const auto& [field, value] : contents.items()) {
        if (model::is_protected(model::row_of(field).data_class)) event.contents.set(field, "");
    }
}

std::string names_of(const std::vector<Field>& fields) {
    std::vector<std::string> names;
    for (const auto field : fields) names.emplace_back(model::row_of(field).name);
    return join(names, ",");
}

void put_text(JsonObject& row, Field field, const std::string& text) {
    if (!text.empty()) row[model::row_of(field).name] = text;
}

}  // namespace

Result<std::vector<ArchiveFile>> archive_files(storage::Reader& reader, model::PartyId party) {
    QY_TRY(all, storage::media::of_party(reader, party, kMediaLookedAt));
    std::vector<ArchiveFile> files;
    std::int64_t bytes = 0;
    for (auto& media : all) {
        const auto subject = media.subject;
        if (subject == MediaSubject::submission || subject == MediaSubject::shipment) continue;  // on their way
        bytes += media.bytes;
        auto name = "files/" + numbered(files.size() + 1) + "/" + file_name(media);
        files.push_back({std::move(name), std::move(media)});
    }
    const auto bytes_max = static_cast<std::int64_t>(limits::archive_files_bytes_max);
    const bool all_seen = static_cast<std::int64_t>(all.size()) < kMediaLookedAt;
    if (all_seen && files.size() <= limits::bundle_files_max && bytes <= bytes_max) return files;
    return too_large("archive.files_too_large",
                     {std::to_string(files.size()), std::to_string(bytes >> 20),
                      std::to_string(limits::bundle_files_max), std::to_string(bytes_max >> 20)});
}

Result<ArchiveRows> ArchiveRows::open(storage::Reader& reader, model::PartyId party, bool personal,
                                      const std::vector<ArchiveFile>& files) {
    QY_TRY(found, storage::parties::find(reader, model::Reach::of(party), party));
    if (!found) return not_found("party.not_found", {party.to_string()});
    ArchiveRows rows(reader, *std::move(found), personal);
    for (const auto& file : files) rows.files_[{file.media.subject, file.media.subject_id}].push_back(file.name);
    QY_TRY(recorded, storage::records::recorded_between(reader, party, Time{INT64_MIN}, Time{INT64_MAX},
                                                        limits::document_events_max));
    if (recorded.size() >= static_cast<std::size_t>(limits::document_events_max)) {
        return too_large("document.too_large", {std::to_string(limits::document_events_max)});
    }
    rows.recorded_ = std::move(recorded);
    return rows;
}

void ArchiveRows::put(JsonObject row, std::string& chunk) {
    chunk += rows_++ == 0 ? "[\n" : ",\n";
    chunk += to_text(row);
}

Result<bool> ArchiveRows::next(std::string& chunk) {
    chunk.clear();
    QY_TRY(more, products_done_ ? events(chunk) : products(chunk));
    if (!more && !products_done_) {
        products_done_ = true;
        return true;
    }
    if (!more) chunk += rows_ == 0 ? "[\n]\n" : "\n]\n";
    return more;
}

Result<bool> ArchiveRows::products(std::string& chunk) {
    QY_TRY(page, storage::catalogue::products_of(*reader_, party_.id, last_, kPerPage));
    for (const auto& product : page) {
        last_ = product.id;
        // Without code and category it is no row of its own: it comes with its lots.
        if (product.code.empty() && !product.category) continue;
        QY_TRY(row, product_row(product));
        put(std::move(row), chunk);
    }
    return static_cast<std::int64_t>(page.size()) == kPerPage;
}

Result<void> ArchiveRows::add_product(const model::Product& product, JsonObject& row) {
    put_text(row, Field::product_name, product.name);
    put_text(row, Field::specification, product.specification);
    put_text(row, Field::producer_name, party_.name);
    put_text(row, Field::gtin, product.gtin);
    put_text(row, Field::product_code, product.code);
    put_text(row, Field::nutrition, product.nutrition);
    QY_TRY(category, storage::catalogue::find_category(*reader_, product.category));
    if (category) put_text(row, Field::category, category->code);
    QY_TRY(brand, storage::catalogue::find_brand(*reader_, product.brand));
    if (brand) put_text(row, Field::brand_name, brand->name);
    for (const auto& value : product.attributes) row[value.name] = text_of(value);
    return {};
}

Result<JsonObject> ArchiveRows::product_row(const model::Product& product) {
    JsonObject row;
    QY_CHECK(add_product(product, row));
    put_text(row, Field::allergens, join(product.allergens, ","));
    put_text(row, Field::product_name_en, product.name_en);
    put_text(row, Field::product_opened, names_of(product.opened));
    put_text(row, Field::product_closed, names_of(product.closed));
    add_files("product_photos", MediaSubject::product, product.id.number(), row);
    return row;
}

void ArchiveRows::add_files(std::string_view column, MediaSubject subject, std::int64_t id, JsonObject& row) {
    const auto found = files_.find({subject, id});
    if (found == files_.end()) return;
    row[column] = join(found->second, "；");
    files_.erase(found);
}

Result<JsonObject> ArchiveRows::event_row(model::TraceEvent event, const EventNames& names, const std::string& key) {
    event.contents.set(Field::event_key, key.empty() ? own_event_id(event) : key);
    if (const auto* const document = event.contents.find(Field::epcis_event); document != nullptr && personal_) {
        return JsonObject{{model::row_of(Field::epcis_event).name, *document}};
    }
    if (!personal_) leave_out_protected(event);
    auto row = import_row(event, names);
    const auto* lot = names.lot(event.lot);
    if (lot != nullptr && lot->kind == model::LotKind::logistic_unit && !event.inputs.empty()) {
        lot = names.lot(event.inputs.front().lot);
    }
    const bool own = lot != nullptr && lot->owner == party_.id;
    if (const auto* const product = own ? names.product(lot->product) : nullptr) QY_CHECK(add_product(*product, row));
    for (const auto& value : model::attributes_in(event.contents)) row[value.name] = text_of(value);
    if (own) {
        add_files("attachments", MediaSubject::lot, lot->id.number(), row);
        add_files("product_photos", MediaSubject::product, lot->product.number(), row);  // which has no row of its own
    }
    add_files("record_files", MediaSubject::event, event.id.number(), row);
    return row;
}

Result<bool> ArchiveRows::events(std::string& chunk) {
    std::vector<std::int64_t> ids;
    for (; at_ < recorded_.size() && static_cast<std::int64_t>(ids.size()) < kPerPage; ++at_) {
        ids.push_back(recorded_[at_].event.number());
    }
    model::Reach own_reach;
    own_reach.party = party_.id;
    QY_TRY(page, storage::events::find_all(*reader_, own_reach, ids));
    std::ranges::sort(page, {}, [&](const model::TraceEvent& event) {
        return std::ranges::find(ids, event.id.number()) - ids.begin();
    });
    QY_TRY(names, EventNames::read(*reader_, page));
    if (personal_) names.tell_persons();
    std::map<std::int64_t, std::string> keys;
    QY_TRY(own, storage::records::own_keys(*reader_, party_.id, ids));
    for (auto& one : own) keys.emplace(one.event.number(), std::move(one.key));
    for (auto& event : page) {
        const auto id = event.id.number();
        const bool hidden = !personal_ && event.contents.has(Field::epcis_event);
        if (hidden) continue;  // what came as a document is protected as a whole
        QY_TRY(row, event_row(std::move(event), names, keys[id]));
        put(std::move(row), chunk);
    }
    return at_ < recorded_.size();
}

}  // namespace qy::business
