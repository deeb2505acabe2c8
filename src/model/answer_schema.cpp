#include "model/answer_schema.h"

#include <map>
#include <memory>

#include "base/json.h"
#include "base/text.h"
#include "model/data_table.h"

namespace qy::model {
namespace {

constexpr std::string_view kDraft = "https://json-schema.org/draft/2020-12/schema";
constexpr std::string_view kItems = "items";
constexpr std::string_view kAllBelow = "**";

/// A member with what stands below it; `open`: anything may.
struct Member {
    std::map<std::string, Member, std::less<>> below;
    bool open = false;
};

/// The members of an answer, or of the items of a list.
struct Shape {
    bool is_list = false;
    Member root;
};

std::optional<Shape> shape_of(std::string_view function) {
    Member all;
    for (const auto& one : sent_members()) {
        if (one.function != function) continue;
        Member* at = &all;
        for (const auto name : split(one.member, '.')) {
            if (name == kAllBelow) {
                at->open = true;
            } else {
                at = &at->below[std::string(name)];
            }
        }
    }
    if (all.below.empty() && !all.open) return std::nullopt;
    const auto items = all.below.find(kItems);
    if (items == all.below.end() || items->second.below.empty()) return Shape{false, std::move(all)};
    return Shape{true, std::move(items->second)};
}

// XML Schema

void write_type(const Member& member, std::string& out);

void write_element(const std::string& name, const Member& member, std::string& out) {
    const bool leaf = !member.open && member.below.empty();
    out += "<xs:element name=\"" + name + "\"" + (leaf ? " type=\"xs:string\"/>" : ">");
    if (leaf) return;
    write_type(member, out);
    out += "</xs:element>";
}

void write_members(const Member& member, std::string& out) {
    out += "<xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\">";
    if (member.open) {
        out += "<xs:any namespace=\"##any\" processContents=\"skip\"/>";
    } else {
        for (const auto& [name, below] : member.below) write_element(name, below, out);
    }
    out += "</xs:choice>";
}

void write_type(const Member& member, std::string& out) {
    out += member.open ? "<xs:complexType mixed=\"true\">" : "<xs:complexType>";
    write_members(member, out);
    out += "</xs:complexType>";
}

// JSON Schema

Json schema_of(const Member& member);

JsonObject object_of(const Member& member) {
    JsonObject properties;
    for (const auto& [name, below] : member.below) properties[name] = schema_of(below);
    return {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", member.open}};
}

/// One value or a list of them; nothing as null.
Json schema_of(const Member& member) {
    if (member.open) return JsonObject();
    if (member.below.empty()) {
        const JsonArray scalars{"string", "number", "boolean", "null"};
        return JsonObject{
            {"anyOf", JsonArray{JsonObject{{"type", scalars}},
                                JsonObject{{"type", "array"}, {"items", JsonObject{{"type", scalars}}}}}}};
    }
    auto object = object_of(member);
    return JsonObject{
        {"anyOf", JsonArray{object, JsonObject{{"type", "array"}, {"items", object}}, JsonObject{{"type", "null"}}}}};
}

}  // namespace

std::optional<std::string> answer_xsd(std::string_view function) {
    const auto shape = shape_of(function);
    if (!shape) return std::nullopt;
    std::string out =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"";
    out += " targetNamespace=\"" + std::string(kAnswersSpace) + "\" elementFormDefault=\"qualified\">\n";
    out += std::string("<xs:element name=\"") + (shape->is_list ? "list" : "answer") + "\"><xs:complexType>";
    if (shape->is_list) {
        out += "<xs:sequence>";
        out += "<xs:element name=\"item\" minOccurs=\"0\" maxOccurs=\"unbounded\">";
        write_type(shape->root, out);
        out += "</xs:element></xs:sequence>";
    } else {
        write_members(shape->root, out);
    }
    out += "<xs:attribute name=\"function\" use=\"required\" fixed=\"" + std::string(function) + "\"/>";
    return out + "</xs:complexType></xs:element>\n</xs:schema>\n";
}

std::optional<std::string> answer_json_schema(std::string_view function) {
    const auto shape = shape_of(function);
    if (!shape) return std::nullopt;
    auto whole = object_of(shape->root);
    JsonObject schema = shape->is_list ? JsonObject{{"type", "array"}, {"items", std::move(whole)}} : std::move(whole);
    schema["$schema"] = kDraft;
    schema["title"] = function;
    return to_text(schema) + "\n";
}

}  // namespace qy::model
