#include "engine/export/export_plan.h"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "engine/base/path.h"
#include "engine/layer/block.h"
#include "engine/layer/wire.h"

namespace anatomy {
namespace {

constexpr uint32_t kMagic = 0x50454149;  // "IAEP"
constexpr uint32_t kVersion = 1;
constexpr uint64_t kTarBlock = 512;

// Bytes of a compressed blob that nobody wants and that are worth a jump to a point behind them.
constexpr uint64_t kWorthAJump = 1 << 20;

class Planner {
 public:
  Planner(const UnionTree& tree, NodeId root, const PointOfView& view, const std::vector<BlobPlace>& places)
      : tree_(tree), root_(root), view_(view), places_(places) {}

  ExportPlan Run() {
    Sort(Nodes());
    for (const NodeId node : plain_) Add(node);
    plan_.first_body = static_cast<uint32_t>(plan_.entries.entry_count());
    for (const NodeId node : files_) AddFile(node);
    for (const auto& [node, first] : links_) AddEntry(node, EntryType::kHardlink, NameOf(first));
    return std::move(plan_);
  }

 private:
  const Version& At(NodeId node) const { return *tree_.At(node, view_.to); }
  const Inode& InodeOf(NodeId node) const { return tree_.inodes()[static_cast<uint32_t>(At(node).inode)]; }
  EntryView Look(NodeId node) const { return tree_.Look(At(node), node, view_.to); }
  std::vector<NodeId> Nodes() const;
  void KeepDifferences(std::vector<NodeId>& nodes) const;
  void Sort(const std::vector<NodeId>& nodes);
  std::string NameOf(NodeId node) const;
  void Add(NodeId node);
  void AddFile(NodeId node);
  void AddEntry(NodeId node, EntryType type, std::string_view link);

  const UnionTree& tree_;
  NodeId root_;
  PointOfView view_;
  const std::vector<BlobPlace>& places_;
  ExportPlan plan_;
  std::vector<NodeId> plain_;
  std::vector<NodeId> files_;
  std::vector<std::pair<NodeId, NodeId>> links_;  // the name, and the one that is the file
  std::optional<uint32_t> run_layer_;
};

// What is there, parents before their children; the root of the tree has no name.
std::vector<NodeId> Planner::Nodes() const {
  const PathTrie& paths = tree_.paths();
  std::vector<bool> below(paths.size());
  std::vector<NodeId> nodes;
  for (uint32_t i = static_cast<uint32_t>(root_); i < paths.size(); ++i) {
    const NodeId node{i};
    below[i] = node == root_ || below[static_cast<uint32_t>(paths.parent(node))];
    if (below[i] && node != kRootNode && tree_.At(node, view_.to)) nodes.push_back(node);
  }
  if (view_.compare) KeepDifferences(nodes);
  return nodes;
}

void Planner::KeepDifferences(std::vector<NodeId>& nodes) const {
  std::vector<bool> wanted(tree_.paths().size());
  for (NodeId node : nodes) {
    if (Compare(tree_, node, view_.from, view_.to).status == ChangeStatus::kUnmodified) continue;
    while (!wanted[static_cast<uint32_t>(node)]) {
      wanted[static_cast<uint32_t>(node)] = true;
      if (node != root_) node = tree_.paths().parent(node);
    }
  }
  std::erase_if(nodes, [&](NodeId node) { return !wanted[static_cast<uint32_t>(node)]; });
}

void Planner::Sort(const std::vector<NodeId>& nodes) {
  std::unordered_map<InodeId, NodeId> firsts;
  std::vector<NodeId> bodiless;
  for (const NodeId node : nodes) {
    const EntryView entry = Look(node);
    if (entry.inode_type == EntryType::kDir) {
      plain_.push_back(node);
      continue;
    }
    const auto [first, is_first] = firsts.try_emplace(At(node).inode, node);
    if (!is_first) {
      links_.emplace_back(node, first->second);
    } else if (entry.inode_type == EntryType::kFile && entry.size > 0) {
      files_.push_back(node);
    } else {
      bodiless.push_back(node);
    }
  }
  plain_.insert(plain_.end(), bodiless.begin(), bodiless.end());
  std::ranges::sort(files_, {}, [&](NodeId node) {
    const Inode& inode = InodeOf(node);
    const BlobPlace& place = places_[inode.layer];
    return std::tuple(place.file, place.offset, inode.layer, inode.row);
  });
}

std::string Planner::NameOf(NodeId node) const {
  const std::string root = tree_.paths().Path(root_);
  const size_t above = ParentPath(root).size();
  return tree_.paths().Path(node).substr(above == 0 ? 0 : above + 1);
}

void Planner::Add(NodeId node) {
  const EntryView entry = Look(node);
  AddEntry(node, entry.inode_type, entry.inode_type == EntryType::kSymlink ? entry.inode_link : std::string_view());
}

void Planner::AddFile(NodeId node) {
  const Inode& inode = InodeOf(node);
  const LayerTable& layer = tree_.table(inode.layer);
  const uint64_t begin = layer.header_offsets[inode.row];
  const uint64_t end = EntryEnd(layer, inode.row);
  const ResumePoint* point = NearestPoint(layer.resume_points, begin);
  // What lies between two bodies, a table of contents does not say; what comes out of one member, it does.
  const bool is_apart = layer.state == LayerState::kListed && run_layer_ == inode.layer && point &&
                        plan_.runs.back().way.blob_point != *point;
  if (run_layer_ != inode.layer || is_apart || (point && point->decompressed > plan_.body_ends.back() + kWorthAJump)) {
    plan_.runs.push_back({.way = PlanToRead(layer, inode.row, places_[inode.layer])});
    run_layer_ = inode.layer;
  }
  ++plan_.runs.back().count;
  ReadUntil(plan_.runs.back().way, layer, end);
  plan_.body_ends.push_back(end);
  plan_.body_paths.Append(layer.paths[inode.row]);
  Add(node);
  plan_.entries.header_offsets.back() = begin;
}

void Planner::AddEntry(NodeId node, EntryType type, std::string_view link) {
  const EntryView entry = Look(node);
  LayerTable& table = plan_.entries;
  const uint32_t row = static_cast<uint32_t>(table.entry_count());
  table.paths.Append(NameOf(node));
  table.links.Append(link);
  table.types.push_back(static_cast<uint8_t>(type));
  table.modes.push_back(entry.mode);
  table.uids.push_back(entry.uid);
  table.gids.push_back(entry.gid);
  table.mtimes.push_back(entry.mtime);
  table.sizes.push_back(type == EntryType::kFile ? entry.size : 0);
  table.stored_sizes.push_back(0);
  table.header_offsets.push_back(0);
  table.data_offsets.push_back(0);
  table.hashes.emplace_back();
  if (type == EntryType::kHardlink) return;
  if (entry.xattrs) table.xattrs[row] = *entry.xattrs;
  if (type == EntryType::kChar || type == EntryType::kBlock) table.devices[row] = entry.device;
}

}  // namespace

uint64_t ExportPlan::TarBytes() const {
  uint64_t bytes = (entries.entry_count() + 2) * kTarBlock;
  for (const uint64_t size : entries.sizes) bytes += size / kTarBlock * kTarBlock + (size % kTarBlock ? kTarBlock : 0);
  return bytes;
}

ExportPlan PlanExport(const UnionTree& tree, NodeId root, const PointOfView& view,
                      const std::vector<BlobPlace>& places) {
  return Planner(tree, root, view, places).Run();
}

std::vector<uint8_t> EncodeExportPlan(const ExportPlan& plan) {
  BlockWriter writer;
  writer.Number(kMagic);
  writer.Number(kVersion);
  writer.Column(EncodeLayerTable(plan.entries));
  writer.Number(plan.first_body);
  writer.Number(static_cast<uint32_t>(plan.runs.size()));
  for (const ExportRun& run : plan.runs) {
    writer.Column(EncodeReadPlan(run.way));
    writer.Number(run.count);
  }
  writer.Column(plan.body_ends);
  writer.Column(plan.body_paths);
  return writer.Take();
}

Result<ExportPlan> DecodeExportPlan(Bytes block) {
  const Error bad{Code::kArchiveDamaged, "The plan for a tar is not valid."};
  BlockReader reader(block);
  if (reader.Number<uint32_t>() != kMagic || reader.Number<uint32_t>() != kVersion) return bad;
  ExportPlan plan;
  std::vector<uint8_t> part;
  reader.Column(part);
  Result<LayerTable> entries = DecodeLayerTable(part);
  if (!entries) return bad;
  plan.entries = std::move(*entries);
  plan.first_body = reader.Number<uint32_t>();
  uint64_t bodies = 0;
  for (uint32_t left = reader.Number<uint32_t>(); left > 0 && reader.ok(); --left) {
    reader.Column(part);
    Result<ReadPlan> way = DecodeReadPlan(part);
    if (!way) return bad;
    plan.runs.push_back({std::move(*way), reader.Number<uint32_t>()});
    bodies += plan.runs.back().count;
  }
  reader.Column(plan.body_ends);
  reader.Column(plan.body_paths);
  if (!reader.ok() || !reader.at_end() || plan.body_ends.size() != bodies || plan.body_paths.size() != bodies ||
      plan.first_body + bodies > plan.entries.entry_count()) {
    return bad;
  }
  return plan;
}

}  // namespace anatomy
