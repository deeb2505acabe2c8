#pragma once
// Opening a run of labels inside a transaction, for whoever has checked that the actor may.
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "business/label_print.h"
#include "storage/code_store.h"

namespace qy::business {

/// What stands on labels whose codes belong to no lot yet.
struct LabelSubject {
    model::LotId lot;
    model::ProductId product;
};

struct KeptRun {
    LabelRun run;
    model::CodeRange part;
    bool again = false;  ///< some of the labels were made before
};
/// A run over order.first … order.last of the range, kept; the audit record is its caller's. Errors: those of
/// open_label_run without `permission.denied`, `code_range.*`.
Result<KeptRun> label_run_in(storage::Writer& writer, const Services& services, const model::Actor& actor,
                             const storage::codes::StoredRange& stored, const LabelOrder& order,
                             const LabelSubject& about, std::string_view base, Time now);
/// What stands on them.
Result<LabelFacts> label_facts_of(storage::Reader& reader, const Services& services, const model::CodeRange& range,
                                  const LabelSubject& about, std::string_view base);

/// What stands on a carton with goods of one lot.
Result<LabelFacts> carton_facts(storage::Reader& reader, model::PartyId party, model::LotId lot);

}  // namespace qy::business
