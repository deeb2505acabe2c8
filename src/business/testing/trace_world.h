#pragma once
// For tests: a small world of parties, products, lots and events in a store of its own, told in the field's words.
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/random.h"
#include "base/settings.h"
#include "business/role_book.h"
#include "business/services.h"
#include "crypto/keyring.h"
#include "model/actor.h"
#include "model/code_range.h"
#include "model/lot.h"
#include "model/party.h"
#include "model/product.h"
#include "model/trace_event.h"
#include "storage/testing/temp_store.h"

// Tests name only the members that they are about.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

namespace qy::business::testing {

using model::LotId;
using model::PartyId;

/// "2026-03-05" or RFC 3339; ends the test program when it is neither.
[[nodiscard]] model::EventTime at(std::string_view text);

/// A store that counts the statements of the reads made through it.
class CountingStore final : public storage::Store {
 public:
    explicit CountingStore(storage::Store& inner) : inner_(inner) {}
    [[nodiscard]] std::string description() const override { return inner_.description(); }
    [[nodiscard]] std::size_t statements() const { return statements_; }
    void start_counting() { statements_ = 0; }

 protected:
    Result<void> do_read(const std::function<void(storage::Reader&)>& work) override;
    Result<void> do_write(const std::function<bool(storage::Writer&)>& work) override;

 private:
    storage::Store& inner_;
    std::size_t statements_ = 0;
};

/// What happened, beside the lot, step and time.
struct More {
    PartyId recorder;  ///< none: the owner of the lot
    PartyId party;     ///< none: the recorder
    PartyId counterparty;
    LotId container;
    std::vector<std::pair<model::Field, std::string>> contents;
    std::string place;
    std::string quantity;
    model::EventId corrects;
    std::vector<LotId> also_under;  ///< further subjects that the event is stored under
};

class TraceWorld {
 public:
    explicit TraceWorld(std::vector<std::pair<std::string, std::string>> settings = {});

    [[nodiscard]] const Services& services() const { return services_; }
    [[nodiscard]] CountingStore& store() { return store_; }
    [[nodiscard]] ManualClock& clock() { return clock_; }

    PartyId party(model::Party party);
    PartyId firm(std::string name) { return party({.name = std::move(name)}); }
    model::BrandId brand(std::string name, PartyId manager);
    model::ProductId product(model::Product product);
    model::ProductId product(PartyId owner, std::string name, model::BrandId brand = {}) {
        return product({.owner = owner, .brand = brand, .name = std::move(name)});
    }
    LotId lot(model::ProductId product, std::string number);
    LotId unit(PartyId owner, std::string number);

    /// An event of the lot.
    model::EventId event(LotId lot, model::Step step, std::string_view time, const More& more = {});
    /// The lot was made of the inputs.
    model::EventId made(LotId lot, std::string_view time, std::initializer_list<LotId> inputs,
                        model::LinkKind kind = model::LinkKind::transformation);
    /// A part of the lot was shipped to the consignee: a new consignment.
    LotId consign(LotId lot, std::string number, std::string_view time, PartyId consignee);
    /// As capture writes it: the event is the unit's, the lot its input.
    model::EventId pack(LotId lot, LotId unit, std::string_view time);
    model::EventId unpack(LotId lot, LotId unit, std::string_view time);
    void link(const model::LotLink& link);

    /// Binds serials first…last, inside `parent` if given.
    model::CodeRangeId range(LotId lot, std::int64_t first, std::int64_t last, model::CodeRangeId parent = {},
                             int depth = 0);
    [[nodiscard]] std::string code(std::int64_t serial) const;

    [[nodiscard]] static model::Actor anybody() { return {.name = "anonymous"}; }
    [[nodiscard]] static model::Actor user(PartyId party, model::Role role);

    template <class Work>
    void write(Work work) {
        QY_ASSERT(temporary_->write(work).ok());
    }

 private:
    model::EventId store_event(model::TraceEvent event, const std::vector<LotId>& also_under);
    [[nodiscard]] const model::Lot& known(LotId lot) const;
    template <class AnyId>
    AnyId next() {
        return AnyId(++last_id_);
    }

    storage::testing::TempStore temporary_;
    CountingStore store_;
    storage::testing::TempFolder key_folder_;
    ManualClock clock_;
    SeededRandom random_;
    IdSource ids_;
    Settings settings_;
    std::unique_ptr<crypto::Keyring> keys_;
    RoleBook roles_;
    Services services_;
    std::int64_t last_id_ = 1000;
    std::vector<model::Lot> lots_;
    std::vector<model::Product> products_;
};

/// Farms → cherry lots → washing → blend and roast → consignments to dealers.
struct CoffeeWorld {
    CoffeeWorld();
    explicit CoffeeWorld(std::vector<std::pair<std::string, std::string>> settings);

    TraceWorld world;
    PartyId manager;
    PartyId roaster;
    PartyId washer;
    PartyId laboratory;
    PartyId carrier;
    std::vector<PartyId> farms;
    std::vector<PartyId> dealers;
    model::BrandId brand;
    std::vector<LotId> cherries;
    std::vector<LotId> washed;
    LotId roast;
    std::vector<LotId> consignments;  ///< one to each dealer
    static constexpr int kDealers = 20;
};

}  // namespace qy::business::testing
