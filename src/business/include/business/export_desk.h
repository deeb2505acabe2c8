#pragma once
// Files that would hold personal data: one person asks with a reason, another of the same party agrees, and the one who
// asked gets the file once within a day. Without that, personal values leave masked or not at all. (clause 9.2.1; GB/T
// 35273 7.1)
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/export_approval.h"

namespace qy::storage {
class Writer;
}

namespace qy::business {

/// Asks for the actor's own party; `lot` empty: everything that it recorded. Audited, as are all that follow.
/// Errors: denied `permission.denied` (manage_persons is needed); those of storage.
Result<model::ExportApproval> propose_export(const Services& services, const model::Actor& actor,
                                             const std::string& lot, const std::string& reason);
/// Agrees or refuses; who asked may only take it back. Errors: denied `permission.denied` (review is needed),
/// `export.own`; not_found `export.not_found`, also for another party's; conflict `export.decided`.
Result<model::ExportApproval> decide_export(const Services& services, const model::Actor& actor,
                                            model::ExportApprovalId id, bool agree);
/// Of the actor's own party, newest first.
Result<std::vector<model::ExportApproval>> list_exports(const Services& services, const model::Actor& actor,
                                                        model::ExportApprovalId before, std::int64_t limit);

/// Uses an approval up, in the transaction that hands the file out. Errors: denied `permission.denied`; not_found
/// `export.not_found` (also somebody else's, or of another lot); conflict `export.not_approved`.
Result<void> use_export_approval(storage::Writer& writer, const Services& services, const model::Actor& actor,
                                 model::ExportApprovalId id, const std::string& lot);

}  // namespace qy::business
