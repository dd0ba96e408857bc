#include "engine/image/blob_place.h"

#include "engine/codec/decoder.h"

namespace anatomy {

Result<std::shared_ptr<StreamCursor>> OpenTarball(std::shared_ptr<ByteSource> file, size_t block_size) {
  Result<Decoded> outer = OpenDecoder(std::make_unique<SourceStream>(std::move(file), block_size));
  if (!outer) return outer.error();
  return std::make_shared<StreamCursor>(std::move(outer->stream));
}

Result<std::unique_ptr<ByteStream>> OpenBlob(std::shared_ptr<ByteSource> file, const BlobPlace& place,
                                             size_t block_size) {
  std::unique_ptr<ByteStream> stream;
  if (place.whole()) {
    stream = std::make_unique<SourceStream>(std::move(file), block_size);
  } else if (place.sequential) {
    Result<std::shared_ptr<StreamCursor>> cursor = OpenTarball(std::move(file), block_size);
    if (!cursor) return cursor.error();
    stream = std::make_unique<WindowStream>(*cursor, place.offset, place.size);
  } else {
    auto slice = std::make_shared<SliceSource>(std::move(file), place.offset, place.size);
    stream = std::make_unique<SourceStream>(std::move(slice), block_size);
  }
  return stream;
}

}  // namespace anatomy
