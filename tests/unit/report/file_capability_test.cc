#include "engine/report/file_capability.h"

#include <gtest/gtest.h>

namespace anatomy {
namespace {

std::string Words(std::initializer_list<uint32_t> words) {
  std::string bytes;
  for (const uint32_t word : words) {
    for (int i = 0; i < 4; ++i) bytes.push_back(static_cast<char>(word >> (8 * i)));
  }
  return bytes;
}

// The texts are those of getcap(8) for files with these values.
TEST(FileCapability, AllVersions) {
  EXPECT_EQ(CapabilityText(Words({0x01000001, 1u << 10, 0})), "cap_net_bind_service=ep");
  EXPECT_EQ(CapabilityText(Words({0x02000001, 1u << 10 | 1u << 13, 0, 0, 0})), "cap_net_bind_service,cap_net_raw=ep");
  EXPECT_EQ(CapabilityText(Words({0x03000001, 1u << 13, 0, 0, 0, 1000})), "cap_net_raw=ep [rootid=1000]");
  EXPECT_EQ(CapabilityText(Words({0x02000000, 1, 0, 1u << 8, 0})), "cap_chown,cap_checkpoint_restore=p");
}

TEST(FileCapability, FlagsDifferByCapability) {
  EXPECT_EQ(CapabilityText(Words({0x02000000, 1u << 0 | 1u << 5, 1u << 5 | 1u << 7, 0, 0})),
            "cap_kill=ip cap_chown=p cap_setuid=i");
  EXPECT_EQ(CapabilityText(Words({0x02000001, 0xffffffff, 0, 0x1ff, 0})), "=ep") << "all";
  EXPECT_EQ(CapabilityText(Words({0x02000001, 0, 0, 1u << 31, 0})), "63=ep") << "one that has no name yet";
  EXPECT_EQ(CapabilityText(Words({0x02000001, 0, 0, 0, 0})), "=") << "none";
}

TEST(FileCapability, WhatIsNoCapability) {
  EXPECT_EQ(CapabilityText(""), std::nullopt);
  EXPECT_EQ(CapabilityText("cap_net_raw=ep"), std::nullopt);
  EXPECT_EQ(CapabilityText(Words({0x02000001, 1, 0})), std::nullopt) << "too short for its version";
  EXPECT_EQ(CapabilityText(Words({0x04000001, 1, 0, 0, 0, 0})), std::nullopt) << "a version to come";
}

}  // namespace
}  // namespace anatomy
