#pragma once
// Who takes part: firms, natural-person farmers under a cooperative, and imported names not yet verified.
// (clause 6.4.2)
#include <string>
#include <vector>

#include "model/field.h"
#include "model/ids.h"
#include "model/vocabulary.h"

namespace qy::model {

/// What the public pages say of a party: its name, or only "a licensed farm in Chengmai".
enum class Disclosure : std::uint8_t { name, region };

/// `credit_code` is empty for farmers and unverified names. A farmer's name is personal: public views show it masked.
struct Party {
    PartyId id;
    PartyKind kind = PartyKind::firm;
    std::string name;
    std::string name_en;
    std::string credit_code;
    PartyId cooperative;  ///< of a farmer
    std::string region;   ///< GB/T 2260 code of six digits, or empty
    std::string address;
    Disclosure disclosure = Disclosure::name;
    std::vector<PartyRole> roles;
    std::vector<Narrowed> narrowed;  ///< fields of what it records and of what happens to its lots
    bool active = true;
    std::int64_t version = 1;
    [[nodiscard]] bool has_role(PartyRole role) const;
};

}  // namespace qy::model
