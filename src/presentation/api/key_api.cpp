// key.export_public, key.list, key.rewrap, key.rotate: for the operator on the machine itself. (clauses 7.3.1, 9.2.2)
#include "business/keys.h"

#include "handlers.h"
#include "model/event_time.h"

namespace qy::presentation {
namespace {

constexpr std::size_t kPurposeMax = 40;

JsonObject key_json(const business::KeyFacts& key) {
    return {{"purpose", key.purpose},
            {"epoch", key.epoch},
            {"id", key.id},
            {"state", key.active ? "active" : "retired"},
            {"created_at", model::to_rfc3339(key.created_at)}};
}

JsonObject sealing_json(const business::SealingFacts& facts) {
    return {{"relation", facts.relation},
            {"epoch", facts.epoch},
            {"passed", std::to_string(facts.passed)},
            {"renewed", std::to_string(facts.renewed)},
            {"damaged", std::to_string(facts.damaged)},
            {"done", facts.done}};
}

}  // namespace

namespace handlers {

Result<Answer> key_export_public(const Json& body, Call& call) {
    ObjectReader in(body, "");
    QY_CHECK(in.finish());
    JsonArray keys;
    for (const auto& one : call.use.keys.public_keys()) {
        JsonObject json = key_json(one.key);
        json["algorithm"] = "SM2-SM3";
        json["fingerprint"] = one.fingerprint;
        json["point"] = one.point;
        json["pem"] = one.pem;
        keys.push_back(std::move(json));
    }
    return Answer{JsonObject{{"keys", keys}}, {}, false};
}

Result<Answer> key_list(const Json& body, Call& call) {
    ObjectReader in(body, "");
    QY_CHECK(in.finish());
    JsonArray keys;
    for (const auto& key : call.use.keys.list()) keys.push_back(key_json(key));
    QY_TRY(sealing, call.use.keys.sealing());
    JsonArray relations;
    for (const auto& facts : sealing) relations.push_back(sealing_json(facts));
    return Answer{JsonObject{{"keys", keys}, {"sealing", relations}}, {}, false};
}

Result<Answer> key_rotate(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const std::string purpose = in.text("purpose", kPurposeMax);
    QY_CHECK(in.finish());
    QY_TRY(key, call.use.keys.rotate(purpose, call.actor));
    return Answer{key_json(key), {}, false};
}

Result<Answer> key_rewrap(const Json& body, Call& call) {
    ObjectReader in(body, "");
    QY_CHECK(in.finish());
    QY_CHECK(call.use.keys.rewrap(call.actor));
    return Answer{JsonObject{{"keys", static_cast<std::int64_t>(call.use.keys.list().size())}}, {}, false};
}

}  // namespace handlers
}  // namespace qy::presentation
