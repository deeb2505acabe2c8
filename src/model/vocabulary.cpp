#include "model/vocabulary.h"

#include <algorithm>
#include <span>

#include "enum_names.h"

namespace qy::model {
namespace {

constexpr EnumNames<InfoKind, 6> kInfoKinds{{"common", "production", "inspection", "logistics", "sales", "service"}};
constexpr EnumNames<Step, 13> kSteps{{"commissioning", "transforming", "merging", "inspecting", "shipping",
                                      "transporting", "receiving", "storing", "packing", "unpacking", "retail_selling",
                                      "service_provided", "other"}};
constexpr EnumNames<LinkKind, 4> kLinkKinds{{"transformation", "split", "merge", "aggregation"}};
constexpr EnumNames<Disposition, 7> kDispositions{
    {"active", "in_progress", "in_transit", "retail_sold", "non_conformant", "recalled", "expired"}};
constexpr EnumNames<PartyRole, 10> kPartyRoles{{"producer", "processor", "carrier", "seller", "service_provider",
                                                "laboratory", "brand_manager", "regulator", "platform_operator",
                                                "printing_house"}};
constexpr EnumNames<PartyKind, 3> kPartyKinds{{"firm", "farmer", "unverified"}};
constexpr EnumNames<Audience, 5> kAudiences{{"everyone", "chain", "recorder", "platform", "own"}};
constexpr EnumNames<DataClass, 4> kDataClasses{{"public", "internal", "sensitive", "personal"}};
constexpr EnumNames<View, 4> kViews{{"code_holder", "public", "own_party", "regulator"}};

// Whoever handles goods receives, stores, packs and sends them on: a shop its deliveries, a processor its cherries.
constexpr PartyRole kMakers[] = {PartyRole::producer, PartyRole::processor};
constexpr PartyRole kHandlers[] = {PartyRole::producer, PartyRole::processor, PartyRole::carrier, PartyRole::seller,
                                   PartyRole::service_provider};
constexpr PartyRole kLaboratories[] = {PartyRole::laboratory};
constexpr PartyRole kCarriers[] = {PartyRole::carrier};
constexpr PartyRole kSellers[] = {PartyRole::seller};
constexpr PartyRole kServers[] = {PartyRole::service_provider};

std::span<const PartyRole> recorders_of(Step step) {
    switch (step) {
        case Step::commissioning:
        case Step::transforming:
        case Step::merging:
            return kMakers;
        case Step::inspecting:
            return kLaboratories;
        case Step::transporting:
            return kCarriers;
        case Step::shipping:
        case Step::receiving:
        case Step::storing:
        case Step::packing:
        case Step::unpacking:
        case Step::other:
            return kHandlers;
        case Step::retail_selling:
            return kSellers;
        case Step::service_provided:
            return kServers;
    }
    QY_ASSERT(false);
}

}  // namespace

bool may_record(PartyRole role, Step step) {
    return role == PartyRole::platform_operator || std::ranges::count(recorders_of(step), role) != 0;
}

InfoKind kind_of(Step step) {
    switch (step) {
        case Step::commissioning:
        case Step::transforming:
        case Step::merging:
            return InfoKind::production;
        case Step::inspecting:
            return InfoKind::inspection;
        case Step::shipping:
        case Step::transporting:
        case Step::receiving:
        case Step::storing:
        case Step::packing:
        case Step::unpacking:
        case Step::other:  // what others do with goods between production and sale
            return InfoKind::logistics;
        case Step::retail_selling:
            return InfoKind::sales;
        case Step::service_provided:
            return InfoKind::service;
    }
    QY_ASSERT(false);
}

std::string_view to_string(InfoKind value) {
    return kInfoKinds.name(value);
}
std::string_view to_string(Step value) {
    return kSteps.name(value);
}
std::string_view to_string(LinkKind value) {
    return kLinkKinds.name(value);
}
std::string_view to_string(Disposition value) {
    return kDispositions.name(value);
}
std::string_view to_string(PartyRole value) {
    return kPartyRoles.name(value);
}
std::string_view to_string(PartyKind value) {
    return kPartyKinds.name(value);
}
std::string_view to_string(DataClass value) {
    return kDataClasses.name(value);
}
std::string_view to_string(Audience value) {
    return kAudiences.name(value);
}
std::string_view to_string(View value) {
    return kViews.name(value);
}
std::optional<Audience> parse_audience(std::string_view text) {
    return kAudiences.parse(text);
}
std::optional<InfoKind> parse_info_kind(std::string_view text) {
    return kInfoKinds.parse(text);
}
std::optional<Step> parse_step(std::string_view text) {
    return kSteps.parse(text);
}
std::optional<LinkKind> parse_link_kind(std::string_view text) {
    return kLinkKinds.parse(text);
}
std::optional<PartyRole> parse_party_role(std::string_view text) {
    return kPartyRoles.parse(text);
}
std::optional<PartyKind> parse_party_kind(std::string_view text) {
    return kPartyKinds.parse(text);
}
std::optional<Disposition> parse_disposition(std::string_view text) {
    return kDispositions.parse(text);
}

}  // namespace qy::model
