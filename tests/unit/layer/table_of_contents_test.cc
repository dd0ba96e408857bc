// What the page believes of a layer before it has read it, and what it says afterwards. That both agree on layers that
// real tools wrote is for conformance/tocs_test.cc.
#include "engine/layer/table_of_contents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/export/tree_export.h"
#include "engine/layer/read_plan.h"
#include "unit/codec/samples.h"
#include "unit/io/block_streams.h"
#include "unit/support/layer_builder.h"

namespace anatomy {
namespace {

using namespace std::string_literals;
using test::Gzip;
using test::TarWriter;
using testing::ElementsAre;

// Two members of the layer, "first" and "second", then the table and a footer that leads to it.
struct Stargz {
  std::string first = Gzip(std::string(600, '1'));
  std::string second = Gzip(std::string(400, '2'));

  std::string Bytes(std::string_view toc) const {
    char offset[17];
    std::snprintf(offset, sizeof offset, "%016zx", first.size() + second.size());
    return first + second + Gzip(TarWriter().File("stargz.index.json", toc).Finish()) +
           "\x1f\x8b\x08\x04\0\0\0\0\0\xff\x1a\0SG\x16\0"s + offset + "STARGZ\x01\0\0\xff\xff"s + std::string(8, '\0');
  }
};

std::optional<LayerTable> ReadBlob(const std::string& blob) {
  return ReadToc(test::SourceOf(blob), {.id = 1, .size = blob.size()}, 4096);
}

/// `entries` is JSON without its brackets; OFFSET stands for the offset of the second member.
std::optional<LayerTable> Read(std::string entries) {
  const Stargz stargz;
  for (size_t at; (at = entries.find("OFFSET")) != std::string::npos;) {
    entries.replace(at, 6, std::to_string(stargz.first.size()));
  }
  return ReadBlob(stargz.Bytes(R"({"version":1,"entries":[)" + entries + "]}"));
}

std::string Body(const std::string& blob, const LayerTable& table, uint32_t row, uint64_t from = 0) {
  const ReadPlan plan = PlanToRead(table, row, {.id = 1, .size = blob.size()}, from);
  std::string content;
  const Status read = ReadEntry(test::SourceOf(blob), plan, 4096, [&](anatomy::Bytes piece) {
    content += AsText(piece);
    return true;
  });
  EXPECT_TRUE(read) << CodeName(read.error().code);
  return content;
}

TEST(TableOfContents, RowsAreWhatItSays) {
  const std::optional<LayerTable> table = Read(
      R"({"name":"./d/","type":"dir","mode":16877,"modtime":"2026-11-23T07:28:35Z"},
         {"name":"/d/f","type":"reg","size":400,"mode":35309,"uid":7,"gid":8,"offset":OFFSET,
          "digest":"sha256:000000000000000a000000000000000bffffffffffffffffffffffffffffffff",
          "xattrs":{"user.b":"Ag==","user.a":"AQ=="}},
         {"name":"l","type":"symlink","linkName":"d/f"},{"name":"h","type":"hardlink","linkName":"d/f"},
         {"name":"c","type":"char","devMajor":5,"devMinor":1},{"name":"e","type":"reg"})");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->state, LayerState::kListed);
  EXPECT_EQ(table->compression, Compression::kGzip);
  EXPECT_EQ(table->format, BlobFormat::kEstargz);
  ASSERT_EQ(table->entry_count(), 6u);
  std::vector<std::string> paths;
  for (uint32_t row = 0; row < 6; ++row) paths.emplace_back(table->paths[row]);
  EXPECT_THAT(paths, ElementsAre("d", "d/f", "l", "h", "c", "e"));
  EXPECT_EQ(table->type(0), EntryType::kDir);
  EXPECT_EQ(table->modes[0], 0755u) << "without the bits of the type";
  EXPECT_EQ(table->mtimes[0], 1795418915);
  EXPECT_EQ(table->modes[1], 04755u);
  EXPECT_EQ(table->uids[1], 7u);
  EXPECT_EQ(table->gids[1], 8u);
  EXPECT_EQ(table->sizes[1], 400u);
  EXPECT_EQ(table->stored_sizes[1], 400u);
  EXPECT_EQ(table->hashes[1], (ContentHash{.low = 10, .high = 11}));
  EXPECT_THAT(table->xattrs.at(1), ElementsAre(Xattr{"user.a", "\1"}, Xattr{"user.b", "\2"}));
  EXPECT_EQ(table->links[2], "d/f");
  EXPECT_EQ(table->type(3), EntryType::kHardlink);
  EXPECT_THAT(table->devices.at(4), ElementsAre(5, 1));
  EXPECT_TRUE(table->hashes[5].known()) << "all empty files are alike";
}

TEST(TableOfContents, Times) {
  const auto seconds = [](const std::string& text) {
    const std::optional<LayerTable> table = Read(R"({"name":"d","type":"dir","modtime":")" + text + "\"}");
    return table ? table->mtimes[0] : -99;
  };
  EXPECT_EQ(seconds("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(seconds("1969-12-31T23:59:58Z"), -2);
  EXPECT_EQ(seconds("2024-02-29T12:00:00.999999999Z"), 1709208000);
  EXPECT_EQ(seconds("2024-02-29T13:30:00+01:30"), 1709208000);
  EXPECT_EQ(seconds("2024-02-29T07:00:00-05:00"), 1709208000);
  for (const char* none :
       {"", "yesterday", "2024-02-30T00:00:00Z", "2024-02-29", "2024-02-29T1:0:0Z", "-024-02-29T00:00:00Z"}) {
    EXPECT_EQ(seconds(none), 0) << none;
  }
}

TEST(TableOfContents, LeadsToEveryBody) {
  const Stargz stargz;
  const std::string offset = std::to_string(stargz.first.size());
  const std::string blob = stargz.Bytes(
      R"({"entries":[{"name":"a","type":"reg","size":100,"innerOffset":500},
                     {"name":"b","type":"reg","size":300,"offset":)" +
      offset + R"(},{"name":"c","type":"reg","size":50,"innerOffset":350,"offset":)" + offset + "}]}");
  const std::optional<LayerTable> table = ReadBlob(blob);
  ASSERT_TRUE(table);
  EXPECT_EQ(Body(blob, *table, 0), std::string(100, '1'));
  EXPECT_EQ(Body(blob, *table, 1), std::string(300, '2'));
  EXPECT_EQ(Body(blob, *table, 1, 299), "2");
  EXPECT_EQ(Body(blob, *table, 2), std::string(50, '2')) << "the second out of one member";
}

TEST(TableOfContents, ChunksAreReadOneAfterTheOther) {
  const Stargz stargz;
  const std::string first = R"({"entries":[{"name":"a","type":"reg","size":1000,"offset":0,"innerOffset":0},)";
  const std::string chunk =
      R"({"name":"a","type":"chunk","chunkOffset":600,"offset":)" + std::to_string(stargz.first.size()) + "}]}";
  EXPECT_FALSE(ReadBlob(stargz.Bytes(first + chunk))) << "no body begins a layer";

  // Before the first there is a header.
  Stargz with_header = stargz;
  with_header.first = Gzip("header") + stargz.first;
  const std::string begin = std::to_string(Gzip("header").size());
  const std::string second = std::to_string(with_header.first.size());
  const std::string blob =
      with_header.Bytes(R"({"entries":[{"name":"a","type":"reg","size":1000,"offset":)" + begin +
                        R"(},{"name":"a","type":"chunk","chunkOffset":600,"offset":)" + second + "}]}");
  const std::optional<LayerTable> table = ReadBlob(blob);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->resume_points.size(), 2u);
  EXPECT_EQ(Body(blob, *table, 0), std::string(600, '1') + std::string(400, '2'));
  EXPECT_EQ(Body(blob, *table, 0, 599), "1" + std::string(400, '2'));
  EXPECT_EQ(Body(blob, *table, 0, 600), std::string(400, '2'));
}

// Then the layer is read instead, from which all can be seen.
TEST(TableOfContents, WhatCannotBeUnderstoodIsNone) {
  EXPECT_TRUE(Read(R"({"name":"a","type":"reg","size":1,"offset":OFFSET})"));
  for (
      const char* entries : {
          R"({"name":"a","type":"door"})",
          R"({"name":"a"})",
          R"({"name":"a","type":"reg","size":1})",
          R"({"name":"a","type":"reg","size":1,"offset":1000000})",
          R"({"name":"a","type":"reg","size":1,"offset":18446744073709551615})",
          R"({"name":"a","type":"reg","size":18446744073709551615,"offset":OFFSET})",
          R"({"name":"a","type":"reg","size":9223372036854775806,"offset":OFFSET},{"name":"b","type":"reg","size":9,"offset":OFFSET,"innerOffset":9})",
          R"({"name":"a","type":"reg","size":1,"offset":OFFSET,"innerOffset":9223372036854775807})",
          R"({"name":"a","type":"reg","size":5,"offset":OFFSET},{"name":"b","type":"reg","size":5,"offset":2})",
          R"({"name":"a","type":"reg","size":5,"offset":OFFSET},{"name":"b","type":"reg","size":5,"offset":OFFSET})",
          R"({"name":"a","type":"reg",)",
      }) {
    EXPECT_FALSE(Read(entries)) << entries;
  }
}

TEST(TableOfContents, ChunksThatLeadAstrayOnlyLead) {
  const std::string file = R"({"name":"a","type":"reg","size":400,"offset":OFFSET},)";
  for (const char* chunk :
       {R"({"type":"chunk","chunkOffset":100,"offset":1})", R"({"type":"chunk","chunkOffset":400,"offset":OFFSET})",
        R"({"type":"chunk","chunkOffset":0,"offset":OFFSET})",
        R"({"type":"chunk","chunkOffset":9,"offset":18446744073709551615})"}) {
    const std::optional<LayerTable> table = Read(file + chunk);
    ASSERT_TRUE(table) << chunk;
    EXPECT_EQ(table->resume_points.size(), 1u) << chunk;
  }
  const std::optional<LayerTable> alone = Read(R"({"type":"chunk","chunkOffset":9,"offset":3})");
  ASSERT_TRUE(alone);
  EXPECT_EQ(alone->entry_count(), 0u);
}

TEST(TableOfContents, CutAndDamagedBlobsHaveNone) {
  const std::string blob = Stargz().Bytes(R"({"entries":[{"name":"d","type":"dir"}]})");
  ASSERT_TRUE(ReadBlob(blob));
  for (size_t size = 0; size < blob.size(); size += 7) EXPECT_FALSE(ReadBlob(blob.substr(0, size))) << size;
  std::string damaged = blob;
  damaged[Stargz().first.size() + Stargz().second.size() + 20] ^= 0x55;
  EXPECT_FALSE(ReadBlob(damaged));
}

TEST(TableOfContents, ItsSizeHasALimit) {
  const std::string padding(limits::kTocBytes, ' ');
  EXPECT_FALSE(ReadBlob(Stargz().Bytes(R"({"entries":[]})" + padding)));
}

TEST(TableOfContents, TooManyEntriesAreNone) {
  std::string entries;
  for (size_t i = 0; i <= limits::kTocEntries; ++i) entries += R"({"name":"d","type":"dir"},)";
  entries.pop_back();
  EXPECT_FALSE(Read(entries));
}

// What comes out of one member is unpacked once, however many files of it are written.
TEST(TableOfContents, LeadsATarFromMemberToMember) {
  const Stargz stargz;
  const std::string offset = std::to_string(stargz.first.size());
  const std::string second = R"(,"offset":)" + offset + "}";
  const std::string blob =
      stargz.Bytes(R"({"entries":[{"name":"a","type":"reg","size":100,"innerOffset":500},
      {"name":"b","type":"reg","size":30)" +
                   second + R"(,{"name":"c","type":"reg","size":50,"innerOffset":350)" + second + "]}");
  const std::optional<LayerTable> toc = ReadBlob(blob);
  ASSERT_TRUE(toc);
  UnionTree tree;
  tree.AddLayer(std::make_shared<const LayerTable>(*toc));
  const ExportPlan plan = PlanExport(tree, kRootNode, {.to = 0}, {{.id = 1, .size = blob.size()}});
  ASSERT_EQ(plan.runs.size(), 2u);
  EXPECT_EQ(plan.runs[1].count, 2u);
  std::string tar;
  ExportTree([&](uint32_t) { return test::SourceOf(blob); }, plan, 4096,
             [&](anatomy::Bytes piece) {
               tar += AsText(piece);
               return true;
             },
             [](const LostFile& lost) { ADD_FAILURE() << lost.path; });
  const LayerTable written = test::Scan(tar);
  ASSERT_EQ(written.entry_count(), 3u);
  EXPECT_EQ(written.hashes[0], test::Scan(TarWriter().File("x", std::string(100, '1')).Finish()).hashes[0]);
  EXPECT_EQ(written.hashes[1], test::Scan(TarWriter().File("x", std::string(30, '2')).Finish()).hashes[0]);
  EXPECT_EQ(written.hashes[2], test::Scan(TarWriter().File("x", std::string(50, '2')).Finish()).hashes[0]);
}

LayerTable Layer(const test::TarItem& item) { return test::Scan(TarWriter().Dir("d").Add(item).Finish()); }

TEST(WhereTocDiffers, EveryAttributeCounts) {
  const test::TarItem file{.name = "d/f", .body = "12345", .mode = 0644, .uid = 1, .gid = 2, .mtime = 3};
  const LayerTable layer = Layer(file);
  EXPECT_EQ(WhereTocDiffers(Layer(file), layer), std::nullopt);
  std::vector<test::TarItem> others(8, file);
  others[0].mode = 04644;
  others[1].uid = 0;
  others[2].gid = 0;
  others[3].mtime = 5;
  others[4].body = "123456";
  others[5].type = '6';
  others[6].pax = {{"SCHILY.xattr.user.a", "1"}};
  others[7] = {.name = "d/f", .type = '2', .link = "elsewhere"};
  for (const test::TarItem& other : others) {
    EXPECT_EQ(WhereTocDiffers(Layer(other), layer), "/d/f");
    EXPECT_EQ(WhereTocDiffers(layer, Layer(other)), "/d/f");
  }
  const test::TarItem device{.name = "d/c", .type = '3', .device_major = 5, .device_minor = 1};
  test::TarItem another = device;
  another.device_minor = 2;
  EXPECT_EQ(WhereTocDiffers(Layer(device), Layer(another)), "/d/c");
  const test::TarItem link{.name = "d/l", .type = '2', .link = "a", .mode = 0777};
  test::TarItem with_other_mode = link;
  with_other_mode.mode = 0;
  EXPECT_EQ(WhereTocDiffers(Layer(link), Layer(with_other_mode)), std::nullopt) << "links have no mode";
}

TEST(WhereTocDiffers, AFractionOfASecondMayBeRoundedUp) {
  const LayerTable floored = Layer({.name = "f", .mtime = 3});
  const LayerTable rounded = Layer({.name = "f", .mtime = 4});
  EXPECT_EQ(WhereTocDiffers(rounded, floored), std::nullopt);
  EXPECT_EQ(WhereTocDiffers(floored, rounded), "/f");
}

TEST(WhereTocDiffers, LabelsOfSelinuxAreNotListed) {
  const LayerTable labelled = Layer({.name = "f", .pax = {{"RHT.security.selinux", "system_u:object_r:bin_t:s0"}}});
  ASSERT_EQ(labelled.xattrs.size(), 1u);
  EXPECT_EQ(WhereTocDiffers(Layer({.name = "f"}), labelled), std::nullopt);
}

TEST(WhereTocDiffers, TheFirstPathThatOneSideLacks) {
  const LayerTable few = test::Scan(TarWriter().File("b", "").Finish());
  const LayerTable many = test::Scan(TarWriter().File("c", "").File("b", "").File("a", "").Finish());
  EXPECT_EQ(WhereTocDiffers(few, many), "/a");
  EXPECT_EQ(WhereTocDiffers(many, few), "/a");
}

TEST(WhereTocDiffers, OrderAndSpellingDoNotCount) {
  const LayerTable toc =
      test::Scan(TarWriter().File("a", "1").File("a", "2").Hardlink("h", "a").File("n\xef\xbf\xbd", "").Finish());
  const LayerTable layer = test::Scan(TarWriter().File("n\xff", "").Hardlink("./h", "/a").File("a", "2").Finish());
  EXPECT_EQ(WhereTocDiffers(toc, layer), std::nullopt);
}

TEST(WhereTocDiffers, TheTableNeedNotNameItself) {
  LayerTable toc = test::Scan(TarWriter().File("a", "").Finish());
  const LayerTable layer = test::Scan(TarWriter().File("a", "").File("stargz.index.json", "{}").Finish());
  EXPECT_EQ(WhereTocDiffers(toc, layer), "/stargz.index.json");
  toc.format = BlobFormat::kEstargz;
  EXPECT_EQ(WhereTocDiffers(toc, layer), std::nullopt);
}

}  // namespace
}  // namespace anatomy
