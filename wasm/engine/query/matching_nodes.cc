#include "engine/query/matching_nodes.h"

#include <chrono>

#include "engine/base/limits.h"

namespace anatomy {
namespace {

class Search {
 public:
  Search(const PathTrie& paths, const Pattern& pattern) : paths_(paths), pattern_(pattern), found_(paths.size()) {}

  bool OnNames() {
    for (uint32_t i = 1; i < paths_.size(); ++i) {
      if (!Look(NodeId{i}, paths_.name(NodeId{i}))) return false;
    }
    return true;
  }

  // A path's parent comes before it.
  void OnPathsFromParents(const Automaton& automaton) {
    std::vector<Automaton::State> states(paths_.size());
    states[0] = automaton.begin();
    for (uint32_t i = 1; i < paths_.size(); ++i) {
      const Automaton::State folder = states[static_cast<uint32_t>(paths_.parent(NodeId{i}))];
      states[i] = automaton.Step(automaton.Step(folder, "/"), paths_.name(NodeId{i}));
      found_[i] = automaton.Fits(states[i]);
    }
  }

  // Depth first, with one path that grows and shrinks on the way.
  bool OnPaths() {
    std::string path;
    NodeId node = kRootNode;
    while (true) {
      NodeId next = paths_.first_child(node);
      while (next == kNoNode && node != kRootNode) {
        path.resize(path.size() - paths_.name(node).size() - 1);
        next = paths_.next_sibling(node);
        node = paths_.parent(node);
      }
      if (next == kNoNode) return true;
      node = next;
      path.append("/").append(paths_.name(node));
      if (!Look(node, path)) return false;
    }
  }

  std::vector<bool> Take() { return std::move(found_); }

 private:
  using Clock = std::chrono::steady_clock;
  // A look at the clock costs as much as one at some names.
  static constexpr size_t kWorkBetweenLooks = 1 << 16;
  static constexpr size_t kWorkOfACall = 64;

  bool Look(NodeId node, std::string_view subject) {
    work_ += kWorkOfACall + subject.size();
    if (work_ > kWorkBetweenLooks) {
      work_ = 0;
      if (Clock::now() > end_) return false;
    }
    const std::optional<bool> matches = pattern_.Matches(subject);
    if (!matches) return false;
    found_[static_cast<uint32_t>(node)] = *matches;
    return true;
  }

  const PathTrie& paths_;
  const Pattern& pattern_;
  std::vector<bool> found_;
  size_t work_ = 0;
  Clock::time_point end_ = Clock::now() + std::chrono::milliseconds(limits::kFilterMilliseconds);
};

}  // namespace

Result<std::vector<bool>> MatchingNodes(const PathTrie& paths, const Pattern& pattern) {
  Search search(paths, pattern);
  if (pattern.is_for_paths() && pattern.automaton()) {
    search.OnPathsFromParents(*pattern.automaton());
    return search.Take();
  }
  const bool in_time = pattern.is_for_paths() ? search.OnPaths() : search.OnNames();
  if (!in_time) return Error{.code = Code::kPatternTooSlow};
  return search.Take();
}

}  // namespace anatomy
