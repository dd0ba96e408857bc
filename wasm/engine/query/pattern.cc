#include "engine/query/pattern.h"

#include <pcre2.h>

#include <algorithm>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/limits.h"
#include "engine/query/glob.h"
#include "engine/query/plain_regex.h"

namespace anatomy {
namespace {

PCRE2_SPTR AsUnits(std::string_view text) { return reinterpret_cast<PCRE2_SPTR>(text.data()); }

bool ContainsAnyCase(std::string_view text, std::string_view lower_part) {
  if (lower_part.empty()) return true;
  if (text.size() < lower_part.size()) return false;
  const size_t last = text.size() - lower_part.size();
  for (size_t at = 0; at <= last; ++at) {
    if (AsciiLower(text[at]) != lower_part[0]) continue;
    size_t same = 1;
    while (same < lower_part.size() && AsciiLower(text[at + same]) == lower_part[same]) ++same;
    if (same == lower_part.size()) return true;
  }
  return false;
}

std::string_view ReasonOf(int error) {
  switch (error) {
    case PCRE2_ERROR_END_BACKSLASH:
      return "end-backslash";
    case PCRE2_ERROR_UNKNOWN_ESCAPE:
    case PCRE2_ERROR_ESCAPE_INVALID_IN_CLASS:
    case PCRE2_ERROR_UNSUPPORTED_ESCAPE_SEQUENCE:
    case PCRE2_ERROR_UNICODE_PROPERTIES_UNAVAILABLE:
      return "unknown-escape";
    case PCRE2_ERROR_QUANTIFIER_OUT_OF_ORDER:
    case PCRE2_ERROR_QUANTIFIER_TOO_BIG:
    case PCRE2_ERROR_QUANTIFIER_INVALID:
      return "quantifier";
    case PCRE2_ERROR_MISSING_SQUARE_BRACKET:
      return "missing-bracket";
    case PCRE2_ERROR_CLASS_RANGE_ORDER:
    case PCRE2_ERROR_CLASS_INVALID_RANGE:
    case PCRE2_ERROR_UNKNOWN_POSIX_CLASS:
    case PCRE2_ERROR_CONVERT_SYNTAX:
      return "class-range";
    case PCRE2_ERROR_MISSING_CLOSING_PARENTHESIS:
      return "missing-parenthesis";
    case PCRE2_ERROR_UNMATCHED_CLOSING_PARENTHESIS:
      return "unmatched-parenthesis";
    case PCRE2_ERROR_INVALID_AFTER_PARENS_QUERY:
    case PCRE2_ERROR_BAD_SUBPATTERN_REFERENCE:
      return "group";
    case PCRE2_ERROR_PATTERN_TOO_LARGE:
    case PCRE2_ERROR_PATTERN_TOO_COMPLICATED:
    case PCRE2_ERROR_PATTERN_STRING_TOO_LONG:
    case PCRE2_ERROR_PARENTHESES_NEST_TOO_DEEP:
      return "too-long";
    default:
      return "other";
  }
}

Error Invalid(int error, size_t offset) {
  return {.code = Code::kPatternInvalid, .detail = std::string(ReasonOf(error)), .offset = offset};
}

// The expression that fits what the glob fits. It is made of atomic groups, so that many stars cost no more than one.
Result<std::string> ExpressionOfGlob(std::string_view glob) {
  PCRE2_UCHAR* converted = nullptr;
  PCRE2_SIZE length = 0;
  const int error = pcre2_pattern_convert(AsUnits(glob), glob.size(), PCRE2_CONVERT_GLOB, &converted, &length, nullptr);
  if (error != 0) return Invalid(error, length);
  std::string expression(reinterpret_cast<const char*>(converted), length);
  pcre2_converted_pattern_free(converted);
  return expression;
}

}  // namespace

class Pattern::Expression {
 public:
  static Result<std::unique_ptr<const Expression>> Compile(std::string_view text) {
    int error = 0;
    PCRE2_SIZE offset = 0;
    constexpr uint32_t kOptions = PCRE2_CASELESS | PCRE2_DOTALL | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_UTF;
    pcre2_code* code = pcre2_compile(AsUnits(text), text.size(), kOptions, &error, &offset, nullptr);
    if (!code) return Invalid(error, offset);
    return std::unique_ptr<const Expression>(new Expression(code));
  }
  Expression(const Expression&) = delete;
  Expression& operator=(const Expression&) = delete;
  ~Expression() {
    pcre2_match_context_free(limits_);
    pcre2_match_data_free(match_);
    pcre2_code_free(code_);
  }

  std::optional<bool> Matches(std::string_view subject, uint32_t options = 0) const {
    const int found = pcre2_match(code_, AsUnits(subject), subject.size(), 0, options, match_, limits_);
    if (found >= 0) return true;
    if (found == PCRE2_ERROR_NOMATCH) return false;
    return std::nullopt;
  }

  // Of an expression that takes one at a time.
  ByteSet Bytes() const {
    ByteSet bytes;
    for (size_t byte = 0; byte < bytes.size(); ++byte) {
      const char subject = static_cast<char>(byte);
      bytes[byte] = Matches({&subject, 1}, PCRE2_ANCHORED | PCRE2_ENDANCHORED).value_or(false);
    }
    return bytes;
  }

 private:
  explicit Expression(pcre2_code* code)
      : code_(code), match_(pcre2_match_data_create(1, nullptr)), limits_(pcre2_match_context_create(nullptr)) {
    pcre2_set_match_limit(limits_, limits::kMatchSteps);
    pcre2_set_heap_limit(limits_, limits::kMatchKibibytes);
  }

  pcre2_code* code_;
  pcre2_match_data* match_;
  pcre2_match_context* limits_;
};

Pattern::Pattern(bool for_paths) : for_paths_(for_paths) {}
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

Result<Pattern> Pattern::Compile(PatternKind kind, std::string_view text) {
  if (text.size() > limits::kPatternBytes) return Invalid(PCRE2_ERROR_PATTERN_STRING_TOO_LONG, limits::kPatternBytes);
  const bool for_paths = text.find('/') != std::string_view::npos;
  Pattern pattern(for_paths);
  if (kind == PatternKind::kName) {
    pattern.part_ = text;
    std::ranges::transform(pattern.part_, pattern.part_.begin(), AsciiLower);
    return pattern;
  }
  const Status compiled = kind == PatternKind::kGlob ? pattern.CompileGlob(text) : pattern.CompileRegex(text);
  if (!compiled) return compiled.error();
  return pattern;
}

Status Pattern::CompileGlob(std::string_view text) {
  const std::string_view any_folders = for_paths_ && !text.starts_with('/') ? "**/" : "";
  const std::string glob = std::string(any_folders).append(text);
  const Result<std::string> expression = ExpressionOfGlob(glob);
  if (!expression) {
    Error error = expression.error();
    error.offset = std::max<uint64_t>(*error.offset, any_folders.size()) - any_folders.size();
    return error;
  }
  automaton_ = GlobAutomaton(glob, [](std::string_view brackets) -> std::optional<ByteSet> {
    const Result<std::string> alone = ExpressionOfGlob(brackets);
    return alone ? BytesOf(*alone) : std::nullopt;
  });
  return automaton_ ? Ok() : CompileExpression(*expression, text.size());
}

Status Pattern::CompileRegex(std::string_view text) {
  Status compiled = CompileExpression(text, text.size());
  if (!compiled) return compiled;
  automaton_ = PlainRegexAutomaton(text, BytesOf);
  if (automaton_) expression_ = nullptr;
  return Ok();
}

// `last_offset`: of what the person typed.
Status Pattern::CompileExpression(std::string_view expression, size_t last_offset) {
  Result<std::unique_ptr<const Expression>> compiled = Expression::Compile(expression);
  if (!compiled) {
    Error error = compiled.error();
    error.offset = std::min<uint64_t>(*error.offset, last_offset);
    return error;
  }
  expression_ = std::move(*compiled);
  return Ok();
}

std::optional<ByteSet> Pattern::BytesOf(std::string_view expression) {
  const Result<std::unique_ptr<const Expression>> compiled = Expression::Compile(expression);
  if (!compiled) return std::nullopt;
  return (*compiled)->Bytes();
}

std::optional<bool> Pattern::Matches(std::string_view subject) const {
  if (automaton_) return automaton_->Fits(automaton_->Step(automaton_->begin(), subject));
  return expression_ ? expression_->Matches(subject) : ContainsAnyCase(subject, part_);
}

}  // namespace anatomy
