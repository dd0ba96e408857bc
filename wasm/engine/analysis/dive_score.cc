#include "engine/analysis/dive_score.h"

#include <algorithm>
#include <string>

#include "engine/base/path.h"
#include "engine/base/saturating.h"
#include "engine/rootfs/whiteout.h"

namespace anatomy {
namespace {

constexpr std::string_view kDroppedPrefix = ".wh..wh..";

}  // namespace

void DiveScorer::AddLayer(const LayerTable& table) {
  uint64_t bytes = 0;
  for (const uint64_t size : table.sizes) bytes = SaturatingSum(bytes, size);
  size_bytes_ = SaturatingSum(size_bytes_, bytes);
  if (layer_count_ > 0) user_bytes_ = SaturatingSum(user_bytes_, bytes);
  FillLayer(table);
  order_ = layer_.ChildrenFirst();
  if (layer_count_ == 0) {
    // What the base's own whiteouts speak of is the base as it stands, markers and all.
    for (const NodeId node : order_) merged_.Set(node, layer_.At(node));
  }
  CountLeaves();
  StackLayer();
  ++layer_count_;
}

void DiveScorer::FillLayer(const LayerTable& table) {
  layer_.Clear();
  std::string_view folder;
  Walked above = Walk(folder);
  for (uint32_t row = 0; row < table.entry_count(); ++row) {
    const std::string_view path = table.paths[row];
    // Entries of one directory follow each other.
    if (ParentPath(path) != folder) {
      folder = ParentPath(path);
      above = Walk(folder);
    }
    const Walked walked = above.whole ? Walk(BaseName(path), above.node) : above;
    layer_.Make(walked.node);  // what leads to a dropped name stays
    if (!walked.whole || walked.node == kRootNode) continue;
    layer_.Set(walked.node, {.dir = table.type(row) == EntryType::kDir, .size = table.sizes[row]});
  }
}

DiveScorer::Walked DiveScorer::Walk(std::string_view path, NodeId from) {
  while (!path.empty()) {
    if (path.starts_with(kDroppedPrefix)) return {from, false};
    const size_t slash = path.find('/');
    from = paths_.GetChild(from, path.substr(0, slash));
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
  }
  return {from, true};
}

bool DiveScorer::IsWhiteout(NodeId node) const { return paths_.name(node).starts_with(kWhiteoutPrefix); }

// Under which path a leaf is counted: a whiteout as what it speaks of. One without a name is a path of its own.
NodeId DiveScorer::AccountPath(NodeId node) {
  if (!IsWhiteout(node)) return node;
  const std::string name(paths_.name(node).substr(kWhiteoutPrefix.size()));
  return paths_.GetChild(paths_.parent(node), name);
}

// What a whiteout removes; one without a name removes its own directory.
NodeId DiveScorer::TargetOf(NodeId whiteout) {
  const NodeId path = AccountPath(whiteout);
  return paths_.name(path).empty() ? paths_.parent(whiteout) : path;
}

void DiveScorer::CountLeaves() {
  removed_sizes_.clear();
  for (const NodeId node : order_) {
    if (!layer_.IsLeaf(node)) continue;
    const NodeId path = AccountPath(node);
    accounts_.resize(paths_.size());
    Account& account = accounts_[static_cast<uint32_t>(path)];
    account.met = true;
    uint64_t size = layer_.At(node).size;
    if (IsWhiteout(node)) {
      const NodeId target = TargetOf(node);
      if (!merged_.Has(target)) return;  // dive stops counting the layer here
      size = merged_.At(target).dir ? SizeOfRemoved(target) : 0;
    }
    size = std::min(size, kMostBytes);
    const int64_t signed_size = static_cast<int64_t>(size);
    account.smallest = account.smallest < 0 ? signed_size : std::min(account.smallest, signed_size);
    account.total = SaturatingSum(account.total, size);
    ++account.count;
  }
}

// With all below. Sums are kept for the layer: a whiteout may speak of what lies in what another one removes.
uint64_t DiveScorer::SizeOfRemoved(NodeId top) {
  std::vector<NodeId> nodes = {top};
  for (size_t i = 0; i < nodes.size(); ++i) {
    const NodeId node = nodes[i];
    if (removed_sizes_.try_emplace(node, merged_.At(node).size).second) merged_.AppendChildren(node, nodes);
  }
  for (size_t i = nodes.size(); --i > 0;) {
    uint64_t& above = removed_sizes_[paths_.parent(nodes[i])];
    above = SaturatingSum(above, removed_sizes_[nodes[i]]);
  }
  return removed_sizes_[top];
}

void DiveScorer::StackLayer() {
  for (const NodeId node : order_) {
    if (!IsWhiteout(node)) {
      merged_.Set(node, layer_.At(node));
    } else if (const NodeId target = TargetOf(node); merged_.Has(target)) {
      merged_.Remove(target);
    }
  }
}

DiveScore DiveScorer::Score() const {
  DiveScore score;
  score.size_bytes = size_bytes_;
  // At most as many paths met a whiteout of nothing as there are layers: that many times -1.
  int64_t unmet = 0;
  uint64_t smallest = 0;
  uint64_t total = 0;
  for (const Account& account : accounts_) {
    if (!account.met) continue;
    if (account.smallest < 0) {
      --unmet;
    } else {
      smallest = SaturatingSum(smallest, static_cast<uint64_t>(account.smallest));
    }
    total = SaturatingSum(total, account.total);
    if (account.count >= 2) score.wasted_bytes = SaturatingSum(score.wasted_bytes, account.total);
  }
  if (total > 0) {
    score.efficiency = static_cast<double>(static_cast<int64_t>(smallest) + unmet) / static_cast<double>(total);
  }
  if (user_bytes_ > 0) {
    score.user_wasted_percent = static_cast<double>(score.wasted_bytes) / static_cast<double>(user_bytes_);
  }
  return score;
}

DiveScore ComputeDiveScore(const std::vector<std::shared_ptr<const LayerTable>>& layers) {
  DiveScorer scorer;
  for (const std::shared_ptr<const LayerTable>& layer : layers) scorer.AddLayer(*layer);
  return scorer.Score();
}

}  // namespace anatomy
