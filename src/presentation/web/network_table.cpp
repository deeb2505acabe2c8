#include "network_table.h"

#include <algorithm>

#include "presentation/api.h"

namespace qy::presentation {
namespace {

using transport::NetworkClass;

constexpr std::string_view kFunctions = "/api/v1/";

struct PathRow {
    std::string_view prefix;
    NetworkClass level;
};
// The first that fits; whatever is not here is for everybody.
constexpr PathRow kPaths[] = {
    {"/openapi/v1/", NetworkClass::partner},
    {"/epcis", NetworkClass::partner},
    {"/console", NetworkClass::partner},
};

}  // namespace

// No default: a new permission does not compile until its class is named here.
NetworkClass network_class_of(model::Permission permission) {
    switch (permission) {
        case model::Permission::anyone:
            return NetworkClass::open_public;
        case model::Permission::signed_in:
        case model::Permission::record_events:
        case model::Permission::save_products:
        case model::Permission::narrow_audience:
        case model::Permission::read_submissions:
        case model::Permission::issue_codes:
        case model::Permission::export_codes:
        case model::Permission::print_labels:
        case model::Permission::review:
        case model::Permission::admit_users:
        case model::Permission::manage_persons:
        case model::Permission::export_personal:
        case model::Permission::read_reports:
            return NetworkClass::partner;
        case model::Permission::answer_reports:
        case model::Permission::freeze_codes:
        case model::Permission::grant_brand:
        case model::Permission::read_audit:
        case model::Permission::manage_users:
        case model::Permission::manage_parties:
        case model::Permission::manage_catalogue:
        case model::Permission::operate:
            return NetworkClass::staff;
    }
    return NetworkClass::staff;
}

NetworkClass network_class_of(const model::Rights& rights) {
    if (rights.is_staff()) return NetworkClass::staff;
    auto level = NetworkClass::partner;
    for (const auto& row : model::permissions()) {
        if (rights.may(row.permission)) level = std::max(level, network_class_of(row.permission));
    }
    return level;
}

NetworkClass network_class_of(const transport::HttpRequest& request) {
    if (request.listener == transport::Listener::ops) return NetworkClass::operations;
    const auto path = request.path();
    if (path.starts_with(kFunctions)) {
        const auto* const route = find_route(path.substr(kFunctions.size()));
        return route == nullptr ? NetworkClass::open_public : network_class_of(route->permission);
    }
    for (const PathRow& row : kPaths) {
        if (path.starts_with(row.prefix)) return row.level;
    }
    return NetworkClass::open_public;
}

}  // namespace qy::presentation
