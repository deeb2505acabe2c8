#include "business/user_review.h"

#include <algorithm>

#include "base/clock.h"
#include "business/role_book.h"
#include "storage/credential_store.h"
#include "storage/party_store.h"
#include "storage/store.h"
#include "storage/token_store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

template <class Value>
void add_once(std::vector<Value>& values, Value value) {
    if (std::ranges::find(values, value) == values.end()) values.push_back(value);
}

Result<model::Named> name_of(storage::Reader& reader, model::PartyId id) {
    QY_TRY(party, storage::parties::find(reader, model::Reach::everything(), id));
    return party ? model::shown_name(*party) : model::Named();
}

Result<ReviewedUser> reviewed(storage::Reader& reader, const model::RoleTable& roles, Time now, model::User user) {
    ReviewedUser out{std::move(user), {}, {}, {}, 0};
    QY_TRY(party, name_of(reader, out.user.party));
    out.party = std::move(party);
    for (const auto& role : out.user.roles) {
        const auto* const row = roles.find(role);
        if (row != nullptr && !row->damaged) add_once(out.scopes, row->scope);
    }
    QY_TRY(factors, storage::credentials::factors(reader, out.user.id));
    for (const auto& factor : factors) {
        if (factor.confirmed) add_once(out.factors, factor.kind);
    }
    QY_TRY(tokens, storage::tokens::count_open(reader, out.user.id, now));
    out.tokens = tokens;
    return out;
}

Result<std::vector<ReviewedUser>> all_reviewed(storage::Reader& reader, const model::RoleTable& roles, Time now,
                                               std::vector<model::User> users) {
    std::vector<ReviewedUser> out;
    for (auto& user : users) {
        QY_TRY(one, reviewed(reader, roles, now, std::move(user)));
        out.push_back(std::move(one));
    }
    return out;
}

}  // namespace

Result<std::vector<ReviewedUser>> users_for_review(const Services& services, model::UserId after, std::int64_t limit) {
    QY_TRY(rows, services.roles.rows());
    return services.store.read([&](storage::Reader& reader) -> Result<std::vector<ReviewedUser>> {
        QY_TRY(users, storage::users::list(reader, after, limit));
        return all_reviewed(reader, rows->roles, services.clock.now(), std::move(users));
    });
}

Result<std::vector<ReviewedUser>> for_review(const Services& services, std::vector<model::User> users) {
    QY_TRY(rows, services.roles.rows());
    return services.store.read([&](storage::Reader& reader) {
        return all_reviewed(reader, rows->roles, services.clock.now(), std::move(users));
    });
}

}  // namespace qy::business
