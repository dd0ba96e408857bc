#include "engine/layer/body_hashes.h"

#include <numeric>

#include "engine/layer/block.h"
#include "engine/layer/content_hasher.h"

namespace anatomy {
namespace {

Error BadBlock() { return {Code::kArchiveDamaged, "The block of bodies is not valid."}; }

}  // namespace

uint64_t BodyList::bytes() const { return std::accumulate(sizes.begin(), sizes.end(), uint64_t{0}); }

void HashBodies(const std::shared_ptr<ByteSource>& file, const std::vector<BodyWish>& wishes, size_t block_size,
                const std::function<void(const BlobPlace&, const BodyHashes&)>& on_hashes,
                const std::function<void(const BlobPlace&, uint64_t)>& on_progress) {
  for (const BodyWish& wish : wishes) {
    BodyHashes found;
    uint64_t bytes = 0;
    for (size_t i = 0; i < wish.bodies.rows.size(); ++i) {
      const uint64_t size = wish.bodies.sizes[i];
      ContentHasher hasher;
      const BlobPart part{.from = wish.bodies.offsets[i], .length = size};
      Result<std::unique_ptr<ByteStream>> body = OpenBlob(file, wish.place, block_size, part);
      while (body) {
        Result<Bytes> piece = (*body)->Next();
        if (!piece || piece->empty()) break;
        hasher.Add(hasher.bytes(), *piece);
        on_progress(wish.place, bytes + hasher.bytes());
      }
      bytes += size;
      found.rows.push_back(wish.bodies.rows[i]);
      found.hashes.push_back(hasher.bytes() == size ? hasher.Finish() : ContentHash());
    }
    on_hashes(wish.place, found);
  }
}

std::vector<uint8_t> EncodeBodyList(const BodyList& bodies) {
  BlockWriter writer;
  writer.Column(bodies.rows);
  writer.Column(bodies.offsets);
  writer.Column(bodies.sizes);
  return writer.Take();
}

Result<BodyList> DecodeBodyList(Bytes block) {
  BlockReader reader(block);
  BodyList bodies;
  reader.Column(bodies.rows);
  reader.Column(bodies.offsets);
  reader.Column(bodies.sizes);
  const size_t count = bodies.rows.size();
  if (!reader.ok() || !reader.at_end() || bodies.offsets.size() != count || bodies.sizes.size() != count) {
    return BadBlock();
  }
  return bodies;
}

std::vector<uint8_t> EncodeBodyHashes(const BodyHashes& hashes) {
  BlockWriter writer;
  writer.Column(hashes.rows);
  writer.Column(hashes.hashes);
  return writer.Take();
}

Result<BodyHashes> DecodeBodyHashes(Bytes block) {
  BlockReader reader(block);
  BodyHashes hashes;
  reader.Column(hashes.rows);
  reader.Column(hashes.hashes);
  if (!reader.ok() || !reader.at_end() || hashes.hashes.size() != hashes.rows.size()) return BadBlock();
  return hashes;
}

}  // namespace anatomy
