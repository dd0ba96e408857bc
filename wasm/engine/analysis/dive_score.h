// The efficiency score as dive computes it (RULES.md §4.2), defects included: for `.dive-ci` rules and for comparison
// with the ledger. Not a statement about what can be seen in the image.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engine/layer/layer_table.h"

namespace anatomy {

struct DiveScore {
  double efficiency = 1.0;
  uint64_t wasted_bytes = 0;
  /// Share of the bytes above the base layer; none for an image with one layer, or with no bytes above it.
  std::optional<double> user_wasted_percent;
  /// Sum of the header sizes of all entries of all layers.
  uint64_t size_bytes = 0;
};

DiveScore ComputeDiveScore(const std::vector<std::shared_ptr<const LayerTable>>& layers);

}  // namespace anatomy
