#pragma once
// The rights of users over their own data: a copy, correction, withdrawal of consent, closing the account; and the
// queue of what the platform has to do about it. (clause 6.5.2; GB/T 35273 8.1–8.7) Persons who are only named in
// records: persons.h.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/data_request.h"

namespace qy::business {

/// A request as the platform handles it.
struct QueuedRequest {
    model::DataRequest request;
    std::string user;     ///< name of the account
    std::string handler;  ///< empty while nobody took it
    bool overdue = false;
};

/// One consent to a version of the privacy policy; it holds until it is taken back.
struct ConsentRow {
    std::string policy_version;
    Time consented_at;
    std::optional<Time> withdrawn_at;
};

/// Safe from any thread. Every change, export and look of the platform is audited.
class PrivacyDesk {
 public:
    explicit PrivacyDesk(const Services& services) : services_(services) {}

    // A user's own
    /// Everything that is kept of the user as such: account, contacts, consents, sessions, second factors, requests.
    Result<JsonObject> copy(const model::Actor& actor);
    /// Oldest first.
    Result<std::vector<ConsentRow>> consents(model::UserId user);
    /// Takes all consents back; until the user consents again, its sessions are open for little else. Returns how many.
    Result<std::int64_t> withdraw(const model::Actor& actor);
    /// At once and for good. Errors: conflict `privacy.needs_operator` (staff, and the last administrator of a party:
    /// the platform does it on request).
    Result<void> close(const model::Actor& actor);
    /// Due in fifteen working days. Errors: conflict `privacy.waiting` (one of this kind waits already).
    Result<model::DataRequest> request(model::DataRequestKind kind, const std::string& words,
                                       const model::Actor& actor);
    Result<std::vector<model::DataRequest>> requests(model::UserId user);
    /// Errors: not_found `privacy.not_found` (also those of others); conflict `privacy.state` {state}.
    Result<void> cancel(model::DataRequestId id, const model::Actor& actor);

    // The platform's
    /// In this state, by the time they are due. REQUIRES: limit ≥ 1.
    Result<std::vector<QueuedRequest>> queue(model::DataRequestState state, model::DataRequestId after,
                                             std::int64_t limit);
    /// Errors of all three: not_found `privacy.not_found`; conflict `privacy.state` {state}; denied `privacy.own`.
    Result<void> take(model::DataRequestId id, const model::Actor& actor);
    /// Does what only the platform can: a deletion closes the account, a withdrawal takes its consents back. The user
    /// is told by mail or SMS where that is set up.
    Result<void> complete(model::DataRequestId id, const std::string& answer, const model::Actor& actor);
    /// Errors: also invalid `privacy.reason` (none given).
    Result<void> refuse(model::DataRequestId id, const std::string& answer, const model::Actor& actor);

    /// Reminds of what is due within three working days, once each: a line of the log, and a mail to
    /// `privacy.officer_mail`. Returns how many.
    Result<std::int64_t> remind();
    /// Waiting requests, all and overdue.
    Result<std::int64_t> waiting();
    Result<std::int64_t> overdue();

 private:
    const Services services_;
};

}  // namespace qy::business
