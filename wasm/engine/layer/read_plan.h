// All that is needed to read one file out of an image, for a worker that has only the opened file: the way to its tar
// entry, and how to know it. Made by the index worker from its tables, carried as one block that JavaScript does not
// look into.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/image/blob_place.h"
#include "engine/layer/layer_table.h"
#include "engine/tar/entry_stream.h"

namespace anatomy {

struct ReadPlan {
  BlobPlace blob;
  std::optional<ResumePoint> tarball_point;      // of a compressed tarball, before what is wanted of the blob
  Compression compression = Compression::kNone;  // of the blob
  std::optional<ResumePoint> blob_point;         // of a compressed blob, before the entry
  uint64_t entry_begin = 0;                      // in the layer's tar: its first header
  uint64_t entry_end = 0;                        // behind its body, or later
  uint64_t blob_end = UINT64_MAX;                // of a compressed blob: all that comes out before `entry_end` is in
  std::string path;                              // normalised
  uint64_t size = 0;                             // logical
  uint64_t from = 0;                             // the first byte of the file that is wanted
  bool inside = false;                           // `entry_begin` is that byte: no header comes before it

  bool operator==(const ReadPlan&) const = default;
};

/// Where a row's tar entry ends in the layer's tar, or later.
uint64_t EntryEnd(const LayerTable& table, uint32_t row);

/// Lets the plan go on to `end` in the layer's tar.
void ReadUntil(ReadPlan& plan, const LayerTable& table, uint64_t end);

/// The plan for a row of the table of `blob`, which is a file, `from` a byte of it on. The tarball's point is left
/// open.
ReadPlan PlanToRead(const LayerTable& table, uint32_t row, const BlobPlace& blob, uint64_t from = 0);

/// The part of the blob that the plan reads.
BlobPart PartToRead(const ReadPlan& plan);

std::vector<uint8_t> EncodeReadPlan(const ReadPlan& plan);

/// Trusts nothing in the block. Error: archive-damaged (a bug of ours or a mix of versions; never the image's fault).
Result<ReadPlan> DecodeReadPlan(Bytes block);

/// The tar of the layer, from the nearest place before the plan's entry from which it can be read. `blob` gives the
/// part to read. Errors: as OpenDecoders() and ResumeDecoder().
Result<std::shared_ptr<StreamCursor>> OpenLayerTar(const ReadPlan& plan, std::unique_ptr<ByteStream> blob);

/// Opens the entry at the head of `tar`. Errors: as ReadEntry().
Result<std::unique_ptr<EntryStream>> OpenEntry(std::unique_ptr<ByteStream> tar, std::string_view path, uint64_t size);

/// An error of the decoders or of the tar reader, which do not know whose bytes they read, as one of a layer.
Error OfLayer(Error error);

/// Gives the file's bytes, holes as zeros, until `sink` returns false. Errors: file-unreadable (also when another entry
/// lies there than the plan says: the file has changed), layer-truncated, layer-damaged, tar-damaged.
Status ReadEntry(std::shared_ptr<ByteSource> file, const ReadPlan& plan, size_t block_size,
                 const std::function<bool(Bytes)>& sink);

}  // namespace anatomy
