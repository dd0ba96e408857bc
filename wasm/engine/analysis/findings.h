// What a person should know of the files of an image, by their names alone: secrets that whoever has the image can
// read, also where a later layer deleted them, and caches that only the build needed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/rootfs/union_tree.h"

namespace anatomy {

enum class SecretKind : uint8_t { kPrivateKey, kCredentials, kEnvironment, kShellHistory };
/// "private-key", … as in the JSON report.
std::string_view SecretKindName(SecretKind kind);

/// By the name, and by the folders that lead to it: tests, documentation and collections of public certificates hold
/// many that only look like secrets.
std::optional<SecretKind> SecretKindOf(std::string_view path);

struct Secret {
  NodeId path;
  SecretKind kind;
  InodeId body;  // more than 0 bytes; may be dead
};

/// Bytes of the final tree below the folders of one cache.
struct Cache {
  std::string_view kind;  // "apt-lists", …
  uint64_t bytes = 0;     // stored, more than 0
  uint64_t files = 0;
  std::vector<NodeId> paths;     // of the folders, the first ones
  std::vector<uint32_t> layers;  // that brought the bytes, the base first
};

struct Findings {
  size_t secret_count = 0;
  std::vector<Secret> secrets;  // dead ones first, then in the order of their layers
  std::vector<Cache> caches;    // the largest first
};

/// Lists at most `most_secrets`, and of each cache at most `paths_of_cache` folders. Linear in paths and bodies.
Findings FindFindings(const UnionTree& tree, size_t most_secrets, size_t paths_of_cache);

}  // namespace anatomy
