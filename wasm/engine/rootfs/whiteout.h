// Whiteout names (image-spec layer.md, "Whiteouts"): only the name makes a whiteout, not the type or the size of its
// entry.
#pragma once

#include <string_view>

namespace anatomy {

enum class Marker { kNone, kWhiteout, kOpaque, kAufs, kInvalid };

struct WhiteoutName {
  Marker marker = Marker::kNone;
  std::string_view target;  // what a whiteout removes from its own directory
};

inline constexpr std::string_view kWhiteoutPrefix = ".wh.";
inline constexpr std::string_view kOpaqueName = ".wh..wh..opq";
/// AUFS keeps bodies of hard links here.
inline constexpr std::string_view kAufsLinks = ".wh..wh.plnk";

inline WhiteoutName ParseWhiteout(std::string_view name) {
  if (!name.starts_with(kWhiteoutPrefix)) return {};
  if (name == kOpaqueName) return {Marker::kOpaque, {}};
  if (name == kAufsLinks || name == ".wh..wh.aufs" || name == ".wh..wh.orph") return {Marker::kAufs, {}};
  const std::string_view target = name.substr(kWhiteoutPrefix.size());
  if (target.empty() || target == "." || target == "..") return {Marker::kInvalid, {}};
  return {Marker::kWhiteout, target};
}

/// Whether any directory on the way to the path is itself a marker: such entries are bookkeeping of AUFS, or nonsense.
inline bool LeadsThroughMarker(std::string_view path) {
  for (size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
    if (path.starts_with(kWhiteoutPrefix)) return true;
    path.remove_prefix(slash + 1);
  }
  return false;
}

}  // namespace anatomy
