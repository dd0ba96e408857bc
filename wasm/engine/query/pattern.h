// What a person types to find names: a part of a name, a glob, or a regular expression. All three look at bytes, since
// names need not be UTF-8, and take the letters A–Z for a–z; other letters are told apart by case, and one that takes
// two bytes is two for `.`, `?` and what is between brackets.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/error.h"
#include "engine/query/automaton.h"

namespace anatomy {

enum class PatternKind : uint8_t { kName, kGlob, kRegex };

/// A pattern with a '/' in it is for the whole path, which begins with '/'; any other for the name alone.
///
/// - kName: occurs anywhere in it.
/// - kGlob: fits all of it. `*` and `?` do not cross a '/', `**` does; `[a-z]`, `[!a-z]`, `[[:digit:]]`; `\` takes the
///   next character as it is. A path may begin with any folders unless the glob begins with '/': "etc/*.conf" fits
///   "/etc/a.conf" and "/usr/etc/b.conf".
/// - kRegex: fits anywhere in it, in the syntax of PCRE2; `^` and `$` are beginning and end of the whole.
class Pattern {
 public:
  /// Error: pattern-invalid. Its detail is one of "end-backslash", "unknown-escape", "quantifier", "missing-bracket",
  /// "class-range", "missing-parenthesis", "unmatched-parenthesis", "group", "too-long", "other"; its offset a byte of
  /// `text`.
  static Result<Pattern> Compile(PatternKind kind, std::string_view text);

  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;
  ~Pattern();

  bool is_for_paths() const { return for_paths_; }
  /// nullopt: it would take too long to tell (limits::kMatchSteps), as with "(a+)+\b$" and many an a.
  std::optional<bool> Matches(std::string_view subject) const;
  /// For whom it is quicker to go on from what led to a subject; null: it is a name, or not as simple as that.
  const Automaton* automaton() const { return automaton_ ? &*automaton_ : nullptr; }

 private:
  class Expression;
  explicit Pattern(bool for_paths);
  Status CompileGlob(std::string_view text);
  Status CompileRegex(std::string_view text);
  Status CompileExpression(std::string_view expression, size_t last_offset);
  static std::optional<ByteSet> BytesOf(std::string_view expression);

  bool for_paths_;
  // One of these.
  std::string part_;  // in small letters
  std::optional<Automaton> automaton_;
  std::unique_ptr<const Expression> expression_;
};

}  // namespace anatomy
