// Agreement with an independent implementation (Botan), in both directions.
#include <botan/auto_rng.h>
#include <botan/block_cipher.h>
#include <botan/cipher_mode.h>
#include <botan/hash.h>
#include <botan/kdf.h>
#include <botan/mac.h>
#include <botan/pubkey.h>
#include <botan/sm2.h>
#include <gtest/gtest.h>

#include <string>

#include "base/random.h"
#include "crypto/sm2.h"
#include "crypto/sm3.h"
#include "crypto/sm4.h"

namespace qy::crypto {
namespace {

constexpr int kRounds = 50;
const std::string kBotanSignature = std::string(sm2_default_id) + ",SM3";

template <class Container>
Bytes bytes(const Container& container) {
    return {container.begin(), container.end()};
}

Sm4Iv iv_of(const Bytes& sixteen) {
    Sm4Iv iv{};
    std::copy_n(sixteen.begin(), iv.size(), iv.begin());
    return iv;
}

TEST(BotanAgreement, Sm3HmacAndHkdf) {
    SeededRandom random(1);
    const auto hash = Botan::HashFunction::create_or_throw("SM3");
    const auto mac = Botan::MessageAuthenticationCode::create_or_throw("HMAC(SM3)");
    const auto kdf = Botan::KDF::create_or_throw("HKDF(SM3)");
    for (std::size_t size = 0; size < 200; ++size) {
        const Bytes data = random.bytes(size);
        const Bytes key = random.bytes(1 + size);
        EXPECT_EQ(bytes(sm3(data)), bytes(hash->process(data.data(), data.size()))) << size;
        mac->set_key(key.data(), key.size());
        mac->update(data.data(), data.size());
        EXPECT_EQ(bytes(hmac_sm3(key, data)), bytes(mac->final())) << size;
        const Bytes salt = random.bytes(16);
        const auto derived =
            kdf->derive_key(1 + size, key.data(), key.size(), salt.data(), salt.size(), data.data(), data.size());
        EXPECT_EQ(hkdf_sm3(key, salt, data, 1 + size).expose(), bytes(derived)) << size;
    }
}

TEST(BotanAgreement, Sm4BlocksAndModes) {
    SeededRandom random(2);
    for (std::size_t size = 0; size < 100; ++size) {
        const Bytes key_bytes = random.bytes(16);
        const Bytes iv_bytes = random.bytes(16);
        Bytes block = random.bytes(16);
        const Bytes data = random.bytes(size);
        const Sm4Key key = sm4_key_of(key_bytes);

        const auto cipher = Botan::BlockCipher::create_or_throw("SM4");
        cipher->set_key(key_bytes);
        Bytes expected(16);
        cipher->encrypt(block.data(), expected.data());
        Sm4(key).encrypt_block(block.data(), block.data());
        EXPECT_EQ(block, expected);

        for (const char* mode : {"SM4/CBC/PKCS7", "CTR-BE(SM4)"}) {
            const auto botan = Botan::Cipher_Mode::create_or_throw(mode, Botan::ENCRYPTION);
            botan->set_key(key_bytes);
            botan->start(iv_bytes);
            Botan::secure_vector<std::uint8_t> buffer(data.begin(), data.end());
            botan->finish(buffer);
            const bool cbc = mode[4] == 'C' && mode[3] == '/';
            const Bytes ours = cbc ? sm4_cbc_encrypt(key, iv_of(iv_bytes), data) : sm4_ctr(key, iv_of(iv_bytes), data);
            EXPECT_EQ(ours, bytes(buffer)) << mode << " " << size;
        }
        EXPECT_EQ(sm4_cbc_decrypt(key, iv_of(iv_bytes), sm4_cbc_encrypt(key, iv_of(iv_bytes), data)).value(), data);
    }
}

class Sm2Agreement : public testing::Test {
 protected:
    Botan::AutoSeeded_RNG rng_;
    SeededRandom random_{3};
    const Botan::EC_Group group_{"sm2p256v1"};

    Botan::SM2_PrivateKey theirs(const Sm2PrivateKey& ours) {
        const Bytes scalar = ours.scalar().expose();
        return {rng_, group_, Botan::BigInt(scalar.data(), scalar.size())};
    }
};

TEST_F(Sm2Agreement, PublicKeys) {
    for (int i = 0; i < kRounds; ++i) {
        const auto ours = Sm2PrivateKey::generate();
        const auto encoded = theirs(ours).public_point().encode(Botan::PointGFp::UNCOMPRESSED);
        EXPECT_EQ(bytes(Sm2PublicKey::from_point(encoded).value().point()), bytes(ours.public_key().point()));
    }
}

TEST_F(Sm2Agreement, OursSignTheyVerify) {
    for (int i = 0; i < kRounds; ++i) {
        const auto ours = Sm2PrivateKey::generate();
        const auto other = theirs(ours);
        const Bytes message = random_.bytes(static_cast<std::size_t>(i) * 3);
        const auto signature = ours.sign(message);
        Botan::PK_Verifier raw(other, kBotanSignature, Botan::IEEE_1363);
        EXPECT_TRUE(raw.verify_message(message, bytes(signature)));
        Botan::PK_Verifier der(other, kBotanSignature, Botan::DER_SEQUENCE);
        EXPECT_TRUE(der.verify_message(message, sm2_write_signature(signature, Sm2Form::der)));
    }
}

TEST_F(Sm2Agreement, TheySignOursVerify) {
    for (int i = 0; i < kRounds; ++i) {
        const auto ours = Sm2PrivateKey::generate();
        const auto other = theirs(ours);
        const Bytes message = random_.bytes(static_cast<std::size_t>(i) * 3);
        for (const auto form : {Botan::IEEE_1363, Botan::DER_SEQUENCE}) {
            Botan::PK_Signer signer(other, rng_, kBotanSignature, form);
            const auto read = sm2_read_signature(signer.sign_message(message, rng_));
            ASSERT_TRUE(read.ok());
            EXPECT_EQ(read->form, form == Botan::IEEE_1363 ? Sm2Form::raw : Sm2Form::der);
            EXPECT_TRUE(ours.public_key().verify(message, read->signature).ok());
        }
    }
}

TEST_F(Sm2Agreement, OursEncryptTheyDecrypt) {
    for (int i = 0; i < kRounds; ++i) {
        const auto ours = Sm2PrivateKey::generate();
        const auto other = theirs(ours);
        const Bytes message = random_.bytes(16 + static_cast<std::size_t>(i));
        const auto ciphertext = ours.public_key().encrypt(message).value();
        Botan::PK_Decryptor_EME decryptor(other, rng_, "SM3");
        EXPECT_EQ(bytes(decryptor.decrypt(sm2_write_ciphertext(ciphertext, Sm2Form::der))), message);
    }
}

TEST_F(Sm2Agreement, TheyEncryptOursDecrypt) {
    for (int i = 0; i < kRounds; ++i) {
        const auto ours = Sm2PrivateKey::generate();
        const auto other = theirs(ours);
        const Bytes message = random_.bytes(16 + static_cast<std::size_t>(i));
        Botan::PK_Encryptor_EME encryptor(other, rng_, "SM3");
        const auto read = sm2_detect_ciphertext(encryptor.encrypt(message, rng_), message.size());
        ASSERT_TRUE(read.ok());
        EXPECT_EQ(read->form, Sm2Form::der);
        EXPECT_EQ(ours.decrypt(read->ciphertext).value().expose(), message);
    }
}

}  // namespace
}  // namespace qy::crypto
