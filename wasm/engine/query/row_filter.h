// Which rows of the tree a person is looking for.
#pragma once

#include <cstdint>
#include <memory>

#include "engine/query/pattern.h"
#include "engine/rootfs/tree_diff.h"

namespace anatomy {

/// Conditions that a row has to meet all at once; by default there are none.
struct RowFilter {
  std::shared_ptr<const Pattern> pattern = nullptr;  // null: any name
  uint8_t changes = 0;                               // a set of ChangeBit(); 0: any
  /// Of files and their further names; with a bound nothing else matches.
  uint64_t min_size = 0;
  uint64_t max_size = UINT64_MAX;
  /// Leaves out what neither matches nor leads to a match; else matches are only marked.
  bool only_matches = true;

  bool asks_size() const { return min_size > 0 || max_size < UINT64_MAX; }
  bool asks() const { return pattern || changes || asks_size(); }
};

constexpr uint8_t ChangeBit(ChangeStatus status) { return static_cast<uint8_t>(1u << static_cast<uint8_t>(status)); }

}  // namespace anatomy
