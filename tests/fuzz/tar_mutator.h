// For targets that read tar: what libFuzzer changed in a header would be refused for its checksum, so it is set right
// again. Include it in the one file of a target.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <numeric>

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size, unsigned seed) {
  constexpr size_t kBlock = 512, kChecksum = 148, kChecksumSize = 8, kMagic = 257;
  const size_t new_size = LLVMFuzzerMutate(data, size, max_size);
  // Now and then it stays wrong, which is a case as well.
  if (seed % 16 == 0) return new_size;
  for (uint8_t* header = data; header + kBlock <= data + new_size; header += kBlock) {
    if (std::memcmp(header + kMagic, "ustar", 5) != 0) continue;
    std::memset(header + kChecksum, ' ', kChecksumSize);
    const unsigned sum = std::accumulate(header, header + kBlock, 0u);
    std::snprintf(reinterpret_cast<char*>(header + kChecksum), kChecksumSize, "%06o", sum);
  }
  return new_size;
}
