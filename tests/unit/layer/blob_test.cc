#include "engine/layer/blob.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/codec/samples.h"
#include "unit/io/block_streams.h"
#include "unit/support/layer_builder.h"

namespace anatomy {
namespace {

using test::Drain;
using test::Gzip;
using test::Noise;
using test::SourceOf;
using test::TarWriter;
using testing::ElementsAre;

// Two layers one after the other in something larger, as in a tarball.
struct TwoLayers {
  std::string first = TarWriter().File("one", Noise(3000, 1)).Finish();
  std::string second = Gzip(TarWriter().File("two", Noise(2000, 2)).File("three", "3").Finish());
  std::string file = std::string(100, 'x') + first + std::string(33, 'y') + second + std::string(50, 'z');
  BlobPlace first_place{.id = 4, .offset = 100, .size = first.size()};
  BlobPlace second_place{.id = 2, .offset = 133 + first.size(), .size = second.size()};
};

TEST(OpenBlob, FindsTheBytesPlainAndThroughACompressedTarball) {
  const TwoLayers layers;
  BlobPlace sequential = layers.second_place;
  sequential.sequential = true;
  for (const size_t size : test::kBlockSizes) {
    EXPECT_EQ(Drain(**OpenBlob(SourceOf(layers.file), layers.second_place, size)).bytes, layers.second);
    EXPECT_EQ(Drain(**OpenBlob(SourceOf(Gzip(layers.file)), sequential, size)).bytes, layers.second);
  }
  EXPECT_EQ(Drain(**OpenBlob(SourceOf(layers.file), {.size = layers.file.size()}, 64)).bytes, layers.file)
      << "the whole file";
}

TEST(OpenBlob, APlaceBeyondTheFileIsCutOff) {
  EXPECT_EQ(Drain(**OpenBlob(SourceOf("0123456789"), {.id = 0, .offset = 7, .size = 100}, 4)).bytes, "789");
  EXPECT_EQ(Drain(**OpenBlob(SourceOf("0123456789"), {.id = 0, .offset = 70, .size = 100}, 4)).bytes, "");
}

TEST(ScanBlobs, GivesEveryTableInOrderOfOffsets) {
  const TwoLayers layers;
  for (const bool sequential : {false, true}) {
    SCOPED_TRACE(sequential);
    BlobPlace a = layers.second_place, b = layers.first_place;
    a.sequential = b.sequential = sequential;
    std::vector<MemberId> ids;
    std::vector<std::string> texts;
    uint64_t progress = 0;
    ScanBlobs(
        SourceOf(sequential ? Gzip(layers.file) : layers.file), {a, b}, 700,
        [&](const BlobPlace& place, LayerTable table) {
          ids.push_back(place.id);
          texts.push_back(test::TableText(table));
        },
        [&](const BlobPlace&, const ScanProgress&) { ++progress; });
    EXPECT_THAT(ids, ElementsAre(4, 2));
    EXPECT_EQ(texts[0], test::TableText(test::Scan(layers.first)));
    EXPECT_EQ(texts[1], test::TableText(test::Scan(layers.second)));
    EXPECT_GT(progress, 2u);
  }
}

// One broken layer never takes the others down.
TEST(ScanBlobs, ABrokenLayerLeavesTheNextOneWhole) {
  TwoLayers layers;
  layers.file.replace(100, layers.first.size(), Noise(layers.first.size(), 9));
  layers.first_place.sequential = layers.second_place.sequential = true;
  std::vector<LayerState> states;
  ScanBlobs(
      SourceOf(Gzip(layers.file)), {layers.first_place, layers.second_place}, 700,
      [&](const BlobPlace&, LayerTable table) { states.push_back(table.state); },
      [](const BlobPlace&, const ScanProgress&) {});
  EXPECT_THAT(states, ElementsAre(LayerState::kPartial, LayerState::kComplete));
}

TEST(ScanBlobs, ATarballThatBreaksOffGivesEveryTableAllTheSame) {
  TwoLayers layers;
  layers.first_place.sequential = layers.second_place.sequential = true;
  const std::string file = Gzip(layers.file);
  std::vector<std::string> codes;
  ScanBlobs(
      SourceOf(std::string_view(file).substr(0, file.size() / 3)), {layers.first_place, layers.second_place}, 700,
      [&](const BlobPlace&, LayerTable table) {
        EXPECT_EQ(table.state, LayerState::kPartial);
        for (const std::string& code : test::CodesOf(table.diagnostics)) codes.push_back(code);
      },
      [](const BlobPlace&, const ScanProgress&) {});
  EXPECT_THAT(codes, ElementsAre("layer-truncated", "layer-truncated"));
}

}  // namespace
}  // namespace anatomy
