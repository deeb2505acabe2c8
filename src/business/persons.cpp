#include "business/persons.h"

#include <algorithm>

#include "base/clock.h"
#include "business/audit.h"
#include "business/ledger.h"
#include "business/media_desk.h"
#include "model/attribute.h"
#include "storage/event_store.h"
#include "storage/party_store.h"
#include "storage/persons.h"
#include "storage/store.h"
#include "storage/submission_store.h"

namespace qy::business {
namespace {

using model::Field;
using storage::persons::Reference;

constexpr std::string_view kEvent = "trace_event";
constexpr std::string_view kSubmission = "submission";

/// Fields that tell of one and the same person.
const std::vector<std::vector<Field>>& groups() {
    static const std::vector<std::vector<Field>> kGroups{{Field::customer_name, Field::customer_contact},
                                                         {Field::grower_name},
                                                         {Field::entered_by},
                                                         {Field::certificate_contact},
                                                         {Field::attributes_personal}};
    return kGroups;
}

bool is_same(std::string_view stored, std::string_view asked) {
    return storage::persons::normalised(stored) == storage::persons::normalised(asked);
}

/// Whether the field of these contents is the value; of attributes, one of them.
bool tells(const model::Fields& contents, Field field, std::string_view value) {
    if (!model::holds_attributes(field)) return is_same(contents.get(field), value);
    const auto attributes = model::parse_attributes(contents.get(field));
    return attributes.ok() &&
           std::ranges::any_of(*attributes, [&](const auto& one) { return is_same(one.value, value); });
}

/// The fields of contents that tell of the person who is meant.
std::vector<Field> fields_of(const model::Fields& contents, const PersonQuestion& question) {
    std::vector<Field> fields;
    if (question.name.empty() && question.contact.empty()) return fields;
    for (const auto& group : groups()) {
        const auto holds = [&](std::string_view value) {
            return value.empty() ||
                   std::ranges::any_of(group, [&](Field field) { return tells(contents, field, value); });
        };
        if (!holds(question.name) || !holds(question.contact)) continue;
        for (const Field field : group) {
            if (contents.has(field)) fields.push_back(field);
        }
    }
    return fields;
}

/// Rows that hold every value that is given.
Result<std::vector<Reference>> references(storage::Reader& reader, const PersonQuestion& question) {
    std::vector<std::string_view> kinds{storage::persons::party_name};
    for (const auto& row : model::fields()) {
        if (row.data_class == model::DataClass::personal) kinds.push_back(row.name);
    }
    std::vector<Reference> found;
    bool first = true;
    for (const auto* value : {&question.name, &question.contact}) {
        if (value->empty()) continue;
        QY_TRY(rows, storage::persons::find(reader, kinds, *value));
        if (first) found = rows;
        std::erase_if(found, [&](const Reference& one) { return std::ranges::find(rows, one) == rows.end(); });
        first = false;
    }
    return found;
}

/// What the own party recorded, whatever brand it stands under; for some everything, or a region.
model::Reach reach_of(const model::Actor& actor) {
    auto reach = actor.reach(model::Permission::manage_persons);
    reach.manager = {};
    return reach;
}

Result<PersonRecords> records_of(storage::Reader& reader, const PersonQuestion& question, const model::Actor& actor) {
    const auto reach = reach_of(actor);
    PersonRecords records;
    QY_TRY(found, references(reader, question));
    for (const auto& one : found) {
        if (one.relation == kEvent) {
            QY_TRY(event, storage::events::find(reader, reach, model::EventId(one.row)));
            if (event) records.events.push_back(event->id);
        } else if (one.relation == kSubmission) {
            QY_TRY(submission, storage::submissions::find(reader, reach, model::SubmissionId(one.row)));
            if (submission) records.submissions.push_back(submission->id);
        }
    }
    return records;
}

/// A farmer is asked by id: its name joins the question, and what its cooperative may not reach is not told.
Result<PersonQuestion> completed(storage::Reader& reader, PersonQuestion question, const model::Actor& actor) {
    if (question.farmer.is_none()) {
        if (question.name.empty() && question.contact.empty()) return invalid("person.unnamed");
        return question;
    }
    QY_TRY(party, storage::parties::find_farmer(reader, reach_of(actor), question.farmer));
    if (!party) return not_found("person.not_found");
    question.name = party->name;
    return question;
}

/// The personal fields among the members of an object that tell of the person who is meant.
std::vector<Field> fields_in(const JsonObject& object, const PersonQuestion& question) {
    model::Fields contents;
    for (const auto& member : object) {
        const auto field = model::field_of_name(member.key());
        const bool is_personal = field && model::row_of(*field).data_class == model::DataClass::personal;
        if (is_personal && member.value().is_string()) contents.set(*field, std::string(member.value().as_string()));
    }
    return fields_of(contents, question);
}

/// The content of a change without these fields (none named: those of the person who is meant), and without the name of
/// an erased farmer.
Json without(const Json& content, const PersonQuestion& question, const std::vector<Field>& fields) {
    if (const auto* const list = content.if_array()) {
        JsonArray out;
        for (const auto& item : *list) out.push_back(without(item, question, fields));
        return out;
    }
    if (const auto* const object = content.if_object()) {
        JsonObject out;
        const auto own = fields.empty() ? fields_in(*object, question) : fields;
        for (const auto& member : *object) {
            const auto field = model::field_of_name(member.key());
            const bool erased = field && std::ranges::find(own, *field) != own.end();
            if (!erased) out.emplace(member.key(), without(member.value(), question, fields));
        }
        return out;
    }
    const bool named = question.farmer && content.is_string() && is_same(content.as_string(), question.name);
    return named ? Json(storage::parties::erased_name) : content;
}

constexpr std::string_view kPartyMembers[] = {"name_en", "address", "identity_number", "phone", "mobile", "email"};

Result<void> erase_in_submission(storage::Writer& writer, model::SubmissionId id, const PersonQuestion& question,
                                 const std::vector<Field>& fields) {
    QY_TRY(found, storage::submissions::find(writer, model::Reach::everything(), id));
    if (!found) return {};
    for (auto& change : found->changes) {
        change.content = without(change.content, question, fields);
        auto* const object = change.content.if_object();
        const bool told = question.farmer && object != nullptr && change.kind == model::ChangeKind::registry;
        if (!told) continue;
        for (const auto member : kPartyMembers) object->erase(member);
    }
    found->names_person = true;  // what is left still stands beside hashes of the whole row
    QY_CHECK(storage::submissions::set_changes(writer, *found));
    QY_CHECK(erase_media_of_submission(writer, id));  // a photo may show whoever it was
    return storage::persons::forget(writer, kSubmission, id.number());
}

JsonObject counted(const PersonRecords& records) {
    return {{"events", static_cast<std::int64_t>(records.events.size())},
            {"submissions", static_cast<std::int64_t>(records.submissions.size())}};
}

std::string object_of(const PersonQuestion& question) {
    return question.farmer ? "party:" + question.farmer.to_string() : "person";
}

Result<void> erase_event(storage::Writer& writer, model::EventId id, const PersonQuestion& question) {
    QY_TRY(event, storage::events::find(writer, model::Reach::everything(), id));
    return event ? erase_fields(writer, id, fields_of(event->contents, question)) : Result<void>();
}

/// Errors: not_found `person.not_found`, which the call itself records.
Result<PersonRecords> records_found(const Services& services, const PersonQuestion& asked, const model::Actor& actor) {
    return services.store.read([&](storage::Reader& reader) -> Result<PersonRecords> {
        QY_TRY(question, completed(reader, asked, actor));
        QY_TRY(found, records_of(reader, question, actor));
        found.farmer = question.farmer;
        const bool none = found.events.empty() && found.submissions.empty() && found.farmer.is_none();
        if (none) return not_found("person.not_found");
        return found;
    });
}

}  // namespace

Result<void> erase_fields(storage::Writer& writer, model::EventId id, const std::vector<Field>& fields) {
    QY_TRY(event, storage::events::find(writer, model::Reach::everything(), id));
    if (!event) return {};
    const Json before = model::to_json(*event);
    std::vector<std::string> members;
    for (const Field field : fields) {
        if (!event->contents.has(field)) continue;
        event->contents.set(field, "");
        members.push_back("contents/" + std::string(model::row_of(field).name));
    }
    if (members.empty()) return {};
    QY_CHECK(forget_salts(writer, id.number(), before, members));
    QY_CHECK(storage::events::rewrite(writer, *event));
    QY_CHECK(erase_media_of_event(writer, id));
    QY_TRY(submission, storage::events::submission_of(writer, id));
    return submission ? erase_in_submission(writer, submission, {}, fields) : Result<void>();
}

Result<PersonRecords> PersonDesk::find(const PersonQuestion& asked, const model::Actor& actor) {
    QY_TRY(records, records_found(services_, asked, actor));
    QY_CHECK(write_audit_alone(services_, actor, {"person.find", object_of(asked), "ok", counted(records)}));
    return records;
}

Result<JsonObject> PersonDesk::tell(const PersonQuestion& asked, const model::Actor& actor) {
    QY_TRY(records, records_found(services_, asked, actor));
    QY_TRY(told, services_.store.read([&](storage::Reader& reader) -> Result<JsonObject> {
        QY_TRY(question, completed(reader, asked, actor));
        JsonArray events;
        for (const auto id : records.events) {
            QY_TRY(event, storage::events::find(reader, reach_of(actor), id));
            if (!event) continue;
            JsonObject one{{"event_id", id.to_string()}};
            for (const auto field : fields_of(event->contents, question)) {
                one[model::row_of(field).name] = event->contents.get(field);
            }
            events.push_back(std::move(one));
        }
        return JsonObject{{"events", events}, {"submissions", static_cast<std::int64_t>(records.submissions.size())}};
    }));
    QY_CHECK(write_audit_alone(services_, actor, {"person.tell", object_of(asked), "ok", counted(records)}));
    return told;
}

Result<PersonRecords> PersonDesk::erase(const PersonQuestion& asked, const model::Actor& actor) {
    QY_TRY(question, services_.store.read([&](storage::Reader& reader) { return completed(reader, asked, actor); }));
    QY_TRY(records, records_found(services_, asked, actor));
    QY_CHECK(write_audit_alone(services_, actor, {"person.erase", object_of(asked), "begun", counted(records)}));
    for (const auto id : records.events) {
        QY_CHECK(services_.store.write([&](storage::Writer& writer) { return erase_event(writer, id, question); }));
    }
    for (const auto id : records.submissions) {
        QY_CHECK(services_.store.write(
            [&](storage::Writer& writer) { return erase_in_submission(writer, id, question, {}); }));
    }
    const Time now = services_.clock.now();
    auto ended = services_.store.write([&](storage::Writer& writer) -> Result<void> {
        if (question.farmer) {
            QY_CHECK(storage::parties::erase_person(writer, question.farmer));
            QY_CHECK(erase_media_of_party(writer, question.farmer));
        }
        return write_audit(writer, actor, {"person.erase", object_of(asked), "ok", counted(records)}, now);
    });
    QY_CHECK(std::move(ended));
    return records;
}

}  // namespace qy::business
