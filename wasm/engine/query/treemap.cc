#include "engine/query/treemap.h"

#include <algorithm>
#include <utility>

#include "engine/analysis/largest.h"
#include "engine/base/path.h"

namespace anatomy {
namespace {

constexpr uint32_t kNoTile = UINT32_MAX;

struct Sum {
  uint64_t bytes = 0;
  uint64_t files = 0;
  uint64_t entries = 0;
};

// What lies at or below each path of one directory in the final tree. Parents have smaller numbers than their children,
// so one walk up the numbers finds what is there and one walk down adds it up.
class Sums {
 public:
  Sums(const UnionTree& tree, NodeId root)
      : tree_(tree),
        root_(static_cast<uint32_t>(root)),
        last_(static_cast<int>(tree.layer_count()) - 1),
        versions_(tree.paths().size(), nullptr),
        sums_(tree.paths().size()) {
    for (uint32_t i = root_; i < versions_.size(); ++i) Look(i);
    for (uint32_t i = end() - 1; i > root_; --i) {
      if (!versions_[i]) continue;
      Sum& parent = sums_[Parent(i)];
      parent.bytes += sums_[i].bytes;
      parent.files += sums_[i].files;
      ++parent.entries;
    }
  }

  uint32_t root() const { return root_; }
  uint32_t end() const { return static_cast<uint32_t>(versions_.size()); }
  uint32_t Parent(uint32_t i) const { return static_cast<uint32_t>(tree_.paths().parent(NodeId{i})); }
  /// Null: not in the tree, or not below the root.
  const Version* version(uint32_t i) const { return versions_[i]; }
  const Sum& operator[](uint32_t i) const { return sums_[i]; }
  EntryType TypeOf(uint32_t i) const { return tree_.Look(*versions_[i], NodeId{i}, last_).type; }

  const Inode& InodeOf(uint32_t i) const { return tree_.inodes()[static_cast<uint32_t>(versions_[i]->inode)]; }
  bool IsFile(const Inode& inode) const {
    return inode.row != kNoRow && tree_.table(inode.layer).type(inode.row) == EntryType::kFile;
  }
  /// The bytes of a body count where its first name is.
  uint64_t BodyBytes(uint32_t i) const {
    const Inode& inode = InodeOf(i);
    if (!IsFile(inode)) return 0;
    const bool is_home = inode.home == NodeId{i} || tree_.HomeAt(versions_[i]->inode, last_) == NodeId{i};
    return is_home ? tree_.table(inode.layer).stored_sizes[inode.row] : 0;
  }

 private:
  void Look(uint32_t i) {
    if (i != root_ && !versions_[Parent(i)]) return;
    versions_[i] = tree_.At(NodeId{i}, last_);
    if (!versions_[i] || !IsFile(InodeOf(i))) return;
    sums_[i] = {.bytes = BodyBytes(i), .files = 1};
  }

  const UnionTree& tree_;
  uint32_t root_;
  int last_;
  std::vector<const Version*> versions_;  // by node
  std::vector<Sum> sums_;                 // likewise
};

// A directory has at least the bytes of what is in it, and a smaller number: the first of this order are closed under
// "parent of".
struct LargerPath {
  const Sums* sums;
  bool operator()(uint32_t a, uint32_t b) const {
    return (*sums)[a].bytes != (*sums)[b].bytes ? (*sums)[a].bytes > (*sums)[b].bytes : a < b;
  }
};

// The paths that have tiles, rising; the root is the first.
std::vector<uint32_t> Choose(const Sums& sums, const TreemapLimits& limits) {
  const double least = std::max(1.0, limits.min_share * static_cast<double>(sums[sums.root()].bytes));
  Largest<uint32_t, LargerPath> large(limits.tiles, {&sums}), children(limits.children, {&sums});
  for (uint32_t i = sums.root() + 1; i < sums.end(); ++i) {
    if (!sums.version(i)) continue;
    if (static_cast<double>(sums[i].bytes) >= least) large.Add(i);
    if (sums.Parent(i) == sums.root()) children.Add(i);
  }
  std::vector<uint32_t> chosen = std::move(large).Take();
  const std::vector<uint32_t> direct = std::move(children).Take();
  chosen.insert(chosen.end(), direct.begin(), direct.end());
  chosen.push_back(sums.root());
  std::ranges::sort(chosen);
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  return chosen;
}

void AddPart(TreemapTile& tile, uint32_t layer, uint64_t bytes) {
  const auto at = std::ranges::lower_bound(tile.layers, layer, {}, &TreemapTile::Part::layer);
  if (at != tile.layers.end() && at->layer == layer) {
    at->bytes += bytes;
  } else {
    tile.layers.insert(at, {layer, bytes});
  }
}

class Tiles {
 public:
  Tiles(const Sums& sums, const std::vector<uint32_t>& chosen) : sums_(sums), tile_at_(sums.end(), kNoTile) {
    for (const uint32_t i : chosen) {
      tile_at_[i] = static_cast<uint32_t>(tiles_.size());
      const uint32_t parent = i == sums.root() ? TreemapTile::kNoParent : tile_at_[sums.Parent(i)];
      tiles_.push_back({.node = NodeId{i},
                        .parent = parent,
                        .type = sums.TypeOf(i),
                        .bytes = sums[i].bytes,
                        .files = sums[i].files,
                        .entries = sums[i].entries,
                        .layer = sums.version(i)->layer});
    }
    rest_of_.assign(tiles_.size(), kNoTile);
  }

  std::vector<TreemapTile> Fill() && {
    for (uint32_t i = sums_.root(); i < sums_.end(); ++i) {
      if (sums_.version(i)) Place(i);
    }
    // Those of the rests are complete, and so are those of what is further back.
    for (size_t i = tiles_.size() - 1; i > 0; --i) {
      for (const TreemapTile::Part& part : tiles_[i].layers) AddPart(tiles_[tiles_[i].parent], part.layer, part.bytes);
    }
    for (TreemapTile& tile : tiles_) {
      if (tile.node == kNoNode) tile.layer = tiles_[tile.parent].layer;
      const auto most = std::ranges::max_element(tile.layers, {}, &TreemapTile::Part::bytes);
      if (most != tile.layers.end()) tile.layer = most->layer;
    }
    return std::move(tiles_);
  }

 private:
  void Place(uint32_t i) {
    if (tile_at_[i] == kNoTile) {
      const uint32_t above = tile_at_[sums_.Parent(i)];
      const bool begins_here = tiles_[above].node != kNoNode;
      tile_at_[i] = begins_here ? RestOf(above) : above;
      if (begins_here) {
        TreemapTile& rest = tiles_[tile_at_[i]];
        rest.bytes += sums_[i].bytes;
        rest.files += sums_[i].files;
        ++rest.entries;
      }
    }
    if (const uint64_t bytes = sums_.BodyBytes(i); bytes > 0)
      AddPart(tiles_[tile_at_[i]], sums_.InodeOf(i).layer, bytes);
  }

  uint32_t RestOf(uint32_t dir) {
    if (rest_of_[dir] == kNoTile) {
      rest_of_[dir] = static_cast<uint32_t>(tiles_.size());
      tiles_.push_back({.node = kNoNode, .parent = dir, .type = EntryType::kDir});
    }
    return rest_of_[dir];
  }

  const Sums& sums_;
  std::vector<uint32_t> tile_at_;  // by node: its own tile, or the rest that it is part of
  std::vector<uint32_t> rest_of_;  // by tile with a node
  std::vector<TreemapTile> tiles_;
};

}  // namespace

Result<std::vector<TreemapTile>> MakeTreemap(const UnionTree& tree, std::string_view path,
                                             const TreemapLimits& limits) {
  const NodeId root = tree.paths().Find(NormalisePath(path).path);
  if (root == kNoNode || tree.layer_count() == 0 || !tree.At(root, static_cast<int>(tree.layer_count()) - 1)) {
    return Error{Code::kPathNotFound, "/" + ToUtf8(NormalisePath(path).path)};
  }
  const Sums sums(tree, root);
  return Tiles(sums, Choose(sums, limits)).Fill();
}

}  // namespace anatomy
