// Where a blob lies in what the person opened, in plain numbers, so that another worker can find it with nothing but
// the file in its hands.
#pragma once

#include <cstdint>
#include <memory>

#include "engine/base/error.h"
#include "engine/io/byte_source.h"
#include "engine/io/byte_stream.h"
#include "engine/io/window_stream.h"

namespace anatomy {

/// Index of a member in Archive::members().
using MemberId = uint32_t;
inline constexpr MemberId kNoMember = UINT32_MAX;

struct BlobPlace {
  /// Names the blob in the archive that gave the place; kNoMember when the tarball as a whole is the layer.
  MemberId id = kNoMember;
  /// Which file holds it: 0 for a tarball, the index in a folder.
  uint32_t file = 0;
  uint64_t offset = 0;  // in the tarball once decompressed
  uint64_t size = 0;
  /// The tarball is compressed: the blob is reached only by decompressing what comes before.
  bool sequential = false;

  /// The tarball as a whole: no way through an outer archive.
  bool whole() const { return id == kNoMember; }
};

/// A tarball from its beginning, decompressed.
Result<std::shared_ptr<StreamCursor>> OpenTarball(std::shared_ptr<ByteSource> file, size_t block_size);

/// The blob's bytes as stored.
Result<std::unique_ptr<ByteStream>> OpenBlob(std::shared_ptr<ByteSource> file, const BlobPlace& place,
                                             size_t block_size);

}  // namespace anatomy
