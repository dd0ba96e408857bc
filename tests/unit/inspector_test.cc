// The façade from end to end: open, hand in tables in any order, ask.
#include "engine/inspector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/layer/wire.h"
#include "engine/rootfs/tree_diff.h"
#include "unit/codec/samples.h"
#include "unit/io/block_streams.h"
#include "unit/support/layer_builder.h"

namespace anatomy {
namespace {

using test::Lines;
using test::SourceOf;
using test::TarWriter;
using testing::ElementsAre;
using testing::IsEmpty;

// Two images that share their base; the second has the base twice.
std::string TwoImages() {
  TarWriter outer;
  outer.File("base.tar", TarWriter().File("base", "12345").Symlink("link", "base").Finish());
  outer.File("top.tar", TarWriter().File("top", std::string(2000, 't')).Finish());
  outer.File("c.json", "{}");
  outer.File("manifest.json", R"([{"Config":"c.json","RepoTags":["a:1"],"Layers":["base.tar","top.tar"]},
                                  {"Config":"c.json","RepoTags":["b:1"],"Layers":["base.tar","base.tar"]}])");
  return outer.Finish();
}

std::unique_ptr<Inspector> Open(std::string_view bytes) {
  Result<std::unique_ptr<Archive>> archive = Archive::OpenTar(SourceOf(bytes));
  EXPECT_TRUE(archive);
  Result<std::unique_ptr<Inspector>> inspector = Inspector::Open(std::move(*archive), "test.tar");
  EXPECT_TRUE(inspector);
  return std::move(*inspector);
}

std::vector<uint8_t> ScanPlace(std::string_view bytes, const BlobPlace& place) {
  return EncodeLayerTable(ScanLayer(std::move(*OpenBlob(SourceOf(bytes), place, 4096))));
}

TEST(Inspector, KnowsTheImagesBeforeAnyLayer) {
  const auto inspector = Open(TwoImages());
  EXPECT_EQ(inspector->images().images.size(), 2u);
  EXPECT_EQ(inspector->LayersInTree(0), 0u);
  const std::vector<BlobPlace> places = inspector->MissingTables(0);
  ASSERT_EQ(places.size(), 2u);
  EXPECT_GE(places[0].size, places[1].size) << "the biggest first";
  EXPECT_EQ(inspector->MissingTables(1).size(), 1u) << "each blob once";
}

// The tree grows from the base: a table that comes early waits for those below it.
TEST(Inspector, TablesMayComeInAnyOrder) {
  const std::string bytes = TwoImages();
  const auto inspector = Open(bytes);
  const std::vector<BlobPlace> places = inspector->MissingTables(0);  // top, base
  ASSERT_TRUE(inspector->AddTable(places[0].id, ScanPlace(bytes, places[0])));
  EXPECT_EQ(inspector->LayersInTree(0), 0u);
  EXPECT_EQ(inspector->MissingTables(0).size(), 1u);
  ASSERT_TRUE(inspector->AddTable(places[1].id, ScanPlace(bytes, places[1])));
  EXPECT_EQ(inspector->LayersInTree(0), 2u);
  EXPECT_EQ(inspector->LayersInTree(1), 2u) << "one blob serves every image";
  EXPECT_THAT(inspector->MissingTables(1), IsEmpty());
  EXPECT_THAT(Lines(inspector->tree(0)), ElementsAre("file base 5", "symlink link -> base", "file top 2000"));
}

TEST(Inspector, TheViewFollows) {
  const std::string bytes = TwoImages();
  const auto inspector = Open(bytes);
  for (const BlobPlace& place : inspector->MissingTables(0))
    ASSERT_TRUE(inspector->AddTable(place.id, ScanPlace(bytes, place)));
  inspector->view(0).SetPointOfView({.to = 1});
  EXPECT_EQ(inspector->view(0).row_count(), 3u);
}

TEST(Inspector, ABlockThatIsNoneIsRefused) {
  const auto inspector = Open(TwoImages());
  const BlobPlace place = inspector->MissingTables(0)[0];
  const Status status = inspector->AddTable(place.id, AsBytes("nonsense"));
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, Code::kArchiveDamaged);
  EXPECT_EQ(inspector->MissingTables(0).size(), 2u) << "it can be tried again";
}

std::string TwoLayers(const TarWriter& base, const TarWriter& top) {
  TarWriter outer;
  outer.File("base.tar", base.Finish()).File("top.tar", top.Finish()).File("c.json", "{}");
  outer.File("manifest.json", R"([{"Config":"c.json","RepoTags":["a:1"],"Layers":["base.tar","top.tar"]}])");
  return outer.Finish();
}

// Its tables have no hashes.
struct SkippedImage {
  explicit SkippedImage(std::string archive) : bytes(std::move(archive)), inspector(Open(bytes)) { Scan(0); }
  SkippedImage(const TarWriter& base, const TarWriter& top) : SkippedImage(TwoLayers(base, top)) {}

  void Scan(size_t image) {
    ScanBlobs(
        SourceOf(bytes), inspector->MissingTables(image), 4096,
        [&](const BlobPlace& place, const LayerTable& table) {
          EXPECT_TRUE(inspector->MissingBodies(image).empty()) << "not before all tables are in";
          EXPECT_TRUE(inspector->AddTable(place.id, EncodeLayerTable(table)));
        },
        [](const BlobPlace&, const ScanProgress&) {}, 1000);
  }

  void HashMissing(size_t image = 0) {
    HashBodies(
        SourceOf(bytes), inspector->MissingBodies(image), 4096,
        [&](const BlobPlace& place, const BodyHashes& hashes) {
          EXPECT_TRUE(inspector->AddBodies(place.id, EncodeBodyHashes(hashes)));
        },
        [](const BlobPlace&, uint64_t) {});
  }

  Change ChangeOf(std::string_view path) const {
    const UnionTree& tree = inspector->tree(0);
    return Compare(tree, tree.paths().Find(path), 0, 1);
  }

  std::string bytes;
  std::unique_ptr<Inspector> inspector;
};

TEST(Inspector, BodiesThatWereMovedOverAreReadWhereTheyMayBeEqual) {
  const std::string body(20'000, 'b');
  SkippedImage image(TarWriter().File("same", body).File("other", body + "1").File("alone", body + "alone"),
                     TarWriter().File("same", body).File("other", body + "2"));
  Inspector& inspector = *image.inspector;
  const NodeId node = inspector.tree(0).paths().Find("same");
  EXPECT_EQ(image.ChangeOf("same").status, ChangeStatus::kModified) << "until it is known better";
  EXPECT_THAT(inspector.ReportImage(0), testing::Not(testing::HasSubstr("ledger")));
  const std::vector<BodyWish> wishes = inspector.MissingBodies(0);
  ASSERT_EQ(wishes.size(), 2u);
  EXPECT_THAT(wishes[0].bodies.rows, ElementsAre(0, 1)) << "what is alone of its length is left alone";

  image.HashMissing();
  EXPECT_THAT(inspector.MissingBodies(0), IsEmpty());
  EXPECT_EQ(inspector.tree(0).paths().Find("same"), node);
  EXPECT_EQ(image.ChangeOf("same").status, ChangeStatus::kUnmodified);
  EXPECT_EQ(image.ChangeOf("other").status, ChangeStatus::kModified);
  EXPECT_THAT(inspector.ReportImage(0), testing::HasSubstr("rewritten-identical"));
}

// What one image does not have to compare another may.
TEST(Inspector, EachImageAsksForItsOwnBodies) {
  const std::string a(20'000, 'a'), b(30'000, 'b');
  TarWriter outer;
  outer.File("base.tar", TarWriter().File("a", a).File("b", b).Finish());
  outer.File("a.tar", TarWriter().File("a", a).Finish());
  outer.File("b.tar", TarWriter().File("b", b).Finish());
  outer.File("c.json", "{}");
  outer.File("manifest.json", R"([{"Config":"c.json","RepoTags":["a:1"],"Layers":["base.tar","a.tar"]},
                                  {"Config":"c.json","RepoTags":["b:1"],"Layers":["base.tar","b.tar"]}])");
  SkippedImage image(outer.Finish());
  EXPECT_EQ(image.ChangeOf("a").status, ChangeStatus::kModified);
  for (const size_t index : {size_t{0}, size_t{1}}) {
    SCOPED_TRACE(index);
    image.Scan(index);
    ASSERT_EQ(image.inspector->MissingBodies(index).size(), 2u);
    EXPECT_THAT(image.inspector->MissingBodies(index)[0].bodies.rows.size(), 1u);
    image.HashMissing(index);
    EXPECT_THAT(image.inspector->MissingBodies(index), IsEmpty());
    EXPECT_THAT(image.inspector->ReportImage(index), testing::HasSubstr("rewritten-identical"));
  }
  EXPECT_EQ(image.ChangeOf("a").status, ChangeStatus::kUnmodified);
}

TEST(Inspector, BodiesGivenUpCountAsDifferent) {
  const std::string body(20'000, 'b');
  const SkippedImage image(TarWriter().File("same", body), TarWriter().File("same", body));
  Inspector& inspector = *image.inspector;
  for (const BodyWish& wish : inspector.MissingBodies(0)) inspector.GiveUpBodies(0, wish.place.id);
  EXPECT_THAT(inspector.MissingBodies(0), IsEmpty());
  EXPECT_EQ(image.ChangeOf("same").status, ChangeStatus::kModified);
  EXPECT_THAT(inspector.ReportImage(0), testing::HasSubstr("ledger"));
  EXPECT_FALSE(inspector.AddBodies(0, AsBytes("nonsense")));
}

TEST(Inspector, ALayerGivenUpLetsTheOthersThrough) {
  const std::string bytes = TwoImages();
  const auto inspector = Open(bytes);
  const std::vector<BlobPlace> places = inspector->MissingTables(0);
  inspector->GiveUpTable(places[1].id);
  ASSERT_TRUE(inspector->AddTable(places[0].id, ScanPlace(bytes, places[0])));
  EXPECT_THAT(Lines(inspector->tree(0)), ElementsAre("file top 2000"));
  EXPECT_THAT(inspector->Report(), testing::HasSubstr("worker-failed"));
}

std::string ReadFile(std::string_view bytes, const ReadPlan& plan) {
  Result<ReadPlan> crossed = DecodeReadPlan(EncodeReadPlan(plan));
  EXPECT_TRUE(crossed);
  std::string body;
  const Status status = ReadEntry(SourceOf(bytes), *crossed, 700, [&](Bytes piece) {
    body += AsText(piece);
    return true;
  });
  EXPECT_TRUE(status) << status.error().detail;
  return body;
}

TEST(Inspector, FindsTheBytesOfAFile) {
  const std::string plain = TwoImages();
  for (const std::string& bytes : {plain, test::Gzip(plain)}) {
    const auto inspector = Open(bytes);
    for (const BlobPlace& place : inspector->MissingTables(0))
      ASSERT_TRUE(inspector->AddTable(place.id, ScanPlace(bytes, place)));
    Result<ReadPlan> plan = inspector->LocateFile(0, "link", 1);
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->size, 5u);
    EXPECT_EQ(ReadFile(bytes, *plan), "12345");
    EXPECT_EQ(ReadFile(bytes, *inspector->LocateFile(0, "top", 1)), std::string(2000, 't'));
    EXPECT_EQ(inspector->LocateFile(0, "top", 0).error().code, Code::kPathNotFound) << "not at that layer";
    EXPECT_EQ(inspector->LocateFile(0, "", 1).error().code, Code::kNotAFile);
  }
}

// A bare layer has no archive around it.
TEST(Inspector, TheWholeFileAsALayer) {
  const std::string bytes =
      test::Gzip(TarWriter().File("etc/os-release", "ID=x").File("bin/sh", "#").File("usr/x", "").Finish());
  const auto inspector = Open(bytes);
  const std::vector<BlobPlace> places = inspector->MissingTables(0);
  ASSERT_EQ(places.size(), 1u);
  EXPECT_EQ(places[0].id, kNoMember);
  ASSERT_TRUE(inspector->AddTable(places[0].id, ScanPlace(bytes, places[0])));
  EXPECT_EQ(inspector->LayersInTree(0), 1u);
  EXPECT_EQ(ReadFile(bytes, *inspector->LocateFile(0, "etc/os-release", 0)), "ID=x");
}

TEST(Inspector, AnArchiveWithoutAnImageIsAnError) {
  for (const std::string& bytes :
       {TarWriter().File("manifest.json", "[]").Finish(), TarWriter().File("index.json", "no json").Finish()}) {
    Result<std::unique_ptr<Archive>> archive = Archive::OpenTar(SourceOf(bytes));
    ASSERT_TRUE(archive);
    Result<std::unique_ptr<Inspector>> inspector = Inspector::Open(std::move(*archive), "x");
    if (inspector) EXPECT_FALSE((*inspector)->Report().empty());  // shown as a file system; both are fair
  }
}

}  // namespace
}  // namespace anatomy
