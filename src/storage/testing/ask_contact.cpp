#include "storage/testing/ask_contact.h"

#include "storage/contact_store.h"
#include "storage/data_request_store.h"
#include "storage/outbox_store.h"
#include "storage/shipment_store.h"
#include "storage/testing/done.h"

// Only the members that matter are named.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

namespace qy::storage::testing {
namespace {

void ask_outbox(Writer& db) {
    using model::MessageChannel;
    outbox::Message message{.id = model::MessageId(50'000), .kind = "reset", .next_at = Time{0}};
    done(outbox::insert(db, message));
    done(outbox::due(db, MessageChannel::mail, {5}));
    done(outbox::claim(db, message, 0, {9}));
    done(outbox::put_back(db, message, {9}));
    done(outbox::end(db, message.id, model::MessageState::sent, "", {9}));
    done(outbox::waiting(db, MessageChannel::sms));
    done(outbox::forget(db, {5}, 100));
}

void ask_registrations(Writer& db) {
    using model::RegistrationState;
    model::Registration registration{.id = model::RegistrationId(50'000), .party = model::PartyId(7)};
    done(contacts::insert(db, registration));
    done(contacts::find(db, model::Reach::of(model::PartyId(7)), registration.id));
    done(contacts::update(db, registration));
    done(contacts::list(db, RegistrationState::submitted, {}, {}, 50));
    done(contacts::list(db, RegistrationState::submitted, model::PartyId(7), {}, 50));
    done(contacts::forget(db, RegistrationState::unverified, {5}, 100));
    const model::Invitation invitation{.id = model::InvitationId(50'000), .party = model::PartyId(7)};
    done(contacts::insert(db, invitation));
    done(contacts::find(db, model::Reach::of(model::PartyId(7)), invitation.id));
    done(contacts::close(db, invitation.id, model::InvitationState::revoked, {}));
    done(contacts::invitations(db, model::PartyId(8), {}, 50));
}

void ask_shipments(Writer& db) {
    const model::ShipmentLink link{
        .id = model::ShipmentLinkId(50'000), .party = model::PartyId(7), .lot = model::LotId(7)};
    done(shipments::insert(db, link, "new"));
    done(shipments::find(db, model::Reach::of(model::PartyId(7)), link.id));
    done(shipments::by_hash(db, "s7"));
    done(shipments::of_party(db, model::PartyId(8), {}, 50));
    done(shipments::count_record(db, link.id));
    done(shipments::end(db, link.id, model::LinkEnd::revoked, {9}));
    done(shipments::has_recorded(db, model::PartyId(1), model::LotId(7)));
}

void ask_requests(Writer& db) {
    using model::DataRequestState;
    const model::DataRequest request{.id = model::DataRequestId(50'000), .user = model::UserId(7)};
    done(requests::insert(db, request));
    done(requests::find(db, request.id));
    done(requests::of_user(db, request.user));
    done(requests::queue(db, DataRequestState::open, request.id, 50));
    done(requests::decide(db, request, DataRequestState::open));
    done(requests::unreminded(db, {5}, 50));
    done(requests::set_reminded(db, request.id, {9}));
    done(requests::count_due(db, {50}));
    done(requests::forget_words(db, request.user));
    done(requests::withdraw_consents(db, request.user, {9}));
    done(requests::withdrawals(db, request.user));
}

}  // namespace

const std::string_view contact_rows = R"sql(
INSERT INTO outbox_message (outbox_message_id, channel, kind, state, created_at, expires_at, next_at, ended_at)
    SELECT i, CASE WHEN i % 2 = 0 THEN 'mail' ELSE 'sms' END, 'reset', 'waiting', i, i + 1000,
    CASE WHEN i % 50 = 0 THEN i ELSE NULL END, CASE WHEN i % 50 = 0 THEN NULL ELSE i END FROM n;
INSERT INTO contact_proof (proof_hash, purpose, subject_id, expires_at) SELECT 'p' || i, 'reset', i, i FROM n;
INSERT INTO registration (registration_id, kind, state, content, policy_version, created_at, party_id)
    SELECT i, 'party', CASE WHEN i % 50 = 0 THEN 'submitted' ELSE 'approved' END, '{}', '1', i,
    CASE WHEN i % 2 = 0 THEN i ELSE NULL END FROM n;
INSERT INTO invitation (invitation_id, party_id, roles, content, state, created_at, expires_at)
    SELECT i, i % 5000 + 1, 'party_clerk', '', 'accepted', i, i FROM n;
INSERT INTO shipment_link (shipment_link_id, link_hash, party_id, lot_id, steps, created_at, expires_at)
    SELECT i, 's' || i, i % 5000 + 1, i, 'note', i, i FROM n;
INSERT INTO data_request (data_request_id, user_id, kind, state, created_at, due_at)
    SELECT i, i, 'copy', CASE WHEN i % 50 = 0 THEN 'open' ELSE 'done' END, i, i FROM n;
INSERT INTO consent_record (user_id, policy_version, consented_at) SELECT i, '1', i FROM n;
INSERT INTO consent_withdrawal (user_id, policy_version, consented_at, withdrawn_at) SELECT i, '1', i, i FROM n;
INSERT INTO trace_event (lot_id, event_at, event_id, recorder_id, step, record)
    SELECT i / 10 + 1, i, i, 1, 'storing', '{}' FROM n;
)sql";

void ask_contact(Writer& db) {
    ask_outbox(db);
    done(contacts::put_proof(db, {"new", "", "reset", 7, 0, {0}}));
    done(contacts::find_proof(db, "p7"));
    done(contacts::count_failure(db, "p7"));
    done(contacts::take_proof(db, "p7"));
    done(contacts::remove_proofs(db, "reset", 7));
    done(contacts::forget_proofs(db, {5}));
    ask_registrations(db);
    ask_shipments(db);
    ask_requests(db);
}

}  // namespace qy::storage::testing
