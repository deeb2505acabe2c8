#pragma once
// Numbers for cartons and pallets (SSCC), given out once, and their labels. What is in a carton is recorded as packing
// (event.capture); the drawing is presentation's. (architecture §5; decision 35)
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "business/label_print.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/carton.h"
#include "model/named.h"

namespace qy::business {

/// A carton with what it is known by; empty where there is none.
struct KnownCarton {
    model::Carton carton;
    std::string lot_number;
    model::Named product;
    std::string specification;
    model::Named party;
};

// Errors of all: denied `permission.denied` {permission}; those of storage. What changes something is audited in its
// transaction, and a refusal leaves everything as it was. Safe from any thread.

/// The company prefix that GS1 gave the actor's party (model::checked_gs1_prefix); a later one takes its place and
/// counting goes on. Needs `save_products`. Errors: invalid `gs1_prefix.malformed`; conflict `gs1_prefix.taken`:
/// numbers of another party could be the same.
Result<void> save_gs1_prefix(const Services& services, const model::Actor& actor, std::string_view prefix);
/// Of the actor's party; empty when it has none.
Result<std::string> gs1_prefix(const Services& services, const model::Actor& actor);

struct CartonOrder {
    model::LotId lot;
    std::int64_t count = 0;
    std::string quantity{};  ///< of the lot in each, as it is to be told ("12袋"); may be empty
};
/// New numbers under the prefix of the lot's owner, in a row, in the order of their numbers. Needs `issue_codes`.
/// Errors: not_found `lot.not_found`, also for one that the actor does not reach; conflict `gs1_prefix.missing`;
/// unavailable `sscc.exhausted`. REQUIRES: count from 1 to limits::cartons_per_request_max.
Result<std::vector<KnownCarton>> number_cartons(const Services& services, const model::Actor& actor,
                                                const CartonOrder& order);

struct CartonPrint {
    std::vector<std::string> ssccs{};  ///< 18 digits each, none twice
    std::string medium{};              ///< format and template, audited
    std::string reason{};              ///< why a label is made again; needed only then
};
struct PrintedCartons {
    std::vector<KnownCarton> cartons;  ///< in the order of their numbers
    LabelFacts facts;                  ///< what all of the labels say
};
/// Labels of cartons of one lot and quantity: counted and audited before they leave. Needs `issue_codes`. Errors:
/// not_found `carton.not_found`: one of them is not there, not reached or asked for twice, or none was asked for;
/// invalid `carton.mixed`: of several lots or quantities; conflict `carton.printed` {sscc}: made before, and no reason.
Result<PrintedCartons> print_cartons(const Services& services, const model::Actor& actor, const CartonPrint& order);

/// Of the parties that are reached, newest first, from before the id `before` on (0: from the newest). Needs
/// `read_submissions`. REQUIRES: limit ≥ 1.
Result<std::vector<KnownCarton>> cartons(const Services& services, const model::Actor& actor, std::int64_t before,
                                         std::int64_t limit);

}  // namespace qy::business
