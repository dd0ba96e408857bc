// gzip (RFC 1952). Layers are often many members, one after the other (pigz, eStargz): the end of a member is not the
// end of the layer. Headers are zlib's, what is between them and the trailers is DeflateBlocks'.
#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <utility>

#include "engine/codec/crc32.h"
#include "engine/codec/decoder_stream.h"
#include "engine/codec/deflate_blocks.h"

namespace anatomy {
namespace {

// zlib's window bits: 15 for the largest window, 16 to expect gzip headers and check their CRC.
constexpr int kGzipWindowBits = 15 + 16;
constexpr uLong kMagicBytes = 2;
constexpr size_t kTrailerBytes = 8;
// Blocks are decoded whole, so input is copied behind what is left of the input before it. Not too much at a time: what
// is copied then is still in the processor's cache when it is decoded.
constexpr size_t kMostTaken = 1u << 20;
// What z_stream::data_type says where the header ends and the first block begins.
constexpr int kBlockBoundary = 128;

uint32_t LittleEndian32(Bytes bytes) {
  return uint32_t{bytes[0]} | uint32_t{bytes[1]} << 8 | uint32_t{bytes[2]} << 16 | uint32_t{bytes[3]} << 24;
}

class GzipStream : public DecoderStream {
 public:
  GzipStream(std::unique_ptr<ByteStream> input, const DecoderOptions& options)
      : DecoderStream(Compression::kGzip, std::move(input), options) {
    if (inflateInit2(&header_, kGzipWindowBits) != Z_OK) std::abort();
    if (!options.resume) return;
    first_member_ = false;
    if (options.resume->window.empty()) {
      between_members_ = true;
      return;
    }
    const unsigned unused = options.resume->bits;
    blocks_.Begin(options.resume->window, unused > 0 ? 8 - unused : 0);
    part_ = Part::kBlocks;
    whole_member_ = false;
  }
  ~GzipStream() override { inflateEnd(&header_); }

 protected:
  Step Decode(Bytes in, MutableBytes room, bool last) override {
    if (!ready_.empty()) return Give(room.size());
    if (damage_) return {.damage = damage_};
    const bool got_further = GoOn(last);
    if (garbage_follows_) return {.garbage_follows = true};
    if (member_ended_ || got_further) {
      const bool complete = std::exchange(member_ended_, false);
      return {.complete = complete, .resumable = ready_.empty() && at_end_of_block_, .advanced = true};
    }
    if (in.empty()) {
      // A single stray byte after the last member is too short to be told from a member's beginning.
      const bool stray = part_ == Part::kHeader && !first_member_ && header_.total_in < kMagicBytes;
      return {.complete = between_members_ || stray};
    }
    in = in.first(std::min(in.size(), kMostTaken));
    Keep(in);
    return {.consumed = in.size()};
  }

  size_t Unused() const override { return kept_end_ - used_; }

  void KeepState(ResumePoint& point) override {
    const Bytes window = blocks_.window();
    point.window.assign(window.begin(), window.end());
    point.bits = blocks_.used_bits() > 0 ? static_cast<uint8_t>(8 - blocks_.used_bits()) : 0;
  }

 private:
  enum class Part { kHeader, kBlocks, kTrailer };

  Bytes Rest() const { return Bytes(kept_).first(kept_end_).subspan(used_); }

  void Keep(Bytes in) {
    const Bytes rest = Rest();
    if (used_ > 0) std::memmove(kept_.data(), rest.data(), rest.size());
    kept_end_ = rest.size();
    used_ = 0;
    if (kept_.size() < kept_end_ + in.size()) kept_.resize(kept_end_ + in.size());
    std::memcpy(kept_.data() + kept_end_, in.data(), in.size());
    kept_end_ += in.size();
  }

  Step Give(size_t most) {
    const Bytes given = ready_.first(std::min(most, ready_.size()));
    ready_ = ready_.subspan(given.size());
    return {.produced = given, .resumable = ready_.empty() && at_end_of_block_};
  }

  // False: it needs more input.
  bool GoOn(bool last) {
    at_end_of_block_ = false;
    switch (part_) {
      case Part::kHeader:
        return ReadHeader();
      case Part::kBlocks:
        return ReadBlocks(last);
      case Part::kTrailer:
        return ReadTrailer();
    }
    std::abort();
  }

  bool ReadHeader() {
    const Bytes rest = Rest().first(std::min<size_t>(Rest().size(), std::numeric_limits<uInt>::max()));
    if (rest.empty()) return false;
    Bytef nothing;
    header_.next_in = const_cast<Bytef*>(rest.data());  // the library's interface lacks a const; it only reads
    header_.avail_in = static_cast<uInt>(rest.size());
    header_.next_out = &nothing;
    header_.avail_out = 0;
    const int code = inflate(&header_, Z_BLOCK);
    const size_t consumed = rest.size() - header_.avail_in;
    used_ += consumed;
    if (code == Z_DATA_ERROR && !first_member_ && header_.total_in <= kMagicBytes) {
      garbage_follows_ = true;  // what follows the last member is no member
    } else if (code == Z_DATA_ERROR || code == Z_NEED_DICT) {
      damage_ = header_.msg ? header_.msg : "The header is not valid.";
    } else if (header_.data_type & kBlockBoundary) {
      part_ = Part::kBlocks;
      whole_member_ = true;
      blocks_.Begin({}, 0);
      crc_.Clear();
      bytes_ = 0;
    }
    between_members_ = false;
    return consumed > 0 || garbage_follows_ || damage_;
  }

  bool ReadBlocks(bool last) {
    const DeflateBlocks::Step step = blocks_.Decode(Rest(), last, BytesUntilPoint());
    used_ += step.consumed;
    ready_ = step.out;
    damage_ = step.damage;
    if (whole_member_) crc_.Add(ready_);
    bytes_ += static_cast<uint32_t>(ready_.size());
    at_end_of_block_ = step.at_end_of_block && !step.is_final;
    if (step.is_final) part_ = Part::kTrailer;
    return step.got_further();
  }

  bool ReadTrailer() {
    const Bytes rest = Rest();
    if (rest.size() < kTrailerBytes) return false;
    used_ += kTrailerBytes;
    // Of a member that was begun in its middle the checksum is not known.
    if (whole_member_ && LittleEndian32(rest) != crc_.value()) {
      damage_ = "incorrect data check";
    } else if (whole_member_ && LittleEndian32(rest.subspan(4)) != bytes_) {
      damage_ = "incorrect length check";
    } else {
      inflateReset(&header_);
      part_ = Part::kHeader;
      first_member_ = false;
      between_members_ = member_ended_ = true;
    }
    return true;
  }

  z_stream header_ = {};
  DeflateBlocks blocks_;
  Part part_ = Part::kHeader;
  std::vector<uint8_t> kept_;  // consumed, since blocks are decoded whole; as far as kept_end_
  size_t kept_end_ = 0;
  size_t used_ = 0;               // of those
  Bytes ready_;                   // decoded and not given yet; a view of what blocks_ holds
  const char* damage_ = nullptr;  // behind what is ready
  bool garbage_follows_ = false;
  bool first_member_ = true;
  bool between_members_ = false;
  bool member_ended_ = false;     // to be told by the next step
  bool at_end_of_block_ = false;  // behind what is ready
  bool whole_member_ = true;
  Crc32 crc_;           // of a whole member
  uint32_t bytes_ = 0;  // of the member, modulo 2^32
};

}  // namespace

std::unique_ptr<ByteStream> MakeGzipStream(std::unique_ptr<ByteStream> input, const DecoderOptions& options) {
  return std::make_unique<GzipStream>(std::move(input), options);
}

}  // namespace anatomy
