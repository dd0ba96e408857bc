#include "engine/query/plain_regex.h"

#include <gtest/gtest.h>

#include <functional>
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
  for (const char* text : {"",
                           "lib",
                           "^lib",
                           "so$",
                           "^$",
                           "\\.so",
                           "a.*b",
                           "a+b?",
                           "[0-9]+",
                           "[^/]*",
                           "[]a]",
                           "[\\]a]",
                           "\\d\\.",
                           "a*?b",
                           "a b#",
                           "x]y}",
                           "\xff+",
                           "usr/.*/lib.*h$",
                           "[[:alpha:]]x",
                           "a|b",
                           "(a)",
                           "(?:a|b)+",
                           "()",
                           "a^",
                           "$a",
                           "(^a)",
                           "(a$|b)+",
                           "(^|/)bin$",
                           "^^a$$",
                           "(^a?)*$",
                           "a|",
                           "^a|b$",
                           "^(lib|bin)/",
                           "a{2}",
                           "a{2,}?",
                           "(ab){0,3}",
                           "a{0}",
                           "\\.(so|a)(\\.[0-9]+)*$",
                           "((a|b){2}|c)?"}) {
    EXPECT_TRUE(IsPlain(text)) << text;
  }
  for (const char* text :
       {"{",       "a{",  "a{,2}", "a{x}",   "a{1,2,3}", "a*+b",    "(a)++", "\\bx",       "\\x41",    "(a)\\1",
        "\\Qa\\E", "\\n", "(?i)a", "(?i:a)", "(?=a)",    "(?<n>a)", "(?>a)", "(*COMMIT)a", "[[:<:]]a", "[^\\d\\D]"}) {
    EXPECT_FALSE(IsPlain(text)) << text;
  }
}

TEST(PlainRegex, HasRoomForSomePartsOnly) {
  EXPECT_TRUE(IsPlain(std::string(60, 'a')));
  EXPECT_FALSE(IsPlain(std::string(62, 'a')));
  EXPECT_TRUE(IsPlain("(a{5}){12}"));
  EXPECT_FALSE(IsPlain("(a{5}){13}"));
  EXPECT_FALSE(IsPlain("(((){9}){9}){9}")) << "takes no parts, but without end";
  EXPECT_FALSE(IsPlain(std::string(100, '(') + std::string(100, ')')));
}

// With an empty look-around it is left to PCRE2, which has to agree.
TEST(PlainRegex, FitsWhatItsExpressionFits) {
  std::mt19937 random(12);
  const std::vector<std::string> atoms = {"a",    "A",     "b",   "/",   ".",   "\\.",          "[ab]",
                                          "[^a]", "[b-z]", "\\d", "\\W", "\\/", "[[:digit:]/]", "\xe9"};
  const std::vector<std::string> times = {"", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{0,2}", "{1,}"};
  const std::vector<std::string> bytes = {"a", "b", "B", "/", ".", "1", "\xe9", "\n"};
  const auto one_of = [&](const std::vector<std::string>& list) { return list[random() % list.size()]; };
  const std::function<std::string(int)> sequence = [&](int depth) {
    std::string text;
    for (size_t left = random() % 5; left > 0; --left) {
      if (depth < 2 && random() % 4 == 0) {
        text += random() % 2 ? "(" : "(?:";
        text += sequence(depth + 1);
        for (size_t more = random() % 3; more > 0; --more) text += "|" + sequence(depth + 1);
        text += ")";
      } else {
        text += one_of(atoms);
      }
      text += one_of(times);
      if (random() % 10 == 0) text += one_of({"^", "$"});
    }
    return text;
  };
  int plain = 0, fitting = 0;
  for (int i = 0; i < 5'000; ++i) {
    std::string text;
    for (size_t more = random() % 3 == 0 ? 2 : 1; more > 0; --more) {
      if (!text.empty()) text += "|";
      text += random() % 3 == 0 ? "^" : "";
      text += sequence(0);
      text += random() % 3 == 0 ? "$" : "";
    }
    const Pattern pattern = Compiled(text);
    const Pattern expression = Compiled("(?=)(?:" + text + ")");
    ASSERT_FALSE(expression.automaton()) << text;
    if (!pattern.automaton()) continue;
    ++plain;
    for (int k = 0; k < 5; ++k) {
      std::string subject;
      for (size_t left = random() % 9; left > 0; --left) subject += one_of(bytes);
      const bool fits = pattern.Matches(subject).value();
      const std::optional<bool> wanted = expression.Matches(subject);
      ASSERT_EQ(fits, wanted.value_or(fits)) << text << " " << subject;
      fitting += fits;
    }
  }
  EXPECT_GT(plain, 4'000) << "the others have too many parts";
  EXPECT_GT(fitting, 2'000);
  EXPECT_LT(fitting, 5 * plain - 2'000);
}

TEST(PlainRegex, TakesItsTimeForNothing) {
  const Pattern pattern = Compiled("a*a*a*a*a*a*a*a*a*a*a*a*b$");
  EXPECT_EQ(pattern.Matches(std::string(10'000, 'a')), false);
  EXPECT_EQ(pattern.Matches(std::string(10'000, 'a') + "b"), true);
  EXPECT_EQ(Compiled("(a+)+$").Matches(std::string(10'000, 'a') + "b"), false);
}

}  // namespace
}  // namespace anatomy
