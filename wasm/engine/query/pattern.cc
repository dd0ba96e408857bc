#include "engine/query/pattern.h"

#include <pcre2.h>

#include <algorithm>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/limits.h"

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

struct Pattern::Expression {
  pcre2_code* code = nullptr;
  pcre2_match_data* match = nullptr;
  pcre2_match_context* limits = nullptr;

  explicit Expression(pcre2_code* compiled)
      : code(compiled), match(pcre2_match_data_create(1, nullptr)), limits(pcre2_match_context_create(nullptr)) {
    pcre2_set_match_limit(limits, limits::kMatchSteps);
    pcre2_set_heap_limit(limits, limits::kMatchKibibytes);
  }
  Expression(const Expression&) = delete;
  Expression& operator=(const Expression&) = delete;
  ~Expression() {
    pcre2_match_context_free(limits);
    pcre2_match_data_free(match);
    pcre2_code_free(code);
  }
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
  std::string expression(text);
  if (kind == PatternKind::kGlob) {
    const std::string_view any_folders = for_paths && !text.starts_with('/') ? "**/" : "";
    const std::string glob = std::string(any_folders).append(text);
    Result<std::string> converted = ExpressionOfGlob(glob);
    if (!converted) {
      Error error = converted.error();
      error.offset = std::max<uint64_t>(*error.offset, any_folders.size()) - any_folders.size();
      return error;
    }
    pattern.glob_ = Glob::Compile(glob);
    if (pattern.glob_) return pattern;
    expression = std::move(*converted);
  }
  int error = 0;
  PCRE2_SIZE offset = 0;
  constexpr uint32_t kOptions = PCRE2_CASELESS | PCRE2_DOTALL | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_UTF;
  pcre2_code* code = pcre2_compile(AsUnits(expression), expression.size(), kOptions, &error, &offset, nullptr);
  if (!code) return Invalid(error, std::min<size_t>(offset, text.size()));
  pattern.expression_ = std::make_unique<const Expression>(code);
  return pattern;
}

std::optional<bool> Pattern::Matches(std::string_view subject) const {
  if (glob_) return glob_->Fits(glob_->Step(glob_->begin(), subject));
  if (!expression_) return ContainsAnyCase(subject, part_);
  const int found =
      pcre2_match(expression_->code, AsUnits(subject), subject.size(), 0, 0, expression_->match, expression_->limits);
  if (found >= 0) return true;
  if (found == PCRE2_ERROR_NOMATCH) return false;
  return std::nullopt;
}

}  // namespace anatomy
