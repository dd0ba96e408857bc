#include "engine/query/glob.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "engine/query/matching_nodes.h"
#include "engine/query/pattern.h"

namespace anatomy {
namespace {

// Of the glob alone, without folders in front.
Automaton Compiled(std::string_view text) {
  return GlobAutomaton(text, [](std::string_view) { return std::nullopt; }).value();
}
bool Fits(const Automaton& glob, std::string_view subject) { return glob.Fits(glob.Step(glob.begin(), subject)); }
bool Fits(std::string_view text, std::string_view subject) { return Fits(Compiled(text), subject); }

bool IsAutomaton(const std::string& text) { return Pattern::Compile(PatternKind::kGlob, text)->automaton() != nullptr; }

// Too long for an automaton, a glob is an expression of PCRE2, which has to agree.
const std::string kLongEnd(64, 'z');
Pattern ExpressionOf(const std::string& text) {
  Result<Pattern> expression = Pattern::Compile(PatternKind::kGlob, text + kLongEnd);
  EXPECT_FALSE(expression->automaton());
  return std::move(*expression);
}
bool ExpressionFits(const Pattern& expression, const std::string& subject) {
  return expression.Matches(subject + kLongEnd).value();
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
  EXPECT_TRUE(IsAutomaton("a[b]"));
  EXPECT_FALSE(IsAutomaton("a[" + std::string(64, 'b') + "]"));
  EXPECT_TRUE(Fits("a\\[b", "a[b"));
  EXPECT_TRUE(IsAutomaton(std::string(63, 'a')));
  EXPECT_FALSE(IsAutomaton(std::string(64, 'a')));
  EXPECT_FALSE(IsAutomaton(std::string(58, 'a') + "/**/b"));
  EXPECT_TRUE(IsAutomaton("a**" + std::string(58, 'a')));
}

TEST(Glob, FitsWhatItsExpressionFits) {
  std::mt19937 random(11);
  const auto text_of = [&](const std::vector<std::string>& pieces, size_t most) {
    std::string text;
    for (size_t left = random() % (most + 1); left > 0; --left) text += pieces[random() % pieces.size()];
    return text;
  };
  int fitting = 0;
  for (int i = 0; i < 6'000; ++i) {
    const std::string text = "/" + text_of({"a", "a", "b", "/", "?", "*", "**", "**/", "/**/"}, 8) + "x";
    const Automaton glob = Compiled(text);
    const Pattern expression = ExpressionOf(text);
    for (int k = 0; k < 10; ++k) {
      const std::string subject = "/" + text_of({"a", "a", "b", "/"}, 7) + "x";
      const bool fits = Fits(glob, subject);
      ASSERT_EQ(fits, ExpressionFits(expression, subject)) << text << " " << subject;
      fitting += fits;
    }
  }
  EXPECT_GT(fitting, 1000);
}

TEST(Glob, BracketsTakeWhatTheirExpressionTakes) {
  for (const std::string text : {"[ab]", "[!ab]", "[^ab]", "[a-c]", "[]a]", "[!]a]", "[\\]a]", "[a-]", "[[:digit:]x]",
                                 "[[:upper:]]", "[![:alnum:]]", "[[]", "[a/b]", "[.-0]", "x[ab]*[!c]", "[ab]]"}) {
    const Result<Pattern> glob = Pattern::Compile(PatternKind::kGlob, text);
    ASSERT_TRUE(glob.ok()) << text;
    ASSERT_TRUE(glob->automaton()) << text;
    const Pattern expression = ExpressionOf(text);
    for (const std::string before : {"", "x"}) {
      for (int byte = 0; byte < 256; ++byte) {
        for (const std::string behind : {"", "]", "q"}) {
          const std::string subject = before + static_cast<char>(byte) + behind;
          ASSERT_EQ(glob->Matches(subject).value(), ExpressionFits(expression, subject)) << text << " " << subject;
        }
      }
    }
  }
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
  EXPECT_EQ(found("etc/[a].conf"), (std::vector<bool>{true, false, false}));
}

}  // namespace
}  // namespace anatomy
