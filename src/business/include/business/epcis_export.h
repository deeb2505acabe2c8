#pragma once
// Published events as an EPCIS 2.0 document in JSON-LD, a stream of constant memory. (clauses 4.3, 7.2.1)
#include <memory>
#include <string>

#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/export_approval.h"

namespace qy::business {

/// What came as EPCIS leaves as it came; our own events are told in EPCIS's words, with what it has none for under the
/// prefix qy. All events stand in the order of their publication, those of one lot in the order of their times.
/// `creationDate` is the time of the newest event: the same events give the same bytes. One thread at a time.
class EpcisStream {
 public:
    EpcisStream(EpcisStream&&) noexcept;
    EpcisStream& operator=(EpcisStream&&) noexcept;
    ~EpcisStream();

    /// Replaces `chunk` by the next piece; returns whether more will follow. Errors: those of storage; corrupt
    /// `event.corrupt`.
    Result<bool> next(std::string& chunk);

 private:
    struct State;
    explicit EpcisStream(std::unique_ptr<State> state);
    friend Result<EpcisStream> open_epcis_export(const Services&, const model::Actor&, const std::string&,
                                                 model::ExportApprovalId);
    std::unique_ptr<State> state_;
};

/// Opens the export: of one lot (an id, or a number that only one lot has), or of everything when `lot` is empty. Who
/// may read the submissions of all gets all events, others those that their party recorded. Personal values leave
/// masked or not at all, unless a second person has agreed (`approval`, used up by this; export_desk.h) or the operator
/// takes them at the machine. Audited, since contents leave. Errors: not_found `lot.not_found`; conflict
/// `lot_number.ambiguous` {number}; those of use_export_approval and of storage.
Result<EpcisStream> open_epcis_export(const Services& services, const model::Actor& actor, const std::string& lot,
                                      model::ExportApprovalId approval = {});

}  // namespace qy::business
