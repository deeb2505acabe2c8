#pragma once
// From natural keys to ids, inside the transaction that publishes: finds parties, products and lots, and creates what a
// row may create. Errors of all: those of storage.
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "business/services.h"
#include "known.h"
#include "model/actor.h"
#include "model/draft.h"
#include "model/lot.h"
#include "model/party.h"
#include "model/product.h"
#include "model/submission.h"
#include "storage/store.h"

namespace qy::business {

/// What is published, for whom. `party` is the submitting party; `trusted`: it may create parties, products and lots of
/// anybody (the operator, the examples), else only its own, and a cooperative those of its member farmers. Both are the
/// author's, whoever approves.
struct Publication {
    storage::Writer& writer;
    const Services& services;
    const model::Actor& actor;
    Time now;
    model::PartyId party;
    bool trusted = false;
    Known known{};
    bool names_person = false;                      ///< this row named a farmer: what told of it is stored sealed
    const model::Submission* submission = nullptr;  ///< whose changes these are; null: rows of an import
    std::vector<model::RowFault> warnings{};        ///< of this row: what somebody should look at
    model::BrandId brand{};                         ///< of the product of this row; may be none

    /// Whose things a change may be about.
    [[nodiscard]] model::Reach reach() const { return trusted ? model::Reach::everything() : model::Reach::of(party); }
};

/// Raises the lot's version, once in a publication: nobody sees what lies between.
Result<void> touch(Publication& publication, model::LotId lot);

[[nodiscard]] bool is_trusted(model::Channel channel);

/// The party of this name in this role: an unverified one gains the role, an unknown name becomes an unverified party.
/// Errors: conflict `party.ambiguous` {name}.
/// `address`: where it works, by which a new one gets its region; may be empty.
Result<model::Party> party_named(Publication& publication, const std::string& name, model::PartyRole role,
                                 std::string_view address = {});

/// The role that recording this kind of information asks for.
[[nodiscard]] model::PartyRole role_for(model::InfoKind kind);

/// Whether rows of this publication may make products and lots of `owner`.
[[nodiscard]] bool may_create_for(const Publication& publication, const model::Party& owner);

/// The product of a row: by natural key; without specification the owner's only product of that name; else a new one.
/// Errors: conflict `specification.ambiguous` {product}, `product_code.taken` {code, product}; invalid
/// `brand_name.unknown` {name}, `category.unknown` {code}, `product.brand_shows` {field, brand}.
Result<model::Product> product_for_row(Publication& publication, const model::LotDraft& draft, model::PartyId owner);

/// The lot that a row speaks of, created with its product when the row may create it. `recorder` owns the lot when the
/// row names no owner and no lot with this number exists. Errors: conflict `lot_number.ambiguous` {lot number},
/// `specification.ambiguous` {product}; not_found `lot_number.unknown` {lot number}; invalid `brand_name.unknown`
/// {name}, `category.unknown` {code}.
Result<model::Lot> lot_for_row(Publication& publication, const model::LotDraft& draft, const model::Party& recorder);

/// An existing lot, for inputs: owner and product may be missing when only one lot fits; lots of `near` come first.
/// Errors: not_found `inputs.unknown_lot` {lot number}; conflict `lot_number.ambiguous` {lot number}.
Result<model::Lot> existing_lot(Publication& publication, const model::LotRef& ref, model::PartyId near);

/// The logistic unit with this number, created for `owner` when unknown. Errors: conflict `container.ambiguous`
/// {number}.
Result<model::Lot> logistic_unit(Publication& publication, const std::string& number, model::PartyId owner);

}  // namespace qy::business
