#pragma once
// What parties hold: plots, licences and grants of public brands. (clauses 6.1, 6.4.2)
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/ids.h"

namespace qy::model {

/// A piece of land of a party; its name is unique for the party.
struct Plot {
    PlotId id;
    PartyId party;
    std::string name;
    std::string area_mu;  ///< Decimal in 亩, or empty
    std::string place;
    bool operator==(const Plot&) const = default;
};

/// Days are "2026-03-05", both inclusive.
struct Licence {
    LicenceId id;
    PartyId party;
    std::string kind;
    std::string number;
    std::string valid_from;
    std::string valid_to;
    bool operator==(const Licence&) const = default;
};

enum class GrantState : std::uint8_t { active, suspended, withdrawn };
[[nodiscard]] constexpr std::string_view to_string(GrantState state) {
    constexpr std::string_view kNames[] = {"active", "suspended", "withdrawn"};
    return kNames[static_cast<int>(state)];
}
[[nodiscard]] constexpr std::optional<GrantState> parse_grant_state(std::string_view text) {
    for (const auto state : {GrantState::active, GrantState::suspended, GrantState::withdrawn}) {
        if (text == to_string(state)) return state;
    }
    return std::nullopt;
}

/// The right of a party to use a brand for a category (empty: for all) on the days from valid_from to valid_to.
struct BrandGrant {
    BrandGrantId id;
    BrandId brand;
    PartyId party;
    std::string category_code;
    std::string valid_from;
    std::string valid_to;
    std::optional<std::int64_t> quota;  ///< codes; none: unlimited
    GrantState state = GrantState::active;
    std::int64_t version = 1;
    std::string mark = {};            ///< what the licensee may print beside its products
    std::string licence_number = {};  ///< of the licence, as printed
    std::string area_mu = {};         ///< Decimal in 亩, or empty
    std::string yield_per_mu = {};    ///< Decimal in kg, or empty; times the area: the most of these days
    bool operator==(const BrandGrant&) const = default;
};

}  // namespace qy::model
