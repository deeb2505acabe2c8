// The program's side of an agreement test: reads requests as JSON lines {"op", "args": [hex or word…]} from standard
// input and answers each with {"result": [text…]} or {"error": code}.
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "crypto/sm2.h"
#include "crypto/sm3.h"
#include "crypto/sm4.h"

namespace {

using namespace qy;
using namespace qy::crypto;

using Args = std::vector<std::string>;
using Answer = std::vector<std::string>;

constexpr std::string_view kForms[] = {"raw", "raw_04", "der"};

Result<Sm2Form> form_of(std::string_view name) {
    for (int i = 0; i < 3; ++i) {
        if (kForms[i] == name) return static_cast<Sm2Form>(i);
    }
    return invalid("request.invalid");
}

std::string name_of(Sm2Form form) {
    return std::string(kForms[static_cast<int>(form)]);
}

Result<Sm2PrivateKey> private_key(const std::string& hex) {
    QY_TRY(scalar, from_hex(hex));
    return Sm2PrivateKey::from_scalar(scalar);
}

Result<Sm2PublicKey> public_key(const std::string& hex) {
    QY_TRY(point, from_hex(hex));
    return Sm2PublicKey::from_point(point);
}

Result<Sm4Iv> iv_of(const std::string& hex) {
    QY_TRY(bytes, from_hex(hex));
    Sm4Iv iv{};
    if (bytes.size() != iv.size()) return invalid("request.invalid");
    std::copy(bytes.begin(), bytes.end(), iv.begin());
    return iv;
}

Result<Answer> generate(const Args&) {
    const auto key = Sm2PrivateKey::generate();
    return Answer{to_hex(key.scalar().expose()), to_hex(key.public_key().point())};
}

Result<Answer> sign(const Args& args) {  // scalar, message, form
    QY_TRY(key, private_key(args.at(0)));
    QY_TRY(message, from_hex(args.at(1)));
    QY_TRY(form, form_of(args.at(2)));
    return Answer{to_hex(sm2_write_signature(key.sign(message), form))};
}

Result<Answer> verify(const Args& args) {  // point, message, signature; answers its form
    QY_TRY(key, public_key(args.at(0)));
    QY_TRY(message, from_hex(args.at(1)));
    QY_TRY(bytes, from_hex(args.at(2)));
    QY_TRY(signature, sm2_read_signature(bytes));
    QY_CHECK(key.verify(message, signature.signature));
    return Answer{name_of(signature.form)};
}

Result<Answer> encrypt(const Args& args) {  // point, plaintext, form
    QY_TRY(key, public_key(args.at(0)));
    QY_TRY(plain, from_hex(args.at(1)));
    QY_TRY(form, form_of(args.at(2)));
    QY_TRY(ciphertext, key.encrypt(plain));
    return Answer{to_hex(sm2_write_ciphertext(ciphertext, form))};
}

Result<Answer> decrypt(const Args& args) {  // scalar, ciphertext, length of the plaintext; answers plaintext and form
    QY_TRY(key, private_key(args.at(0)));
    QY_TRY(bytes, from_hex(args.at(1)));
    QY_TRY(read, sm2_detect_ciphertext(bytes, std::stoul(args.at(2))));
    QY_TRY(plain, key.decrypt(read.ciphertext));
    return Answer{to_hex(plain.expose()), name_of(read.form)};
}

Result<Answer> hash(const Args& args) {
    QY_TRY(data, from_hex(args.at(0)));
    return Answer{to_hex(sm3(data))};
}

Result<Answer> mac(const Args& args) {
    QY_TRY(key, from_hex(args.at(0)));
    QY_TRY(data, from_hex(args.at(1)));
    return Answer{to_hex(hmac_sm3(key, data))};
}

Result<Answer> cbc(const Args& args) {  // "encrypt" or "decrypt", key, iv, data
    QY_TRY(key, from_hex(args.at(1)));
    QY_TRY(iv, iv_of(args.at(2)));
    QY_TRY(data, from_hex(args.at(3)));
    if (args.at(0) == "encrypt") return Answer{to_hex(sm4_cbc_encrypt(sm4_key_of(key), iv, data))};
    QY_TRY(plain, sm4_cbc_decrypt(sm4_key_of(key), iv, data));
    return Answer{to_hex(plain)};
}

const std::map<std::string, std::function<Result<Answer>(const Args&)>> kOperations = {
    {"generate", generate}, {"sign", sign}, {"verify", verify}, {"encrypt", encrypt},
    {"decrypt", decrypt},   {"sm3", hash},  {"hmac_sm3", mac},  {"sm4_cbc", cbc},
};

Result<Answer> answer(const std::string& line) {
    QY_TRY(request, parse_json(line));
    ObjectReader in(request, "");
    const std::string name = in.text("op", 20);
    const JsonArray* list = in.array("args", 10);
    QY_CHECK(in.finish());
    Args args;
    for (const Json& each : *list) args.emplace_back(each.as_string());
    const auto operation = kOperations.find(name);
    if (operation == kOperations.end()) return invalid("request.invalid");
    return operation->second(args);
}

}  // namespace

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        const auto result = answer(line);
        JsonObject out;
        if (result.ok()) {
            out["result"] = JsonArray(result->begin(), result->end());
        } else {
            out["error"] = result.error().code;
        }
        std::cout << to_text(out) << std::endl;
    }
    return 0;
}
