#include "engine/image/docker_legacy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/image/fixtures.h"

namespace anatomy {
namespace {

using namespace image_test;
using testing::ElementsAre;
using testing::IsEmpty;

std::string V1(const std::string& id, const std::string& parent, const std::string& command) {
  const std::string chain = parent.empty() ? "" : R"("parent":")" + parent + R"(",)";
  return R"({"id":")" + id + R"(",)" + chain + R"("created":"2014","os":"linux","architecture":"amd64",)" +
         R"("config":{"Cmd":["sh"]},"container_config":{"Cmd":["/bin/sh","-c",")" + command + R"("]}})";
}

TarWriter Chain() {
  TarWriter tar;
  tar.File("top/json", V1("top", "mid", "three")).File("top/layer.tar", Layer("t"));
  tar.File("base/json", V1("base", "", "one")).File("base/layer.tar", Layer("b"));
  tar.File("mid/json", V1("mid", "base", "two")).File("mid/layer.tar", Layer("m"));
  return tar;
}

TEST(DockerLegacy, TheChainIsRebuiltFromTheParents) {
  const ImageSet set = ReadSet(Chain().File("repositories", R"({"old":{"1":"top","2":"top","0":"mid"}})").Finish());
  EXPECT_EQ(set.container, Container::kDockerLegacy);
  ASSERT_EQ(set.images.size(), 2u);
  const Image& image = set.images[0];
  EXPECT_THAT(image.names, ElementsAre("old:1", "old:2"));
  EXPECT_EQ(PlatformText(image.platform), "linux/amd64");
  ASSERT_EQ(image.layers.size(), 3u);
  EXPECT_EQ(image.history[0].created_by, "/bin/sh -c one");
  EXPECT_EQ(image.history[2].created_by, "/bin/sh -c three");
  EXPECT_EQ(image.layers[2].history, 2u);
  EXPECT_EQ(image.layers[0].size, Layer("b").size());
  EXPECT_EQ(TextField(image.config, "id"), "top");
  EXPECT_THAT(image.diagnostics, IsEmpty());
  EXPECT_THAT(set.images[1].names, ElementsAre("old:0"));
  EXPECT_EQ(set.images[1].layers.size(), 2u);
}

TEST(DockerLegacy, WithoutRepositoriesTheEndsOfChainsAreImages) {
  const ImageSet set = ReadSet(Chain().Finish());
  ASSERT_EQ(set.images.size(), 1u);
  EXPECT_THAT(set.images[0].names, IsEmpty());
  EXPECT_EQ(set.images[0].layers.size(), 3u);
}

TEST(DockerLegacy, BrokenChainsEnd) {
  const ImageSet circle = ReadSet(TarWriter()
                                      .File("a/json", V1("a", "b", ""))
                                      .File("a/layer.tar", Layer("a"))
                                      .File("b/json", V1("b", "a", ""))
                                      .File("b/layer.tar", Layer("b"))
                                      .File("repositories", R"({"r":{"t":"a"}})")
                                      .Finish());
  EXPECT_EQ(circle.images[0].layers.size(), 2u);
  EXPECT_THAT(Codes(circle.images[0].diagnostics), ElementsAre("nested-too-deep"));

  const ImageSet orphan = ReadSet(TarWriter().File("a/json", V1("a", "gone", "")).Finish());
  EXPECT_THAT(Codes(orphan.images[0].diagnostics), ElementsAre("blob-missing", "layer-missing"));
}

TEST(DockerLegacy, BrokenRepositories) {
  for (const char* repositories : {"", "null", "7", "[", R"({"a":7})", R"({"a":{"b":7}})"}) {
    const ImageSet set = ReadSet(Chain().File("repositories", repositories).Finish());
    EXPECT_EQ(set.container, Container::kDockerLegacy) << repositories;
    EXPECT_FALSE(set.images.empty()) << repositories;
  }
}

}  // namespace
}  // namespace anatomy
