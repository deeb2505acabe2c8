#pragma once
// Issuing a block of codes inside a transaction, for whoever has checked that the actor may: at once, and for an
// approved order of labels.
#include <cstdint>

#include "base/clock.h"
#include "base/result.h"
#include "business/codes.h"
#include "model/registry.h"

namespace qy::business {

/// Who gets the codes and for what. Without a lot they are bound later; without a product they are for whatever the
/// party makes under the brand.
struct IssueTarget {
    model::PartyId party;
    model::BrandId brand;
    model::LotId lot;
    model::ProductId product;
    model::CategoryId category;  ///< of the product, which may have none
};

/// Whether `count` codes could be issued: the grant that they would take from; none without a brand. Errors: those of
/// CodeDesk::issue about party and grant.
Result<model::BrandGrantId> check_issue(storage::Reader& reader, const IssueTarget& target, std::int64_t count,
                                        Time now);

struct IssueAmount {
    std::int64_t count = 0;
    bool pin = false;
};
/// Issues, and tells the ledger; the audit record is its caller's. Errors: those of check_issue; unavailable
/// `code.no_key` {epoch}, `code_issue.exhausted`.
Result<model::CodeRange> issue_block(storage::Writer& writer, const Services& services, const IssueTarget& target,
                                     const IssueAmount& amount, Time now);

}  // namespace qy::business
