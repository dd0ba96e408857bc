#include "engine/layer/blob_digests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/codec/samples.h"
#include "unit/io/block_streams.h"
#include "unit/support/tar_writer.h"

namespace anatomy {
namespace {

using test::Gzip;
using test::Noise;
using test::SourceOf;
using test::TarWriter;
using testing::ElementsAre;
using testing::IsEmpty;

std::string Sha256(std::string_view bytes) { return Sha256Digest(AsBytes(bytes)); }

BlobDigests Hash(std::string_view blob, std::vector<HashAlgorithm> algorithms = {HashAlgorithm::kSha256},
                 bool unpacked = true, size_t block_size = 700) {
  const DigestWish wish{
      .place = {.id = 0, .size = blob.size()}, .algorithms = std::move(algorithms), .unpacked = unpacked};
  return HashBlob(test::BlocksOf(blob, block_size), wish);
}

TEST(HashBlob, StoredAndUnpackedInEveryCompression) {
  for (const test::Sample& sample : test::SampleTarCompressed()) {
    for (const size_t size : test::kBlockSizes) {
      const BlobDigests digests = Hash(sample.bytes, {HashAlgorithm::kSha256}, true, size);
      EXPECT_THAT(digests.stored, ElementsAre(Sha256(sample.bytes))) << sample.name;
      EXPECT_THAT(digests.unpacked, ElementsAre(Sha256(test::SampleTar()))) << sample.name;
      EXPECT_EQ(digests.stored_bytes, sample.bytes.size());
      EXPECT_EQ(digests.unpacked_bytes, test::SampleTar().size());
    }
  }
}

TEST(HashBlob, PlainBytesAreHashedOnceForBoth) {
  const std::string json = R"({"predicate":1})";  // an attestation is no tar
  for (const std::string& blob : {test::SampleTar(), json, std::string()}) {
    const BlobDigests digests = Hash(blob);
    EXPECT_THAT(digests.stored, ElementsAre(Sha256(blob)));
    EXPECT_THAT(digests.unpacked, ElementsAre(Sha256(blob)));
    EXPECT_EQ(digests.unpacked_bytes, blob.size());
  }
}

TEST(HashBlob, BothAlgorithms) {
  const std::string blob = Gzip("abc");
  const BlobDigests digests = Hash(blob, {HashAlgorithm::kSha512, HashAlgorithm::kSha256});
  EXPECT_THAT(digests.stored, ElementsAre(DigestOf(HashAlgorithm::kSha512, AsBytes(blob)), Sha256(blob)));
  EXPECT_THAT(digests.unpacked, ElementsAre(DigestOf(HashAlgorithm::kSha512, AsBytes("abc")), Sha256("abc")));
}

TEST(HashBlob, NothingIsUnpackedUnlessItIsWished) {
  const BlobDigests digests = Hash(Gzip("abc"), {HashAlgorithm::kSha256}, false);
  EXPECT_EQ(digests.stored.size(), 1u);
  EXPECT_THAT(digests.unpacked, IsEmpty());
}

// The diff ID covers every byte, also what follows the end of the tar, and every member.
TEST(HashBlob, ToTheRealEndOfTheStream) {
  const std::string tar = TarWriter().File("a", "1").Finish() + "after the end";
  EXPECT_THAT(Hash(Gzip(tar)).unpacked, ElementsAre(Sha256(tar)));
  const std::string members = Gzip(tar.substr(0, 600)) + Gzip("") + Gzip(tar.substr(600));
  EXPECT_THAT(Hash(members).unpacked, ElementsAre(Sha256(tar)));
  EXPECT_THAT(Hash(members).stored, ElementsAre(Sha256(members)));
}

// gzip(1) ignores it; the stored bytes are what they are.
TEST(HashBlob, GarbageBehindTheCompressedData) {
  const std::string blob = Gzip("abc") + std::string(5000, 'g');
  EXPECT_THAT(Hash(blob).stored, ElementsAre(Sha256(blob)));
  EXPECT_THAT(Hash(blob).unpacked, ElementsAre(Sha256("abc")));
}

TEST(HashBlob, DamagedCompressionStillGivesTheStoredDigest) {
  std::string damaged = Gzip(Noise(50'000, 1));
  damaged[damaged.size() / 2] ^= 0x55;
  const std::string cut = Gzip(Noise(50'000, 1)).substr(0, 20'000);
  const std::string lz4 = "\x04\x22\x4d\x18" + Noise(5000, 2);
  for (const std::string& blob : {damaged, cut, lz4}) {
    const BlobDigests digests = Hash(blob);
    EXPECT_THAT(digests.stored, ElementsAre(Sha256(blob)));
    EXPECT_THAT(digests.unpacked, IsEmpty());
  }
}

// A tarball that is cut off inside the blob.
TEST(HashBlob, ABlobThatIsNotWhollyThereHasNoDigest) {
  const DigestWish wish{.place = {.id = 0, .size = 1000}, .algorithms = {HashAlgorithm::kSha256}, .unpacked = true};
  const BlobDigests digests = HashBlob(test::BlocksOf(std::string(999, 'x'), 100), wish);
  EXPECT_THAT(digests.stored, IsEmpty());
  EXPECT_THAT(digests.unpacked, IsEmpty());
}

TEST(HashBlobs, PlainAndThroughACompressedTarballInOnePass) {
  const std::string first = Noise(3000, 1);
  const std::string second = Gzip(Noise(2000, 2));
  const std::string file = "head" + first + "between" + second + "tail";
  for (const bool sequential : {false, true}) {
    const auto wish = [&](MemberId id, uint64_t offset, uint64_t size) {
      return DigestWish{.place = {.id = id, .offset = offset, .size = size, .sequential = sequential},
                        .algorithms = {HashAlgorithm::kSha256},
                        .unpacked = true};
    };
    std::vector<MemberId> order;
    std::vector<std::string> stored;
    uint64_t most = 0;
    HashBlobs(
        SourceOf(sequential ? Gzip(file) : file), {wish(9, 4 + 3000 + 7, second.size()), wish(8, 4, 3000)}, 500,
        [&](const BlobPlace& place, const BlobDigests& digests) {
          order.push_back(place.id);
          stored.insert(stored.end(), digests.stored.begin(), digests.stored.end());
        },
        [&](const BlobPlace&, uint64_t bytes) { most = std::max(most, bytes); });
    EXPECT_THAT(order, ElementsAre(8, 9));
    EXPECT_THAT(stored, ElementsAre(Sha256(first), Sha256(second)));
    EXPECT_EQ(most, 3000u);
  }
}

TEST(HashBlobs, ATarballThatCannotBeReadGivesEveryBlobUp) {
  const DigestWish wish{.place = {.id = 3, .offset = 4, .size = 10, .sequential = true},
                        .algorithms = {HashAlgorithm::kSha256}};
  size_t results = 0;
  HashBlobs(
      SourceOf(Gzip(Noise(5000, 1)).substr(0, 8)), {wish}, 500,
      [&](const BlobPlace& place, const BlobDigests& digests) {
        ++results;
        EXPECT_EQ(place.id, 3u);
        EXPECT_THAT(digests.stored, IsEmpty());
      },
      [](const BlobPlace&, uint64_t) {});
  EXPECT_EQ(results, 1u);
}

}  // namespace
}  // namespace anatomy
