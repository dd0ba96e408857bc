#include "engine/codec/deflate_blocks.h"

#include <inflate_blocks.h>
#include <libdeflate.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <limits>

#include "engine/codec/resume.h"

namespace anatomy {
namespace {

constexpr int kRawWindowBits = -15;
// Blocks are some tens of KB, and come out at some hundreds at most; only of zeros and the like they become more.
constexpr size_t kRoom = 1u << 20;
// What is small shall not take that much.
constexpr size_t kFirstRoom = 64u << 10;
constexpr size_t kLeastRoom = kRoom / 4 * 3;
constexpr size_t kEnoughOut = kRoom / 2;
// A block that is longer is no loss but of what was decoded of it: zlib goes on with it.
constexpr size_t kEnoughIn = 32u << 10;
// What z_stream::data_type says after Z_BLOCK.
constexpr int kUnusedBits = 7;
constexpr int kLastBlock = 64;
constexpr int kBlockBoundary = 128;

}  // namespace

void DeflateBlocks::Free::operator()(libdeflate_decompressor* decompressor) const {
  libdeflate_free_decompressor(decompressor);
}

DeflateBlocks::DeflateBlocks() : whole_(libdeflate_alloc_decompressor()), buffer_(kDeflateWindow + kFirstRoom) {
  if (!whole_ || inflateInit2(&part_, kRawWindowBits) != Z_OK) std::abort();
}

DeflateBlocks::~DeflateBlocks() { inflateEnd(&part_); }

void DeflateBlocks::Begin(Bytes window, unsigned used_bits) {
  const Bytes kept = window.last(std::min(window.size(), kDeflateWindow));
  if (!kept.empty()) std::memcpy(buffer_.data(), kept.data(), kept.size());
  before_ = kept.size();
  out_ = 0;
  used_bits_ = used_bits;
  in_part_ = false;
}

Bytes DeflateBlocks::window() const {
  const Bytes all = Bytes(buffer_).first(before_ + out_);
  return all.last(std::min(all.size(), kDeflateWindow));
}

void DeflateBlocks::MakeRoom() {
  if (out_ > 0) buffer_.resize(kDeflateWindow + kRoom);
  before_ += out_;
  out_ = 0;
  if (buffer_.size() - before_ >= kLeastRoom) return;
  const Bytes kept = window();
  std::memmove(buffer_.data(), kept.data(), kept.size());
  before_ = kept.size();
}

DeflateBlocks::Step DeflateBlocks::Decode(Bytes in, bool last, uint64_t enough) {
  MakeRoom();
  Step step;
  if (!in_part_) {
    if (in.empty() || (in.size() < kEnoughIn && !last)) return step;
    if (DecodeWhole(in, last, enough, step)) return step;
    BeginPart();
  }
  DecodePart(in, step);
  return step;
}

bool DeflateBlocks::DecodeWhole(Bytes in, bool last, uint64_t enough, Step& step) {
  const inflate_range range{.in = in.data(),
                            .in_bytes = in.size(),
                            .used_bits = used_bits_,
                            .out = buffer_.data(),
                            .window = before_,
                            .room = buffer_.size() - before_,
                            .enough_in = last ? in.size() : in.size() - kEnoughIn,
                            .enough_out = static_cast<size_t>(std::min<uint64_t>(enough, kEnoughOut))};
  inflate_end end;
  inflate_blocks(whole_.get(), &range, &end);
  if (end.blocks == 0) return false;
  step.consumed = static_cast<size_t>(end.in_bits / 8);
  used_bits_ = static_cast<unsigned>(end.in_bits % 8);
  step.is_final = end.is_final;
  if (step.is_final && used_bits_ > 0) ++step.consumed;
  step.at_end_of_block = true;
  out_ = end.out_bytes;
  step.out = Bytes(buffer_).subspan(before_, out_);
  return true;
}

void DeflateBlocks::BeginPart() {
  inflateReset(&part_);
  const Bytes before = window();
  if (inflateSetDictionary(&part_, before.data(), static_cast<uInt>(before.size())) != Z_OK) std::abort();
  in_part_ = true;
  given_ = 0;
}

void DeflateBlocks::DecodePart(Bytes in, Step& step) {
  if (given_ == 0 && used_bits_ > 0) {
    inflatePrime(&part_, static_cast<int>(8 - used_bits_), in[0] >> used_bits_);
    given_ = 1;
  }
  used_bits_ = 0;
  in = in.first(std::min<size_t>(in.size(), std::numeric_limits<uInt>::max()));
  part_.next_in = const_cast<Bytef*>(in.data() + given_);  // the library's interface lacks a const; it only reads
  part_.avail_in = static_cast<uInt>(in.size() - given_);
  part_.next_out = buffer_.data() + before_;
  const size_t room = buffer_.size() - before_;
  part_.avail_out = static_cast<uInt>(room);
  const int code = inflate(&part_, Z_BLOCK);
  const size_t reached = in.size() - part_.avail_in;
  out_ = room - part_.avail_out;
  step.out = Bytes(buffer_).subspan(before_, out_);
  const bool at_boundary = (part_.data_type & (kBlockBoundary | kLastBlock)) == kBlockBoundary;
  if (code == Z_STREAM_END) {
    step.is_final = step.at_end_of_block = true;
    step.consumed = reached;
    in_part_ = false;
  } else if (code == Z_DATA_ERROR || code == Z_NEED_DICT) {
    step.damage = part_.msg ? part_.msg : "The deflate data is not valid.";
    step.consumed = reached;
  } else if (code == Z_MEM_ERROR) {
    step.damage = "Not enough memory for the decoder.";
  } else if (at_boundary) {
    const unsigned unused = static_cast<unsigned>(part_.data_type & kUnusedBits);
    used_bits_ = unused > 0 ? 8 - unused : 0;
    step.consumed = reached - (unused > 0 ? 1 : 0);
    step.at_end_of_block = true;
    in_part_ = false;
  } else {
    // The last byte stays, since the block may turn out to end in it.
    given_ = std::min<size_t>(reached, 1);
    step.consumed = reached - given_;
  }
}

}  // namespace anatomy
