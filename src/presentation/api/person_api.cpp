// person.find, person.tell, person.erase, ledger.verify: the rights of persons who are named in records. (clause 6.5.2)
#include "business/persons.h"

#include "base/limits.h"
#include "business/ledger.h"
#include "handlers.h"

namespace qy::presentation {
namespace {

Result<business::PersonQuestion> read_question(const Json& body) {
    ObjectReader in(body, "");
    business::PersonQuestion question;
    question.name = in.optional_text("name", limits::name_code_points_max).value_or("");
    question.contact = in.optional_text("contact", limits::name_code_points_max).value_or("");
    question.farmer = handlers::read_optional_id<model::PartyId>(in, "farmer");
    QY_CHECK(in.finish());
    return question;
}

JsonObject records_json(const business::PersonRecords& records) {
    JsonArray events;
    for (const auto id : records.events) events.push_back(boost::json::value(id.to_string()));
    JsonArray submissions;
    for (const auto id : records.submissions) submissions.push_back(boost::json::value(id.to_string()));
    return {{"events", events}, {"submissions", submissions}};
}

}  // namespace

namespace handlers {

Result<Answer> person_find(const Json& body, Call& call) {
    QY_TRY(question, read_question(body));
    QY_TRY(records, call.use.persons.find(question, call.actor));
    return Answer{records_json(records), {}, false};
}

Result<Answer> person_tell(const Json& body, Call& call) {
    QY_TRY(question, read_question(body));
    QY_TRY(told, call.use.persons.tell(question, call.actor));
    return Answer{std::move(told), {}, false};
}

Result<Answer> person_erase(const Json& body, Call& call) {
    QY_TRY(question, read_question(body));
    QY_TRY(records, call.use.persons.erase(question, call.actor));
    return Answer{records_json(records), {}, false};
}

Result<Answer> ledger_verify(const Json& body, Call& call) {
    ObjectReader in(body, "");
    QY_CHECK(in.finish());
    QY_TRY(report, business::verify_ledger(call.use.services));
    return Answer{JsonObject{{"entries", std::to_string(report.entries)},
                             {"recomputed", std::to_string(report.recomputed)},
                             {"erased", std::to_string(report.erased)}},
                  {},
                  false};
}

}  // namespace handlers
}  // namespace qy::presentation
