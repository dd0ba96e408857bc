// A part of a tree as a tar: what is in it, in which order, how much is read for it, and what happens to what cannot be
// read.
#include "engine/export/tree_export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/tar/tar_reader.h"
#include "unit/codec/samples.h"
#include "unit/io/block_streams.h"
#include "unit/support/counting_source.h"
#include "unit/support/layer_builder.h"

namespace anatomy {
namespace {

using test::Noise;
using test::TarWriter;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

// Layers one after the other in one file, and their tree.
class Stack {
 public:
  explicit Stack(const std::vector<std::string>& blobs) {
    for (const std::string& blob : blobs) {
      places_.push_back({.id = static_cast<MemberId>(places_.size()), .offset = bytes_.size(), .size = blob.size()});
      bytes_ += blob;
      tree_.AddLayer(std::make_shared<const LayerTable>(ScanLayer(test::BlocksOf(blob, 4096), nullptr, {.resume_spacing = 30'000})));
    }
  }

  const UnionTree& tree() const { return tree_; }
  std::string& bytes() { return bytes_; }
  uint64_t bytes_read() const { return bytes_read_; }
  const std::vector<LostFile>& lost() const { return lost_; }
  int top() const { return static_cast<int>(tree_.layer_count()) - 1; }

  std::string Export(std::string_view root, const PointOfView& view) {
    Result<ExportPlan> plan =
        DecodeExportPlan(EncodeExportPlan(PlanExport(tree_, tree_.paths().Find(root), view, places_)));
    EXPECT_TRUE(plan);
    auto source = std::make_shared<test::CountingSource>(test::SourceOf(bytes_));
    std::string tar;
    lost_.clear();
    ExportTree([&](uint32_t) { return source; }, *plan, 700,
               [&](Bytes bytes) {
                 tar += AsText(bytes);
                 return true;
               },
               [&](const LostFile& lost) { lost_.push_back(lost); });
    bytes_read_ = source->bytes_read();
    EXPECT_EQ(tar.size() % 10240, 0u);
    return tar;
  }
  std::string Export(std::string_view root = "") { return Export(root, {.to = top()}); }

 private:
  std::string bytes_;
  std::vector<BlobPlace> places_;
  UnionTree tree_;
  std::vector<LostFile> lost_;
  uint64_t bytes_read_ = 0;
};

// "file a/b 5", "hardlink c = a/b", in the order of the archive.
std::vector<std::string> EntriesOf(std::string_view tar) {
  const LayerTable table = test::Scan(tar);
  EXPECT_EQ(table.state, LayerState::kComplete);
  std::vector<std::string> entries;
  for (uint32_t row = 0; row < table.entry_count(); ++row) {
    std::string text = std::string(EntryTypeName(table.type(row))) + " " + std::string(table.paths[row]);
    if (table.type(row) == EntryType::kFile) text += " " + std::to_string(table.sizes[row]);
    if (!table.links[row].empty()) text += " = " + std::string(table.links[row]);
    entries.push_back(text);
  }
  return entries;
}

TEST(ExportTree, DirectoriesFirstThenBodiesOfOneLayerAfterTheOtherThenLinks) {
  Stack stack({TarWriter().File("b", "bee").Dir("d").File("d/a", "ay").Hardlink("e", "b").Finish(),
               TarWriter().File("d/c", "see").Symlink("d/s", "../b").File("d/a", "new").File("d/0", "").Finish()});
  EXPECT_THAT(EntriesOf(stack.Export()), ElementsAre("dir d", "symlink d/s = ../b", "file d/0 0", "file b 3",
                                                     "file d/c 3", "file d/a 3", "hardlink e = b"));
  EXPECT_THAT(stack.lost(), IsEmpty());
}

TEST(ExportTree, AFolderBeginsWithItsOwnName) {
  Stack stack({TarWriter().Dir("usr").Dir("usr/lib").File("usr/lib/x", "1").File("usr/y", "2").Finish()});
  EXPECT_THAT(EntriesOf(stack.Export("usr/lib")), ElementsAre("dir lib", "file lib/x 1"));
  EXPECT_THAT(EntriesOf(stack.Export("usr/y")), ElementsAre("file y 1"));
}

TEST(ExportTree, ALinkOutOfTheFolderBecomesAFile) {
  Stack stack({TarWriter().File("x", "body").Dir("d").Hardlink("d/1", "x").Hardlink("d/2", "x").Finish()});
  EXPECT_THAT(EntriesOf(stack.Export("d")), ElementsAre("dir d", "file d/1 4", "hardlink d/2 = d/1"));
}

TEST(ExportTree, OfAComparisonOnlyWhatIsNewOrDiffers) {
  Stack stack({TarWriter().Dir("d").File("d/same", "1").File("d/gone", "2").File("d/old", "3").Dir("e").Finish(),
               TarWriter().File("d/.wh.gone", "").File("d/old", "33").File("new", "4").Finish()});
  EXPECT_THAT(EntriesOf(stack.Export("", {.to = 1, .compare = true, .from = 0})),
              UnorderedElementsAre("dir d", "file d/old 2", "file new 1"));
  EXPECT_THAT(EntriesOf(stack.Export("d", {.to = 0})),
              UnorderedElementsAre("dir d", "file d/same 1", "file d/gone 1", "file d/old 1"));
}

TEST(ExportTree, ReadsABlobOnceAndNoMoreOfItThanNeeded) {
  TarWriter tar;
  for (int i = 0; i < 40; ++i) tar.File("d/" + std::to_string(i), Noise(40'000, static_cast<uint32_t>(i)));
  for (const std::string& blob : {tar.Finish(), test::Gzip(tar.Finish())}) {
    Stack stack({blob});
    const std::string whole = stack.Export();
    EXPECT_EQ(EntriesOf(whole).size(), 41u);
    EXPECT_LE(stack.bytes_read(), blob.size());
    stack.Export("d/39");
    EXPECT_LT(stack.bytes_read(), blob.size() / 10) << "reading begins in the middle";
  }
}

TEST(ExportTree, AHoleIsZeros) {
  const std::string tar =
      TarWriter()
          .Add({.name = "s", .body = "data", .pax = {{"GNU.sparse.size", "9000"}, {"GNU.sparse.map", "5000,4"}}})
          .Finish();
  Stack stack({tar});
  EXPECT_THAT(EntriesOf(stack.Export()), ElementsAre("file s 9000"));
  EXPECT_NE(stack.Export().find(std::string(5000, '\0') + "data"), std::string::npos);
}

TEST(ExportTree, AFileThatCannotBeReadIsNamedAndTheOthersAreThere) {
  Stack stack({TarWriter().File("a", "1").Finish(), TarWriter().File("b", Noise(2000, 1)).Hardlink("c", "b").Finish(),
               TarWriter().File("d", "4").Finish()});
  const size_t header = stack.bytes().find("b");
  stack.bytes().replace(header, 1, "X");  // another file lies there by now
  EXPECT_THAT(EntriesOf(stack.Export()), ElementsAre("file a 1", "file d 1"));
  ASSERT_EQ(stack.lost().size(), 2u);
  EXPECT_EQ(stack.lost()[0].path, "b");
  EXPECT_FALSE(stack.lost()[0].cut);
  EXPECT_EQ(stack.lost()[1].path, "c");
  EXPECT_EQ(stack.lost()[1].error.code, Code::kHardlinkMissing);
}

TEST(ExportTree, WhatBreaksOffIsFilledWithZerosAndNamed) {
  const std::string tar = TarWriter().File("a", Noise(100'000, 1)).Finish();
  Stack stack({tar});
  stack.bytes().resize(50'000);
  EXPECT_THAT(EntriesOf(stack.Export()), ElementsAre("file a 100000"));
  ASSERT_EQ(stack.lost().size(), 1u);
  EXPECT_TRUE(stack.lost()[0].cut);
}

TEST(ExportTree, ALinkThatLeadsNowhereIsNamed) {
  Stack stack({TarWriter().Hardlink("l", "nothing").File("a", "1").Finish()});
  EXPECT_THAT(EntriesOf(stack.Export()), ElementsAre("file a 1"));
  ASSERT_EQ(stack.lost().size(), 1u);
  EXPECT_EQ(stack.lost()[0].error.code, Code::kHardlinkMissing);
}

TEST(ExportTree, StopsWhenNobodyWantsMore) {
  Stack stack({TarWriter().File("a", Noise(4 << 20, 1)).Finish()});
  const ExportPlan plan = PlanExport(stack.tree(), kRootNode, {.to = 0}, {{.id = 0, .size = stack.bytes().size()}});
  int pieces = 0;
  ExportTree([&](uint32_t) { return test::SourceOf(stack.bytes()); }, plan, 1 << 16,
             [&](Bytes) { return ++pieces < 2; }, [](const LostFile&) { FAIL(); });
  EXPECT_EQ(pieces, 2);
}

TEST(ExportPlan, ABrokenBlockIsRefused) {
  Stack stack({TarWriter().File("a", "1").Dir("d").Finish()});
  const std::vector<uint8_t> block =
      EncodeExportPlan(PlanExport(stack.tree(), kRootNode, {.to = 0}, {{.id = 0, .size = stack.bytes().size()}}));
  EXPECT_TRUE(DecodeExportPlan(block));
  for (size_t length = 0; length < block.size(); ++length) EXPECT_FALSE(DecodeExportPlan(Bytes(block).first(length)));
}

}  // namespace
}  // namespace anatomy
