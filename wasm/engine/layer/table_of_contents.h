// The table of contents that eStargz and zstd:chunked put at the end of a layer: all its entries in a few bytes, and
// where the body of each begins. Whoever reads only that has the tree at once, and whatever the layer's tar says; so it
// is believed only until the tar has been read, and what differs then is a diagnostic.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/image/blob_place.h"
#include "engine/io/byte_source.h"
#include "engine/layer/layer_table.h"

namespace anatomy {

/// The layer as its table of contents has it, in state kListed:
/// - `hashes` are the beginnings of the digests that are declared, comparable with each other only;
/// - offsets are in no tar: bodies lie one behind the other, and `resume_points` lead to each of them;
/// - `unpacked_bytes` is 0.
/// Nothing when there is none, or it cannot be understood.
std::optional<LayerTable> ReadToc(std::shared_ptr<ByteSource> file, const BlobPlace& place, size_t block_size);

/// The first path, as a person reads it, that the layer itself does not have as its table of contents has it: type,
/// owner, mode, time (which some writers round up), size, link, device and extended attributes are compared, contents
/// are not.
std::optional<std::string> WhereTocDiffers(const LayerTable& toc, const LayerTable& layer);

/// Adds toc-differs to the table of a layer that was read to its end, where its table of contents says otherwise.
void CompareWithToc(const LayerTable& toc, LayerTable& layer);

}  // namespace anatomy
