#include "engine/layer/toc_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace anatomy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

struct Toc {
  bool whole = false;
  std::vector<TocEntry> entries;
};

Toc Read(std::string_view text) {
  Toc toc;
  toc.whole = ReadTocJson(text, [&](const TocEntry& entry) {
    toc.entries.push_back(entry);
    return true;
  });
  return toc;
}

TEST(TocJson, EveryField) {
  const Toc toc = Read(R"({"version": 1, "entries": [{"name": "a", "type": "reg", "size": 5, "modtime": "T",
      "linkName": "l", "mode": 420, "uid": 1, "gid": 2, "offset": 3, "innerOffset": 4, "chunkOffset": 6, "devMajor": 7,
      "devMinor": 8, "digest": "sha256:x", "xattrs": {"user.a": "AQ==", "user.b": ""}}, {"name": "b"}]})");
  ASSERT_TRUE(toc.whole);
  ASSERT_EQ(toc.entries.size(), 2u);
  const TocEntry& a = toc.entries[0];
  EXPECT_THAT(std::vector({a.name, a.type, a.modtime, a.link_name, a.digest}),
              ElementsAre("a", "reg", "T", "l", "sha256:x"));
  EXPECT_THAT(
      std::vector({a.size, a.mode, a.uid, a.gid, a.offset, a.inner_offset, a.chunk_offset, a.dev_major, a.dev_minor}),
      ElementsAre(5, 420, 1, 2, 3, 4, 6, 7, 8));
  EXPECT_THAT(a.xattrs, ElementsAre(Pair("user.a", "\x01"), Pair("user.b", "")));
  EXPECT_EQ(toc.entries[1].name, "b");
  EXPECT_EQ(toc.entries[1].size, 0u) << "nothing stays of the entry before";
  EXPECT_THAT(toc.entries[1].xattrs, IsEmpty());
}

// Other versions may say more, anywhere, under the same names.
TEST(TocJson, WhatIsElsewhereIsNotLookedAt) {
  const Toc toc = Read(R"({"name": "no", "more": [[{"name": "no"}], {"entries": [{"name": "no"}]}],
      "tarSplitDigest": "x", "entries": [{"name": "a", "more": {"name": "no", "size": 9}, "list": [{"name": "no"}],
      "size": 1, "xattrs": {"deep": {"user.x": "AQ=="}}}], "size": 3})");
  ASSERT_TRUE(toc.whole);
  ASSERT_EQ(toc.entries.size(), 1u);
  EXPECT_EQ(toc.entries[0].name, "a");
  EXPECT_EQ(toc.entries[0].size, 1u);
  EXPECT_THAT(toc.entries[0].xattrs, IsEmpty());
}

// As Go's encoding/json reads it, which the runtimes do.
TEST(TocJson, KeysOfAnyCaseAndTheLastOfSeveral) {
  const Toc toc = Read(R"({"entries": [{"name": "a", "NAME": "b", "Size": 3, "linkname": "l"}]})");
  ASSERT_TRUE(toc.whole);
  EXPECT_EQ(toc.entries[0].name, "b");
  EXPECT_EQ(toc.entries[0].size, 3u);
  EXPECT_EQ(toc.entries[0].link_name, "l");
}

TEST(TocJson, WrongKindsAreAbsent) {
  const Toc toc = Read(R"({"entries": [{"name": 5, "size": "5", "mode": -1, "uid": 1.5, "gid": null, "type": true}]})");
  ASSERT_TRUE(toc.whole);
  ASSERT_EQ(toc.entries.size(), 1u);
  EXPECT_EQ(toc.entries[0].name + toc.entries[0].type, "");
  EXPECT_EQ(toc.entries[0].size + toc.entries[0].mode + toc.entries[0].uid + toc.entries[0].gid, 0u);
}

TEST(TocJson, WhatIsNoDocumentIsTold) {
  for (const char* text : {"", "no", "{", R"({"entries": [{"name": "a"})", R"({"entries": [{"name": "\xff"}]})"}) {
    EXPECT_FALSE(Read(text).whole) << text;
  }
  EXPECT_TRUE(Read("[]").whole) << "a document without entries";
  EXPECT_THAT(Read(R"({"entries": {"name": "a"}})").entries, IsEmpty());
}

TEST(TocJson, EndsWhenNoMoreIsWanted) {
  int given = 0;
  EXPECT_FALSE(ReadTocJson(R"({"entries": [{}, {}, {}]})", [&](const TocEntry&) { return ++given < 2; }));
  EXPECT_EQ(given, 2);
}

TEST(TocJson, DepthCostsNoStack) {
  const std::string deep(1 << 20, '[');
  EXPECT_FALSE(Read(R"({"entries": )" + deep).whole);
  EXPECT_TRUE(Read(R"({"x": )" + deep + std::string(1 << 20, ']') + R"(, "entries": [{"name": "a"}]})").whole);
}

}  // namespace
}  // namespace anatomy
