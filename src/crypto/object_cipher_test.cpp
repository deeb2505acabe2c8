// Sealed files: pieces that open only in their file, at their place, and an end that notices what is missing.
#include "crypto/object_cipher.h"

#include <gtest/gtest.h>

#include "testing/folder.h"

namespace qy::crypto {
namespace {

using testing::code_of;
using testing::FreshKeyring;

ObjectCipher fresh_cipher(FreshKeyring& fresh) {
    return ObjectCipher::begin(*fresh.keyring, fresh.random).value();
}

TEST(ObjectCipher, PiecesOpenAtTheirPlaceInTheirFile) {
    FreshKeyring fresh;
    const auto cipher = fresh_cipher(fresh);
    const auto other = fresh_cipher(fresh);
    for (const std::size_t size : {std::size_t{1}, std::size_t{100}, ObjectCipher::piece_bytes_max}) {
        const Bytes plain(size, 0x5A);
        const auto sealed = cipher.seal_piece(7, plain, fresh.random);
        EXPECT_EQ(sealed.size(), size + ObjectCipher::piece_overhead_bytes);
        EXPECT_EQ(cipher.open_piece(7, sealed).value(), plain);
        EXPECT_EQ(code_of(cipher.open_piece(8, sealed)), "object.damaged") << "another place";
        EXPECT_EQ(code_of(other.open_piece(7, sealed)), "object.damaged") << "another file";
        const auto rest = ObjectCipher::rest_of_piece(ByteView(sealed).first(ObjectCipher::length_bytes)).value();
        EXPECT_EQ(rest + ObjectCipher::length_bytes, sealed.size());
    }
}

TEST(ObjectCipher, EveryChangedByteAndEveryCutIsNoticed) {
    FreshKeyring fresh;
    const auto cipher = fresh_cipher(fresh);
    const auto piece = cipher.seal_piece(0, bytes_of("荔枝"), fresh.random);
    const auto end = cipher.seal_end({6, sm3(bytes_of("荔枝"))});
    for (std::size_t at = 0; at < piece.size(); ++at) {
        Bytes changed = piece;
        changed[at] ^= 1;
        EXPECT_EQ(code_of(cipher.open_piece(0, changed)), "object.damaged") << at;
        EXPECT_EQ(code_of(cipher.open_piece(0, ByteView(piece).first(at))), "object.damaged") << at;
    }
    for (std::size_t at = 0; at < end.size(); ++at) {
        Bytes changed = end;
        changed[at] ^= 1;
        EXPECT_EQ(code_of(cipher.open_end(changed)), "object.damaged") << at;
        EXPECT_EQ(code_of(cipher.open_end(ByteView(end).first(at))), "object.damaged") << at;
    }
}

TEST(ObjectCipher, AnEndIsNoPieceAndTheOtherWayRound) {
    FreshKeyring fresh;
    const auto cipher = fresh_cipher(fresh);
    const ObjectCipher::End end{6, sm3(bytes_of("荔枝"))};
    const auto sealed = cipher.seal_end(end);
    const auto opened = cipher.open_end(sealed).value();
    EXPECT_EQ(opened.size, end.size);
    EXPECT_EQ(opened.digest, end.digest);
    EXPECT_EQ(code_of(cipher.open_piece(0, sealed)), "object.damaged");
    const auto length = ByteView(sealed).first(ObjectCipher::length_bytes);
    EXPECT_EQ(ObjectCipher::rest_of_piece(length).value(), 0U);
    EXPECT_EQ(code_of(fresh_cipher(fresh).open_end(sealed)), "object.damaged") << "another file";
}

TEST(ObjectCipher, LengthsBeyondAPieceAreRefused) {
    struct Case {
        Bytes length;
        std::string_view code;
    };
    const Case cases[] = {{{0, 0, 255, 255}, "ok"}, {{0, 1, 0, 0}, "ok"}, {{0, 1, 0, 1}, "object.damaged"}};
    for (const auto& one : cases) EXPECT_EQ(code_of(ObjectCipher::rest_of_piece(one.length)), one.code);
}

TEST(ObjectCipher, AFileStaysUnderItsKey) {
    FreshKeyring fresh;
    const auto before = fresh_cipher(fresh);
    const auto sealed = before.seal_piece(0, bytes_of("old"), fresh.random);
    ASSERT_TRUE(fresh.keyring->rotate(Purpose::object, fresh.random, fresh.clock).ok());
    const auto resumed = ObjectCipher::resume(*fresh.keyring, before.header()).value();
    EXPECT_EQ(resumed.epoch(), 1);
    EXPECT_EQ(text_of(resumed.open_piece(0, sealed).value()), "old");
    EXPECT_EQ(fresh_cipher(fresh).epoch(), 2);
}

TEST(ObjectCipher, ForeignHeadersAreRefused) {
    FreshKeyring fresh;
    const auto cipher = fresh_cipher(fresh);
    const Bytes header(cipher.header().begin(), cipher.header().end());
    for (std::size_t cut = 0; cut < header.size(); ++cut) {
        EXPECT_EQ(code_of(ObjectCipher::resume(*fresh.keyring, ByteView(header).first(cut))), "object.damaged") << cut;
    }
    Bytes foreign = header;
    foreign[3] = '2';
    EXPECT_EQ(code_of(ObjectCipher::resume(*fresh.keyring, foreign)), "object.damaged");
    foreign = header;
    foreign[5] = 9;
    EXPECT_EQ(code_of(ObjectCipher::resume(*fresh.keyring, foreign)), "keyring.no_key");
}

}  // namespace
}  // namespace qy::crypto
