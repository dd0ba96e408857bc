// What one layer contains, as columns: one row per tar entry, in the archive's order. Made by LayerScanner in a layer
// worker, carried as one block (wire.h), read by the union tree in the index worker. Frozen once made, but for the
// hashes of bodies that were skipped.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.h"
#include "engine/base/string_column.h"
#include "engine/codec/blob_format.h"
#include "engine/codec/decoder.h"
#include "engine/codec/resume.h"
#include "engine/tar/tar_reader.h"

namespace anatomy {

/// XXH3-128 of a file's stored bytes: tells equal contents apart from different ones, nothing cryptographic.
struct ContentHash {
  uint64_t low = 0;
  uint64_t high = 0;

  /// Zero stands for a body that was not read.
  bool known() const { return low != 0 || high != 0; }
  bool operator==(const ContentHash&) const = default;
};

/// Of bodies of the same size. What was not read is like nothing.
inline bool SameContent(const ContentHash& a, const ContentHash& b) { return a.known() && a == b; }

// kPartial: the blob broke off or is damaged; the rows before that are right. kListed: nobody has read the blob, this
// is what its table of contents says (table_of_contents.h).
enum class LayerState : uint8_t { kComplete, kPartial, kListed };

struct Xattr {
  std::string name;
  std::string value;
  bool operator==(const Xattr&) const = default;
};

struct LayerTable {
  // Facts of the layer as a whole.
  LayerState state = LayerState::kComplete;
  Compression compression = Compression::kNone;
  BlobFormat format = BlobFormat::kPlain;
  uint64_t stored_bytes = 0;    // of the blob
  uint64_t unpacked_bytes = 0;  // of the tar, to the real end of the stream
  std::vector<Diagnostic> diagnostics;
  std::vector<ResumePoint> resume_points;  // of the blob's compression; rising

  // Columns; all have entry_count() rows.
  StringColumn paths;          // normalised (base/path.h); "" is the root
  StringColumn links;          // raw targets of symbolic and hard links
  std::vector<uint8_t> types;  // EntryType
  std::vector<uint32_t> modes;
  std::vector<uint32_t> uids;
  std::vector<uint32_t> gids;
  std::vector<int64_t> mtimes;
  std::vector<uint64_t> sizes;           // logical; 0 for all but files
  std::vector<uint64_t> stored_sizes;    // bytes in the tar; less than the size for sparse files
  std::vector<uint64_t> header_offsets;  // of the entry's first header in the tar stream; rising
  std::vector<uint64_t> data_offsets;    // of its body in the tar stream
  std::vector<ContentHash> hashes;       // of files

  // Rare properties, by row.
  std::map<uint32_t, std::vector<Xattr>> xattrs;
  std::map<uint32_t, std::array<uint32_t, 2>> devices;  // major, minor
  std::map<uint32_t, std::string> raw_names;            // where the normalised path loses something

  size_t entry_count() const { return types.size(); }
  EntryType type(uint32_t row) const { return static_cast<EntryType>(types[row]); }
};

}  // namespace anatomy
