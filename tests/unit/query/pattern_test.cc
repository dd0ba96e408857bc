#include "engine/query/pattern.h"

#include <gtest/gtest.h>

#include <string>

#include "engine/base/limits.h"

namespace anatomy {
namespace {

bool Fits(PatternKind kind, std::string_view text, std::string_view subject) {
  Result<Pattern> pattern = Pattern::Compile(kind, text);
  EXPECT_TRUE(pattern) << text;
  return pattern && pattern->Matches(subject).value();
}

Error ErrorOf(PatternKind kind, std::string_view text) {
  const Result<Pattern> pattern = Pattern::Compile(kind, text);
  EXPECT_FALSE(pattern) << text;
  return pattern ? Error{.code = Code::kCount} : pattern.error();
}

TEST(Pattern, APartOfANameInAnyAsciiCase) {
  EXPECT_TRUE(Fits(PatternKind::kName, "READ", "readme.md"));
  EXPECT_TRUE(Fits(PatternKind::kName, "me", "ReadME"));
  EXPECT_TRUE(Fits(PatternKind::kName, "aab", "aaab"));
  EXPECT_FALSE(Fits(PatternKind::kName, "me.md.", "readme.md"));
  EXPECT_FALSE(Fits(PatternKind::kName, "longer", "long"));
  EXPECT_TRUE(Fits(PatternKind::kName, "*.[", "a*.[b")) << "nothing is special";
  EXPECT_TRUE(Fits(PatternKind::kName, "", "anything"));
  EXPECT_FALSE(Fits(PatternKind::kName, "É", "é")) << "case is that of ASCII";
}

TEST(Pattern, ASlashMakesItOneForPaths) {
  EXPECT_FALSE(Pattern::Compile(PatternKind::kName, "etc").value().is_for_paths());
  EXPECT_TRUE(Pattern::Compile(PatternKind::kName, "etc/").value().is_for_paths());
  EXPECT_TRUE(Pattern::Compile(PatternKind::kGlob, "/etc/*").value().is_for_paths());
  EXPECT_TRUE(Pattern::Compile(PatternKind::kRegex, "^/etc/").value().is_for_paths());
}

TEST(Pattern, GlobsFitTheWhole) {
  EXPECT_TRUE(Fits(PatternKind::kGlob, "*.conf", "NGINX.conf"));
  EXPECT_FALSE(Fits(PatternKind::kGlob, "*.conf", "nginx.conf.d"));
  EXPECT_TRUE(Fits(PatternKind::kGlob, "lib?.so", "libz.so"));
  EXPECT_TRUE(Fits(PatternKind::kGlob, "lib[a-c!].so", "libb.so"));
  EXPECT_FALSE(Fits(PatternKind::kGlob, "lib[!a-c].so", "libb.so"));
  EXPECT_TRUE(Fits(PatternKind::kGlob, "v[[:digit:]]", "v7"));
  EXPECT_TRUE(Fits(PatternKind::kGlob, "a\\*b", "a*b"));
  EXPECT_FALSE(Fits(PatternKind::kGlob, "a\\*b", "axb"));
  EXPECT_TRUE(Fits(PatternKind::kGlob, "(a|b)+$", "(a|b)+$")) << "what is special to expressions is not to globs";
  EXPECT_TRUE(Fits(PatternKind::kGlob, "*", ".hidden"));
}

TEST(Pattern, GlobsOfPaths) {
  EXPECT_TRUE(Fits(PatternKind::kGlob, "/etc/*.conf", "/etc/a.conf"));
  EXPECT_FALSE(Fits(PatternKind::kGlob, "/etc/*.conf", "/usr/etc/a.conf"));
  EXPECT_FALSE(Fits(PatternKind::kGlob, "/etc/*.conf", "/etc/a/b.conf")) << "a star stays in its folder";
  EXPECT_TRUE(Fits(PatternKind::kGlob, "/etc/**/*.conf", "/etc/a/b/c.conf"));
  EXPECT_TRUE(Fits(PatternKind::kGlob, "etc/*.conf", "/etc/a.conf"));
  EXPECT_TRUE(Fits(PatternKind::kGlob, "etc/*.conf", "/usr/etc/a.conf"));
  EXPECT_FALSE(Fits(PatternKind::kGlob, "etc/*.conf", "/usr/xetc/a.conf"));
}

TEST(Pattern, RegularExpressionsFitAnywhere) {
  EXPECT_TRUE(Fits(PatternKind::kRegex, "\\.so(\\.\\d+)*$", "libc.SO.6"));
  EXPECT_FALSE(Fits(PatternKind::kRegex, "\\.so(\\.\\d+)*$", "libc.so.6a"));
  EXPECT_TRUE(Fits(PatternKind::kRegex, "^(?!lib).*z", "zlib"));
  EXPECT_TRUE(Fits(PatternKind::kRegex, "(.)\\1", "aa"));
  EXPECT_TRUE(Fits(PatternKind::kRegex, "a.b$", "a\nb")) << "a newline is a character like others";
  EXPECT_FALSE(Fits(PatternKind::kRegex, "b$", "b\n"));
  EXPECT_FALSE(Fits(PatternKind::kRegex, "^b", "a\nb"));
}

TEST(Pattern, NamesAndPatternsOfAnyBytes) {
  const std::string latin = "caf\xE9";
  EXPECT_TRUE(Fits(PatternKind::kName, "\xE9", latin));
  EXPECT_TRUE(Fits(PatternKind::kGlob, "caf?", latin));
  EXPECT_TRUE(Fits(PatternKind::kRegex, "^caf.$", latin));
  EXPECT_TRUE(Fits(PatternKind::kRegex, "\\xE9", latin));
  EXPECT_TRUE(Fits(PatternKind::kRegex, "caf\xC3\xA9", "caf\xC3\xA9")) << "UTF-8 fits itself";
  EXPECT_TRUE(Fits(PatternKind::kName, std::string_view("\0b", 2), std::string_view("a\0b", 3)));
  EXPECT_TRUE(Fits(PatternKind::kRegex, "a", std::string_view("\0a", 2)));
}

TEST(Pattern, WhatIsWrongAndWhere) {
  const auto expect = [](PatternKind kind, std::string_view text, std::string_view detail, uint64_t offset) {
    const Error error = ErrorOf(kind, text);
    EXPECT_EQ(error.code, Code::kPatternInvalid) << text;
    EXPECT_EQ(error.detail, detail) << text;
    EXPECT_EQ(error.offset, offset) << text;
  };
  expect(PatternKind::kRegex, "a(b", "missing-parenthesis", 3);
  expect(PatternKind::kRegex, "ab)", "unmatched-parenthesis", 2);
  expect(PatternKind::kRegex, "[a-", "missing-bracket", 3);
  expect(PatternKind::kRegex, "[z-a]", "class-range", 3);
  expect(PatternKind::kRegex, "*a", "quantifier", 0);
  expect(PatternKind::kRegex, "a\\", "end-backslash", 2);
  expect(PatternKind::kRegex, "\\p{L}", "unknown-escape", 2);
  expect(PatternKind::kRegex, "(*UTF)a", "other", 6);
  expect(PatternKind::kGlob, "a[b", "missing-bracket", 3);
  expect(PatternKind::kGlob, "x/a[b", "missing-bracket", 5);
  expect(PatternKind::kGlob, "[z-a]", "class-range", 4);
  expect(PatternKind::kName, std::string(limits::kPatternBytes + 1, 'a'), "too-long", limits::kPatternBytes);
  expect(PatternKind::kRegex, "((((a{999}){999}){999}){999})", "too-long", 29);
}

// Not one of them may take longer than its steps; the clock of the test runner tells if one does.
TEST(Pattern, HostileExpressionsGiveUp) {
  const std::string many(10'000, 'a');
  for (const char* text :
       {"(a+)+$", "(a+)+\\b$", "(a|aa)+\\b$", "(.*)*b", "(a?){50}a{50}b", "(?R)?a+b", "^(a+)+\\1c"}) {
    const Result<Pattern> pattern = Pattern::Compile(PatternKind::kRegex, text);
    const std::optional<bool> matches = pattern->Matches(many + "!");
    EXPECT_NE(matches, true) << text;
  }
  EXPECT_EQ(Pattern::Compile(PatternKind::kRegex, "(a+)+\\b$").value().Matches(many + "!"), std::nullopt);
  EXPECT_EQ(Pattern::Compile(PatternKind::kRegex, "(a+)+\\b$").value().Matches("aaa"), true);
}

TEST(Pattern, ManyStarsAreQuick) {
  EXPECT_FALSE(Fits(PatternKind::kGlob, "*a*a*a*a*a*a*a*a*a*a*b", std::string(1000, 'a')));
  EXPECT_TRUE(Fits(PatternKind::kGlob, "*a*a*a*a*a*a*a*a*a*a*b", std::string(1000, 'a') + "b"));
}

}  // namespace
}  // namespace anatomy
