#pragma once
// The use cases of people who are not users yet, or cannot sign in. (clause 6.5.1)
#include "business/invitations.h"
#include "business/recovery.h"
#include "business/registrations.h"

namespace qy::business {

/// Safe from any thread.
struct ContactDesk {
    /// `captchas` must outlive this.
    ContactDesk(const Services& services, Captchas& captchas)
        : registrations(services, captchas), invitations(services), recovery(services, captchas) {}

    Registrations registrations;
    Invitations invitations;
    Recovery recovery;
};

}  // namespace qy::business
