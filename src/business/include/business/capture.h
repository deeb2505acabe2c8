#pragma once
// Capture: rows of a file or a request become submissions, one per row, and one status per row.
// (clauses 5.2, 6.2.1–6.2.3)
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/json.h"
#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/draft.h"
#include "model/ids.h"
#include "model/table_reading.h"

namespace qy::business {

/// A file as it was sent. `recorder` none: each stage is recorded by the party that the row names for it (operator
/// only); an actor of a party always records for that party.
struct Upload {
    std::string file_name;
    ByteView bytes;
    model::PartyId recorder;
    model::TableOptions reading = {};  ///< of a sheet: which one, and what its columns are
};

/// What became of an upload: every faulty row has its faults, every good row is submitted (and published, where policy
/// says so).
struct CaptureReport {
    model::ImportId import;
    std::int64_t accepted = 0;
    std::int64_t exists = 0;
    std::int64_t rejected = 0;   ///< rejected and conflict
    std::int64_t published = 0;  ///< of the accepted ones; the rest waits for review
    std::vector<model::RowStatus> rows;
    std::vector<std::string> ignored_columns;
    model::TableFacts reading;
};

/// An attachment of a bundle, or one that its table names in vain.
struct PreviewFile {
    std::string name;
    std::vector<std::int64_t> lines;  ///< rows that it belongs to; none: a fault
    std::string fault;
};

/// What an upload would come to.
struct PreviewReport {
    struct Row {
        std::int64_t line = 0;
        std::vector<std::pair<std::string, std::string>> cells;  ///< by column, as they stand in the file
    };
    model::TableFacts reading;
    std::vector<Row> first_rows;  ///< at most limits::preview_rows_max
    std::int64_t good = 0;        ///< rows without faults, of which
    std::int64_t exists = 0;      ///< were sent before
    std::int64_t repeated = 0;    ///< stand in the file more than once
    std::int64_t faulty = 0;
    std::vector<model::RowStatus> faults;  ///< of the first limits::preview_faults_max faulty rows
    /// Rows that would be taken, but have something that somebody should look at. The first
    /// limits::preview_rows_tried_max rows are tried against what is recorded (steps, stock, yields, lots they name);
    /// behind them faults and warnings are those of the row alone.
    std::int64_t warned = 0;
    std::vector<model::RowStatus> warnings;  ///< of the first limits::preview_faults_max of them
    std::vector<PreviewFile> files;          ///< of a bundle
};

class ReferenceCache;

/// Use case of collection → submission → (auto) publication. Safe from any thread.
class Capture {
 public:
    explicit Capture(const Services& services);
    /// For one request with services of its own: shares what `whole` keeps in memory.
    Capture(const Services& services, const Capture& whole) : services_(services), reference_(whole.reference_) {}

    /// CSV, XLSX, XLS, JSON or XML rows, registry records (JSON objects with record_type), or an EPCIS document, told
    /// by its content. Sending the same file again gives `exists` for every row. What the party said of columns is
    /// kept, and holds for its next file. Errors: those of collection::decode (the file cannot be read at all), denied
    /// `capture.not_allowed`, not_found `party.not_found` (for another party), storage.
    Result<CaptureReport> import_file(const Upload& upload, const model::Actor& actor);

    /// Reads a file of rows (CSV, JSON, XLSX, XLS) and writes nothing. Errors: as import_file; invalid
    /// `preview.not_rows` (an EPCIS document, registry records).
    Result<PreviewReport> preview_file(const Upload& upload, const model::Actor& actor);

    /// Flat rows of a request, at most limits::capture_rows_per_request_max. Lines count from 1.
    Result<CaptureReport> capture_rows(const JsonArray& rows, const model::Actor& actor, model::PartyId recorder);
    /// The same for the holder of a link that `recorder` handed out, who has no right of its own: the caller has
    /// checked the link.
    Result<CaptureReport> capture_by_link(const JsonArray& rows, const model::Actor& holder, model::PartyId recorder);

 private:
    const Services services_;
    std::shared_ptr<ReferenceCache> reference_;
};

}  // namespace qy::business
