#include "platform.h"

#include <unistd.h>

#include <array>
#include <csignal>

#include "base/embedded.h"
#include "base/hide_passwords.h"
#include "base/id_clock.h"
#include "base/log.h"
#include "business/accounts.h"
#include "business/audit_keeper.h"
#include "business/captchas.h"
#include "business/capture.h"
#include "business/change_feed.h"
#include "business/clock_watch.h"
#include "business/codes.h"
#include "business/contact_desk.h"
#include "business/grants.h"
#include "business/import_desk.h"
#include "business/keys.h"
#include "business/labels.h"
#include "business/media_desk.h"
#include "business/object_keeper.h"
#include "business/persons.h"
#include "business/review.h"
#include "business/role_book.h"
#include "business/role_desk.h"
#include "business/scans.h"
#include "business/search.h"
#include "business/second_factors.h"
#include "business/seed.h"
#include "business/sessions.h"
#include "business/trace_query.h"
#include "business/wechat_desk.h"
#include "crypto/keyring.h"
#include "crypto/master_change.h"
#include "crypto/master_key.h"
#include "storage/migrate.h"
#include "storage/node_lease.h"
#include "storage/node_store.h"
#include "storage/object_folder.h"
#include "storage/postgres.h"
#include "storage/sqlite.h"
#include "storage/store.h"
#include "storage/vault.h"

namespace qy::app {
namespace {

storage::Synchronous synchronous_of(const Settings& settings) {
    return settings.text("storage.synchronous") == "normal" ? storage::Synchronous::normal : storage::Synchronous::full;
}

struct OpenedKeys {
    std::unique_ptr<crypto::Keyring> keys;
    business::Adopt adopt = business::Adopt::never;  ///< when_first: nothing was vouched for before this start
};

/// Opens the keys of the folder; a new folder gets a master key and one key of every purpose.
Result<OpenedKeys> open_keys(const Settings& settings, const storage::DataFolder& folder, Random& random,
                             const Clock& clock) {
    const std::string path = master_key_path(settings, folder.path());
    const auto master = crypto::read_master_key_file(path);
    const bool fresh = !master.ok() && master.error().kind == ErrorKind::not_found;
    if (!fresh) {
        QY_TRY(keys, crypto::open_keyring(folder.path(), path));
        const bool vouched = keys->active(crypto::Purpose::access).ok();
        QY_TRY(added, keys->add_missing(random, clock));
        (void)added;
        return OpenedKeys{std::move(keys), vouched ? business::Adopt::never : business::Adopt::when_first};
    }
    QY_TRY(created, crypto::create_master_key_file(path, random));
    QY_TRY(keys, crypto::Keyring::create(folder.path(), created, random, clock));
    return OpenedKeys{std::move(keys), business::Adopt::when_first};
}

Result<std::unique_ptr<storage::Store>> open_database(const Settings& settings, const storage::DataFolder& folder) {
    const auto& address = settings.text("storage.database");
    const auto readers = static_cast<int>(settings.integer("storage.readers"));
    if (address.empty()) {
        storage::SqliteOptions options;
        options.path = folder.database();
        options.readers = readers;
        options.synchronous = synchronous_of(settings);
        return storage::open_sqlite(options);
    }
    if (!storage::is_postgres_url(address)) return invalid("storage.database", {hide_passwords(address)});
    storage::PostgresOptions options;
    options.url = address;
    options.readers = readers;
    return storage::open_postgres(options);
}

/// Which program on which machine holds a node: for who reads the table.
std::string holder_name(Random& random) {
    std::array<char, 256> host{};
    (void)::gethostname(host.data(), host.size() - 1);
    return std::string(host.data()) + ":" + std::to_string(::getpid()) + ":" + to_hex(random.bytes(4));
}

/// Another program makes ids with our number: ours must end, as if it had been asked to.
void end_program() {
    log::error("platform.node_lost");
    ::kill(::getpid(), SIGTERM);
}

Result<std::unique_ptr<storage::Store>> open_store(const Settings& settings, const storage::DataFolder& folder,
                                                   const Clock& clock) {
    QY_TRY(store, open_database(settings, folder));
    QY_TRY(report, storage::migrate(*store, embedded::migrations(), clock));
    (void)report;
    return store;
}

}  // namespace

struct Platform::Parts {
    Parts(storage::DataFolder data_folder, Settings effective)
        : settings(std::move(effective)), folder(std::move(data_folder)) {}

    /// The number that this program's ids carry; leased when other programs may write the same database.
    Result<int> node_of_ids() {
        if (settings.text("storage.database").empty()) return static_cast<int>(settings.integer("id.node"));
        QY_TRY(taken, storage::NodeLease::take(*store, clock, holder_name(random), &end_program));
        lease = std::move(taken);
        return lease->node();
    }

    /// The use cases, once keys and store are there. `node`: of this program's ids.
    void build(business::Labels words, int node) {
        const business::Services services{*store, *keys, settings, clock, random, *ids, *role_book};
        key_desk = std::make_unique<business::KeyDesk>(services, *keys, master_key_path(settings, folder.path()));
        labels = std::make_unique<business::Labels>(std::move(words));
        accounts = std::make_unique<business::Accounts>(services);
        captchas = std::make_unique<business::Captchas>(services);
        factors = std::make_unique<business::SecondFactors>(services);
        roles = std::make_unique<business::RoleDesk>(services);
        sessions = std::make_unique<business::Sessions>(services, *captchas, *factors);
        object_folder = std::make_unique<storage::ObjectFolder>(folder.objects(), *keys, random);
        objects = std::make_unique<business::ObjectKeeper>(services, *object_folder);
        media = std::make_unique<business::MediaDesk>(services, *objects);
        contact = std::make_unique<business::ContactDesk>(services, *captchas, *media);
        capture = std::make_unique<business::Capture>(services);
        imports = std::make_unique<business::ImportDesk>(services, *objects, *media,
                                                         business::ImportWorker{node, lease == nullptr});
        codes = std::make_unique<business::CodeDesk>(services);
        grants = std::make_unique<business::Grants>(services);
        persons = std::make_unique<business::PersonDesk>(services);
        review = std::make_unique<business::Review>(services);
        search = std::make_unique<business::Search>(services);
        trace = std::make_unique<business::TraceQuery>(services);
        scans = std::make_unique<business::ScanBook>(services);
        wechat = std::make_unique<business::WechatDesk>(services);
        use = std::make_unique<presentation::UseCases>(
            presentation::UseCases{services, *accounts, *audit,   *captchas, *capture, *codes,  *grants,  *key_desk,
                                   *labels,  *persons,  *review,  *roles,    *scans,   *search, *factors, *sessions,
                                   *trace,   *contact,  *changes, *imports,  *media,   *wechat});
    }

    /// Scans that wait are written with ids of the lease, and giving that back is a write that wakes the audit keeper:
    /// they end in this order, before the rest goes.
    ~Parts() {
        if (changes) changes->stop();  // it renews labels
        scans.reset();
        lease.reset();
    }

    SystemClock clock;
    IdClock id_clock{clock};
    SystemRandom random;
    Settings settings;
    storage::DataFolder folder;
    std::unique_ptr<crypto::Keyring> keys;
    std::unique_ptr<storage::Vault> vault;
    std::unique_ptr<storage::Store> store;
    std::unique_ptr<storage::NodeLease> lease;  ///< null with SQLite: the folder's lock keeps other programs out
    std::unique_ptr<IdSource> ids;
    std::unique_ptr<business::RoleBook> role_book;
    std::unique_ptr<business::ChangeHub> changes;
    std::unique_ptr<business::AuditKeeper> audit;
    std::unique_ptr<business::Labels> labels;
    std::unique_ptr<business::Accounts> accounts;
    std::unique_ptr<business::Captchas> captchas;
    std::unique_ptr<business::SecondFactors> factors;
    std::unique_ptr<business::RoleDesk> roles;
    std::unique_ptr<business::Sessions> sessions;
    std::unique_ptr<storage::ObjectFolder> object_folder;
    std::unique_ptr<business::ObjectKeeper> objects;
    std::unique_ptr<business::MediaDesk> media;
    std::unique_ptr<business::ContactDesk> contact;
    std::unique_ptr<business::Capture> capture;
    std::unique_ptr<business::ImportDesk> imports;
    std::unique_ptr<business::CodeDesk> codes;
    std::unique_ptr<business::Grants> grants;
    std::unique_ptr<business::KeyDesk> key_desk;
    std::unique_ptr<business::PersonDesk> persons;
    std::unique_ptr<business::Review> review;
    std::unique_ptr<business::Search> search;
    std::unique_ptr<business::TraceQuery> trace;
    std::unique_ptr<business::ScanBook> scans;
    std::unique_ptr<business::WechatDesk> wechat;
    std::unique_ptr<presentation::UseCases> use;
    model::PartyId operator_party;
};

Platform::Platform(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Platform::~Platform() = default;

Result<std::unique_ptr<Platform>> Platform::open(const std::string& folder, Settings settings, bool create) {
    QY_TRY(opened, create ? storage::DataFolder::open_or_create(folder)
                          : storage::DataFolder::open(folder, storage::DataFolder::Lock::exclusive));
    const bool embedded = settings.text("storage.database").empty();
    if (!create && embedded && ::access(opened.database().c_str(), F_OK) != 0) {
        return not_found("data_folder.missing", {opened.path()});  // an empty database in its place would hide the loss
    }
    auto parts = std::make_unique<Parts>(std::move(opened), std::move(settings));
    QY_TRY(keys, open_keys(parts->settings, parts->folder, parts->random, parts->clock));
    parts->keys = std::move(keys.keys);
    QY_TRY(store, open_store(parts->settings, parts->folder, parts->clock));
    parts->store = std::move(store);
    QY_TRY(newest, parts->store->read([](storage::Reader& reader) { return storage::nodes::newest_id(reader); }));
    parts->id_clock.start_after(newest);
    QY_TRY(node, parts->node_of_ids());
    parts->ids = std::make_unique<IdSource>(parts->id_clock, node);
    parts->vault = std::make_unique<storage::Vault>(*parts->keys, parts->random);
    parts->store->protect(*parts->vault);
    parts->role_book = std::make_unique<business::RoleBook>(*parts->store, parts->clock);
    parts->role_book->keep_head(parts->folder.keys() + "/access-head", *parts->keys);
    const business::Services services{*parts->store, *parts->keys, parts->settings,  parts->clock,
                                      parts->random, *parts->ids,  *parts->role_book};
    // Before anything is written: the chain must be found as it was left.
    parts->audit = std::make_unique<business::AuditKeeper>(services, parts->folder.keys() + "/audit-head");
    parts->changes = std::make_unique<business::ChangeHub>(services);
    parts->store->when_written([keeper = parts->audit.get(), hub = parts->changes.get()] {
        keeper->committed();
        hub->written();
    });
    QY_TRY(clock, business::mark_clock(services));
    (void)clock;
    parts->audit->start();
    QY_TRY(operator_party, business::seed(services, keys.adopt));
    parts->operator_party = operator_party;
    QY_CHECK(parts->role_book->rows());  // what does not fit the kept set is told at the start
    QY_TRY(labels, business::Labels::load(services));
    parts->build(std::move(labels), node);
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
business::ObjectKeeper& Platform::objects() {
    return *parts_->objects;
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
