#include "engine/base/digest.h"

#include <gtest/gtest.h>

namespace anatomy {
namespace {

const std::string kHex64(64, 'a');

TEST(ParseDigest, GivesTheParts) {
  const std::string text = "sha256:" + kHex64;
  DigestParts parts;
  ASSERT_TRUE(ParseDigest(text, &parts));
  EXPECT_EQ(parts.algorithm, "sha256");
  EXPECT_EQ(parts.encoded, kHex64);
  EXPECT_TRUE(ParseDigest("sha512:" + kHex64 + kHex64));
  EXPECT_TRUE(ParseDigest("multihash+base58:QmRZxt2b1FVZPNqd8hsiykDL3TdBDeTSPX9Kv46HmX4Gx8"))
      << "the specification's example";
}

// Digests become paths (blobs/sha256/…): nothing but the grammar may pass.
TEST(ParseDigest, RefusesWhatIsNone) {
  for (const std::string& text :
       {std::string(""), std::string(":"), std::string("sha256:"), ":" + kHex64, "sha256" + kHex64, "SHA256:" + kHex64,
        "sha256:" + kHex64.substr(1), "sha256:" + kHex64 + "a", "sha256:" + std::string(64, 'A'),
        "sha256:" + std::string(64, 'g'), "sha512:" + kHex64, std::string("x:../../etc"), std::string("..:etc"),
        std::string(".:etc"), std::string("a.:b"), std::string("a+.b:c"), std::string("x:a/b"),
        "sha256:" + kHex64 + "\n", std::string("a b:c")}) {
    EXPECT_FALSE(ParseDigest(text)) << text;
  }
}

// FIPS 180-2, appendix B.1, and the digest of nothing.
TEST(Sha256Digest, KnownAnswers) {
  EXPECT_EQ(Sha256Digest(AsBytes("abc")), "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Sha256Digest({}), "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

// FIPS 180-2, appendix C.1, and the digest of nothing.
TEST(DigestOf, Sha512KnownAnswers) {
  EXPECT_EQ(DigestOf(HashAlgorithm::kSha512, AsBytes("abc")),
            "sha512:ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
            "454d4423643ce80e2a9ac94fa54ca49f");
  EXPECT_EQ(DigestOf(HashAlgorithm::kSha512, {}),
            "sha512:cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f"
            "63b931bd47417a81a538327af927da3e");
}

TEST(Hasher, PiecesGiveTheSameAsTheWhole) {
  const std::string text(100'000, 'x');
  for (const HashAlgorithm algorithm : {HashAlgorithm::kSha256, HashAlgorithm::kSha512}) {
    for (const size_t piece : {1u, 63u, 64u, 127u, 128u, 4096u}) {
      Hasher hasher(algorithm);
      for (size_t at = 0; at < text.size(); at += piece)
        hasher.Update(AsBytes(std::string_view(text).substr(at, piece)));
      EXPECT_EQ(hasher.Finish(), DigestOf(algorithm, AsBytes(text))) << piece;
    }
  }
}

TEST(AlgorithmOf, KnowsWhatItCanCompute) {
  EXPECT_EQ(AlgorithmOf("sha256:" + kHex64), HashAlgorithm::kSha256);
  EXPECT_EQ(AlgorithmOf("sha512:" + kHex64 + kHex64), HashAlgorithm::kSha512);
  EXPECT_FALSE(AlgorithmOf("blake3:" + kHex64)) << "registered, but not computed here";
  EXPECT_FALSE(AlgorithmOf("sha256:short"));
}

// image-spec config.md: ChainID(L0|L1) = Digest(ChainID(L0) + " " + DiffID(L1)).
TEST(ChainId, ChainsFromTheBase) {
  const std::string base = Sha256Digest(AsBytes("base"));
  const std::string upper = Sha256Digest(AsBytes("upper"));
  EXPECT_EQ(ChainId("", base), base);
  EXPECT_EQ(ChainId(base, upper), Sha256Digest(AsBytes(base + " " + upper)));
}

}  // namespace
}  // namespace anatomy
