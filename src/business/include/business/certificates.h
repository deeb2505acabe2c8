#pragma once
// Commitment certificates (承诺达标合格证) of a lot, as they were issued and collected: for printing.
// (clauses 6.1, 7.1.2)
#include <string>
#include <vector>

#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/ids.h"

namespace qy::business {

struct Certificate {
    std::string number;
    std::string product;
    std::string specification;
    std::string lot_number;
    std::string quantity;            ///< canonical: "6000 kg"
    std::string place;               ///< of production
    std::string issuer;              ///< a farmer's name is masked where the asker may not know it
    std::string contact;             ///< likewise
    std::string issued_on;           ///< "2025-11-20"
    std::vector<std::string> basis;  ///< codes of `commitment_basis`
    std::string sources;             ///< numbers of those that it was issued anew from
};

/// The certificate of that number that was recorded for the lot; empty: the newest. Who may follow the lot sees it: its
/// owner's people, the manager of its brand, a regulator. Errors: not_found `lot.not_found`, `certificate.not_found`
/// {number}; those of storage.
Result<Certificate> find_certificate(const Services& services, const model::Actor& actor, model::LotId lot,
                                     const std::string& number);

}  // namespace qy::business
