#include "platform.h"

#include "base/embedded.h"
#include "base/id_clock.h"
#include "business/accounts.h"
#include "business/capture.h"
#include "business/codes.h"
#include "business/grants.h"
#include "business/labels.h"
#include "business/review.h"
#include "business/scans.h"
#include "business/search.h"
#include "business/seed.h"
#include "business/trace_query.h"
#include "crypto/keyring.h"
#include "crypto/master_key.h"
#include "storage/migrate.h"
#include "storage/node_store.h"
#include "storage/sqlite.h"
#include "storage/store.h"

namespace qy::app {
namespace {

storage::Synchronous synchronous_of(const Settings& settings) {
    return settings.text("storage.synchronous") == "normal" ? storage::Synchronous::normal : storage::Synchronous::full;
}

/// Opens the keys of the folder; a new folder gets a master key and one key of every purpose.
Result<std::unique_ptr<crypto::Keyring>> open_keys(const Settings& settings, const storage::DataFolder& folder,
                                                   Random& random, const Clock& clock) {
    const std::string path = master_key_path(settings, folder.path());
    auto master = crypto::read_master_key_file(path);
    const bool fresh = !master.ok() && master.error().kind == ErrorKind::not_found;
    if (!fresh) {
        QY_TRY(key, std::move(master));
        QY_TRY(keys, crypto::Keyring::open(folder.path(), key));
        QY_TRY(added, keys->add_missing(random, clock));
        (void)added;
        return keys;
    }
    QY_TRY(created, crypto::create_master_key_file(path, random));
    return crypto::Keyring::create(folder.path(), created, random, clock);
}

Result<std::unique_ptr<storage::Store>> open_store(const Settings& settings, const storage::DataFolder& folder,
                                                   const Clock& clock) {
    if (!settings.text("storage.database").empty())
        return invalid("storage.database", {settings.text("storage.database")});
    storage::SqliteOptions options;
    options.path = folder.database();
    options.readers = static_cast<int>(settings.integer("storage.readers"));
    options.synchronous = synchronous_of(settings);
    QY_TRY(store, storage::open_sqlite(options));
    QY_TRY(report, storage::migrate(*store, embedded::migrations(), clock));
    (void)report;
    return store;
}

}  // namespace

struct Platform::Parts {
    Parts(storage::DataFolder data_folder, Settings effective)
        : settings(std::move(effective)),
          folder(std::move(data_folder)),
          ids(id_clock, static_cast<int>(settings.integer("id.node"))) {}

    /// The use cases, once keys and store are there.
    void build(business::Labels words) {
        const business::Services services{*store, *keys, settings, clock, random, ids};
        labels = std::make_unique<business::Labels>(std::move(words));
        accounts = std::make_unique<business::Accounts>(services);
        capture = std::make_unique<business::Capture>(services);
        codes = std::make_unique<business::CodeDesk>(services);
        grants = std::make_unique<business::Grants>(services);
        review = std::make_unique<business::Review>(services);
        search = std::make_unique<business::Search>(services);
        trace = std::make_unique<business::TraceQuery>(services);
        scans = std::make_unique<business::ScanBook>(services);
        use = std::make_unique<presentation::UseCases>(presentation::UseCases{
            services, *accounts, *capture, *codes, *grants, *labels, *review, *scans, *search, *trace});
    }

    SystemClock clock;
    IdClock id_clock{clock};
    SystemRandom random;
    Settings settings;
    storage::DataFolder folder;
    IdSource ids;
    std::unique_ptr<crypto::Keyring> keys;
    std::unique_ptr<storage::Store> store;
    std::unique_ptr<business::Labels> labels;
    std::unique_ptr<business::Accounts> accounts;
    std::unique_ptr<business::Capture> capture;
    std::unique_ptr<business::CodeDesk> codes;
    std::unique_ptr<business::Grants> grants;
    std::unique_ptr<business::Review> review;
    std::unique_ptr<business::Search> search;
    std::unique_ptr<business::TraceQuery> trace;
    std::unique_ptr<business::ScanBook> scans;
    std::unique_ptr<presentation::UseCases> use;
    model::PartyId operator_party;
};

Platform::Platform(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Platform::~Platform() = default;

Result<std::unique_ptr<Platform>> Platform::open(const std::string& folder, Settings settings, bool create) {
    QY_TRY(opened, create ? storage::DataFolder::open_or_create(folder)
                          : storage::DataFolder::open(folder, storage::DataFolder::Lock::exclusive));
    auto parts = std::make_unique<Parts>(std::move(opened), std::move(settings));
    QY_TRY(keys, open_keys(parts->settings, parts->folder, parts->random, parts->clock));
    parts->keys = std::move(keys);
    QY_TRY(store, open_store(parts->settings, parts->folder, parts->clock));
    parts->store = std::move(store);
    QY_TRY(newest, parts->store->read([](storage::Reader& reader) { return storage::nodes::newest_id(reader); }));
    parts->id_clock.start_after(newest);
    const business::Services services{*parts->store, *parts->keys,  parts->settings,
                                      parts->clock,  parts->random, parts->ids};
    QY_TRY(operator_party, business::seed(services));
    parts->operator_party = operator_party;
    QY_TRY(labels, business::Labels::load(services));
    parts->build(std::move(labels));
    return std::unique_ptr<Platform>(new Platform(std::move(parts)));
}

const presentation::UseCases& Platform::use() const {
    return *parts_->use;
}
const Settings& Platform::settings() const {
    return parts_->settings;
}
const storage::DataFolder& Platform::folder() const {
    return parts_->folder;
}
model::PartyId Platform::operator_party() const {
    return parts_->operator_party;
}
const Clock& Platform::clock() const {
    return parts_->clock;
}
Random& Platform::random() {
    return parts_->random;
}

std::string master_key_path(const Settings& settings, const std::string& folder) {
    const auto& path = settings.text("keys.master_file");
    return path.empty() ? folder + "/keys/master.key" : path;
}

}  // namespace qy::app
