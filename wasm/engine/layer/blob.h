// Where a layer blob lies in what the person opened, in plain numbers, so that another worker can find it with nothing but the
// file in its hands.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "engine/image/archive.h"
#include "engine/io/byte_stream.h"
#include "engine/layer/layer_scanner.h"

namespace anatomy {

struct BlobPlace {
  /// Names the blob in the archive that gave the place; kNoMember when the tarball as a whole is the layer.
  MemberId id = kNoMember;
  /// Which file holds it: 0 for a tarball, the index in a folder.
  uint32_t file = 0;
  uint64_t offset = 0;  // in the tarball once decompressed
  uint64_t size = 0;
  /// The tarball is compressed: the blob is reached only by decompressing what comes before.
  bool sequential = false;
};

/// The blob's bytes as stored.
Result<std::unique_ptr<ByteStream>> OpenBlob(std::shared_ptr<ByteSource> file, const BlobPlace& place, size_t block_size);

using OnLayerTable = std::function<void(const BlobPlace&, LayerTable)>;

/// Scans several blobs of one file; sequential ones in a single pass. Tables are given in order of offsets. `on_progress` gets
/// the place, too.
void ScanBlobs(std::shared_ptr<ByteSource> file, std::vector<BlobPlace> places, size_t block_size,
               const OnLayerTable& on_table, const std::function<void(const BlobPlace&, const ScanProgress&)>& on_progress);

/// Gives the bytes of the entry in `row` of the layer's table, holes as zeros, until `sink` returns false.
/// Errors: layer-truncated, layer-damaged, tar-damaged, path-not-found (no such row).
Status ReadEntryBody(std::unique_ptr<ByteStream> blob, uint32_t row, const std::function<bool(Bytes)>& sink);

}  // namespace anatomy
