// The JSON report, schema version 1: fields are added, never changed. web/src/engine/report.ts names them all.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/byte_ledger.h"
#include "engine/analysis/dive_score.h"
#include "engine/analysis/duplicates.h"
#include "engine/analysis/findings.h"
#include "engine/analysis/root_shares.h"
#include "engine/analysis/verification.h"
#include "engine/image/archive.h"
#include "engine/image/image_set.h"
#include "engine/layer/layer_table.h"
#include "engine/query/tree_view.h"
#include "engine/rootfs/union_tree.h"

namespace anatomy {

/// What is computed from all layers of an image.
struct ImageNumbers {
  ByteLedger ledger;
  Duplicates duplicates;
  DiveScore dive;
  RootShares root;
  Findings findings;
};
ImageNumbers ComputeNumbers(const UnionTree& tree, const DiveScore& dive);

/// One image with as much of its layers as has been read.
struct ImageFacts {
  const Image& image;
  const UnionTree& tree;  // the layers from the base on that are in
  /// By layer; null where the layer has not been read yet.
  std::vector<std::shared_ptr<const LayerTable>> tables;
  const ImageNumbers* numbers;  // null until every layer is in
  Verification verification;
};

/// The whole report, as `inspect --json` prints it.
std::string InspectReport(std::string_view source_name, const Archive& archive, const ImageSet& set,
                          const std::vector<ImageFacts>& images);

/// One element of the report's `images`.
std::string ImageReport(const ImageFacts& facts);

using TextSink = std::function<void(std::string_view)>;

/// As `tree --json`: the entries of a point of view in byte order of their paths, piece by piece.
void TreeReport(const UnionTree& tree, const PointOfView& view, const TextSink& sink);

/// As `history PATH --json`: every version of a path that a layer of the image wrote, the base first, with removals and
/// the instruction of each. The path is literal: links are not followed. Error: path-not-found when no layer ever had
/// it.
Result<std::string> PathReport(const Image& image, const UnionTree& tree, std::string_view path);

/// A diagnostic as the report writes it.
Json DiagnosticJson(const Diagnostic& diagnostic);

}  // namespace anatomy
