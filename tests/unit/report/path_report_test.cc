// The shape of `history PATH --json`: a fixed interface (schema version 1).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/report/report.h"
#include "unit/support/layer_builder.h"

namespace anatomy {
namespace {

using test::TarWriter;
using testing::ElementsAre;

// An image with an instruction for each layer of the tree: "RUN 0", "RUN 1", …
Image ImageOf(const UnionTree& tree) {
  Image image;
  for (uint32_t layer = 0; layer < tree.layer_count(); ++layer) {
    image.history.push_back({.created = "2024-01-01T00:00:00Z", .created_by = "RUN " + std::to_string(layer)});
    image.layers.push_back({.history = layer});
  }
  return image;
}

Json Report(const UnionTree& tree, std::string_view path) {
  const Result<std::string> text = PathReport(ImageOf(tree), tree, path);
  EXPECT_TRUE(text) << path;
  return text ? Json::parse(*text, nullptr, false) : Json();
}

std::vector<std::string> Versions(const Json& report) {
  std::vector<std::string> lines;
  for (const Json& version : report["versions"]) lines.push_back(version.dump());
  return lines;
}

TEST(PathReport, EveryVersionWithWhatItIsAndWhoWroteIt) {
  const UnionTree tree = test::TreeOf({TarWriter().File("etc/f", "1"), TarWriter().File("other", ""),
                                       TarWriter().Add({.name = "etc/f", .body = "22", .mode = 0600, .uid = 5}),
                                       TarWriter().File("etc/.wh.f", ""), TarWriter().Symlink("etc/f", "g")});
  const Json report = Report(tree, "/etc/f");
  EXPECT_EQ(report["schemaVersion"], 1);
  EXPECT_EQ(report["path"], "/etc/f");
  EXPECT_THAT(
      Versions(report),
      ElementsAre(
          R"({"layer":0,"status":"added","type":"file","mode":420,"uid":0,"gid":0,"size":1,"mtime":0,"createdBy":"RUN 0","created":"2024-01-01T00:00:00Z"})",
          R"({"layer":2,"status":"modified","reasons":["content","mode","owner"],"type":"file","mode":384,"uid":5,"gid":0,"size":2,"mtime":0,"createdBy":"RUN 2","created":"2024-01-01T00:00:00Z"})",
          R"({"layer":3,"status":"removed","type":"file","mode":384,"uid":5,"gid":0,"size":2,"mtime":0,"createdBy":"RUN 3","created":"2024-01-01T00:00:00Z"})",
          R"({"layer":4,"status":"added","type":"symlink","mode":511,"uid":0,"gid":0,"size":0,"mtime":0,"linkname":"g","createdBy":"RUN 4","created":"2024-01-01T00:00:00Z"})"));
}

TEST(PathReport, ARepeatedEntryIsUnmodifiedAndAnotherTypeIsAReason) {
  const Json report = Report(test::TreeOf({TarWriter().File("f", "1"), TarWriter().File("f", "1"),
                                           TarWriter().File("f/x", ""), TarWriter().File(".wh.f", "")}),
                             "f");
  std::vector<std::string> lines;
  for (const Json& version : report["versions"])
    lines.push_back(version["status"].get<std::string>() + " " + version["type"].get<std::string>() +
                    (version.contains("reasons") ? " " + version["reasons"].dump() : "") +
                    (version.contains("implicit") ? " implicit" : ""));
  EXPECT_THAT(
      lines, ElementsAre("added file", "unmodified file", R"(modified dir ["type"] implicit)", "removed dir implicit"));
}

TEST(PathReport, ThePathIsLiteral) {
  const UnionTree tree = test::TreeOf({TarWriter().File("usr/lib/a", "1").Symlink("lib", "usr/lib")});
  EXPECT_EQ(Report(tree, "./usr//lib/../lib/a")["path"], "/usr/lib/a");
  EXPECT_EQ(Report(tree, "lib")["versions"][0]["type"], "symlink");
  EXPECT_FALSE(PathReport(ImageOf(tree), tree, "/lib/a")) << "links are not followed";
}

TEST(PathReport, APathThatNoLayerEverHad) {
  const UnionTree tree = test::TreeOf({TarWriter().File("a", "1").File("d/.wh.gone", "")});
  for (const std::string_view path : {"b", "a/b", "d/gone", "d/.wh.gone"}) {
    const Result<std::string> report = PathReport(ImageOf(tree), tree, path);
    ASSERT_FALSE(report) << path;
    EXPECT_EQ(report.error().code, Code::kPathNotFound) << path;
  }
}

TEST(PathReport, TheRootIsAPathToo) {
  const UnionTree tree = test::TreeOf({TarWriter().Dir("./"), TarWriter().File("a", "1")});
  EXPECT_EQ(Report(tree, "/")["path"], "/");
  EXPECT_EQ(Report(tree, "/")["versions"].size(), 1u);
}

TEST(PathReport, WithoutAHistoryThereAreNoInstructions) {
  const UnionTree tree = test::TreeOf({TarWriter().File("\xff", "1")});
  Image image;
  image.layers.resize(1);
  const Json report = Json::parse(*PathReport(image, tree, "\xff"), nullptr, false);
  EXPECT_EQ(report["pathBytes"], "L/8=");
  EXPECT_FALSE(report["versions"][0].contains("createdBy"));
}

}  // namespace
}  // namespace anatomy
