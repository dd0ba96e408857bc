// Where a blob lies in what the person opened, in plain numbers, so that another worker can find it with nothing but
// the file in its hands.
#pragma once

#include <cstdint>
#include <memory>

#include "engine/base/error.h"
#include "engine/codec/resume.h"
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
  /// A sparse member (`tar -S`): `offset` is that of its headers, and its holes are not in the tarball.
  bool sparse = false;

  /// The tarball as a whole: no way through an outer archive.
  bool whole() const { return id == kNoMember; }

  bool operator==(const BlobPlace&) const = default;
};

/// A part of a blob; clipped to what there is.
struct BlobPart {
  uint64_t from = 0;
  uint64_t length = UINT64_MAX;
};

/// A tarball, decompressed: from its beginning, or from a point of its compression.
Result<std::shared_ptr<StreamCursor>> OpenTarball(std::shared_ptr<ByteSource> file, size_t block_size,
                                                  const ResumePoint* point = nullptr);

/// The blob's bytes as stored. `point` lies before them in a compressed tarball.
/// Errors: as OpenDecoder(), and as OpenBlobAhead().
Result<std::unique_ptr<ByteStream>> OpenBlob(std::shared_ptr<ByteSource> file, const BlobPlace& place,
                                             size_t block_size, const BlobPart& part = {},
                                             const ResumePoint* point = nullptr);

/// The same through a tarball that is being decompressed and has not come to the blob yet. The cursor does not move
/// beyond `end`, where the next blob is wanted. Errors: limit-reached, file-unreadable (a sparse member is no longer
/// there).
Result<std::unique_ptr<ByteStream>> OpenBlobAhead(std::shared_ptr<StreamCursor> tarball, const BlobPlace& place,
                                                  const BlobPart& part = {}, uint64_t end = UINT64_MAX);

}  // namespace anatomy
