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

namespace qy::business {

/// A carton with what it is known by.
struct KnownCarton {
    model::Carton carton;
    std::string lot_number;
    std::string product;
    std::string specification;
    std::string party;
};

// Errors of all: denied `permission.denied` {permission}; those of storage. Safe from any thread.

/// The company prefix that GS1 gave the actor's party. Needs `save_products`. Errors: invalid `gs1_prefix.malformed`;
/// conflict `gs1_prefix.taken`: numbers of another party could be the same.
Result<void> save_gs1_prefix(const Services& services, const model::Actor& actor, std::string_view prefix);
/// Of the actor's party; empty when it has none.
Result<std::string> gs1_prefix(const Services& services, const model::Actor& actor);

struct CartonOrder {
    model::LotId lot;
    std::int64_t count = 0;  ///< 1 … cartons_per_request_max
    std::string quantity{};  ///< of the lot in each
};
/// New numbers of the lot's owner. Needs `issue_codes`. Errors: not_found `lot.not_found`; conflict
/// `gs1_prefix.missing`; unavailable `sscc.exhausted`.
Result<std::vector<KnownCarton>> number_cartons(const Services& services, const model::Actor& actor,
                                                const CartonOrder& order);

struct CartonPrint {
    std::vector<std::string> ssccs{};
    std::string medium{};  ///< format and template, audited
    std::string reason{};  ///< REQUIRED (not empty) to make a label again
};
struct PrintedCartons {
    std::vector<KnownCarton> cartons;
    LabelFacts facts;
};
/// Labels of cartons of one lot and quantity: counted and audited before they leave. Needs `issue_codes`. Errors:
/// not_found `carton.not_found`; invalid `carton.mixed`; conflict `carton.printed` {sscc}.
Result<PrintedCartons> print_cartons(const Services& services, const model::Actor& actor, const CartonPrint& order);

/// Of the parties that are reached, newest first. Needs `read_submissions`.
Result<std::vector<KnownCarton>> cartons(const Services& services, const model::Actor& actor, std::int64_t before,
                                         std::int64_t limit);

}  // namespace qy::business
