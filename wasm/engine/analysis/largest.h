// The few largest of very many things, in memory for those few.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace anatomy {

/// Keeps at most `capacity` of what is added: what comes first in the order of `Before(a, b)`.
template <typename T, typename Before>
class Largest {
 public:
  explicit Largest(size_t capacity, Before before = {}) : capacity_(capacity), before_(before) {}

  void Add(const T& item) {
    if (kept_.size() == capacity_) {
      if (capacity_ == 0 || !before_(item, kept_.front())) return;
      std::ranges::pop_heap(kept_, before_);
      kept_.pop_back();
    }
    kept_.push_back(item);
    std::ranges::push_heap(kept_, before_);
  }

  /// What was kept, in order.
  std::vector<T> Take() && {
    std::ranges::sort(kept_, before_);
    return std::move(kept_);
  }

 private:
  size_t capacity_;
  Before before_;
  std::vector<T> kept_;  // a heap: the last of them in front
};

}  // namespace anatomy
