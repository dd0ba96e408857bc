#include "engine/rootfs/whiteout.h"

#include <gtest/gtest.h>

namespace anatomy {
namespace {

struct MarkerRow {
  std::string_view name;
  Marker marker;
  std::string_view target = {};
};

// RULES.md §2, rules 2, 5, 6 and 7: every name that some tool gets wrong.
TEST(ParseWhiteout, Table) {
  for (const MarkerRow& row : {
           MarkerRow{"file", Marker::kNone},
           {"", Marker::kNone},
           {".wh", Marker::kNone},
           {"a.wh.b", Marker::kNone},
           {".WH.a", Marker::kNone},
           {".wh.a", Marker::kWhiteout, "a"},
           {".wh..hidden", Marker::kWhiteout, ".hidden"},
           {".wh. ", Marker::kWhiteout, " "},
           {".wh..wh..opq", Marker::kOpaque},
           {".wh..wh..opqX", Marker::kWhiteout, ".wh..opqX"},
           {".wh..opq", Marker::kWhiteout, ".opq"},
           {".wh..wh.a", Marker::kWhiteout, ".wh.a"},
           {".wh.", Marker::kInvalid},
           {".wh..", Marker::kInvalid},
           {".wh...", Marker::kInvalid},
           {".wh....", Marker::kWhiteout, "..."},
           {".wh..wh.plnk", Marker::kAufs},
           {".wh..wh.aufs", Marker::kAufs},
           {".wh..wh.orph", Marker::kAufs},
       }) {
    const WhiteoutName got = ParseWhiteout(row.name);
    EXPECT_EQ(got.marker, row.marker) << row.name;
    EXPECT_EQ(got.target, row.target) << row.name;
  }
}

TEST(LeadsThroughMarker, LooksAtDirectoriesOnly) {
  EXPECT_TRUE(LeadsThroughMarker(".wh..wh.plnk/1.2"));
  EXPECT_TRUE(LeadsThroughMarker("a/.wh.b/c"));
  EXPECT_FALSE(LeadsThroughMarker("a/b/.wh.c"));
  EXPECT_FALSE(LeadsThroughMarker(".wh.c"));
  EXPECT_FALSE(LeadsThroughMarker("a/b"));
}

}  // namespace
}  // namespace anatomy
