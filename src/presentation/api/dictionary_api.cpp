// dictionary.*: types and items of the data dictionary, their history and their changes. (clause 6.2.4)
#include "base/limits.h"
#include "business/catalogue.h"
#include "business/labels.h"
#include "business/words.h"
#include "change_calls.h"
#include "handlers.h"
#include "model/event_time.h"
#include "submission_json.h"

namespace qy::presentation {
namespace {

constexpr std::size_t kCode = 64;

JsonObject item_json(const model::DictionaryItem& item) {
    auto out = business::word_json(item);
    out["version"] = item.version;
    return out;
}

}  // namespace

Result<JsonObject> object_of(const Json& body) {
    const auto* object = body.if_object();
    if (object != nullptr) return *object;
    ObjectReader in(body, "");
    QY_CHECK(in.finish());
    return JsonObject();
}

Result<void> renew_labels(Call& call, const model::Submission& submission) {
    return submission.effects.empty() ? Result<void>() : call.use.labels.renew(call.use.services);
}

namespace handlers {

/// Without a type: the types. With one: its items.
Result<Answer> dictionary_list(const Json& body, Call& call) {
    ObjectReader in(body, "");
    business::WordQuestion question;
    question.dictionary = in.optional_text("dictionary", kCode).value_or("");
    question.day = in.optional_text("day", 10).value_or("");
    const auto day = model::EventTime::parse(question.day);
    if (!question.day.empty() && !day.ok()) in.fault(invalid("time.malformed"), "day");
    question.after = in.optional_text("cursor", kCode).value_or("");
    question.limit = in.optional_integer("limit", 1, limits::list_items_max).value_or(limits::list_items_default);
    QY_CHECK(in.finish());
    JsonArray items;
    if (question.dictionary.empty()) {
        QY_TRY(types, business::dictionary_types(call.use.services, question.day));
        for (const auto& [type, count] : types) items.push_back(JsonObject{{"dictionary", type}, {"items", count}});
        return Answer{JsonObject{{"items", std::move(items)}, {"next_cursor", nullptr}}, {}, false};
    }
    const auto limit = question.limit;
    question.limit += 1;
    QY_TRY(words, business::words_of(call.use.services, question));
    const bool more = static_cast<std::int64_t>(words.size()) > limit;
    if (more) words.pop_back();
    for (const auto& item : words) items.push_back(item_json(item));
    Json next = more ? Json(words.back().code) : Json(nullptr);
    return Answer{JsonObject{{"items", std::move(items)}, {"next_cursor", std::move(next)}}, {}, false};
}

Result<Answer> dictionary_show(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto dictionary = in.text("dictionary", kCode);
    const auto code = in.text("code", kCode);
    QY_CHECK(in.finish());
    QY_TRY(versions, business::word_history(call.use.services, dictionary, code));
    JsonArray list;
    for (const auto& item : versions) {
        auto entry = item_json(item);
        entry["changed_by"] = item.changed_by;
        entry["changed_at"] = item.changed_at.microseconds == 0 ? "" : model::to_rfc3339(item.changed_at);
        list.push_back(std::move(entry));
    }
    return Answer{JsonObject{{"dictionary", dictionary}, {"code", code}, {"versions", std::move(list)}}, {}, false};
}

Result<Answer> dictionary_save(const Json& body, Call& call) {
    return propose(body, call, model::ChangeKind::dictionary, "save");
}
Result<Answer> dictionary_retire(const Json& body, Call& call) {
    return propose(body, call, model::ChangeKind::dictionary, "retire");
}
Result<Answer> dictionary_import(const Json& body, Call& call) {
    return propose(body, call, model::ChangeKind::dictionary, "import");
}

Result<Answer> dictionary_preview_change(const Json& body, Call& call) {
    return preview(body, call, model::ChangeKind::dictionary);
}

Result<Answer> dictionary_export(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto dictionary = in.optional_text("dictionary", kCode).value_or("");
    QY_CHECK(in.finish());
    QY_TRY(words, business::export_words(call.use.services, dictionary));
    return Answer{std::move(words), {}, false};
}

}  // namespace handlers
}  // namespace qy::presentation
