#pragma once
// The field's words as enums with their stable texts (EPCIS/CBV first, then the standard's).
#include <cstdint>
#include <optional>
#include <string_view>

namespace qy::model {

/// The five kinds of information of clause 7.1; `common` fields belong to all.
enum class InfoKind : std::uint8_t { common, production, inspection, logistics, sales, service };

/// Business step (CBV 2.0 bizStep; service_provided is our own URI).
enum class Step : std::uint8_t {
    commissioning,
    transforming,
    merging,
    inspecting,
    shipping,
    transporting,
    receiving,
    storing,
    packing,
    unpacking,
    retail_selling,
    service_provided,
    other,  ///< a step of others that is none of these; Field::epcis_step names it
};
/// Which kind of information a step carries.
[[nodiscard]] InfoKind kind_of(Step step);

/// What a link between two lots means.
enum class LinkKind : std::uint8_t { transformation, split, merge, aggregation };

enum class Disposition : std::uint8_t {
    active,
    in_progress,
    in_transit,
    retail_sold,
    non_conformant,
    recalled,
    expired
};

enum class PartyRole : std::uint8_t {
    producer,
    processor,
    carrier,
    seller,
    service_provider,
    laboratory,
    brand_manager,
    regulator,
    platform_operator,
    printing_house,
};
/// Whether a party of this role may record such an event of a lot that belongs to somebody else; the owner of a lot
/// records everything about it. (architecture §3: TraceEvent)
[[nodiscard]] bool may_record(PartyRole role, Step step);

enum class PartyKind : std::uint8_t { firm, farmer, unverified };

/// How narrowly a value must be kept (security: data classes).
enum class DataClass : std::uint8_t { open, internal, sensitive, personal };
/// Sealed wherever it is stored, never written to a log.
[[nodiscard]] constexpr bool is_protected(DataClass value) {
    return value == DataClass::sensitive || value == DataClass::personal;
}
/// Who may read a field. everyone: any view. chain: the lot's owner, the recorder, the brand's manager, regulators.
/// recorder: the recording party and regulators only. platform: administrators within their permissions; no view.
/// own: the user that it belongs to.
enum class Audience : std::uint8_t { everyone, chain, recorder, platform, own };

/// The four views of a trace query (architecture §3).
enum class View : std::uint8_t { code_holder, open_public, own_party, regulator };

/// Stable lower-case names ("retail_selling", "public" …) and back; nullopt when unknown.
[[nodiscard]] std::string_view to_string(InfoKind value);
[[nodiscard]] std::string_view to_string(Step value);
[[nodiscard]] std::string_view to_string(LinkKind value);
[[nodiscard]] std::string_view to_string(Disposition value);
[[nodiscard]] std::string_view to_string(PartyRole value);
[[nodiscard]] std::string_view to_string(PartyKind value);
[[nodiscard]] std::string_view to_string(DataClass value);
[[nodiscard]] std::string_view to_string(Audience value);
[[nodiscard]] std::string_view to_string(View value);
[[nodiscard]] std::optional<Audience> parse_audience(std::string_view text);
[[nodiscard]] std::optional<InfoKind> parse_info_kind(std::string_view text);
[[nodiscard]] std::optional<Step> parse_step(std::string_view text);
[[nodiscard]] std::optional<LinkKind> parse_link_kind(std::string_view text);
[[nodiscard]] std::optional<PartyRole> parse_party_role(std::string_view text);
[[nodiscard]] std::optional<PartyKind> parse_party_kind(std::string_view text);
[[nodiscard]] std::optional<Disposition> parse_disposition(std::string_view text);

}  // namespace qy::model
