#pragma once
// Permissions are verbs on kinds of things; roles are sets of them with a scope. Nine roles are built in, the others
// are rows that security administrators make. (clauses 4.2, 6.5.1, 9.4.2)
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/assert.h"
#include "model/ids.h"

namespace qy::model {

/// A role's name: 3 to 40 of a–z, 0–9 and _, beginning with a letter. Whether there is such a role is said by the table
/// of roles.
class Role {
 public:
    static constexpr std::size_t name_min = 3;
    static constexpr std::size_t name_max = 40;

    /// Of no role.
    constexpr Role() = default;
    /// REQUIRES: is_name(name).
    constexpr explicit Role(std::string_view name) : size_(static_cast<std::uint8_t>(name.size())) {
        QY_ASSERT(is_name(name));
        for (std::size_t i = 0; i < name.size(); ++i) name_[i] = name[i];
    }
    [[nodiscard]] static constexpr bool is_name(std::string_view name) {
        if (name.size() < name_min || name.size() > name_max || name[0] < 'a' || name[0] > 'z') return false;
        for (const char c : name) {
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) return false;
        }
        return true;
    }
    [[nodiscard]] constexpr std::string_view name() const& { return {name_.data(), size_}; }
    std::string_view name() const&& = delete;  // it would outlive what it shows
    friend constexpr auto operator<=>(const Role&, const Role&) = default;
    friend constexpr bool operator==(const Role&, const Role&) = default;

    static const Role system_administrator;
    static const Role security_administrator;
    static const Role audit_administrator;
    static const Role brand_manager;
    static const Role regulator;
    static const Role party_administrator;
    static const Role party_reviewer;
    static const Role party_clerk;
    static const Role printing_house;

 private:
    std::array<char, name_max> name_{};
    std::uint8_t size_ = 0;
};
inline constexpr Role Role::system_administrator{"system_administrator"};
inline constexpr Role Role::security_administrator{"security_administrator"};
inline constexpr Role Role::audit_administrator{"audit_administrator"};
inline constexpr Role Role::brand_manager{"brand_manager"};
inline constexpr Role Role::regulator{"regulator"};
inline constexpr Role Role::party_administrator{"party_administrator"};
inline constexpr Role Role::party_reviewer{"party_reviewer"};
inline constexpr Role Role::party_clerk{"party_clerk"};
inline constexpr Role Role::printing_house{"printing_house"};

[[nodiscard]] constexpr std::string_view to_string(const Role& role) {
    return role.name();
}
std::string_view to_string(const Role&& role) = delete;
/// Nullopt for what cannot be a role's name.
[[nodiscard]] std::optional<Role> parse_role(std::string_view name);

enum class Permission : std::uint8_t {
    anyone,           ///< no credential needed
    signed_in,        ///< any user
    record_events,    ///< for the own party
    save_products,    ///< of the own party
    narrow_audience,  ///< of the own party's fields
    review,           ///< submissions in the own scope
    read_submissions,
    issue_codes,
    export_codes,
    print_labels,  ///< label orders that were given to the own party
    freeze_codes,
    grant_brand,
    read_audit,
    manage_users,
    manage_parties,
    admit_users,       ///< invite users into the own party; decide about registrations
    manage_catalogue,  ///< categories and dictionary; whose reach is not everything proposes changes of them
    manage_persons,    ///< find, tell and erase the persons that the own party's records name
    export_personal,   ///< whole lists of personal data: held by no built-in role
    read_reports,      ///< what consumers reported of products in the own scope, without their contact
    answer_reports,    ///< and see to it, contact included: never for the own party's products
    operate,           ///< the operator's own commands, on the machine itself
};

/// On whose side a permission stands. The three administrators never are one person, and none of them takes part in the
/// business that it administers; shared: of the system administrator or of the business, where both do the same for
/// whom they reach. (GB/T 22239 8.1.5) Nobody's duty is to remove audit records: there is no such permission.
enum class Duty : std::uint8_t { none, system, security, audit, business, shared };
[[nodiscard]] constexpr bool is_administrator(Duty duty) {
    return duty == Duty::system || duty == Duty::security || duty == Duty::audit;
}

/// The sides on which somebody may stand who holds some permissions, as bits. One person, and one role, holds only what
/// some side has all of.
using Sides = std::uint8_t;
inline constexpr Sides every_side = 0b1111;
/// 0: permissions of sides that nobody may be at once.
[[nodiscard]] constexpr Sides sides_of(Duty duty) {
    constexpr std::array<Sides, 6> kSides{every_side, 0b0001, 0b0010, 0b0100, 0b1000, 0b1001};
    return kSides.at(static_cast<std::size_t>(duty));
}

struct PermissionRow {
    Permission permission;
    std::string_view name;
    std::string_view zh;
    std::string_view en;
    Duty duty;
    bool assignable = true;  ///< to roles; what everybody has and what the operator alone has is not
    bool agrees = false;     ///< to what somebody else did: nobody chooses alone who has it
};
/// THE table of permissions, in the order of the enumerators.
[[nodiscard]] std::span<const PermissionRow> permissions();
[[nodiscard]] const PermissionRow& row_of(Permission permission);
[[nodiscard]] std::optional<Permission> parse_permission(std::string_view name);
[[nodiscard]] std::string_view to_string(Permission permission);
[[nodiscard]] std::string_view to_string(Duty duty);

/// How far a role reaches: the own party; also what stands under the brands that the own party manages (storage/reach.h
/// says what that is); also the parties of a region; everything.
enum class Scope : std::uint8_t { none, own_party, brand, region, all };
[[nodiscard]] std::string_view to_string(Scope scope);
[[nodiscard]] std::optional<Scope> parse_scope(std::string_view name);

/// A built-in role as shipped.
struct BuiltInRole {
    Role role;
    std::string_view zh;
    std::string_view en;
    Scope scope;
    std::span<const Permission> permissions;
};
[[nodiscard]] std::span<const BuiltInRole> built_in_roles();
/// Null for other roles.
[[nodiscard]] const BuiltInRole* find_built_in(const Role& role);
/// Those of the three administrators are as they are shipped: their permissions are the separation itself.
[[nodiscard]] bool is_fixed(const Role& role);

/// A row of the table of roles.
struct RoleDefinition {
    Role role;
    std::string zh;
    std::string en;
    Scope scope = Scope::own_party;
    std::string region = {};  ///< GB/T 2260 code, of Scope::region alone
    std::vector<Permission> permissions = {};
    std::int64_t version = 1;
    bool damaged = false;  ///< changed behind the program's back: gives nothing
    [[nodiscard]] bool has(Permission permission) const;
    /// Whether its holder agrees to what others did.
    [[nodiscard]] bool agrees() const;
    /// Where its holders can stand.
    [[nodiscard]] Sides sides() const;
    /// The side it is on; none for a role without permissions, or with those of sides that nobody may be at once.
    [[nodiscard]] Duty duty() const;
};
[[nodiscard]] RoleDefinition as_shipped(const BuiltInRole& role);

/// Whose things a call may see and touch. Stores read through it, so that what lies outside is not there.
struct Reach {
    bool all = false;
    PartyId party = {};                     ///< what belongs to it
    PartyId manager = {};                   ///< and what stands under the brands that this one manages
    std::vector<std::string> regions = {};  ///< and to the parties of exactly these regions: regions_within()
    std::string day = {};                   ///< "2026-03-05": grants of those brands hold on it
    /// For the platform's own work: publication, sealing, verification.
    [[nodiscard]] static Reach everything() { return {.all = true}; }
    [[nodiscard]] static Reach of(PartyId party) { return {.party = party}; }
    /// True when nothing can be seen through it.
    [[nodiscard]] bool is_nothing() const { return !all && party.is_none() && manager.is_none() && regions.empty(); }
};

/// What a user may do, and how far: the sum of its roles. Cheap to copy.
class Rights {
 public:
    void add(std::shared_ptr<const RoleDefinition> role) { roles_.push_back(std::move(role)); }
    /// Never what stands on two sides, whatever the roles say: then nothing of either.
    [[nodiscard]] bool may(Permission permission) const;
    /// The day that they are of: grants of brands reach what they do on that day, and nothing without one.
    void on(std::string day) { day_ = std::move(day); }
    /// What `permission` reaches for a user of the party `own`.
    [[nodiscard]] Reach reach(Permission permission, PartyId own) const;
    /// Whether some permission reaches beyond the own party: who holds it works for the platform, a brand or the state.
    [[nodiscard]] bool is_staff() const;
    /// Administrators, and whoever reaches everything or a region.
    [[nodiscard]] bool needs_second_factor() const;

 private:
    std::vector<std::shared_ptr<const RoleDefinition>> roles_;
    std::string day_;
};

/// All roles at one moment. Immutable.
class RoleTable {
 public:
    RoleTable() = default;
    explicit RoleTable(std::vector<RoleDefinition> roles);
    /// As a new installation has it.
    [[nodiscard]] static RoleTable as_shipped();
    /// By name.
    [[nodiscard]] std::span<const std::shared_ptr<const RoleDefinition>> all() const { return roles_; }
    /// Null when there is no such role.
    [[nodiscard]] const RoleDefinition* find(const Role& role) const;
    /// Unknown and damaged roles give nothing.
    [[nodiscard]] Rights rights_of(std::span<const Role> roles) const;
    /// Two of `roles` that nobody may hold at once, if there are; the same one twice when it alone is too much.
    [[nodiscard]] std::optional<std::pair<Role, Role>> combined(std::span<const Role> roles) const;

 private:
    std::vector<std::shared_ptr<const RoleDefinition>> roles_;
};

}  // namespace qy::model
