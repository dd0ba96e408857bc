// A layer table as one block of bytes: what crosses from a layer worker to the index worker in one transfer.
//
//   0   u32  magic "IALT"           all numbers little-endian
//   4   u32  version
//   8   u32  state, u16 compression, u16 format
//   16  u64  stored bytes, u64 unpacked bytes
//   32  u64  rows
//   40  then each column: u64 byte length, the bytes, padded to 8
//       in the order of the fields of LayerTable; rare properties, diagnostics and resume points at the end
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/error.h"
#include "engine/layer/layer_table.h"

namespace anatomy {

std::vector<uint8_t> EncodeLayerTable(const LayerTable& table);

/// Trusts nothing in the block. Error: archive-damaged with what is wrong (a bug of ours or a mix of versions; never
/// the image's fault).
Result<LayerTable> DecodeLayerTable(Bytes block);

}  // namespace anatomy
