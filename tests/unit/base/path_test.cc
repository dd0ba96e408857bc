#include "engine/base/path.h"

#include <gtest/gtest.h>

namespace anatomy {
namespace {

struct PathRow {
  std::string_view raw;
  std::string_view path;
  bool escaped = false;
};

// The forms that archives really carry, and those made to break out of the root (RULES.md §2, rule 18).
TEST(NormalisePath, Table) {
  for (const PathRow& row : {
           PathRow{"", ""},
           {"/", ""},
           {".", ""},
           {"./", ""},
           {"a", "a"},
           {"a/", "a"},
           {"./a/b/", "a/b"},
           {"/a/b", "a/b"},
           {"//a///b//", "a/b"},
           {"a/./b", "a/b"},
           {"a/../b", "b"},
           {"a/b/../../c", "c"},
           {"a/..", ""},
           {"..", "", true},
           {"../a", "a", true},
           {"/../../a", "a", true},
           {"a/../../b", "b", true},
           {"...", "..."},
           {"a\\b", "a\\b"},
           {"..\\a", "..\\a"},
           {" ", " "},
           {"a/ /b", "a/ /b"},
           {"\xff/\x01", "\xff/\x01"},
       }) {
    const NormalisedPath got = NormalisePath(row.raw);
    EXPECT_EQ(got.path, row.path) << row.raw;
    EXPECT_EQ(got.escaped_root, row.escaped) << row.raw;
    EXPECT_EQ(NormalisePath(got.path).path, got.path) << "normalising twice changes nothing";
  }
}

TEST(Paths, ParentAndBase) {
  EXPECT_EQ(ParentPath("a/b/c"), "a/b");
  EXPECT_EQ(BaseName("a/b/c"), "c");
  EXPECT_EQ(ParentPath("c"), "");
  EXPECT_EQ(BaseName("c"), "c");
  EXPECT_EQ(ParentPath(""), "");
  EXPECT_EQ(BaseName(""), "");
}

// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
TEST(Utf8, AcceptsAndRefuses) {
  for (const std::string_view good :
       {"", "a", "é", "日本", "\xf0\x9f\x90\xb3", "\xef\xbf\xbf", "\xf4\x8f\xbf\xbf", "\xed\x9f\xbf"}) {
    EXPECT_TRUE(IsUtf8(good)) << good;
    EXPECT_EQ(ToUtf8(good), good);
  }
  for (const std::string_view bad :
       {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80", "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80", "\xff", "a\xc3", "\xe2\x82", "\xf0\x9f\x90", "\xc3(", "\xe9t\xe9"}) {
    EXPECT_FALSE(IsUtf8(bad)) << bad;
    EXPECT_TRUE(IsUtf8(ToUtf8(bad))) << "what is shown is always UTF-8";
  }
  EXPECT_EQ(ToUtf8("a\xff"
                   "b"),
            "a\xef\xbf\xbd"
            "b");
}

}  // namespace
}  // namespace anatomy
