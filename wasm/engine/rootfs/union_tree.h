// The union file system: layers applied one over the other, on a model of inodes, with every version of every path
// kept. So the tree at any layer, what changed between any two, and the history of a path are all read from one
// structure. The rules are those of RULES.md §2 (image-spec layer.md, "Applying Changesets"); numbers in comments refer
// to them.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/base/error.h"
#include "engine/layer/layer_table.h"
#include "engine/rootfs/path_trie.h"

namespace anatomy {

enum class InodeId : uint32_t {};
inline constexpr InodeId kNoInode{UINT32_MAX};
enum class VersionId : uint32_t {};
inline constexpr VersionId kNoVersion{UINT32_MAX};
/// Row of an implicit directory, which no layer's table has.
inline constexpr uint32_t kNoRow = UINT32_MAX;
/// The state before the base layer: nothing.
inline constexpr int kBeforeBase = -1;

/// Why stored bytes cannot be seen any more (RULES.md §4.1).
enum class DeadReason : uint8_t {
  kDeletedFile,
  kDeletedDir,
  kOpaque,
  kTypeReplaced,
  kRewrittenDifferent,
  kRewrittenIdentical,
  kDuplicateEntry,
};
inline constexpr size_t kDeadReasons = 7;
/// "deleted-file", … as in the JSON report.
std::string_view DeadReasonName(DeadReason reason);

/// What one layer put at a path, or that it removed it.
struct Version {
  uint32_t layer;
  uint32_t row = kNoRow;     // of the layer's table; kNoRow for implicit directories and removals
  InodeId inode = kNoInode;  // kNoInode: removed
  VersionId older = kNoVersion;
};

/// A body and its attributes; hard links share one.
struct Inode {
  uint32_t layer;
  uint32_t row;                                       // kNoRow for implicit directories
  uint32_t attributes;                                // the row whose mode, owner and time count (rule 12)
  NodeId home;                                        // the path that brought the body
  uint32_t names = 0;                                 // paths that show it after the last layer applied
  DeadReason dead_reason = DeadReason::kDeletedFile;  // meaningful when `names` is 0
  uint32_t dead_layer = 0;                            // the layer that hid it, likewise
};

/// What a path shows at a point of view. Views live as long as the tree.
struct EntryView {
  EntryType type;                          // kHardlink for all names of an inode but the first that is there
  EntryType inode_type = EntryType::kDir;  // what the names share
  uint32_t mode = 0755;                    // implicit directories are made with this, by root
  uint32_t uid = 0;
  uint32_t gid = 0;
  int64_t mtime = 0;
  uint64_t size = 0;
  uint64_t stored_size = 0;
  ContentHash hash = {};
  std::string_view link = {};  // raw target of a symbolic or hard link, as its layer has it
  NodeId link_home = kNoNode;  // of a hard link whose raw target is another file by now: the first name that is there
  std::string_view inode_link = {};            // raw target of a symbolic link, also where a hard link is its name
  const std::vector<Xattr>* xattrs = nullptr;  // null: none
  std::array<uint32_t, 2> device = {};         // major, minor
  uint32_t layer = 0;                          // that wrote it
  bool implicit = false;
  /// The format of the layer that needs this file; no image means it. kPlain: an ordinary entry.
  BlobFormat artefact = BlobFormat::kPlain;
};

struct ChangeCounts {
  uint64_t added = 0;
  uint64_t modified = 0;
  uint64_t removed = 0;
};

class UnionTree {
 public:
  UnionTree() = default;
  /// Without layers, but with the nodes of a tree that it takes the place of; paths that no layer has show nothing.
  explicit UnionTree(PathTrie paths) : paths_(std::move(paths)), states_(paths_.size()) {}

  /// Applies the next layer over those that are there. A layer that could not be read is an empty table.
  void AddLayer(std::shared_ptr<const LayerTable> table);

  uint32_t layer_count() const { return static_cast<uint32_t>(tables_.size()); }
  const LayerTable& table(uint32_t layer) const { return *tables_[layer]; }
  const PathTrie& paths() const { return paths_; }
  const std::vector<Inode>& inodes() const { return inodes_; }
  /// Of applying, in order of layers; those of scanning are in the tables.
  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

  /// What is at the path once layers 0…`layer` are applied; nullptr if nothing. kBeforeBase gives always nullptr.
  const Version* At(NodeId node, int layer) const;
  /// The newest version of a path, with removals; older ones through Older(). nullptr for a path that only leads to
  /// others' whiteouts.
  const Version* Newest(NodeId node) const { return Get(StateOf(node).newest); }
  const Version* Older(const Version& version) const { return Get(version.older); }
  /// Attributes of a version that is not a removal, as seen with layers 0…`layer`: a hard link whose first name is gone
  /// is a file.
  EntryView Look(const Version& version, NodeId node, int layer) const;

  /// The first name of an inode that is there with layers 0…`layer`; kNoNode if it has none.
  NodeId HomeAt(InodeId id, int layer) const;

  /// Where a link leads, as text of any bytes: the raw target, or the name that stands for one that is gone.
  std::string LinkText(const EntryView& view) const;

  /// Bytes of all bodies that can be seen once layers 0…`layer` are applied.
  uint64_t LiveBytes(int layer) const { return layer < 0 ? 0 : live_bytes_after_[static_cast<size_t>(layer)]; }
  /// Paths that the layer added, modified, removed.
  const ChangeCounts& Changes(uint32_t layer) const { return changes_[layer]; }

 private:
  struct PendingLink {
    NodeId node;
    VersionId version;
    std::string target;
  };

  // Of a path. A directory keeps a list of the children that came into being since it was last emptied, so that
  // emptying it again does not walk what went before; single children that went meanwhile stay in it.
  struct NodeState {
    VersionId newest = kNoVersion;
    NodeId first_child = kNoNode;
    NodeId next_child = kNoNode;  // of the parent's list, where `listed`
    bool listed = false;
  };

  NodeState& StateOf(NodeId node) { return states_[static_cast<uint32_t>(node)]; }
  const NodeState& StateOf(NodeId node) const { return states_[static_cast<uint32_t>(node)]; }
  NodeId MakeNode(NodeId parent, std::string_view name);
  const Version* Get(VersionId id) const { return id == kNoVersion ? nullptr : &versions_[static_cast<uint32_t>(id)]; }
  Inode& Of(InodeId id) { return inodes_[static_cast<uint32_t>(id)]; }
  const Inode& Of(InodeId id) const { return inodes_[static_cast<uint32_t>(id)]; }
  const Version* Live(NodeId node) const;
  bool IsLiveDir(NodeId node) const;
  bool IsNameOf(InodeId id, std::string_view path, int layer) const;
  NodeId Enter(NodeId node) const;
  NodeId FindTarget(std::string_view path) const;
  EntryType TypeOf(const Inode& inode) const;
  uint64_t BytesOf(const Inode& inode) const;

  void ApplyRemovals(const LayerTable& table);
  void RemoveHidden(NodeId node, std::string_view marker_path);
  // Empties the directory's list of children and gives those that are there.
  std::vector<NodeId> TakeChildren(NodeId dir);
  void RemoveTree(NodeId node, DeadReason reason, DeadReason reason_below);
  void AddEntry(const LayerTable& table, uint32_t row);
  void MakeMarkerParents(std::string_view path);
  NodeId MakeParents(std::string_view path);
  void Replace(NodeId node, const LayerTable& table, uint32_t row);
  bool LinkNow(NodeId node, uint32_t row, std::string_view target);
  void ResolvePendingLinks();
  InodeId Hidden(std::string_view path) const;

  InodeId NewInode(uint32_t row, NodeId home);
  VersionId Push(NodeId node, uint32_t row, InodeId inode);
  void Release(InodeId inode, DeadReason reason);
  void CountChanges();
  void Remark(Code code, std::string_view path, std::string detail = {});

  std::vector<std::shared_ptr<const LayerTable>> tables_;
  PathTrie paths_;
  std::vector<NodeState> states_;  // by node
  std::vector<Version> versions_;
  std::vector<Inode> inodes_;
  std::unordered_map<InodeId, std::vector<NodeId>> linked_names_;  // further names, in order of linking
  std::vector<Diagnostic> diagnostics_;
  uint64_t live_bytes_ = 0;
  std::vector<uint64_t> live_bytes_after_;  // by layer
  std::vector<ChangeCounts> changes_;       // by layer

  // Of the layer being applied.
  uint32_t layer_ = 0;
  std::vector<NodeId> touched_;
  std::vector<PendingLink> pending_links_;
  std::unordered_map<std::string, InodeId> hidden_bodies_;  // rule 7: below .wh..wh.plnk
  std::string last_parent_path_;
  NodeId last_parent_ = kRootNode;
};

}  // namespace anatomy
