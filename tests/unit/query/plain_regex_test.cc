#include "engine/query/plain_regex.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "engine/query/pattern.h"

namespace anatomy {
namespace {

Pattern Compiled(const std::string& text) {
  Result<Pattern> pattern = Pattern::Compile(PatternKind::kRegex, text);
  EXPECT_TRUE(pattern.ok()) << text;
  return std::move(*pattern);
}

bool IsPlain(const std::string& text) { return Compiled(text).automaton() != nullptr; }

TEST(PlainRegex, WhatIsPlain) {
  for (const char* text : {"", "lib", "^lib", "so$", "^$", "\\.so", "a.*b", "a+b?", "[0-9]+", "[^/]*", "[]a]", "[\\]a]",
                           "\\d\\.", "a*?b", "a b#", "x]y}", "\xff+", "usr/.*/lib.*h$", "[[:alpha:]]x"}) {
    EXPECT_TRUE(IsPlain(text)) << text;
  }
  for (const char* text : {"a|b", "(a)", "a{2}", "{", "a*+b", "\\bx", "\\x41", "(a)\\1", "\\Qa\\E", "a^", "$a", "\\n",
                           "(?i)a", "[[:<:]]a", "[^\\d\\D]"}) {
    EXPECT_FALSE(IsPlain(text)) << text;
  }
  EXPECT_TRUE(IsPlain(std::string(60, 'a')));
  EXPECT_FALSE(IsPlain(std::string(61, 'a')));
}

// In a group it is left to PCRE2, which has to agree.
TEST(PlainRegex, FitsWhatItsExpressionFits) {
  std::mt19937 random(12);
  const std::vector<std::string> atoms = {"a",    "A",     "b",   "/",   ".",   "\\.",          "[ab]",
                                          "[^a]", "[b-z]", "\\d", "\\W", "\\/", "[[:digit:]/]", "\xe9"};
  const std::vector<std::string> times = {"", "", "", "*", "+", "?", "*?", "+?", "??"};
  const std::vector<std::string> bytes = {"a", "b", "B", "/", ".", "1", "\xe9", "\n"};
  const auto one_of = [&](const std::vector<std::string>& list) { return list[random() % list.size()]; };
  int fitting = 0;
  for (int i = 0; i < 3'000; ++i) {
    std::string text = random() % 3 == 0 ? "^" : "";
    for (size_t left = random() % 6; left > 0; --left) text += one_of(atoms) + one_of(times);
    if (random() % 3 == 0) text += "$";
    const Pattern plain = Compiled(text);
    const Pattern expression = Compiled("(?:" + text + ")");
    ASSERT_TRUE(plain.automaton()) << text;
    ASSERT_FALSE(expression.automaton()) << text;
    for (int k = 0; k < 5; ++k) {
      std::string subject;
      for (size_t left = random() % 7; left > 0; --left) subject += one_of(bytes);
      const bool fits = plain.Matches(subject).value();
      ASSERT_EQ(fits, expression.Matches(subject).value()) << text << " " << subject;
      fitting += fits;
    }
  }
  EXPECT_GT(fitting, 1'500);
  EXPECT_LT(fitting, 13'500);
}

TEST(PlainRegex, TakesItsTimeForNothing) {
  const Pattern pattern = Compiled("a*a*a*a*a*a*a*a*a*a*a*a*b$");
  EXPECT_EQ(pattern.Matches(std::string(10'000, 'a')), false);
  EXPECT_EQ(pattern.Matches(std::string(10'000, 'a') + "b"), true);
}

}  // namespace
}  // namespace anatomy
