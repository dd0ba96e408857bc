// A part of a tree as what is needed to write it as a tar, for a worker that has only the opened files: the entries in
// the order of writing, and the way to the bodies. Made by the index worker from its tree, carried as one block that
// JavaScript does not look into.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/layer/layer_table.h"
#include "engine/layer/read_plan.h"
#include "engine/query/tree_view.h"
#include "engine/rootfs/union_tree.h"

namespace anatomy {

/// Bodies of one blob, read one after the other in a single pass.
struct ExportRun {
  /// To the first body, as far as the last one's end.
  ReadPlan way;
  /// Entries from the one that follows the run before; their `header_offsets` are those of their layer.
  uint32_t count = 0;
};

struct ExportPlan {
  /// Directories and what has no body, then the files of the runs, then hard links.
  LayerTable entries;
  uint32_t first_body = 0;
  std::vector<ExportRun> runs;
  // Of the files of the runs, in their order.
  std::vector<uint64_t> body_ends;  // behind the body in the layer's tar, or later
  StringColumn body_paths;          // in the layer

  /// The length of the tar without what PAX records take: for progress.
  uint64_t TarBytes() const;
};

/// What is at `root` and below at a point of view: all of it, or with `compare` only what differs and is still there,
/// with the directories that lead to it. Names begin with the root's own; those of the whole tree with nothing.
/// Hard links are kept where the file is among the entries. `places` are those of the layers' blobs; tarballs' points
/// are left open.
ExportPlan PlanExport(const UnionTree& tree, NodeId root, const PointOfView& view,
                      const std::vector<BlobPlace>& places);

std::vector<uint8_t> EncodeExportPlan(const ExportPlan& plan);

/// Trusts nothing in the block. Error: archive-damaged (a bug of ours or a mix of versions; never the image's fault).
Result<ExportPlan> DecodeExportPlan(Bytes block);

}  // namespace anatomy
