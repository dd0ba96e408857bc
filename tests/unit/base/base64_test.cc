#include "engine/base/base64.h"

#include <gtest/gtest.h>

#include <string>

namespace anatomy {
namespace {

TEST(Base64, BothWays) {
  // RFC 4648, section 10.
  for (const auto& [bytes, text] : {std::pair("", ""), std::pair("f", "Zg=="), std::pair("fo", "Zm8="),
                                    std::pair("foo", "Zm9v"), std::pair("foob", "Zm9vYg==")}) {
    EXPECT_EQ(Base64(bytes), text);
    EXPECT_EQ(DecodeBase64(text), bytes);
  }
  const std::string binary("\0\xff\x80", 3);
  EXPECT_EQ(DecodeBase64(Base64(binary)), binary);
}

TEST(Base64, PaddingMayBeLeftOut) { EXPECT_EQ(DecodeBase64("Zm9vYg"), "foob"); }

TEST(Base64, WhatIsNoneIsNothing) {
  EXPECT_EQ(DecodeBase64("Zm9v!"), "");
  EXPECT_EQ(DecodeBase64("Zm 9v"), "");
}

}  // namespace
}  // namespace anatomy
