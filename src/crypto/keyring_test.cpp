// The keyring: keys come back, rotate, move to another master, and a changed file is noticed.
#include "crypto/keyring.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "base/json.h"
#include "base/text.h"
#include "crypto/code_cipher.h"
#include "testing/folder.h"

namespace qy::crypto {
namespace {

using testing::code_of;
using testing::FreshKeyring;
using testing::master;

std::string path_of(const FreshKeyring& fresh) {
    return fresh.folder / "keys/keyring.json";
}

Digest answer(const WorkingKey& key) {
    return key.mac({bytes_of("question"), key.crypt({}, bytes_of("text"))});
}

TEST(Keyring, HasOneActiveKeyOfEveryPurposeAndNoTwoAlike) {
    const FreshKeyring fresh;
    const auto list = fresh.keyring->list();
    ASSERT_EQ(list.size(), static_cast<std::size_t>(purposes));
    std::set<std::string> ids;
    for (const KeyInfo& info : list) {
        EXPECT_EQ(info.epoch, 1);
        EXPECT_EQ(info.status, KeyStatus::active);
        EXPECT_EQ(info.created_at, fresh.clock.now());
        EXPECT_EQ(info.id.size(), 16U);
        ids.insert(info.id);
        EXPECT_EQ(purpose_of(to_string(info.purpose)), info.purpose);
    }
    EXPECT_EQ(ids.size(), list.size());
    EXPECT_EQ(purpose_of("ledger"), std::nullopt);
}

TEST(Keyring, OpensWithTheSameKeys) {
    const FreshKeyring fresh;
    const auto opened = Keyring::open(fresh.folder.path(), master(1));
    ASSERT_TRUE(opened.ok()) << code_of(opened);
    for (int i = 0; i < purposes; ++i) {
        const auto purpose = static_cast<Purpose>(i);
        const auto before = fresh.keyring->active(purpose).value();
        const auto after = (*opened)->active(purpose).value();
        EXPECT_EQ(after->info().id, before->info().id);
        EXPECT_EQ(answer(*after), answer(*before));
    }
}

TEST(Keyring, FileAndFolderAreForTheirOwnerAndShowNoKey) {
    const FreshKeyring fresh(77);
    struct stat status {};
    ASSERT_EQ(::stat((fresh.folder / "keys").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0700U);
    ASSERT_EQ(::stat(path_of(fresh).c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    // The same seed gives the bytes that the keys were drawn from: none may stand in the file.
    SeededRandom random(77);
    const std::string drawn = to_hex(random.bytes(2000));
    const auto text = testing::read_text(path_of(fresh));
    const auto document = parse_json(text).value();
    for (const auto& key : document.at("keys").as_array()) {
        EXPECT_EQ(drawn.find(key.at("wrapped").as_string().c_str()), std::string::npos);
        EXPECT_NE(drawn.find(key.at("iv").as_string().c_str()), std::string::npos) << "the test draws the same bytes";
    }
}

TEST(Keyring, RefusesToReplaceOrToOpenWhatIsNotThere) {
    FreshKeyring fresh;
    EXPECT_EQ(code_of(Keyring::create(fresh.folder.path(), master(2), fresh.random, fresh.clock)), "keyring.exists");
    EXPECT_EQ(code_of(Keyring::open(fresh.folder.path(), master(2))), "keyring.wrong_master");
    EXPECT_EQ(code_of(Keyring::open(fresh.folder / "other", master(1))), "keyring.missing");
    EXPECT_EQ(code_of(Keyring::create(fresh.folder / "no/such", master(1), fresh.random, fresh.clock)),
              "keyring.write_failed");
    for (const std::size_t size : {0U, 31U, 33U}) {
        const Secret<Bytes> wrong(Bytes(size, 1));
        EXPECT_EQ(code_of(Keyring::open(fresh.folder.path(), wrong)), "master_key.malformed") << size;
        EXPECT_EQ(code_of(fresh.keyring->rewrap(wrong, fresh.random)), "master_key.malformed") << size;
    }
}

TEST(Keyring, RotationRetiresTheKeyAndKeepsItReadable) {
    FreshKeyring fresh;
    const auto first = fresh.keyring->active(Purpose::field).value();
    fresh.clock.advance_seconds(60);
    const auto info = fresh.keyring->rotate(Purpose::field, fresh.random, fresh.clock);
    ASSERT_TRUE(info.ok());
    EXPECT_EQ(info->epoch, 2);
    EXPECT_EQ(info->created_at, fresh.clock.now());
    for (const bool reopened : {false, true}) {
        if (reopened) fresh.keyring = Keyring::open(fresh.folder.path(), master(1)).value();
        EXPECT_EQ(fresh.keyring->active(Purpose::field).value()->info().id, info->id);
        const auto retired = fresh.keyring->get(Purpose::field, 1).value();
        EXPECT_EQ(retired->info().status, KeyStatus::retired);
        EXPECT_EQ(answer(*retired), answer(*first));
        const auto all = fresh.keyring->all(Purpose::field);
        ASSERT_EQ(all.size(), 2U);
        EXPECT_EQ(all[0]->info().epoch, 2) << "newest first";
        EXPECT_EQ(fresh.keyring->all(Purpose::code).size(), 1U) << "other purposes stay";
    }
    EXPECT_EQ(code_of(fresh.keyring->get(Purpose::field, 3)), "keyring.no_key");
}

TEST(Keyring, CodeKeysEndAtTheNinth) {
    FreshKeyring fresh;
    for (int epoch = 2; epoch <= 9; ++epoch) {
        EXPECT_EQ(fresh.keyring->rotate(Purpose::code, fresh.random, fresh.clock).value().epoch, epoch);
        EXPECT_EQ(CodeCipher(*fresh.keyring->active(Purpose::code).value()).epoch(), epoch);
    }
    EXPECT_EQ(code_of(fresh.keyring->rotate(Purpose::code, fresh.random, fresh.clock)), "keyring.no_epoch_left");
    EXPECT_EQ(fresh.keyring->active(Purpose::code).value()->info().epoch, 9);
    EXPECT_EQ(fresh.keyring->rotate(Purpose::field, fresh.random, fresh.clock).value().epoch, 2);
}

TEST(Keyring, AFailedWriteChangesNothing) {
    FreshKeyring fresh;
    const auto id = fresh.keyring->active(Purpose::token).value()->info().id;
    std::filesystem::rename(fresh.folder / "keys", fresh.folder / "away");
    EXPECT_EQ(code_of(fresh.keyring->rotate(Purpose::token, fresh.random, fresh.clock)), "keyring.write_failed");
    EXPECT_EQ(code_of(fresh.keyring->rewrap(master(3), fresh.random)), "keyring.write_failed");
    EXPECT_EQ(fresh.keyring->active(Purpose::token).value()->info().id, id);
    std::filesystem::rename(fresh.folder / "away", fresh.folder / "keys");
    EXPECT_EQ(fresh.keyring->rotate(Purpose::token, fresh.random, fresh.clock).value().epoch, 2);
    EXPECT_TRUE(Keyring::open(fresh.folder.path(), master(1)).ok()) << "still under the old master key";
}

TEST(Keyring, MovesToAnotherMasterKey) {
    FreshKeyring fresh;
    ASSERT_TRUE(fresh.keyring->rotate(Purpose::field, fresh.random, fresh.clock).ok());
    const auto before = answer(*fresh.keyring->get(Purpose::field, 1).value());
    ASSERT_TRUE(fresh.keyring->rewrap(master(9), fresh.random).ok());
    EXPECT_EQ(code_of(Keyring::open(fresh.folder.path(), master(1))), "keyring.wrong_master");
    const auto opened = Keyring::open(fresh.folder.path(), master(9));
    ASSERT_TRUE(opened.ok()) << code_of(opened);
    EXPECT_EQ(answer(*(*opened)->get(Purpose::field, 1).value()), before);
    EXPECT_TRUE(fresh.keyring->rotate(Purpose::field, fresh.random, fresh.clock).ok());
    EXPECT_TRUE(Keyring::open(fresh.folder.path(), master(9)).ok()) << "later changes use the new master key";
}

TEST(Keyring, EveryChangedCharacterIsNoticed) {
    const FreshKeyring fresh;
    const std::string good = testing::read_text(path_of(fresh));
    for (std::size_t at = 0; at < good.size(); at += 17) {
        std::string bad = good;
        bad[at] = bad[at] == '0' ? '1' : '0';
        testing::write_text(path_of(fresh), bad);
        const auto opened = Keyring::open(fresh.folder.path(), master(1));
        ASSERT_FALSE(opened.ok()) << "character " << at << " of " << good;
        // A changed master id or salt cannot be told from another master key.
        EXPECT_TRUE(code_of(opened) == "keyring.corrupt" || code_of(opened) == "keyring.wrong_master") << at;
    }
    testing::write_text(path_of(fresh), good);
    EXPECT_TRUE(Keyring::open(fresh.folder.path(), master(1)).ok());
}

TEST(Keyring, RowsCannotBeTakenOutExchangedOrRevived) {
    FreshKeyring fresh;
    ASSERT_TRUE(fresh.keyring->rotate(Purpose::pin, fresh.random, fresh.clock).ok());
    const std::string good = testing::read_text(path_of(fresh));
    const auto corrupt_after = [&](auto change) {
        Json document = parse_json(good).value();
        change(document.as_object()["keys"].as_array());
        testing::write_text(path_of(fresh), to_text(document));
        return code_of(Keyring::open(fresh.folder.path(), master(1)));
    };
    EXPECT_EQ(corrupt_after([](JsonArray&) {}), "ok");
    EXPECT_EQ(corrupt_after([](JsonArray& keys) { keys.pop_back(); }), "keyring.corrupt");
    EXPECT_EQ(corrupt_after([](JsonArray& keys) { keys.clear(); }), "keyring.corrupt");
    EXPECT_EQ(corrupt_after([](JsonArray& keys) { keys.push_back(keys[0]); }), "keyring.corrupt");
    EXPECT_EQ(corrupt_after([](JsonArray& keys) { keys[0].as_object()["purpose"] = "pin"; }), "keyring.corrupt");
    EXPECT_EQ(corrupt_after([](JsonArray& keys) {
                  for (Json& key : keys) key.as_object()["status"] = "active";
              }),
              "keyring.corrupt");
    for (const std::string& text :
         {std::string(), std::string("{}"), std::string("[]"), good.substr(0, good.size() / 2),
          replace_all(good, "\"version\":1", "\"version\":2")}) {
        testing::write_text(path_of(fresh), text);
        EXPECT_EQ(code_of(Keyring::open(fresh.folder.path(), master(1))), "keyring.corrupt") << text;
    }
}

TEST(Keyring, AddsKeysOnlyForPurposesWithoutOne) {
    FreshKeyring fresh;
    EXPECT_EQ(fresh.keyring->add_missing(fresh.random, fresh.clock).value(), 0);
    EXPECT_EQ(fresh.keyring->list().size(), static_cast<std::size_t>(purposes));
}

TEST(Keyring, KeysStayUsableWhileTheyRotate) {
    FreshKeyring fresh;
    std::atomic<bool> done = false;
    std::atomic<int> faults = 0;
    std::thread reader([&] {
        while (!done) {
            const auto key = fresh.keyring->active(Purpose::field);
            if (!key.ok() || !fresh.keyring->get(Purpose::field, (*key)->info().epoch).ok()) ++faults;
            if (fresh.keyring->list().empty()) ++faults;
        }
    });
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(fresh.keyring->rotate(Purpose::field, fresh.random, fresh.clock).ok());
    done = true;
    reader.join();
    EXPECT_EQ(faults, 0);
}

}  // namespace
}  // namespace qy::crypto
