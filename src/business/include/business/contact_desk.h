#pragma once
// The use cases of people who are not signed in: not users yet, without their password, or with a link alone.
// (clause 6.5.1)
#include "business/invitations.h"
#include "business/recovery.h"
#include "business/registrations.h"
#include "business/shipments.h"

namespace qy::business {

/// Safe from any thread.
struct ContactDesk {
    /// `captchas` must outlive this.
    ContactDesk(const Services& services, Captchas& captchas)
        : registrations(services, captchas), invitations(services), recovery(services, captchas), shipments(services) {}

    Registrations registrations;
    Invitations invitations;
    Recovery recovery;
    Shipments shipments;
};

}  // namespace qy::business
