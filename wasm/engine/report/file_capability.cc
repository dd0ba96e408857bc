//   offset  0  magic_etc     u32, little-endian: version in the highest byte, bit 0 "effective"
//           4  permitted     u32: capabilities 0…31
//           8  inheritable   u32
//          12  permitted     u32: capabilities 32…63, versions 2 and 3
//          16  inheritable   u32
//          20  rootid        u32: version 3
#include "engine/report/file_capability.h"

#include <array>
#include <cstdint>

namespace anatomy {
namespace {

constexpr std::array<std::string_view, 41> kNames = {"chown",
                                                     "dac_override",
                                                     "dac_read_search",
                                                     "fowner",
                                                     "fsetid",
                                                     "kill",
                                                     "setgid",
                                                     "setuid",
                                                     "setpcap",
                                                     "linux_immutable",
                                                     "net_bind_service",
                                                     "net_broadcast",
                                                     "net_admin",
                                                     "net_raw",
                                                     "ipc_lock",
                                                     "ipc_owner",
                                                     "sys_module",
                                                     "sys_rawio",
                                                     "sys_chroot",
                                                     "sys_ptrace",
                                                     "sys_pacct",
                                                     "sys_admin",
                                                     "sys_boot",
                                                     "sys_nice",
                                                     "sys_resource",
                                                     "sys_time",
                                                     "sys_tty_config",
                                                     "mknod",
                                                     "lease",
                                                     "audit_write",
                                                     "audit_control",
                                                     "setfcap",
                                                     "mac_override",
                                                     "mac_admin",
                                                     "syslog",
                                                     "wake_alarm",
                                                     "block_suspend",
                                                     "audit_read",
                                                     "perfmon",
                                                     "bpf",
                                                     "checkpoint_restore"};

constexpr uint64_t kAll = (uint64_t{1} << kNames.size()) - 1;

uint32_t U32(std::string_view bytes, size_t offset) {
  uint32_t value = 0;
  for (size_t i = 4; i-- > 0;) value = value << 8 | static_cast<uint8_t>(bytes[offset + i]);
  return value;
}

// "cap_chown,cap_kill"; nothing for all there are.
std::string NamesOf(uint64_t set) {
  std::string names;
  if (set == kAll) return names;
  for (size_t bit = 0; bit < 64; ++bit) {
    if (!(set >> bit & 1)) continue;
    if (!names.empty()) names += ',';
    names += bit < kNames.size() ? "cap_" + std::string(kNames[bit]) : std::to_string(bit);
  }
  return names;
}

}  // namespace

std::optional<std::string> CapabilityText(std::string_view value) {
  if (value.size() < 12) return std::nullopt;
  const uint32_t magic = U32(value, 0);
  const uint32_t version = magic >> 24;
  constexpr std::array<size_t, 4> kSizes = {0, 12, 20, 24};
  if (version == 0 || version >= kSizes.size() || value.size() != kSizes[version]) return std::nullopt;
  uint64_t permitted = U32(value, 4);
  uint64_t inheritable = U32(value, 8);
  if (version > 1) {
    permitted |= uint64_t{U32(value, 12)} << 32;
    inheritable |= uint64_t{U32(value, 16)} << 32;
  }
  const std::string effective = magic & 1 ? "e" : "";
  std::string text;
  auto add = [&](uint64_t set, std::string_view flags) {
    if (set == 0) return;
    if (!text.empty()) text += ' ';
    text += NamesOf(set) + "=" + effective + std::string(flags);
  };
  add(permitted & inheritable, "ip");
  add(permitted & ~inheritable, "p");
  add(inheritable & ~permitted, "i");
  if (text.empty()) text = "=";
  if (version == 3) text += " [rootid=" + std::to_string(U32(value, 20)) + "]";
  return text;
}

}  // namespace anatomy
