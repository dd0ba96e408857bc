// The efficiency score as dive computes it (RULES.md §4.2), defects included: for `.dive-ci` rules and for comparison
// with the ledger. Not a statement about what can be seen in the image.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/analysis/name_tree.h"
#include "engine/layer/layer_table.h"
#include "engine/rootfs/path_trie.h"

namespace anatomy {

struct DiveScore {
  double efficiency = 1.0;
  uint64_t wasted_bytes = 0;
  /// Share of the bytes above the base layer; none for an image with one layer, or with no bytes above it.
  std::optional<double> user_wasted_percent;
  /// Sum of the header sizes of all entries of all layers.
  uint64_t size_bytes = 0;
};

/// Takes the layers one after the other, from the base on.
class DiveScorer {
 public:
  DiveScorer() = default;
  DiveScorer(const DiveScorer&) = delete;
  DiveScorer& operator=(const DiveScorer&) = delete;

  void AddLayer(const LayerTable& table);
  uint32_t layer_count() const { return layer_count_; }
  /// Of the layers so far.
  DiveScore Score() const;

 private:
  // A path over all layers.
  struct Account {
    bool met = false;
    int64_t smallest = -1;  // dive's "none yet", which it adds up too where it met a whiteout of nothing
    uint64_t total = 0;
    uint32_t count = 0;
  };

  // As far as a path goes without a name that dive drops.
  struct Walked {
    NodeId node;
    bool whole;
  };

  void FillLayer(const LayerTable& table);
  Walked Walk(std::string_view path, NodeId from = kRootNode);
  bool IsWhiteout(NodeId node) const;
  NodeId AccountPath(NodeId node);
  NodeId TargetOf(NodeId whiteout);
  void CountLeaves();
  uint64_t SizeOfRemoved(NodeId top);
  void StackLayer();

  PathTrie paths_;
  std::vector<Account> accounts_;  // by path
  NameTree layer_{paths_};
  std::vector<NodeId> order_;                           // of the layer, children first
  NameTree merged_{paths_};                             // of the layers below
  std::unordered_map<NodeId, uint64_t> removed_sizes_;  // what whiteouts of the layer have summed so far
  uint32_t layer_count_ = 0;
  uint64_t user_bytes_ = 0;
  uint64_t size_bytes_ = 0;
};

/// Of layers that are all there.
DiveScore ComputeDiveScore(const std::vector<std::shared_ptr<const LayerTable>>& layers);

}  // namespace anatomy
