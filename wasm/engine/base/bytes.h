// Views of memory that everything above passes around.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace anatomy {

/// Bytes owned by somebody else; whoever hands them out says how long they live.
using Bytes = std::span<const uint8_t>;
using MutableBytes = std::span<uint8_t>;

inline std::string_view AsText(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
inline Bytes AsBytes(std::string_view text) { return {reinterpret_cast<const uint8_t*>(text.data()), text.size()}; }

}  // namespace anatomy
