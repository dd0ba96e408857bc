// Room in a vector for many elements at once.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace anatomy {

/// For so many elements behind those that are there. Like push_back it at least doubles a vector that has to move.
template <typename Element>
void ReserveMore(std::vector<Element>& vector, size_t more) {
  const size_t needed = vector.size() + more;
  if (needed > vector.capacity()) vector.reserve(std::max(needed, 2 * vector.capacity()));
}

}  // namespace anatomy
