// Files of users: taken in, seen by whom, gone with whom, sealed anew.
#include "business/media_desk.h"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

#include "base/media_limits.h"
#include "business/keys.h"
#include "business/testing/code_world.h"
#include "business/testing/media_files.h"
#include "crypto/keyring.h"
#include "storage/media_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::Media;
using model::MediaId;
using model::MediaSubject;
using testing::CodeWorld;
using ::testing::SizeIs;

template <class T>
std::string code_of(const Result<T>& result) {
    return result.ok() ? "ok" : result.error().code;
}

Bytes sample(const std::string& name) {
    std::ifstream file(QY_SOURCE_DIR "/fuzz/corpus/picture/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

class MediaTest : public ::testing::Test {
 protected:
    MediaOrder order(const std::string& file, std::int64_t product = 41) {
        MediaOrder one;
        one.subject = MediaSubject::product;
        one.subject_id = product;
        one.content = sample(file);
        one.caption = "包装正面";
        return one;
    }
    Media added(const std::string& file, std::int64_t product = 41) {
        return desk().add(order(file, product), clerk).value();
    }
    MediaDesk& desk() { return files.media; }
    /// Time passes, and what nothing needs goes.
    void sweep() {
        world.clock().advance_seconds(limits::object_grace_seconds + 1);
        EXPECT_TRUE(desk().sweep().ok());
    }
    std::string seen_by(const model::Actor& actor, const Media& media) { return code_of(desk().find(media.id, actor)); }

    CodeWorld world;
    testing::MediaFiles files{world.services()};
    model::Actor clerk = CodeWorld::user(world.names.farm, model::Role::party_clerk);
    model::Actor stranger = CodeWorld::user(world.names.stranger, model::Role::party_clerk);
};

TEST_F(MediaTest, APhotoIsMadeAnewAndKeptOnce) {
    const auto media = added("corners.png");
    EXPECT_EQ(media.media_type, "image/jpeg");
    EXPECT_EQ(media.party, world.names.farm);
    EXPECT_EQ(media.data_class(), model::DataClass::personal);
    EXPECT_EQ(static_cast<std::int64_t>(desk().content(media, MediaSize::whole).value().size()), media.bytes);
    EXPECT_TRUE(desk().content(media, MediaSize::small).ok());
    EXPECT_EQ(added("corners.png").id, media.id) << "sent again";
    EXPECT_THAT(desk().list(MediaSubject::product, 41, clerk).value(), SizeIs(1));
}

TEST_F(MediaTest, ADocumentIsKeptAsItIs) {
    const auto media = added("empty.pdf");
    EXPECT_EQ(media.kind, model::MediaKind::document);
    EXPECT_EQ(desk().content(media, MediaSize::whole).value(), sample("empty.pdf"));
    EXPECT_EQ(code_of(desk().content(media, MediaSize::small)), "media.not_found");
}

TEST_F(MediaTest, WhatIsNoPictureIsRefused) {
    auto one = order("corners.jpg");
    one.content = Bytes{'M', 'Z'};
    EXPECT_EQ(code_of(desk().add(one, clerk)), "media.format");
    EXPECT_EQ(code_of(desk().add(order("animated.webp"), clerk)), "media.animated");
    EXPECT_EQ(code_of(desk().add(order("too_many_pixels.png"), clerk)), "media.too_many_pixels");
    one.content.resize(limits::media_bytes_max + 1);
    EXPECT_EQ(code_of(desk().add(one, clerk)), "media.too_large");
    EXPECT_EQ(code_of(desk().keep_photo(sample("empty.pdf"))), "media.photo_only");
    EXPECT_EQ(files.count(), 0);
}

TEST_F(MediaTest, OwnPartyAndReviewersSeeIt) {
    const auto media = added("corners.jpg");
    const auto farm = world.names.farm;
    EXPECT_EQ(seen_by(CodeWorld::user(farm, model::Role::party_reviewer), media), "ok");
    EXPECT_EQ(seen_by(CodeWorld::user(world.names.manager, model::Role::brand_manager), media), "ok") << "reviews it";
    for (const auto& other :
         {stranger, model::Actor{}, CodeWorld::user(world.names.dealer, model::Role::party_reviewer),
          CodeWorld::user(farm, model::Role::printing_house)}) {
        EXPECT_EQ(seen_by(other, media), "media.not_found");
    }
    EXPECT_EQ(code_of(desk().remove(media.id, stranger)), "media.not_found");
    EXPECT_EQ(code_of(desk().add(order("corners.jpg"), stranger)), "media.subject_not_found");
    EXPECT_EQ(code_of(desk().add(order("corners.jpg", 999), clerk)), "media.subject_not_found");
}

TEST_F(MediaTest, OnlyTheOperatorShowsAPictureToEveryone) {
    auto one = order("corners.jpg");
    one.audience = model::Audience::everyone;
    EXPECT_EQ(code_of(desk().add(one, clerk)), "permission.denied");
    const auto media = desk().add(one, CodeWorld::operator_()).value();
    EXPECT_EQ(media.party, world.names.farm) << "of whoever owns the product";
    EXPECT_EQ(seen_by(model::Actor{}, media), "ok");
    const std::int64_t ids[] = {41, 42};
    const auto shown =
        world.store().read([&](storage::Reader& reader) { return storage::media::shown(reader, ids, 10); });
    EXPECT_THAT(shown.value(), SizeIs(1));
}

TEST_F(MediaTest, AFileArrivesInParts) {
    const auto whole = sample("corners.jpg");
    const ByteView all(whole);
    const auto first = desk().receive({}, 0, all.first(300), clerk).value();
    EXPECT_EQ(first.bytes, 300);
    EXPECT_EQ(code_of(desk().receive(first.upload, 0, all.first(300), clerk)), "ok") << "the answer was lost";
    EXPECT_EQ(code_of(desk().receive(first.upload, 200, all.subspan(200), stranger)), "upload.not_found");
    EXPECT_EQ(code_of(desk().receive(first.upload, 200, all.first(10), clerk)), "upload.offset");
    EXPECT_EQ(code_of(desk().receive({}, 1, all, clerk)), "upload.offset");
    EXPECT_EQ(desk().receive(first.upload, 300, all.subspan(300), clerk).value().bytes,
              static_cast<std::int64_t>(whole.size()));
    auto one = order("corners.jpg");
    one.content.clear();
    one.upload = first.upload;
    EXPECT_EQ(code_of(desk().add(one, stranger)), "media.subject_not_found");
    EXPECT_EQ(code_of(desk().add(one, clerk)), "ok");
    EXPECT_EQ(code_of(desk().add(one, clerk)), "upload.not_found");
    const auto most = static_cast<std::int64_t>(limits::media_bytes_max);
    EXPECT_EQ(code_of(desk().receive(first.upload, most, all.first(1), clerk)), "media.too_large");
}

TEST_F(MediaTest, UploadsAreBoundedAndUnfinishedOnesGo) {
    for (std::int64_t i = 0; i < limits::media_uploads_per_party_max; ++i) {
        ASSERT_EQ(code_of(desk().receive({}, 0, bytes_of("x"), clerk)), "ok");
    }
    EXPECT_EQ(code_of(desk().receive({}, 0, bytes_of("x"), clerk)), "upload.too_many");
    EXPECT_EQ(code_of(desk().receive({}, 0, bytes_of("x"), stranger)), "ok");
    world.clock().advance_seconds(limits::media_upload_seconds + 1);
    EXPECT_EQ(desk().sweep().value(), limits::media_uploads_per_party_max + 1);
    EXPECT_EQ(code_of(desk().receive({}, 0, bytes_of("x"), clerk)), "ok");
}

TEST_F(MediaTest, WhatIsRemovedLeavesTheDisk) {
    const auto media = added("corners.jpg");
    const auto other = added("corners.jpg", 42);
    EXPECT_EQ(media.object, other.object) << "one content is one file";
    EXPECT_EQ(files.count(), 2) << "with its preview";
    ASSERT_EQ(code_of(desk().remove(media.id, clerk)), "ok");
    EXPECT_EQ(code_of(desk().remove(media.id, clerk)), "media.not_found");
    sweep();
    EXPECT_EQ(files.count(), 2) << "the other product still shows it";
    ASSERT_EQ(code_of(desk().remove(other.id, clerk)), "ok");
    sweep();
    EXPECT_EQ(files.count(), 0);
}

TEST_F(MediaTest, FilesOfACrashedUploadGo) {
    ASSERT_TRUE(files.objects.keep(bytes_of("its row was never written")).ok());
    EXPECT_TRUE(desk().sweep().ok());
    EXPECT_EQ(files.count(), 1) << "its row may be on the way";
    sweep();
    EXPECT_EQ(files.count(), 0);
}

TEST_F(MediaTest, ErasureAndTimeReachFiles) {
    added("corners.jpg");
    added("empty.pdf");
    auto example = order("corners.png", 42);
    example.audience = model::Audience::everyone;
    ASSERT_TRUE(desk().add(example, CodeWorld::operator_()).ok());
    world.clock().advance_seconds(100);
    const auto erased =
        world.store().write([&](storage::Writer& writer) { return erase_old_media(writer, world.clock().now(), 10); });
    EXPECT_EQ(erased.value(), 2) << "not what the operator shows to everyone";
    ASSERT_TRUE(world.store()
                    .write([&](storage::Writer& writer) { return erase_media_of_party(writer, world.names.farm); })
                    .ok());
    sweep();
    EXPECT_EQ(files.count(), 0);
}

TEST_F(MediaTest, FilesAreSealedAnewAfterARotationAndADamagedOneHoldsNothingUp) {
    const auto media = added("corners.jpg");
    const auto document = added("empty.pdf");
    auto& keys = const_cast<crypto::Keyring&>(world.keys());  // the world lends it to read
    ASSERT_TRUE(keys.rotate(crypto::Purpose::object, world.services().random, world.clock()).ok());
    std::ofstream(files.folder.path() + "/" + document.object.substr(0, 2) + "/" + document.object) << "damaged";
    Resealer resealer(world.services(), files.objects);
    for (bool more = true; more;) more = resealer.step(100).value();
    EXPECT_EQ(files.objects.folder().epoch_of(media.object).value(), 2);
    EXPECT_TRUE(desk().content(media, MediaSize::whole).ok());
    EXPECT_EQ(code_of(desk().content(document, MediaSize::whole)), "object.damaged");
    KeyDesk key_desk(world.services(), keys, "");
    const auto facts = key_desk.sealing().value().back();
    EXPECT_EQ(facts.relation, "object");
    EXPECT_EQ(facts.renewed, 2);
    EXPECT_EQ(facts.damaged, 1);
    EXPECT_TRUE(facts.done);
}

TEST_F(MediaTest, ManyFilesOfOneThingAreBounded) {
    for (std::int64_t i = 0; i < limits::media_per_subject_max; ++i) {
        auto one = order("empty.pdf");
        const auto text = "\n% " + std::to_string(i) + "\n%%EOF\n";
        const auto remark = bytes_of(text);
        one.content.insert(one.content.end(), remark.begin(), remark.end());
        ASSERT_EQ(code_of(desk().add(one, clerk)), "ok") << i;
    }
    EXPECT_EQ(code_of(desk().add(order("corners.jpg"), clerk)), "media.too_many");
}

}  // namespace
}  // namespace qy::business
