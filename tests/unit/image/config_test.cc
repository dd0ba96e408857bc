#include "engine/image/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/digest.h"
#include "unit/image/fixtures.h"

namespace anatomy {
namespace {

using image_test::Codes;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string kA = "sha256:" + std::string(64, 'a');
const std::string kB = "sha256:" + std::string(64, 'b');

Image WithConfig(size_t layers, const std::string& config) {
  Image image;
  image.layers.resize(layers);
  SetConfig(image, config, "config.json");
  return image;
}

std::string DiffIds(const std::string& list) { return R"("rootfs":{"diff_ids":[)" + list + "]}"; }

TEST(Config, HistoryEntriesThatAreNotEmptyMadeTheLayers) {
  const Image image =
      WithConfig(2, R"({"history":[{"created_by":"FROM","created":"2024"},{"created_by":"ENV","empty_layer":true},
      {"created_by":"RUN","comment":"c"}],)" +
                        DiffIds('"' + kA + "\",\"" + kB + '"') + "}");
  ASSERT_EQ(image.history.size(), 3u);
  EXPECT_EQ(image.history[0].layer, 0u);
  EXPECT_EQ(image.history[0].created, "2024");
  EXPECT_EQ(image.history[1].layer, std::nullopt);
  EXPECT_TRUE(image.history[1].empty_layer);
  EXPECT_EQ(image.history[2].layer, 1u);
  EXPECT_EQ(image.history[2].comment, "c");
  EXPECT_EQ(image.layers[0].history, 0u);
  EXPECT_EQ(image.layers[1].history, 2u);
  EXPECT_THAT(image.diagnostics, IsEmpty());
}

TEST(Config, ChainIdsGrowFromTheBase) {
  const Image image = WithConfig(2, "{" + DiffIds('"' + kA + "\",\"" + kB + '"') + "}");
  EXPECT_EQ(image.layers[0].diff_id, kA);
  EXPECT_EQ(image.layers[0].chain_id, kA);
  EXPECT_EQ(image.layers[1].chain_id, Sha256Digest(AsBytes(kA + " " + kB)));
}

TEST(Config, ABrokenDiffIdEndsTheChain) {
  const Image image = WithConfig(3, "{" + DiffIds('"' + kA + "\",7,\"" + kB + '"') + "}");
  EXPECT_EQ(image.layers[0].chain_id, kA);
  EXPECT_EQ(image.layers[1].diff_id, "");
  EXPECT_EQ(image.layers[2].diff_id, kB);
  EXPECT_EQ(image.layers[2].chain_id, "");
}

TEST(Config, HistoryMayBeAbsentShortOrLong) {
  const std::string ids = DiffIds('"' + kA + "\",\"" + kB + '"');
  EXPECT_THAT(WithConfig(2, "{" + ids + "}").diagnostics, IsEmpty());
  EXPECT_THAT(WithConfig(2, R"({"history":null,)" + ids + "}").diagnostics, IsEmpty());

  const Image brief = WithConfig(2, R"({"history":[{"created_by":"one"}],)" + ids + "}");
  EXPECT_THAT(Codes(brief.diagnostics), ElementsAre("history-mismatch"));
  EXPECT_EQ(brief.layers[0].history, 0u);
  EXPECT_EQ(brief.layers[1].history, std::nullopt);

  const Image wordy = WithConfig(2, R"({"history":[{},{},{}],)" + ids + "}");
  EXPECT_THAT(Codes(wordy.diagnostics), ElementsAre("history-mismatch"));
  EXPECT_EQ(wordy.history[2].layer, std::nullopt);
}

TEST(Config, AnotherNumberOfDiffIdsIsADiagnostic) {
  EXPECT_THAT(Codes(WithConfig(2, "{" + DiffIds('"' + kA + '"') + "}").diagnostics), ElementsAre("diffid-mismatch"));
  EXPECT_THAT(Codes(WithConfig(1, "{}").diagnostics), ElementsAre("diffid-mismatch"));
  EXPECT_THAT(Codes(WithConfig(0, R"({"rootfs":{"diff_ids":null}})").diagnostics), IsEmpty());
}

TEST(Config, EveryFieldMayHaveTheWrongType) {
  for (const char* config : {R"({"os":1,"architecture":[],"history":{},"rootfs":[]})",
                             R"({"history":[1,null,"x",[]],"rootfs":{"diff_ids":{}}})",
                             R"({"history":[{"created":1,"created_by":{},"empty_layer":"yes"}],"rootfs":null})"}) {
    const Image image = WithConfig(1, config);
    EXPECT_EQ(image.platform.os, "") << config;
    EXPECT_EQ(image.layers[0].diff_id, "") << config;
  }
}

TEST(Config, FillsOnlyGapsOfThePlatform) {
  Image image;
  image.platform.os = "linux";
  SetConfig(image, std::string(R"({"os":"windows","architecture":"arm","variant":"v7","os.version":"10"})"), "c");
  EXPECT_EQ(PlatformText(image.platform), "linux/arm/v7");
  EXPECT_EQ(image.platform.os_version, "10");
}

TEST(Config, BrokenConfigsAreDiagnosticsOfImagesOnly) {
  const char* broken[] = {"", "null", "[]", "{", "\"text\"", "7"};
  for (const char* text : broken) {
    EXPECT_THAT(Codes(WithConfig(0, text).diagnostics), ElementsAre("config-invalid")) << text;
    EXPECT_TRUE(WithConfig(0, text).config.is_null());
    Image artifact;
    artifact.kind = ImageKind::kArtifact;
    SetConfig(artifact, std::string(text), "c");
    EXPECT_THAT(artifact.diagnostics, IsEmpty()) << text;
  }
  Image image;
  SetConfig(image, Error{Code::kBlobMissing, ""}, "c");
  SetConfig(image, Error{Code::kLimitReached, ""}, "c");
  EXPECT_THAT(Codes(image.diagnostics), ElementsAre("config-missing", "config-invalid"));
}

}  // namespace
}  // namespace anatomy
