// Hashes of the bodies that a scan moved over. Few are ever needed: contents are compared only where files have the
// same size.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "engine/image/blob_place.h"
#include "engine/layer/layer_table.h"

namespace anatomy {

/// Bodies of one blob, which is a plain tar; in the order in which they lie. Columns of equal length.
struct BodyList {
  std::vector<uint32_t> rows;  // of the blob's table
  std::vector<uint64_t> offsets;
  std::vector<uint64_t> sizes;

  uint64_t bytes() const;
  bool operator==(const BodyList&) const = default;
};

struct BodyWish {
  BlobPlace place;
  BodyList bodies;
};

/// What was found of them; of a body that cannot be read the hash stays unknown.
struct BodyHashes {
  std::vector<uint32_t> rows;
  std::vector<ContentHash> hashes;

  bool operator==(const BodyHashes&) const = default;
};

/// Reads the bodies of several blobs of one file.
/// `on_progress` gets the bytes read of the blob's bodies so far.
void HashBodies(const std::shared_ptr<ByteSource>& file, const std::vector<BodyWish>& wishes, size_t block_size,
                const std::function<void(const BlobPlace&, const BodyHashes&)>& on_hashes,
                const std::function<void(const BlobPlace&, uint64_t)>& on_progress);

// As one block of bytes. Nothing in a block is trusted; error: archive-damaged.
std::vector<uint8_t> EncodeBodyList(const BodyList& bodies);
Result<BodyList> DecodeBodyList(Bytes block);
std::vector<uint8_t> EncodeBodyHashes(const BodyHashes& hashes);
Result<BodyHashes> DecodeBodyHashes(Bytes block);

}  // namespace anatomy
