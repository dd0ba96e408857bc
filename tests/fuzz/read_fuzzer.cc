// Any bytes as a plan and the file it is for: refused, or it encodes to the same plan again and reading comes to an
// end.
#include <algorithm>

#include "engine/layer/read_plan.h"
#include "fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace anatomy;
  if (size < 2) return 0;
  const size_t plan_size = std::min<size_t>(size - 2, data[0] | data[1] << 8);
  const Result<ReadPlan> plan = DecodeReadPlan(Bytes(data + 2, plan_size));
  if (!plan) return 0;
  const Result<ReadPlan> again = DecodeReadPlan(EncodeReadPlan(*plan));
  fuzz::Require(again.ok() && *again == *plan);
  size_t pieces = 0;
  // Holes may be as long as they like.
  const auto sink = [&](Bytes piece) { return !piece.empty() && ++pieces < 1000; };
  (void)ReadEntry(fuzz::SourceOf(data + 2 + plan_size, size - 2 - plan_size), *plan, 4096, sink);
  return 0;
}
