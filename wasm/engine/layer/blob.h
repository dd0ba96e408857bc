// What a layer worker does with blobs: scan them into tables, or read one entry's bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "engine/image/blob_place.h"
#include "engine/io/byte_stream.h"
#include "engine/layer/layer_scanner.h"

namespace anatomy {

/// Opens several blobs of one file one after the other, in order of offsets; sequential ones in a single pass, so that
/// each must be read before the next comes. Errors: as OpenBlob().
void VisitBlobs(std::shared_ptr<ByteSource> file, std::vector<BlobPlace> places, size_t block_size,
                const std::function<void(const BlobPlace&, Result<std::unique_ptr<ByteStream>>)>& visit);

using OnLayerTable = std::function<void(const BlobPlace&, LayerTable)>;

/// Scans several blobs of one file; sequential ones in a single pass. Tables are given in order of offsets.
/// `on_progress` gets the place, too.
void ScanBlobs(std::shared_ptr<ByteSource> file, std::vector<BlobPlace> places, size_t block_size,
               const OnLayerTable& on_table,
               const std::function<void(const BlobPlace&, const ScanProgress&)>& on_progress);

/// Gives the bytes of the entry in `row` of the layer's table, holes as zeros, until `sink` returns false.
/// Errors: layer-truncated, layer-damaged, tar-damaged, path-not-found (no such row).
Status ReadEntryBody(std::unique_ptr<ByteStream> blob, uint32_t row, const std::function<bool(Bytes)>& sink);

}  // namespace anatomy
