#include "engine/rootfs/tree_diff.h"

#include <algorithm>
#include <array>

namespace anatomy {
namespace {

constexpr std::array<std::string_view, 7> kReasonNames = {"content", "mode", "owner", "mtime", "link", "xattr", "type"};

bool SameXattrs(const EntryView& a, const EntryView& b) {
  if (!a.xattrs || !b.xattrs) return a.xattrs == b.xattrs;
  return *a.xattrs == *b.xattrs;
}

// A hard link is one more name of an inode, and compares as what that is.
uint8_t Differences(const EntryView& a, const EntryView& b) {
  if (a.inode_type != b.inode_type) return kType;
  uint8_t reasons = 0;
  const bool same_content = a.inode_type != EntryType::kFile || SameContent(a.hash, b.hash);
  if (a.size != b.size || !same_content || a.device != b.device) reasons |= kContent;
  if (a.mode != b.mode) reasons |= kMode;
  if (a.uid != b.uid || a.gid != b.gid) reasons |= kOwner;
  if (a.mtime != b.mtime) reasons |= kMtime;
  if (a.inode_type == EntryType::kSymlink && a.inode_link != b.inode_link) reasons |= kLinkTarget;
  if (!SameXattrs(a, b)) reasons |= kXattrs;
  return reasons;
}

}  // namespace

std::string_view ChangeStatusName(ChangeStatus status) {
  switch (status) {
    case ChangeStatus::kAbsent:
      return "absent";
    case ChangeStatus::kUnmodified:
      return "unmodified";
    case ChangeStatus::kAdded:
      return "added";
    case ChangeStatus::kModified:
      return "modified";
    case ChangeStatus::kRemoved:
      return "removed";
  }
  std::abort();
}

std::vector<std::string_view> ChangeReasonNames(uint8_t reasons) {
  std::vector<std::string_view> names;
  for (size_t bit = 0; bit < kReasonNames.size(); ++bit) {
    if (reasons & (1u << bit)) names.push_back(kReasonNames[bit]);
  }
  return names;
}

Change Compare(const UnionTree& tree, NodeId node, int from, int to) {
  const Version* before = tree.At(node, from);
  const Version* after = tree.At(node, to);
  if (!before && !after) return {};
  if (!before) return {ChangeStatus::kAdded};
  if (!after) return {ChangeStatus::kRemoved};
  if (before == after || before->inode == after->inode) return {ChangeStatus::kUnmodified};
  const uint8_t reasons = Differences(tree.Look(*before, node, from), tree.Look(*after, node, to));
  return {reasons ? ChangeStatus::kModified : ChangeStatus::kUnmodified, reasons};
}

std::vector<PathVersion> History(const UnionTree& tree, NodeId node) {
  std::vector<PathVersion> history;
  const Version* version = tree.Newest(node);
  while (version) {
    const uint32_t layer = version->layer;
    const Change change = Compare(tree, node, static_cast<int>(layer) - 1, static_cast<int>(layer));
    if (change.status != ChangeStatus::kAbsent) history.push_back({layer, change});
    while (version && version->layer == layer) version = tree.Older(*version);
  }
  std::ranges::reverse(history);
  return history;
}

}  // namespace anatomy
