#include "engine/codec/crc32.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <random>
#include <string_view>
#include <vector>

namespace anatomy {
namespace {

std::vector<uint8_t> Noise(size_t size) {
  std::mt19937 random(7);
  std::vector<uint8_t> bytes(size);
  for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(random());
  return bytes;
}

uint32_t Peer(Bytes bytes) { return static_cast<uint32_t>(crc32(0, bytes.data(), static_cast<uInt>(bytes.size()))); }

uint32_t Of(Bytes bytes) {
  Crc32 crc;
  crc.Add(bytes);
  return crc.value();
}

TEST(Crc32, IsThatOfTheSpecification) {
  const std::string_view digits = "123456789";  // the check value that catalogues of CRCs give
  EXPECT_EQ(Of({reinterpret_cast<const uint8_t*>(digits.data()), digits.size()}), 0xCBF43926u);
  EXPECT_EQ(Of({}), 0u);
}

TEST(Crc32, OfAnyLengthIsZlibs) {
  const std::vector<uint8_t> noise = Noise(200'000);
  const Bytes bytes(noise);
  for (size_t size = 0; size <= bytes.size(); size += size < 100 ? 1 : 331)
    EXPECT_EQ(Of(bytes.first(size)), Peer(bytes.first(size))) << size;
  // Where 1024 words more are taken out, with 300 behind them.
  for (size_t times = 1; times < 5; ++times) {
    const size_t edge = (times * 1024 + 300) * 16;
    for (size_t size = edge - 17; size <= edge + 17; ++size)
      EXPECT_EQ(Of(bytes.first(size)), Peer(bytes.first(size))) << size;
  }
}

TEST(Crc32, TakesPartsOfAnySize) {
  const std::vector<uint8_t> noise = Noise(300'000);
  std::mt19937 random(3);
  for (const size_t largest : {1, 15, 17, 1000, 30'000, 120'000}) {
    Crc32 crc;
    for (Bytes bytes(noise); !bytes.empty();) {
      const Bytes part = bytes.first(std::min(bytes.size(), random() % (largest + 1)));
      crc.Add(part);
      bytes = bytes.subspan(part.size());
      if (largest >= 1000) EXPECT_EQ(crc.value(), Peer(Bytes(noise).first(noise.size() - bytes.size())));
    }
    EXPECT_EQ(crc.value(), Peer(noise)) << largest;
  }
}

TEST(Crc32, BeginsAnew) {
  const std::vector<uint8_t> noise = Noise(50'000);
  Crc32 crc;
  crc.Add(noise);
  crc.Clear();
  EXPECT_EQ(crc.value(), 0u);
  crc.Add(noise);
  EXPECT_EQ(crc.value(), Peer(noise));
}

TEST(Crc32, SeesEveryBit) {
  std::vector<uint8_t> noise = Noise(60'000);
  const uint32_t whole = Of(noise);
  for (size_t at = 0; at < noise.size(); at += 97) {
    noise[at] ^= static_cast<uint8_t>(1u << (at % 8));
    EXPECT_EQ(Of(noise), Peer(noise)) << at;
    EXPECT_NE(Of(noise), whole) << at;
    noise[at] ^= static_cast<uint8_t>(1u << (at % 8));
  }
}

}  // namespace
}  // namespace anatomy
