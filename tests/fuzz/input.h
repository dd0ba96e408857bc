// What all fuzz targets share: the input as a source, and sinks that use every byte they are given.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <vector>

#include "engine/analysis/byte_ledger.h"
#include "engine/analysis/dive_score.h"
#include "engine/io/byte_source.h"
#include "engine/query/tree_view.h"
#include "engine/report/report.h"
#include "engine/rootfs/union_tree.h"

namespace anatomy::fuzz {

/// A broken promise of the engine is a crash of the fuzzer.
inline void Require(bool promise) {
  if (!promise) std::abort();
}

inline std::shared_ptr<ByteSource> SourceOf(const uint8_t* data, size_t size) {
  return std::make_shared<MemorySource>(std::vector<uint8_t>(data, data + size));
}

/// Applies the layers one by one and looks at the result in every way that the page does; gives whether the books
/// balance, which only tables from a scan promise.
inline bool UseLayers(const std::vector<std::shared_ptr<const LayerTable>>& tables) {
  UnionTree tree;
  for (const std::shared_ptr<const LayerTable>& table : tables) tree.AddLayer(table);
  const int top = static_cast<int>(tables.size()) - 1;
  size_t written = 0;
  TreeReport(tree, {.to = top, .compare = true, .from = top - 1},
             [&](std::string_view piece) { written += piece.size(); });
  TreeReport(tree, {.to = top}, [&](std::string_view piece) { written += piece.size(); });
  Require(written > 0);
  TreeView view(tree);
  view.SetPointOfView({.to = top});
  view.ExpandAll(true);
  for (size_t i = 0; i < view.row_count(); i += 1 + view.row_count() / 100) Require(view.Shows(view.Row(i).node));
  (void)ComputeDiveScore(tables);  // sizes may be any numbers, their sums too
  return MakeLedger(tree, 10).live == tree.LiveBytes(top);
}

}  // namespace anatomy::fuzz
