// Scans the layer blobs of one file into tables: what a layer worker does most of the time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "engine/image/blob_place.h"
#include "engine/io/byte_stream.h"
#include "engine/layer/layer_scanner.h"

namespace anatomy {

/// Opens several blobs of one file one after the other, in order of offsets; sequential ones in a single pass, so that
/// each must be read before the next comes. Errors: as OpenBlob().
void VisitBlobs(std::shared_ptr<ByteSource> file, std::vector<BlobPlace> places, size_t block_size,
                const std::function<void(const BlobPlace&, Result<std::unique_ptr<ByteStream>>)>& visit);

/// A blob's table of contents, where somebody has read it already; nothing: it is still to be read.
using KnownToc = std::function<std::optional<LayerTable>(const BlobPlace&)>;

using OnLayerTable = std::function<void(const BlobPlace&, LayerTable)>;

/// Scans several blobs of one file; sequential ones in a single pass. Tables are given in order of offsets.
/// `on_progress` gets the place, too. Bodies with `skipped_body` bytes still to be read, or with what is worth a
/// jump in the file, are not read where that is possible. What a layer's table of contents says otherwise than the
/// layer is a diagnostic, but inside compressed tarballs and sparse members, where it is not at hand.
void ScanBlobs(std::shared_ptr<ByteSource> file, std::vector<BlobPlace> places, size_t block_size,
               const OnLayerTable& on_table,
               const std::function<void(const BlobPlace&, const ScanProgress&)>& on_progress,
               std::optional<uint64_t> skipped_body = {}, const KnownToc& known_toc = nullptr);

}  // namespace anatomy
