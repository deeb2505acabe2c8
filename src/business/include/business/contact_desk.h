#pragma once
// The use cases of people who are not signed in (not users yet, without their password, or with a link alone), and of
// users about their own data. (clauses 6.5.1, 6.5.2)
#include "business/consumer_reports.h"
#include "business/invitations.h"
#include "business/privacy.h"
#include "business/recovery.h"
#include "business/registrations.h"
#include "business/shipments.h"

namespace qy::business {

/// Safe from any thread.
struct ContactDesk {
    /// `captchas` and `media` must outlive this.
    ContactDesk(const Services& services, Captchas& captchas, MediaDesk& media)
        : registrations(services, captchas),
          invitations(services),
          recovery(services, captchas),
          shipments(services, media),
          privacy(services),
          reports(services, captchas, media) {}

    Registrations registrations;
    Invitations invitations;
    Recovery recovery;
    Shipments shipments;
    PrivacyDesk privacy;
    ConsumerReports reports;
};

}  // namespace qy::business
