#include "engine/query/glob.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "engine/query/matching_nodes.h"
#include "engine/query/pattern.h"

namespace anatomy {
namespace {

bool Fits(std::string_view text, std::string_view subject) {
  const Glob glob = Glob::Compile(text).value();
  return glob.Fits(glob.Step(glob.begin(), subject));
}

TEST(Glob, StarsInAName) {
  EXPECT_TRUE(Fits("*", ""));
  EXPECT_TRUE(Fits("a*b*c", "abc"));
  EXPECT_TRUE(Fits("a*b*c", "aXbcXbXc"));
  EXPECT_FALSE(Fits("a*b*c", "aXbX"));
  EXPECT_FALSE(Fits("*", "a/b"));
  EXPECT_FALSE(Fits("a?b", "a/b"));
  EXPECT_TRUE(Fits("", ""));
  EXPECT_FALSE(Fits("", "a"));
}

TEST(Glob, DoubleStarsStandForFoldersOrForAnything) {
  EXPECT_TRUE(Fits("**/b", "b"));
  EXPECT_TRUE(Fits("**/b", "/b"));
  EXPECT_TRUE(Fits("**/b", "a/a/b"));
  EXPECT_FALSE(Fits("**/b", "ab"));
  EXPECT_TRUE(Fits("/**/b", "/b"));
  EXPECT_FALSE(Fits("/**/b", "/ab"));
  EXPECT_TRUE(Fits("/a/**/**/b", "/a/b"));
  EXPECT_TRUE(Fits("**/**/**/**/b", "b"));
  EXPECT_TRUE(Fits("**/**/**/**/b", "/a/b"));
  EXPECT_FALSE(Fits("**/**/**/**/b", "ab"));
  EXPECT_TRUE(Fits("/a/**", "/a/b/c"));
  EXPECT_FALSE(Fits("/a/**", "/a"));
  EXPECT_TRUE(Fits("a**b", "a/x/b"));
  EXPECT_TRUE(Fits("**/*.txt", "/x/y.txt"));
}

TEST(Glob, WhatItLeavesToExpressions) {
  EXPECT_FALSE(Glob::Compile("a[b]"));
  EXPECT_TRUE(Glob::Compile("a\\[b"));
  EXPECT_TRUE(Fits("a\\[b", "a[b"));
  EXPECT_TRUE(Glob::Compile(std::string(60, 'a')));
  EXPECT_FALSE(Glob::Compile(std::string(61, 'a')));
  EXPECT_FALSE(Glob::Compile(std::string(58, 'a') + "/**/b"));
}

// A glob with brackets is an expression of PCRE2, which has to agree.
TEST(Glob, FitsWhatItsExpressionFits) {
  std::mt19937 random(11);
  const auto text_of = [&](const std::vector<std::string>& pieces, size_t most) {
    std::string text;
    for (size_t left = random() % (most + 1); left > 0; --left) text += pieces[random() % pieces.size()];
    return text;
  };
  int fitting = 0;
  for (int i = 0; i < 60'000; ++i) {
    const std::string text = "/" + text_of({"a", "a", "b", "/", "?", "*", "**", "**/", "/**/"}, 8) + "x";
    const std::string subject = "/" + text_of({"a", "a", "b", "/"}, 7) + "x";
    const bool fits = Fits(text, subject);
    const Result<Pattern> expression = Pattern::Compile(PatternKind::kGlob, text + "[y]");
    ASSERT_FALSE(expression->glob());
    ASSERT_EQ(fits, expression->Matches(subject + "y").value()) << text << " " << subject;
    fitting += fits;
  }
  EXPECT_GT(fitting, 1000);
}

TEST(Glob, GoesOnFromAFolder) {
  PathTrie paths;
  const NodeId etc = paths.GetChild(paths.GetChild(kRootNode, "usr"), "etc");
  const NodeId file = paths.GetChild(etc, "a.conf");
  const NodeId deeper = paths.GetChild(paths.GetChild(etc, "conf.d"), "b.conf");
  const NodeId other = paths.GetChild(kRootNode, "a.conf");
  const auto found = [&](std::string_view text) {
    const Result<Pattern> pattern = Pattern::Compile(PatternKind::kGlob, text);
    const std::vector<bool> nodes = MatchingNodes(paths, *pattern).value();
    const auto has = [&](NodeId node) { return nodes[static_cast<uint32_t>(node)]; };
    EXPECT_FALSE(has(kRootNode));
    return std::vector<bool>{has(file), has(deeper), has(other)};
  };
  EXPECT_EQ(found("etc/*.conf"), (std::vector<bool>{true, false, false}));
  EXPECT_EQ(found("/usr/**/*.conf"), (std::vector<bool>{true, true, false}));
  EXPECT_EQ(found("/*.conf"), (std::vector<bool>{false, false, true}));
  EXPECT_EQ(found("etc/[a].conf"), (std::vector<bool>{true, false, false})) << "an expression";
}

}  // namespace
}  // namespace anatomy
