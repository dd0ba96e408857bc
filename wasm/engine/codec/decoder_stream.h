// What all decoders share: pulling compressed blocks, handing out decoded ones, and giving every decoded byte before
// the error that ended the stream. A new codec derives from DecoderStream, implements Decode(), and gets a line in
// OpenDecoder() and Sniff().
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/io/byte_stream.h"

namespace anatomy {

class DecoderStream : public ByteStream {
 public:
  explicit DecoderStream(std::unique_ptr<ByteStream> input);
  Result<Bytes> Next() final;

 protected:
  struct Step {
    size_t consumed = 0;
    size_t produced = 0;
    /// The stream may end here: nothing is begun that more input would have to complete.
    bool complete = false;
    /// What follows is not of this format; it is left unread, as gzip(1) and zstd(1) leave it.
    bool garbage_follows = false;
    /// Why the data is wrong; null when it is not.
    const char* damage = nullptr;
  };

  /// Decodes from `in` to `out`. With `last`, no more input follows. Called again until it neither consumes nor
  /// produces.
  virtual Step Decode(Bytes in, MutableBytes out, bool last) = 0;

 private:
  Error Damaged(Code code, std::string detail) const;
  void SkipRest();

  std::unique_ptr<ByteStream> input_;
  std::vector<uint8_t> output_;
  Bytes pending_;          // input not consumed yet; a view of the input's block
  uint64_t consumed_ = 0;  // compressed bytes, for error places
  bool input_ended_ = false;
  bool done_ = false;
  std::optional<Error> error_;
};

std::unique_ptr<ByteStream> MakeGzipStream(std::unique_ptr<ByteStream> input);
std::unique_ptr<ByteStream> MakeZstdStream(std::unique_ptr<ByteStream> input);
std::unique_ptr<ByteStream> MakeXzStream(std::unique_ptr<ByteStream> input);
std::unique_ptr<ByteStream> MakeBzip2Stream(std::unique_ptr<ByteStream> input);

}  // namespace anatomy
