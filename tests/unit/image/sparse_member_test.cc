// Members of a tarball made with `tar -S`: a layer whose runs of zeros are not in the tarball is the same layer.
#include <gtest/gtest.h>

#include "engine/inspector.h"
#include "engine/layer/wire.h"
#include "unit/codec/samples.h"
#include "unit/io/block_streams.h"
#include "unit/support/layer_builder.h"

namespace anatomy {
namespace {

using test::Noise;
using test::SourceOf;
using test::TarItem;
using test::TarWriter;

// A layer with long runs of zeros: one file full of them, and another behind it.
std::string Layer() {
  return TarWriter()
      .File("zeros", std::string(300'000, '\0'))
      .File("text", Noise(70'000, 1))
      .File("last", "the end")
      .Finish(40);
}

std::string Numbers(const std::vector<std::pair<size_t, size_t>>& regions, char separator) {
  std::string text;
  for (const auto& [offset, length] : regions) {
    text += std::to_string(offset) + separator + std::to_string(length) + separator;
  }
  return text;
}

// The content as GNU tar stores it: its blocks without those of zeros only, and an empty region at its end.
TarItem Sparse(const std::string& name, const std::string& content, bool version_1) {
  std::string stored;
  std::vector<std::pair<size_t, size_t>> regions;
  for (size_t at = 0; at < content.size(); at += 512) {
    const std::string block = content.substr(at, 512);
    if (block.find_first_not_of('\0') == std::string::npos) continue;
    if (!regions.empty() && regions.back().first + regions.back().second == at) {
      regions.back().second += block.size();
    } else {
      regions.emplace_back(at, block.size());
    }
    stored += block;
  }
  regions.emplace_back(content.size(), 0);
  const std::string size = std::to_string(content.size());
  if (version_1) {
    std::string map = std::to_string(regions.size()) + "\n" + Numbers(regions, '\n');
    map.resize((map.size() + 511) / 512 * 512, '\0');
    return {.name = "GNUSparseFile.0/" + name,
            .body = map + stored,
            .pax = {{"GNU.sparse.major", "1"},
                    {"GNU.sparse.minor", "0"},
                    {"GNU.sparse.name", name},
                    {"GNU.sparse.realsize", size}}};
  }
  std::string map = Numbers(regions, ',');
  map.pop_back();
  return {.name = name,
          .body = stored,
          .pax = {{"GNU.sparse.size", size},
                  {"GNU.sparse.numblocks", std::to_string(regions.size())},
                  {"GNU.sparse.map", map}}};
}

struct Tarball {
  std::string name;
  std::string bytes;
};

std::vector<Tarball> SparseTarballs() {
  std::vector<Tarball> tarballs;
  for (const bool version_1 : {false, true}) {
    TarWriter outer;
    outer.File("c.json", "{}");
    outer.Add(Sparse("a.tar", Layer(), version_1));
    outer.File("b.tar", TarWriter().File("b", "bee").Finish());
    // A document may be sparse, too.
    outer.Add(Sparse("manifest.json",
                     R"([{"Config":"c.json","RepoTags":["a:1"],"Layers":["a.tar","b.tar"]}])" + std::string(2000, ' '),
                     version_1));
    const std::string version = version_1 ? "1.0" : "0.1";
    tarballs.push_back({"plain " + version, outer.Finish()});
    tarballs.push_back({"gzip " + version, test::Gzip(outer.Finish())});
  }
  return tarballs;
}

std::string ReadFile(const std::string& bytes, const Inspector& inspector, std::string_view path) {
  Result<ReadPlan> plan = inspector.LocateFile(0, path, 1);
  if (!plan) return std::string(CodeName(plan.error().code));
  std::string body;
  const Status status = ReadEntry(SourceOf(bytes), *plan, 4096, [&](Bytes piece) {
    body += AsText(piece);
    return true;
  });
  return status ? body : std::string(CodeName(status.error().code));
}

TEST(SparseMember, IsTheSameLayer) {
  for (const auto& [name, bytes] : SparseTarballs()) {
    SCOPED_TRACE(name);
    // Of a compressed tarball there are points to start from.
    Result<std::unique_ptr<Archive>> archive = Archive::OpenTar(SourceOf(bytes), nullptr, 20'000);
    ASSERT_TRUE(archive);
    EXPECT_TRUE((*archive)->diagnostics().empty());
    Result<std::unique_ptr<Inspector>> opened = Inspector::Open(std::move(*archive), "x.tar");
    ASSERT_TRUE(opened);
    Inspector& inspector = **opened;
    const std::vector<BlobPlace> places = inspector.MissingTables(0);
    ASSERT_EQ(places.size(), 2u);
    EXPECT_EQ(places[0].size, Layer().size()) << "the logical size";
    EXPECT_TRUE(places[0].sparse);
    std::vector<std::string> texts;
    ScanBlobs(
        SourceOf(bytes), places, 4096,
        [&](const BlobPlace& place, const LayerTable& table) {
          texts.push_back(test::TableText(table));
          EXPECT_TRUE(inspector.AddTable(place.id, EncodeLayerTable(table)));
        },
        [](const BlobPlace&, const ScanProgress&) {});
    ASSERT_EQ(texts.size(), 2u);
    EXPECT_EQ(texts[0], test::TableText(test::Scan(Layer()))) << "as if its holes were stored";
    EXPECT_EQ(texts[1], test::TableText(test::Scan(TarWriter().File("b", "bee").Finish()))) << "the next one, too";
    EXPECT_TRUE(ReadFile(bytes, inspector, "zeros") == std::string(300'000, '\0'));
    EXPECT_TRUE(ReadFile(bytes, inspector, "text") == Noise(70'000, 1));
    EXPECT_EQ(ReadFile(bytes, inspector, "last"), "the end");
    EXPECT_EQ(ReadFile(bytes, inspector, "b"), "bee");
  }
}

TEST(SparseMember, CutOffIsTruncated) {
  const std::string whole = SparseTarballs()[0].bytes;
  const size_t cut = whole.find(Noise(70'000, 1)) + 30'000;
  Result<std::unique_ptr<Archive>> archive = Archive::OpenTar(SourceOf(whole.substr(0, cut)));
  ASSERT_TRUE(archive);
  const MemberId member = (*archive)->Find("a.tar");
  ASSERT_NE(member, kNoMember);
  EXPECT_FALSE((*archive)->diagnostics().empty());
  const LayerTable table = ScanLayer(std::move(*(*archive)->OpenMember(member, 4096)));
  EXPECT_EQ(table.state, LayerState::kPartial);
  EXPECT_EQ(table.entry_count(), 2u);
}

// Holes cost nothing to claim.
TEST(SparseMember, TooLargeIsALimit) {
  TarWriter outer;
  outer.Add(
      {.name = "a.tar",
       .body = "x",
       .pax = {{"GNU.sparse.size", "1000000000000000000"}, {"GNU.sparse.numblocks", "1"}, {"GNU.sparse.map", "0,1"}}});
  Result<std::unique_ptr<Archive>> archive = Archive::OpenTar(SourceOf(outer.Finish()));
  ASSERT_TRUE(archive);
  EXPECT_EQ((*archive)->OpenMember(0, 4096).error().code, Code::kLimitReached);
}

}  // namespace
}  // namespace anatomy
