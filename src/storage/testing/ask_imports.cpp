#include "storage/testing/ask_imports.h"

#include <array>

#include "storage/import_attachment_store.h"
#include "storage/import_file_store.h"
#include "storage/import_store.h"
#include "storage/submission_store.h"
#include "storage/testing/done.h"
#include "storage/upload_store.h"
#include "storage/watched_file_store.h"

namespace qy::storage::testing {

void ask_imports(Writer& db) {
    using namespace imports;
    const model::Reach reach{.party = model::PartyId(1), .manager = model::PartyId(2), .regions = {"460100"}};
    model::ImportJob job;
    job.id = model::ImportId(60'000);
    job.party = model::PartyId(1);
    submissions::Import import;
    import.id = job.id;
    const Lease lease{7, {1}, {2}};
    done(submissions::insert_import(db, import));
    done(imports::insert(db, job));
    done(imports::find(db, reach, job.id));
    done(imports::list(db, reach, {}, 50));
    done(imports::list(db, model::Reach::of(model::PartyId(1)), {}, 50));
    done(next_running(db, {}, lease));
    done(claim(db, job.id, lease));
    done(advance(db, job, job, lease));
    done(set_state(db, job.id, std::array{model::ImportState::running}, job));
    done(put_rows(db, job.id, {{2, "accepted", "[]"}}));
    done(imports::rows(db, job.id, 1, 50));
    done(reject_deferred(db, job.id));
    constexpr auto kUploads = uploads::Kind::import;
    done(uploads::insert(db, kUploads, {60'001, model::PartyId(1), "a", 0, {0}}));
    done(uploads::find(db, kUploads, 60'001, model::PartyId(1), "a"));
    done(uploads::grow(db, kUploads, 60'001, 0, 5));
    done(uploads::count(db, kUploads, model::PartyId(1)));
    done(uploads::old(db, kUploads, {5}, 10));
    done(uploads::remove(db, kUploads, 60'001));
    done(import_attachments::insert(db, job.id, {1, "a.jpg", "missing"}));
    done(import_attachments::list(db, job.id, 1, 50));
    done(import_files::forget_old(db, {0}, 10));
    done(import_files::keep_mapping(db, model::PartyId(1), "批", "lot_number"));
    done(import_files::mapping_of(db, model::PartyId(1)));
    const watched_files::WatchedFile file{model::ImportUploadId(60'002), "/in", "a.csv", 1, {0}, {}};
    done(watched_files::insert(db, file));
    done(watched_files::is_open(db, file));
    done(watched_files::open_ones(db, 10));
    done(watched_files::remove(db, file.upload));
}

}  // namespace qy::storage::testing
