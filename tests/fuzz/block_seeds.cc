// Seeds for wire_fuzzer and read_fuzzer, which only the engine can write: the blocks of layers, and plans for the first
// files in them.
//
//   block_seeds OUTDIR LAYER…     writes OUTDIR/wire/<name> and OUTDIR/read/<name>-<row>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "engine/layer/layer_scanner.h"
#include "engine/layer/read_plan.h"
#include "engine/layer/wire.h"

namespace anatomy {
namespace {

constexpr size_t kLongestPlan = UINT16_MAX;
constexpr uint32_t kFilesOfALayer = 3;

std::vector<uint8_t> ReadWhole(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void WriteWhole(const std::filesystem::path& path, Bytes bytes) {
  std::ofstream(path, std::ios::binary) << AsText(bytes);
}

void MakeSeeds(const std::filesystem::path& out, const std::filesystem::path& layer) {
  const std::vector<uint8_t> blob = ReadWhole(layer);
  const LayerTable table = ScanLayer(std::make_unique<SourceStream>(std::make_shared<MemorySource>(blob), 1 << 16));
  WriteWhole(out / "wire" / layer.filename(), EncodeLayerTable(table));
  uint32_t files = 0;
  for (uint32_t row = 0; row < table.entry_count() && files < kFilesOfALayer; ++row) {
    if (table.type(row) != EntryType::kFile) continue;
    const BlobPlace whole{.size = blob.size()};
    // The second one from its second byte on.
    const std::vector<uint8_t> plan = EncodeReadPlan(PlanToRead(table, row, whole, files++ == 1));
    if (plan.size() > kLongestPlan) continue;
    std::vector<uint8_t> seed{static_cast<uint8_t>(plan.size()), static_cast<uint8_t>(plan.size() >> 8)};
    seed.insert(seed.end(), plan.begin(), plan.end());
    seed.insert(seed.end(), blob.begin(), blob.end());
    WriteWhole(out / "read" / (layer.filename().string() + "-" + std::to_string(row)), seed);
  }
}

}  // namespace
}  // namespace anatomy

int main(int count, char** arguments) {
  if (count < 3) {
    std::fprintf(stderr, "usage: block_seeds OUTDIR LAYER...\n");
    return 2;
  }
  for (int i = 2; i < count; ++i) anatomy::MakeSeeds(arguments[1], arguments[i]);
  return 0;
}
