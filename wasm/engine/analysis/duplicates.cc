#include "engine/analysis/duplicates.h"

#include <algorithm>
#include <bit>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "engine/analysis/largest.h"

namespace anatomy {
namespace {

// What two bodies have in common when they are equal. The hash covers the stored bytes and where the data behind a hole
// begins; the sizes say how many of the hashed bytes are data, and where a hole at the end stops.
struct Content {
  ContentHash hash;
  uint64_t size = 0;
  uint64_t stored = 0;
  bool operator==(const Content&) const = default;
};

using GroupId = uint32_t;
constexpr GroupId kNoGroup = UINT32_MAX;

// The live bodies sorted into groups, by a hash table of group numbers.
class Grouping {
 public:
  explicit Grouping(const UnionTree& tree) : tree_(tree) {
    size_t bodies = 0;
    for (const Inode& inode : tree.inodes()) bodies += Counts(inode);
    slots_.assign(std::bit_ceil(2 * bodies + 1), kNoGroup);
    for (uint32_t i = 0; i < tree.inodes().size(); ++i) {
      const Inode& inode = tree.inodes()[i];
      if (!Counts(inode)) continue;
      GroupId& slot = slots_[SlotOf(ContentOf(inode))];
      if (slot == kNoGroup) {
        slot = static_cast<GroupId>(groups_.size());
        groups_.push_back({InodeId{i}, 0});
      }
      ++groups_[slot].copies;
    }
  }

  struct Group {
    InodeId first;
    uint32_t copies;
  };
  const std::vector<Group>& groups() const { return groups_; }
  uint64_t BytesOf(const Group& group) const { return ContentOf(InodeOf(group.first)).stored; }

  bool Counts(const Inode& inode) const {
    if (inode.row == kNoRow || inode.names == 0) return false;
    const LayerTable& table = tree_.table(inode.layer);
    // A body that was not read has a size of its own, or cannot be read.
    return table.type(inode.row) == EntryType::kFile && table.stored_sizes[inode.row] > 0 &&
           table.hashes[inode.row].known();
  }
  GroupId GroupOf(const Inode& inode) const { return slots_[SlotOf(ContentOf(inode))]; }

 private:
  const Inode& InodeOf(InodeId id) const { return tree_.inodes()[static_cast<uint32_t>(id)]; }

  Content ContentOf(const Inode& inode) const {
    const LayerTable& table = tree_.table(inode.layer);
    return {table.hashes[inode.row], table.sizes[inode.row], table.stored_sizes[inode.row]};
  }

  // Where the content's group is, or belongs.
  size_t SlotOf(const Content& content) const {
    const size_t mask = slots_.size() - 1;
    // Equal data with holes of different lengths behind it must not crowd one slot.
    size_t at = (content.hash.low ^ (content.size * 0x9e3779b97f4a7c15u)) & mask;
    while (slots_[at] != kNoGroup && !(ContentOf(InodeOf(groups_[slots_[at]].first)) == content)) at = (at + 1) & mask;
    return at;
  }

  const UnionTree& tree_;
  std::vector<Group> groups_;
  std::vector<GroupId> slots_;  // size is a power of two, at most half are taken
};

struct Candidate {
  uint64_t saved;
  GroupId group;
};
struct SavesMore {
  bool operator()(const Candidate& a, const Candidate& b) const {
    return std::tie(b.saved, a.group) < std::tie(a.saved, b.group);
  }
};

}  // namespace

Duplicates FindDuplicates(const UnionTree& tree, size_t top_count, size_t paths_of_group) {
  const Grouping grouping(tree);
  Duplicates result;
  Largest<Candidate, SavesMore> largest(top_count);
  for (GroupId id = 0; id < grouping.groups().size(); ++id) {
    const Grouping::Group& group = grouping.groups()[id];
    if (group.copies < 2) continue;
    const uint64_t further = group.copies - 1;
    const uint64_t saved = further * grouping.BytesOf(group);
    ++result.groups;
    result.files += further;
    result.bytes += saved;
    largest.Add({saved, id});
  }

  std::unordered_map<GroupId, size_t> places;  // in result.top
  for (const Candidate& candidate : std::move(largest).Take()) {
    const Grouping::Group& group = grouping.groups()[candidate.group];
    places[candidate.group] = result.top.size();
    result.top.push_back({.bytes = grouping.BytesOf(group), .copies = group.copies, .paths = {}, .layers = {}});
  }
  if (places.empty()) return result;
  // Inodes come in the order of the layers.
  for (uint32_t i = 0; i < tree.inodes().size(); ++i) {
    const Inode& inode = tree.inodes()[i];
    if (!grouping.Counts(inode)) continue;
    const auto place = places.find(grouping.GroupOf(inode));
    if (place == places.end()) continue;
    DuplicateGroup& group = result.top[place->second];
    if (group.layers.empty() || group.layers.back() != inode.layer) group.layers.push_back(inode.layer);
    if (group.paths.size() < paths_of_group)
      group.paths.push_back(tree.HomeAt(InodeId{i}, static_cast<int>(tree.layer_count()) - 1));
  }
  return result;
}

}  // namespace anatomy
