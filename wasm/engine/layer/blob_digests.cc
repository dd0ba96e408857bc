#include "engine/layer/blob_digests.h"

#include <algorithm>
#include <utility>

#include "engine/codec/decoder.h"
#include "engine/layer/blob.h"

namespace anatomy {
namespace {

class Hashers {
 public:
  explicit Hashers(const std::vector<HashAlgorithm>& algorithms) : hashers_(algorithms.begin(), algorithms.end()) {}

  void Update(Bytes bytes) {
    bytes_ += bytes.size();
    for (Hasher& hasher : hashers_) hasher.Update(bytes);
  }

  uint64_t bytes() const { return bytes_; }

  std::vector<std::string> Finish() {
    std::vector<std::string> digests;
    for (Hasher& hasher : hashers_) digests.push_back(hasher.Finish());
    return digests;
  }

 private:
  std::vector<Hasher> hashers_;
  uint64_t bytes_ = 0;
};

// Hands on the blocks of a stream that somebody else keeps.
class BorrowedStream : public ByteStream {
 public:
  explicit BorrowedStream(ByteStream& stream) : stream_(stream) {}
  Result<Bytes> Next() override { return stream_.Next(); }

 private:
  ByteStream& stream_;
};

template <typename OnBlock>
bool Drain(ByteStream& stream, const OnBlock& on_block) {
  for (;;) {
    Result<Bytes> block = stream.Next();
    if (!block) return false;
    if (block->empty()) return true;
    on_block(*block);
  }
}

}  // namespace

BlobDigests HashBlob(std::unique_ptr<ByteStream> blob, const DigestWish& wish, const OnHashProgress& on_progress) {
  Hashers stored(wish.algorithms);
  ObservedStream observed(std::move(blob), [&](Bytes block) {
    stored.Update(block);
    if (on_progress) on_progress(stored.bytes());
  });

  Hashers unpacked(wish.algorithms);
  bool plain = false;
  bool unpacked_whole = false;
  if (wish.unpacked) {
    Result<Decoded> decoded = OpenDecoder(std::make_unique<BorrowedStream>(observed));
    plain = decoded && decoded->compression == Compression::kNone;
    if (decoded && !plain) {
      unpacked_whole = Drain(*decoded->stream, [&](Bytes block) { unpacked.Update(block); });
    }
  }
  // Whatever the decoder has left.
  const bool stored_whole = Drain(observed, [](Bytes) {}) && stored.bytes() == wish.place.size;

  BlobDigests digests;
  digests.stored_bytes = stored.bytes();
  digests.unpacked_bytes = plain ? stored.bytes() : unpacked.bytes();
  if (stored_whole) digests.stored = stored.Finish();
  if (plain) {
    digests.unpacked = digests.stored;
  } else if (stored_whole && unpacked_whole) {
    digests.unpacked = unpacked.Finish();
  }
  return digests;
}

void HashBlobs(std::shared_ptr<ByteSource> file, const std::vector<DigestWish>& wishes, size_t block_size,
               const std::function<void(const BlobPlace&, BlobDigests)>& on_digests,
               const std::function<void(const BlobPlace&, uint64_t)>& on_progress) {
  std::vector<BlobPlace> places;
  for (const DigestWish& wish : wishes) places.push_back(wish.place);
  VisitBlobs(std::move(file), std::move(places), block_size,
             [&](const BlobPlace& place, Result<std::unique_ptr<ByteStream>> blob) {
               const auto same = [&](const DigestWish& wish) { return wish.place.id == place.id; };
               const auto wish = std::ranges::find_if(wishes, same);
               if (!blob || wish == wishes.end()) return on_digests(place, {});
               on_digests(place, HashBlob(std::move(*blob), *wish, [&](uint64_t bytes) { on_progress(place, bytes); }));
             });
}

}  // namespace anatomy
