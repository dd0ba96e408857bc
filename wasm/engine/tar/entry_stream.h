// The content of one tar entry as a stream: what a sparse file leaves out comes as zeros.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "engine/io/byte_stream.h"
#include "engine/tar/tar_reader.h"

namespace anatomy {

class EntryStream : public ByteStream {
 public:
  /// The entry that `reader` has just come to; the reader must outlive the stream and stay there. Gives `entry.size`
  /// bytes, or an error of TarReader::NextData().
  EntryStream(TarReader& reader, const TarEntry& entry) : reader_(reader), entry_(entry), size_(entry.size) {}

  /// The entry whose headers begin `tar`, whatever came before them. Errors: tar-damaged when no entry begins there;
  /// as TarReader::NextEntry().
  static Result<std::unique_ptr<EntryStream>> Open(std::unique_ptr<ByteStream> tar);

  /// Its header; after Open() the offsets in it mean nothing.
  const TarEntry& entry() const { return entry_; }

  Result<Bytes> Next() override;

 private:
  Status Fetch();

  // Of an entry that was opened here.
  std::unique_ptr<ByteStream> own_tar_;
  std::unique_ptr<TarReader> own_reader_;

  TarReader& reader_;
  const TarEntry& entry_;
  uint64_t size_;
  uint64_t given_ = 0;
  Bytes data_;               // stored bytes not given yet
  uint64_t data_begin_ = 0;  // where in the content they belong; the end when there are no more
  std::optional<Error> error_;
};

}  // namespace anatomy
