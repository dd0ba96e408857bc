// Any bytes as a pattern, on any bytes as a name: it is refused or compiled, and then matched within its steps. The
// first byte says the kind, the second how much of the rest is the pattern.
#include <memory>
#include <string>

#include "engine/query/matching_nodes.h"
#include "engine/query/pattern.h"
#include "fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace anatomy;
  using fuzz::Require;
  if (size < 2) return 0;
  const PatternKind kind = static_cast<PatternKind>(data[0] % 3);
  const std::string_view rest = AsText(Bytes(data + 2, size - 2));
  const std::string_view text = rest.substr(0, data[1]);
  const std::string_view subject = rest.substr(text.size());
  const Result<Pattern> pattern = Pattern::Compile(kind, text);
  if (!pattern) {
    Require(pattern.error().code == Code::kPatternInvalid && !pattern.error().detail.empty());
    Require(pattern.error().offset && *pattern.error().offset <= text.size());
    return 0;
  }
  Require(pattern->is_for_paths() == (text.find('/') != std::string_view::npos));
  const std::optional<bool> matches = pattern->Matches(subject);
  if (kind == PatternKind::kName) {
    Require(matches.has_value());
    Require(pattern->Matches(std::string(subject).append(text)) == true);
  }
  // An automaton says what PCRE2 says, where that is not too slow.
  if (pattern->automaton()) {
    // What looks around, or a glob that is too long, is left to PCRE2.
    const std::string end = kind == PatternKind::kGlob ? std::string(64, 'z') : "";
    const std::string left = kind == PatternKind::kGlob ? std::string(text) + end : "(?=)(?:" + std::string(text) + ")";
    const Result<Pattern> expression = Pattern::Compile(kind, left);
    Require(expression.ok() && !expression->automaton());
    Require(expression->Matches(std::string(subject) + end).value_or(*matches) == *matches);
  }
  // The same answer from a tree that holds the name.
  if (subject.empty() || subject.find('/') != std::string_view::npos) return 0;
  const std::optional<bool> in_tree = pattern->is_for_paths() ? pattern->Matches("/" + std::string(subject)) : matches;
  PathTrie paths;
  const NodeId node = paths.GetChild(kRootNode, subject);
  const Result<std::vector<bool>> found = MatchingNodes(paths, *pattern);
  Require(found.ok() == in_tree.has_value());
  if (found) Require((*found)[static_cast<uint32_t>(node)] == *in_tree);
  return 0;
}
