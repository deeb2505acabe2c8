#include "collection/archive_manifest.h"

#include <charconv>

#include "base/archive_limits.h"
#include "base/json.h"

namespace qy::collection {
namespace {

constexpr std::string_view kFormat = "qiongyuan-archive";
constexpr std::size_t kTextMax = 200;

ArchivePart part_of(ObjectReader& in) {
    ArchivePart part;
    part.kind = in.text("kind", kTextMax);
    part.records = in.integer("records", 0, INT64_MAX);
    const auto bytes = in.text("bytes", kTextMax);
    if (std::from_chars(bytes.data(), bytes.data() + bytes.size(), part.bytes).ec != std::errc()) part.bytes = 0;
    part.sm3 = in.text("sm3", kTextMax);
    part.file = in.optional_text("file", limits::archive_name_code_points_max).value_or("");
    return part;
}

}  // namespace

std::string to_text(const ArchiveManifest& manifest) {
    JsonArray parts;
    for (const auto& part : manifest.parts) {
        JsonObject one{
            {"kind", part.kind}, {"records", part.records}, {"bytes", std::to_string(part.bytes)}, {"sm3", part.sm3}};
        if (!part.file.empty()) one["file"] = part.file;
        parts.push_back(std::move(one));
    }
    const JsonObject text{{"format", kFormat},
                          {"version", kArchiveVersion},
                          {"party", manifest.party ? Json(manifest.party.to_string()) : Json(nullptr)},
                          {"personal", manifest.personal},
                          {"parts", std::move(parts)}};
    return canonical_text(text) + "\n";
}

Result<ArchiveManifest> manifest_from(std::string_view text) {
    const auto parsed = parse_json(text);
    if (!parsed.ok() || !parsed->is_object()) return invalid("archive.not_ours");
    const auto* const format = parsed->as_object().if_contains("format");
    if (format == nullptr || *format != Json(kFormat)) return invalid("archive.not_ours");
    const auto* const version = parsed->as_object().if_contains("version");
    if (version == nullptr || *version != Json(kArchiveVersion)) {
        return invalid("archive.version", {version == nullptr ? "?" : qy::to_text(*version)});
    }
    ObjectReader in(*parsed, "");
    ArchiveManifest manifest;
    (void)in.text("format", kTextMax);
    (void)in.integer("version", 1, kArchiveVersion);
    if (const auto party = in.optional_text("party", kTextMax)) {
        const auto id = model::PartyId::parse(*party);
        if (!id.ok()) return invalid("archive.not_ours");
        manifest.party = *id;
    }
    manifest.personal = in.flag("personal", false);
    const auto* const parts = in.array("parts", limits::archive_parts_max);
    for (std::size_t i = 0; parts != nullptr && i < parts->size(); ++i) {
        ObjectReader one((*parts)[i], "parts[" + std::to_string(i) + "]");
        manifest.parts.push_back(part_of(one));
        in.absorb(one.finish());
    }
    return in.finish().ok() ? Result<ArchiveManifest>(std::move(manifest)) : invalid("archive.not_ours");
}

}  // namespace qy::collection
