// What all decoders share: pulling compressed blocks, handing out decoded ones, giving every decoded byte before the
// error that ended the stream, and keeping points from which to resume. A new codec derives from DecoderStream,
// implements Decode(), and gets a line in MakeDecoder() and Sniff().
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/base/limits.h"
#include "engine/codec/decoder.h"
#include "engine/codec/resume.h"
#include "engine/io/byte_stream.h"

namespace anatomy {

struct DecoderOptions {
  /// Takes points while the stream is decoded; outlives it.
  ResumeRecorder* recorder = nullptr;
  /// The input begins at this point, not at the beginning of the stream; read by the constructors only.
  const ResumePoint* resume = nullptr;
  /// Bytes after which the rest is given up with limit-reached.
  uint64_t most_bytes = limits::kUnpackedBytes;
};

class DecoderStream : public ByteStream {
 public:
  DecoderStream(Compression compression, std::unique_ptr<ByteStream> input, const DecoderOptions& options);
  Result<Bytes> Next() final;

 protected:
  struct Step {
    size_t consumed = 0;
    /// What came out: the beginning of `room`, or as many bytes of the decoder's own, which stay until the next step.
    Bytes produced = {};
    /// The stream may end here: nothing is begun that more input would have to complete. A decoder that knows nothing
    /// of what came before can go on from here, too.
    bool complete = false;
    /// A decoder can go on from here with what KeepState() gives it.
    bool resumable = false;
    /// The decoder got further inside what it had consumed before, so it is to be called again.
    bool advanced = false;
    /// What follows is not of this format; it is left unread, as gzip(1) and zstd(1) leave it.
    bool garbage_follows = false;
    /// Why the data is wrong; null when it is not.
    const char* damage = nullptr;
    /// With `damage`: the data may be right, but asks for more memory than there is for it.
    bool asks_too_much = false;
  };

  /// Decodes from `in`, at most as much as there is room. With `last`, no more input follows. Called again until it
  /// neither consumes nor produces.
  virtual Step Decode(Bytes in, MutableBytes room, bool last) = 0;

  /// Completes a point at the end of a resumable step.
  virtual void KeepState(ResumePoint&) {}

  /// Of the consumed bytes, those that the decoder keeps and has not used.
  virtual size_t Unused() const { return 0; }

  /// How many bytes may be decoded before the step should end where it is resumable.
  uint64_t BytesUntilPoint() const { return recorder_ ? recorder_->BytesUntilLook(decompressed_) + 1 : UINT64_MAX; }

 private:
  MutableBytes Room();
  void Record(const Step& step);
  Error Damaged(Code code, std::string detail) const;
  void SkipRest();

  const Compression compression_;
  std::unique_ptr<ByteStream> input_;
  ResumeRecorder* const recorder_;
  const uint64_t most_bytes_;
  std::vector<uint8_t> output_;
  Bytes pending_;              // input not consumed yet; a view of the input's block
  uint64_t consumed_ = 0;      // compressed bytes, from the beginning of the whole
  uint64_t decompressed_ = 0;  // bytes given, likewise
  bool input_ended_ = false;
  bool done_ = false;
  std::optional<Error> error_;
};

/// Null for what is no compression, or one that is only recognised.
std::unique_ptr<ByteStream> MakeDecoder(Compression compression, std::unique_ptr<ByteStream> input,
                                        const DecoderOptions& options);

std::unique_ptr<ByteStream> MakeGzipStream(std::unique_ptr<ByteStream> input, const DecoderOptions& options);
std::unique_ptr<ByteStream> MakeZstdStream(std::unique_ptr<ByteStream> input, const DecoderOptions& options);
std::unique_ptr<ByteStream> MakeXzStream(std::unique_ptr<ByteStream> input, const DecoderOptions& options);
std::unique_ptr<ByteStream> MakeBzip2Stream(std::unique_ptr<ByteStream> input, const DecoderOptions& options);

}  // namespace anatomy
