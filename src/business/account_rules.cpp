#include "account_rules.h"

#include <algorithm>

#include "storage/session_store.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {

bool is_user_name(std::string_view name) {
    return name.size() >= 3 && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
           });
}

Result<void> check_combination(const std::vector<model::Role>& roles) {
    for (const auto a : roles) {
        for (const auto b : roles) {
            if (model::cannot_be_combined(a, b)) {
                return invalid("user.roles_combined",
                               {std::string(model::to_string(a)), std::string(model::to_string(b))});
            }
        }
    }
    return {};
}

Result<model::User> user_named(storage::Reader& reader, std::string_view name) {
    QY_TRY(found, storage::users::by_name(reader, name));
    if (!found) return not_found("user.not_found", {std::string(name)});
    return *std::move(found);
}

std::string object_of_user(std::string_view name) {
    return "user:" + std::string(name);
}

JsonObject roles_detail(const std::vector<model::Role>& roles) {
    JsonArray names;
    for (const auto role : roles) names.push_back(boost::json::value(model::to_string(role)));
    return {{"roles", names}};
}

Result<void> end_sessions(storage::Writer& writer, model::UserId user) {
    QY_TRY(ended, storage::sessions::end_others(writer, user, {}));
    (void)ended;
    return {};
}

}  // namespace qy::business
