#pragma once
// For tests of codes and scans: parties, a brand with grants, products and lots in a store and keyring of their own,
// with a clock that the test moves.
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/random.h"
#include "base/settings.h"
#include "business/codes.h"
#include "business/role_book.h"
#include "business/services.h"
#include "crypto/keyring.h"
#include "model/lot.h"
#include "model/product.h"
#include "model/registry.h"
#include "storage/testing/temp_store.h"

namespace qy::business::testing {

/// Ids that tests may name.
struct Names {
    model::PartyId farm{11}, dealer{12}, stranger{13}, manager{14}, idle{15};
    model::BrandId brand{21}, other_brand{22};
    model::CategoryId food{31}, coffee{32}, tea{33};
    /// Of the farm: coffee under the brand with GTIN; honey without brand; tea under the brand.
    model::ProductId branded{41}, plain{42}, branded_tea{43};
    model::LotId roast{51}, honey{52}, tea_lot{53}, other_roast{54}, stranger_lot{55};
    model::BrandGrantId grant{61};
};

class CodeWorld {
 public:
    explicit CodeWorld(std::vector<std::pair<std::string, std::string>> settings = {});

    [[nodiscard]] const Services& services() const { return services_; }
    [[nodiscard]] CodeDesk desk() const { return CodeDesk(services_); }
    [[nodiscard]] storage::Store& store() { return *temporary_; }
    [[nodiscard]] ManualClock& clock() { return clock_; }
    [[nodiscard]] const crypto::Keyring& keys() const { return *keys_; }

    /// A consignment of `parent`, a logistic unit of the farm.
    model::LotId consignment(model::LotId parent, std::string number);
    model::LotId carton(std::string number);
    /// Changes the farm's grant of the brand for coffee.
    void set_grant(model::GrantState state, std::optional<std::int64_t> quota = {});

    LabelledRange issued(model::LotId lot, std::int64_t count, bool pin = false);
    LabelledRange issued_ahead(std::int64_t count);
    /// The code of the range that is `offset` after its first.
    [[nodiscard]] model::TraceCode code(const LabelledRange& range, std::int64_t offset) const;
    [[nodiscard]] model::Authenticity state_of(const model::TraceCode& code) const;

    [[nodiscard]] static model::Actor operator_();
    [[nodiscard]] static model::Actor user(model::PartyId party, model::Role role);
    Names names;

 private:
    void fill();
    storage::testing::TempStore temporary_;
    storage::testing::TempFolder key_folder_;
    ManualClock clock_{storage::testing::kTestTime};
    SeededRandom random_{7};
    IdSource ids_{clock_, 1};
    Settings settings_;
    std::unique_ptr<crypto::Keyring> keys_;
    RoleBook roles_;
    Services services_;
    std::int64_t last_id_ = 1000;
};

}  // namespace qy::business::testing
