#include "change_calls.h"

#include "business/catalogue.h"
#include "business/change_preview.h"
#include "business/review.h"
#include "submission_json.h"

namespace qy::presentation {

Result<Answer> propose(const Json& body, Call& call, model::ChangeKind kind, std::string_view operation) {
    QY_TRY(object, object_of(body));
    JsonObject content{{"operation", operation}};
    for (const auto& [name, value] : object) {
        if (name == "operation") return invalid("member.unknown").at("operation");
        content[name] = value;
    }
    QY_TRY(change, business::catalogue_change(kind, std::move(content)));
    QY_TRY(submission, call.use.review.submit(call.actor.party, {std::move(change)}, call.actor));
    if (kind == model::ChangeKind::dictionary) QY_CHECK(renew_labels(call, submission));
    return Answer{submission_json(submission), {}, false};
}

Result<Answer> preview(const Json& body, Call& call, model::ChangeKind kind) {
    QY_TRY(object, object_of(body));
    model::EventId after;
    if (const auto* cursor = object.if_contains("uses_cursor")) {
        const JsonObject only{{"uses_cursor", *cursor}};
        ObjectReader in(only, "");
        after = handlers::read_optional_id<model::EventId>(in, "uses_cursor");
        QY_CHECK(in.finish());
        object.erase("uses_cursor");
    }
    QY_TRY(report, business::preview_change(call.use.services, call.actor, kind, object, after));
    return Answer{std::move(report), {}, false};
}

}  // namespace qy::presentation
