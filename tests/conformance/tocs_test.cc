// Where all layers have a table of contents, the image is the same before its layers are read: its tree, what every
// file holds, a tar of all of it, and its numbers.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "conformance/expected_case.h"
#include "conformance/opened_archive.h"
#include "conformance/tree_listing.h"
#include "engine/export/tree_export.h"
#include "unit/support/counting_source.h"

namespace anatomy::conformance {
namespace {

std::map<std::string, std::string> Contents(const OpenedArchive& opened, size_t image) {
  std::map<std::string, std::string> contents;
  const UnionTree& tree = opened.tree(image);
  const int top = static_cast<int>(tree.layer_count()) - 1;
  for (const NodeId node : VisibleNodes(tree)) {
    const std::string path = tree.paths().Path(node);
    if (tree.Look(*tree.At(node, top), node, top).inode_type != EntryType::kFile) continue;
    const Result<std::string> content = opened.Read(image, path, top);
    EXPECT_TRUE(content) << path << ": " << content.error().detail;
    if (content) contents[path] = *content;
  }
  return contents;
}

std::string TarOf(const OpenedArchive& opened, size_t image) {
  const int top = static_cast<int>(opened.tree(image).layer_count()) - 1;
  const Result<ExportPlan> plan = opened.inspector().LocateTree(image, "", top);
  EXPECT_TRUE(plan);
  const Result<ExportPlan> crossed = DecodeExportPlan(EncodeExportPlan(*plan));
  EXPECT_TRUE(crossed);
  std::string tar;
  ExportTree([&](uint32_t) { return opened.file(); }, *crossed, 64 << 10,
             [&](Bytes piece) {
               tar += AsText(piece);
               return true;
             },
             [](const LostFile& lost) { ADD_FAILURE() << lost.path; });
  return tar;
}

Json Numbers(const OpenedArchive& opened, size_t image) {
  Json report = opened.Report()["images"][image];
  for (const char* key : {"layers", "diagnostics", "verification"}) report.erase(key);
  return report;
}

void ExpectStates(const OpenedArchive& opened, size_t image, std::string_view state) {
  const Json report = opened.Report();
  for (const Json& layer : report["images"][image]["layers"]) EXPECT_EQ(TextField(layer, "state"), state);
}

void ExpectSameImage(const std::filesystem::path& path) {
  Result<OpenedArchive> opened = OpenedArchive::Open(path);
  ASSERT_TRUE(opened) << opened.error().detail;
  const size_t image = opened->preferred();
  ASSERT_TRUE(opened->List(image));
  ExpectStates(*opened, image, "listed");
  const Listing listing = ListingOf(opened->tree(image));
  const std::map<std::string, std::string> contents = Contents(*opened, image);
  const std::string tar = TarOf(*opened, image);
  const Json numbers = Numbers(*opened, image);
  const size_t nodes = opened->tree(image).paths().size();

  opened->Scan(image);
  ExpectStates(*opened, image, "complete");
  EXPECT_EQ(Difference(listing, ListingOf(opened->tree(image))), "");
  EXPECT_EQ(contents, Contents(*opened, image));
  EXPECT_TRUE(tar == TarOf(*opened, image)) << tar.size();
  EXPECT_EQ(numbers.dump(1), Numbers(*opened, image).dump(1));
  EXPECT_EQ(opened->tree(image).paths().size(), nodes) << "what a reader has unfolded stays so";
}

TEST(Tocs, ShowWhatTheLayersHold) {
  for (const char* name : {"Z4.oci.tar", "Z9.oci.tar"}) {
    SCOPED_TRACE(name);
    ExpectSameImage(CasePath(name));
  }
  ExpectSameImage(FixturePath("app.skopeo-oci-zstdchunked.tar"));
}

// At once, not when all layers have been read: reading may be stopped before.
TEST(Tocs, AreGivenUpWhereTheLayerSaysOtherwise) {
  Result<OpenedArchive> opened = OpenedArchive::Open(CasePath("Z10.oci.tar"));
  ASSERT_TRUE(opened && opened->List(0));
  const NodeId b = opened->tree(0).paths().Find("b");
  const auto mode = [&] { return opened->tree(0).Look(*opened->tree(0).At(b, 1), b, 1).mode; };
  EXPECT_EQ(mode(), 04644u);
  EXPECT_EQ(opened->tree(0).paths().Find("c"), kNoNode);
  opened->ScanLayer(0, 0);
  EXPECT_EQ(opened->tree(0).layer_count(), 2u) << "the other layer is still what its table of contents says";
  EXPECT_EQ(mode(), 0644u);
  EXPECT_EQ(opened->tree(0).paths().Find("c"), kNoNode);
  opened->Scan(0);
  EXPECT_NE(opened->tree(0).paths().Find("c"), kNoNode);
}

// Docker's archives have no annotations that tell of them, and in a compressed tarball nothing is reached at once.
TEST(Tocs, AreNotLookedForWhereNothingTellsOfThem) {
  for (const char* name : {"Z4.docker.tar", "Z1.oci.tar"}) {
    Result<OpenedArchive> opened = OpenedArchive::Open(CasePath(name));
    ASSERT_TRUE(opened) << name;
    EXPECT_FALSE(opened->List(0)) << name;
  }
}

// Its last file costs what is around it, not what comes before it or behind.
TEST(Tocs, LeadToTheMiddleOfALayer) {
  Result<OpenedArchive> opened = OpenedArchive::Open(CasePath("Z4.oci.tar"));
  ASSERT_TRUE(opened);
  ASSERT_TRUE(opened->List(0));
  const auto counted = std::make_shared<test::CountingSource>(opened->file());
  const auto read = [&](std::string_view path, uint64_t from) {
    const NodeId node = opened->tree(0).paths().Find(path);
    const Result<ReadPlan> plan = opened->inspector().LocateFile(0, node, 0, from);
    std::string content;
    EXPECT_TRUE(plan && ReadEntry(counted, *plan, 64 << 10, [&](Bytes piece) {
                  content += AsText(piece);
                  return true;
                }));
    const uint64_t bytes = counted->bytes_read();
    counted->Reset();
    return std::pair(content, bytes);
  };
  const auto [whole, whole_bytes] = read("a", 0);
  EXPECT_EQ(whole, std::string(3000, 'a'));
  const auto [end, end_bytes] = read("a", 2999);
  EXPECT_EQ(end, "a");
  EXPECT_LT(end_bytes, whole_bytes) << "its last chunk";
  EXPECT_LT(whole_bytes, opened->inspector().images().images[0].layers[0].size / 3) << "as far as the next body";
}

}  // namespace
}  // namespace anatomy::conformance
