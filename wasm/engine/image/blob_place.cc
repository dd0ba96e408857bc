#include "engine/image/blob_place.h"

#include <algorithm>

#include "engine/base/limits.h"
#include "engine/codec/decoder.h"
#include "engine/tar/entry_stream.h"

namespace anatomy {
namespace {

std::unique_ptr<ByteStream> From(std::shared_ptr<ByteSource> file, uint64_t offset, uint64_t length,
                                 size_t block_size) {
  return std::make_unique<SourceStream>(std::make_shared<SliceSource>(std::move(file), offset, length), block_size);
}

// For the tar reader it is an archive that breaks off.
Error OfBlob(Error error) {
  if (error.code == Code::kArchiveTruncated) error.code = Code::kLayerTruncated;
  return error;
}

}  // namespace

Result<std::shared_ptr<StreamCursor>> OpenTarball(std::shared_ptr<ByteSource> file, size_t block_size,
                                                  const ResumePoint* point) {
  if (point) {
    Result<std::unique_ptr<ByteStream>> rest =
        ResumeDecoder(*point, From(std::move(file), point->compressed, UINT64_MAX, block_size));
    if (!rest) return rest.error();
    return std::make_shared<StreamCursor>(std::move(*rest), point->decompressed);
  }
  Result<Decoded> outer = OpenDecoders(std::make_unique<SourceStream>(std::move(file), block_size));
  if (!outer) return outer.error();
  return std::make_shared<StreamCursor>(std::move(outer->stream));
}

Result<std::unique_ptr<ByteStream>> OpenBlob(std::shared_ptr<ByteSource> file, const BlobPlace& place,
                                             size_t block_size, const BlobPart& part, const ResumePoint* point) {
  if (place.whole()) return From(std::move(file), part.from, part.length, block_size);
  if (place.sequential) {
    Result<std::shared_ptr<StreamCursor>> tarball = OpenTarball(std::move(file), block_size, point);
    if (!tarball) return tarball.error();
    return OpenBlobAhead(*tarball, place, part);
  }
  if (place.sparse) {
    auto tarball = std::make_shared<StreamCursor>(From(std::move(file), place.offset, UINT64_MAX, block_size));
    BlobPlace in_slice = place;
    in_slice.offset = 0;
    return OpenBlobAhead(std::move(tarball), in_slice, part);
  }
  auto blob = std::make_shared<SliceSource>(std::move(file), place.offset, place.size);
  return From(std::move(blob), part.from, part.length, block_size);
}

Result<std::unique_ptr<ByteStream>> OpenBlobAhead(std::shared_ptr<StreamCursor> tarball, const BlobPlace& place,
                                                  const BlobPart& part, uint64_t end) {
  const uint64_t from = std::min(part.from, place.size);
  const uint64_t length = std::min(part.length, place.size - from);
  if (!place.sparse) {
    const uint64_t begin = place.offset + std::min(from, UINT64_MAX - place.offset);
    return std::unique_ptr<ByteStream>(std::make_unique<WindowStream>(std::move(tarball), begin, length));
  }
  if (place.size > limits::kSparseBlobBytes) return Error{Code::kLimitReached, "A sparse member is too large."};
  auto headers = std::make_unique<WindowStream>(std::move(tarball), place.offset, end - std::min(end, place.offset));
  Result<std::unique_ptr<EntryStream>> member = EntryStream::Open(std::move(headers));
  if (!member) return OfBlob(member.error());
  if ((*member)->entry().size != place.size) return Error{Code::kFileUnreadable, "It has changed.", place.offset};
  auto content = std::make_shared<StreamCursor>(std::move(*member));
  return std::unique_ptr<ByteStream>(std::make_unique<WindowStream>(std::move(content), from, length));
}

}  // namespace anatomy
