// Writing the feed, following it by name, and what each topic is about.
#include "business/change_feed.h"

#include <algorithm>
#include <set>

#include "base/change_limits.h"
#include "business/role_book.h"
#include "business/trace_query.h"
#include "model/trace_answer.h"
#include "storage/change_store.h"
#include "storage/follower_store.h"
#include "storage/store.h"
#include "storage/submission_store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

using model::ChangedThing;
using model::Permission;

constexpr std::string_view kFollowerPrefix = "changes.";

struct StaffTopic {
    std::string_view name;
    Permission permission;
    std::vector<ChangedThing> things;
};

const std::vector<StaffTopic>& staff_topics() {
    using enum ChangedThing;
    static const std::vector<StaffTopic> kTopics = {
        {"submissions", Permission::read_submissions, {submission}},
        {"products", Permission::read_submissions, {product}},
        {"lots", Permission::read_submissions, {lot}},
        {"codes", Permission::read_submissions, {code_range}},
        {"grants", Permission::read_submissions, {brand_grant}},
        {"catalogue", Permission::signed_in, {catalogue, dictionary}},
    };
    return kTopics;
}

Result<void> check_permission(const model::Actor& actor, Permission permission) {
    if (actor.may(permission)) return {};
    if (actor.is_anonymous()) return unauthenticated("token.missing");
    return denied("permission.denied", {std::string(model::to_string(permission))});
}

ChangeTopic topic_of_story(const std::string& name, const model::TraceAnswer& answer) {
    std::set<std::int64_t> subjects;
    for (const auto& node : answer.nodes) subjects.insert(node.id.number());
    if (answer.lot) subjects.insert(answer.lot->id.number());
    if (answer.product) subjects.insert(answer.product->id.number());
    subjects.erase(0);
    return {name, {subjects.begin(), subjects.end()}, {}, {}};
}

/// Whoever listens to a code learns what its page tells, no more: the story is asked for as anybody would.
model::Actor anybody() {
    model::Actor actor;
    actor.name = "anonymous";
    return actor;
}

Result<ChangeTopic> code_topic(const Services& services, const std::string& name, std::string_view code) {
    TraceQuery trace(services);
    QY_TRY(answer, trace.by_code(code, anybody()));
    auto topic = topic_of_story(name, answer);
    if (topic.subjects.empty()) return not_found("change.no_story");
    return topic;
}

Result<ChangeTopic> lot_topic(const Services& services, const std::string& name, std::string_view text) {
    const auto id = model::LotId::parse(text);
    if (!id.ok()) return not_found("lot.not_found");
    TraceQuery trace(services);
    QY_TRY(answer, trace.by_lot(*id, anybody()));
    return topic_of_story(name, answer);
}

Result<ChangeTopic> submission_topic(const Services& services, const std::string& name, std::string_view text,
                                     const model::Actor& actor) {
    QY_CHECK(check_permission(actor, Permission::read_submissions));
    const auto id = model::SubmissionId::parse(text);
    if (!id.ok()) return not_found("submission.not_found");
    const auto scope = actor.reach(Permission::read_submissions);
    QY_TRY(found, services.store.read(
                      [&](storage::Reader& reader) { return storage::submissions::find(reader, scope, *id); }));
    if (!found) return not_found("submission.not_found");
    return ChangeTopic{name, {}, {ChangedThing::submission}, scope};
}

}  // namespace

Result<void> note_change(storage::Writer& writer, const model::ChangeNote& note) {
    return storage::changes::append(writer, note);
}

Result<FollowedChanges> next_changes(storage::Reader& reader, std::string_view follower, std::int64_t limit) {
    FollowedChanges followed;
    QY_TRY(seen, storage::followers::cursor(reader, std::string(kFollowerPrefix).append(follower)));
    QY_TRY(oldest, storage::changes::oldest(reader));
    followed.missed = seen > 0 && oldest > seen + 1;
    QY_TRY(notes, storage::changes::after(reader, seen, limit));
    followed.notes = std::move(notes);
    return followed;
}

Result<void> have_followed(storage::Writer& writer, std::string_view follower, std::int64_t position) {
    return storage::followers::set_cursor(writer, std::string(kFollowerPrefix).append(follower), position);
}

Result<ChangeTopic> change_topic(const Services& services, const std::string& name, const model::Actor& actor) {
    const auto colon = name.find(':');
    const auto kind = std::string_view(name).substr(0, colon);
    if (colon != std::string::npos) {
        const auto rest = std::string_view(name).substr(colon + 1);
        if (kind == "code") return code_topic(services, name, rest);
        if (kind == "lot") return lot_topic(services, name, rest);
        if (kind == "submission") return submission_topic(services, name, rest, actor);
        return invalid("change.topic_unknown", {name}).at("topics");
    }
    const auto found = std::ranges::find(staff_topics(), kind, &StaffTopic::name);
    if (found == staff_topics().end()) return invalid("change.topic_unknown", {name}).at("topics");
    QY_CHECK(check_permission(actor, found->permission));
    return ChangeTopic{name, {}, found->things, actor.reach(found->permission)};
}

namespace {

/// The user as it is now; nobody, where it is gone or locked.
Result<model::Actor> actor_now(const Services& services, const model::Actor& asked) {
    QY_TRY(user,
           services.store.read([&](storage::Reader& reader) { return storage::users::find(reader, asked.user); }));
    if (!user || !user->active) return model::Actor();
    return services.roles.actor_of(*user, asked.channel);
}

bool is_same(const std::optional<model::Reach>& a, const std::optional<model::Reach>& b) {
    if (!a || !b) return a.has_value() == b.has_value();
    return a->all == b->all && a->party == b->party && a->manager == b->manager && a->regions == b->regions;
}

}  // namespace

Result<void> check_topics(const Services& services, const std::vector<ChangeTopic>& topics, const model::Actor& actor) {
    const auto has_reach = [](const ChangeTopic& topic) { return topic.reach.has_value(); };
    if (!actor.user || std::ranges::none_of(topics, has_reach)) return {};
    QY_TRY(now, actor_now(services, actor));
    for (const auto& topic : topics) {
        if (!topic.reach) continue;
        const auto again = change_topic(services, topic.name, now);
        if (!again.ok() || !is_same(again->reach, topic.reach)) return unauthenticated("session.ended");
    }
    return {};
}

}  // namespace qy::business
