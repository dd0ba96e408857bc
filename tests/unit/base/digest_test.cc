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

// image-spec config.md: ChainID(L0|L1) = Digest(ChainID(L0) + " " + DiffID(L1)).
TEST(ChainId, ChainsFromTheBase) {
  const std::string base = Sha256Digest(AsBytes("base"));
  const std::string upper = Sha256Digest(AsBytes("upper"));
  EXPECT_EQ(ChainId("", base), base);
  EXPECT_EQ(ChainId(base, upper), Sha256Digest(AsBytes(base + " " + upper)));
}

}  // namespace
}  // namespace anatomy
