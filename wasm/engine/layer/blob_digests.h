// Digests of blobs, in one pass each: of the stored bytes and of what they unpack to. The other long loop of a layer
// worker.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/digest.h"
#include "engine/image/blob_place.h"

namespace anatomy {

/// What is to be computed of a blob.
struct DigestWish {
  BlobPlace place;
  std::vector<HashAlgorithm> algorithms;
  bool unpacked = false;  // of the unpacked bytes, too
};

struct BlobDigests {
  uint64_t stored_bytes = 0;
  uint64_t unpacked_bytes = 0;
  /// One for each algorithm of the wish; none when the bytes cannot be read to their end.
  std::vector<std::string> stored;
  /// The same; none either when it was not wished for.
  std::vector<std::string> unpacked;
};

/// Bytes of the blob read so far.
using OnHashProgress = std::function<void(uint64_t)>;

/// Reads the blob to its real end. A damaged compression still gives the stored digests.
BlobDigests HashBlob(std::unique_ptr<ByteStream> blob, const DigestWish& wish,
                     const OnHashProgress& on_progress = nullptr);

/// Hashes several blobs of one file; sequential ones in a single pass. Results are given in order of offsets.
void HashBlobs(std::shared_ptr<ByteSource> file, const std::vector<DigestWish>& wishes, size_t block_size,
               const std::function<void(const BlobPlace&, BlobDigests)>& on_digests,
               const std::function<void(const BlobPlace&, uint64_t)>& on_progress);

}  // namespace anatomy
