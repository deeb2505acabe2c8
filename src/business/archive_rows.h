#pragma once
// The rows of a party's archive: its products and what it recorded, as an import reads them. Things are named by the
// party's own keys (names, codes, lot numbers, keys of records), so that another installation understands the same.
// (clause 7.2.1; docs/ARCHIVE.md)
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/media.h"
#include "model/party.h"
#include "model/product.h"
#include "record_table.h"
#include "storage/record_store.h"
#include "storage/store.h"

namespace qy::business {

/// A photo or document with its name in the archive.
struct ArchiveFile {
    std::string name;
    model::Media media;
};

/// The files of a party's products, lots and records, oldest first. Errors: too_large `archive.files_too_large` {files,
/// MiB, most files, most MiB}; those of storage.
Result<std::vector<ArchiveFile>> archive_files(storage::Reader& reader, model::PartyId party);

/// Not shared between threads. Errors of all: those of storage; corrupt `event.corrupt`.
class ArchiveRows {
 public:
    /// Without `personal`, protected values are left out as if they had been erased. Reader and files outlive it.
    /// Errors also: not_found `party.not_found` {party}; too_large `document.too_large` {limit}.
    static Result<ArchiveRows> open(storage::Reader& reader, model::PartyId party, bool personal,
                                    const std::vector<ArchiveFile>& files);

    /// Replaces the chunk; returns whether more will follow. The whole is one JSON array.
    Result<bool> next(std::string& chunk);
    [[nodiscard]] std::int64_t rows() const { return rows_; }

 private:
    ArchiveRows(storage::Reader& reader, model::Party party, bool personal)
        : reader_(&reader), party_(std::move(party)), personal_(personal) {}
    Result<bool> products(std::string& chunk);
    Result<bool> events(std::string& chunk);
    Result<JsonObject> product_row(const model::Product& product);
    Result<JsonObject> event_row(model::TraceEvent event, const EventNames& names, const std::string& key);
    Result<void> add_product(const model::Product& product, JsonObject& row);
    void add_files(std::string_view column, model::MediaSubject subject, std::int64_t id, JsonObject& row);
    void put(JsonObject row, std::string& chunk);

    using Subject = std::pair<model::MediaSubject, std::int64_t>;
    storage::Reader* reader_;
    model::Party party_;
    bool personal_;
    std::map<Subject, std::vector<std::string>> files_;  ///< that no row has named yet
    std::vector<storage::records::RecordedAt> recorded_;
    std::size_t at_ = 0;
    model::ProductId last_;
    bool products_done_ = false;
    std::int64_t rows_ = 0;
};

}  // namespace qy::business
