#pragma once
// The rights of persons who are named in records (customers, growers, farmers): found by keyed hash, told what is kept,
// erased for good while the ledger still verifies. (clauses 6.5.2, 7.3.1, 9.2.2)
#include <cstdint>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/field.h"
#include "model/ids.h"

namespace qy::storage {
class Writer;
}

namespace qy::business {

/// Who is meant: a row must hold every value that is given. `farmer`: a registered farmer, told by its id.
struct PersonQuestion {
    std::string name;
    std::string contact;
    model::PartyId farmer;
};

/// What is kept of a person.
struct PersonRecords {
    std::vector<model::EventId> events;
    std::vector<model::SubmissionId> submissions;
    model::PartyId farmer;
};

/// Safe from any thread. An actor reaches the records that its own party recorded or submitted, the operator all. Every
/// call is audited, without the values. Errors of all: invalid `person.unnamed` (no value given); not_found
/// `person.not_found`; those of storage.
class PersonDesk {
 public:
    explicit PersonDesk(const Services& services) : services_(services) {}

    Result<PersonRecords> find(const PersonQuestion& question, const model::Actor& actor);
    /// Everything that is kept of the person, readable: for the person itself.
    Result<JsonObject> tell(const PersonQuestion& question, const model::Actor& actor);
    /// Takes the person's values out of events and submissions and destroys the salts by which they could be guessed; a
    /// farmer also loses name, address and identity number. Photos and documents of those events and submissions, and a
    /// farmer's own, go with them. One transaction for each row, so that it can be repeated
    /// after an interruption. Backups made before still hold the sealed values until they are thrown away.
    Result<PersonRecords> erase(const PersonQuestion& question, const model::Actor& actor);

 private:
    Services services_;
};

/// Takes the values of these fields out of an event, its submission and the salts of its ledger entry, and removes the
/// photos and documents of both.
/// Errors: those of storage.
Result<void> erase_fields(storage::Writer& writer, model::EventId event, const std::vector<model::Field>& fields);

}  // namespace qy::business
