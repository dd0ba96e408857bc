// What must stay fast, as ratios: scanning a layer in each form, the union with more and more entries and whiteouts,
// and all rows of the tree. Run with the native-release preset; figures of one machine say little, "items_per_second"
// of two rows side by side do.
#include <benchmark/benchmark.h>
#include <unistd.h>
#include <zlib.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/byte_ledger.h"
#include "engine/analysis/dive_score.h"
#include "engine/analysis/duplicates.h"
#include "engine/analysis/findings.h"
#include "engine/layer/layer_scanner.h"
#include "engine/layer/wire.h"
#include "engine/query/pattern.h"
#include "engine/query/tree_view.h"
#include "engine/query/treemap.h"
#include "engine/rootfs/union_tree.h"

namespace anatomy {
namespace {

constexpr int kEntries = 50'000;
constexpr int kManyEntries = 500'000;
constexpr size_t kBlock = 4 << 20;

// --- layers as bytes ---

void AddHeader(std::string& tar, const std::string& name, char type, size_t size) {
  std::string header(512, '\0');
  header.replace(0, name.size(), name);
  std::snprintf(header.data() + 100, 8, "%07o", type == '5' ? 0755 : 0644);
  std::snprintf(header.data() + 108, 8, "%07o", 0);
  std::snprintf(header.data() + 116, 8, "%07o", 0);
  std::snprintf(header.data() + 124, 12, "%011zo", size);
  std::snprintf(header.data() + 136, 12, "%011o", 1'700'000'000);
  header[156] = type;
  header.replace(257, 8,
                 std::string("ustar\0"
                             "00",
                             8));
  header.replace(148, 8, "        ");
  unsigned sum = 0;
  for (const char c : header) sum += static_cast<unsigned char>(c);
  std::snprintf(header.data() + 148, 8, "%06o", sum);
  tar += header;
}

std::string PathOf(int i) {
  return "usr/lib/package-" + std::to_string(i / 50) + "/part" + std::to_string(i / 10 % 5) + "/file-" +
         std::to_string(i) + ".txt";
}

// Files of 0 to 4 kB of half-compressible bytes, 50 to a package.
const std::string& PlainLayer() {
  static const std::string layer = [] {
    std::string tar;
    std::minstd_rand random(1);
    for (int i = 0; i < kEntries; ++i) {
      const size_t size = random() % 4096;
      AddHeader(tar, PathOf(i), '0', size);
      for (size_t k = 0; k < size; ++k) tar += k % 8 < 4 ? static_cast<char>('a' + random() % 26) : "line"[k % 4];
      tar.resize((tar.size() + 511) / 512 * 512, '\0');
    }
    return tar.append(1024, '\0');
  }();
  return layer;
}

std::string Gzip(const std::string& bytes) {
  z_stream stream = {};
  deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string in = bytes;
  std::string out(deflateBound(&stream, in.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

// The library is built for decompression only, so the zstd program compresses; "" where there is none.
std::string Zstd(const std::string& bytes) {
  std::string name = "/tmp/engine_bench_XXXXXX";
  const int descriptor = mkstemp(name.data());
  if (descriptor < 0) return {};
  close(descriptor);
  const std::string command = "zstd -q -3 -f -o " + name + " 2>/dev/null";
  FILE* pipe = popen(command.c_str(), "w");
  if (!pipe) return {};
  std::fwrite(bytes.data(), 1, bytes.size(), pipe);
  if (pclose(pipe) != 0) return {};
  std::string out;
  if (FILE* file = std::fopen(name.c_str(), "rb")) {
    char block[1 << 16];
    for (size_t count; (count = std::fread(block, 1, sizeof block, file)) > 0;) out.append(block, count);
    std::fclose(file);
  }
  std::remove(name.c_str());
  return out;
}

void Scan(benchmark::State& state, const std::string& blob) {
  if (blob.empty()) return state.SkipWithError("the zstd program is missing");
  const auto source = std::make_shared<MemorySource>(std::vector<uint8_t>(blob.begin(), blob.end()));
  for (auto _ : state) {
    const LayerTable table = ScanLayer(std::make_unique<SourceStream>(source, kBlock));
    if (table.entry_count() != kEntries) state.SkipWithError("entries are missing");
  }
  state.SetItemsProcessed(state.iterations() * kEntries);
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(PlainLayer().size()));
}

void ScanPlain(benchmark::State& state) { Scan(state, PlainLayer()); }
void ScanGzip(benchmark::State& state) {
  static const std::string blob = Gzip(PlainLayer());
  Scan(state, blob);
}
void ScanZstd(benchmark::State& state) {
  static const std::string blob = Zstd(PlainLayer());
  Scan(state, blob);
}
BENCHMARK(ScanPlain)->Unit(benchmark::kMillisecond);
BENCHMARK(ScanGzip)->Unit(benchmark::kMillisecond);
BENCHMARK(ScanZstd)->Unit(benchmark::kMillisecond);

// --- layers as tables ---

void AddRow(LayerTable& table, std::string_view path, EntryType type, uint64_t size) {
  table.paths.Append(path);
  table.links.Append("");
  table.types.push_back(static_cast<uint8_t>(type));
  table.modes.push_back(0644);
  table.uids.push_back(0);
  table.gids.push_back(0);
  table.mtimes.push_back(0);
  table.sizes.push_back(size);
  table.stored_sizes.push_back(size);
  table.header_offsets.push_back(0);
  table.data_offsets.push_back(0);
  table.hashes.push_back({size, size});
}

std::shared_ptr<const LayerTable> FileTable(int entries) {
  auto table = std::make_shared<LayerTable>();
  for (int i = 0; i < entries; ++i) AddRow(*table, PathOf(i), EntryType::kFile, static_cast<uint64_t>(i % 4096));
  return table;
}

// Whiteouts spread over the tree, then one file in ten rewritten.
std::shared_ptr<const LayerTable> ChangeTable(int entries, int whiteouts) {
  auto table = std::make_shared<LayerTable>();
  for (int i = 0; i < whiteouts; ++i) {
    const std::string path = PathOf(static_cast<int>(static_cast<int64_t>(i) * entries / whiteouts));
    const size_t name = path.rfind('/') + 1;
    AddRow(*table, path.substr(0, name) + ".wh." + path.substr(name), EntryType::kFile, 0);
  }
  for (int i = 5; i < entries; i += 10) AddRow(*table, PathOf(i), EntryType::kFile, 7);
  return table;
}

// Arguments: entries of the base, whiteouts in the layer above.
void ApplyUnion(benchmark::State& state) {
  const int entries = static_cast<int>(state.range(0));
  const auto base = FileTable(entries);
  const auto upper = ChangeTable(entries, static_cast<int>(state.range(1)));
  for (auto _ : state) {
    UnionTree tree;
    tree.AddLayer(base);
    tree.AddLayer(upper);
    benchmark::DoNotOptimize(MakeLedger(tree, 100).live);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(base->entry_count() + upper->entry_count()));
}
BENCHMARK(ApplyUnion)
    ->Unit(benchmark::kMillisecond)
    ->Args({kEntries, 0})
    ->Args({kEntries, 13})
    ->Args({kEntries, 113})
    ->Args({kEntries, 1031})
    ->Args({2 * kEntries, 113})
    ->Args({4 * kEntries, 113})
    ->Args({8 * kEntries, 113});

// --- numbers of a large stack ---

constexpr int kStackLayers = 32;

// A base of two thirds of the entries, and layers that rewrite, remove and add, each file in four a copy of another.
std::vector<std::shared_ptr<const LayerTable>> Stack(int entries) {
  std::vector<std::shared_ptr<const LayerTable>> layers = {FileTable(entries * 2 / 3)};
  const int step = entries / 3 / kStackLayers;
  for (int layer = 1; layer <= kStackLayers; ++layer) {
    auto table = std::make_shared<LayerTable>();
    for (int i = 0; i < step; ++i) {
      const int base = static_cast<int>((static_cast<int64_t>(i) * kStackLayers + layer) * 2 % (entries * 2 / 3));
      const std::string path = PathOf(base);
      const size_t name = path.rfind('/') + 1;
      if (i % 3 == 0) AddRow(*table, path, EntryType::kFile, static_cast<uint64_t>(7 + i));
      if (i % 3 == 1) AddRow(*table, path.substr(0, name) + ".wh." + path.substr(name), EntryType::kFile, 0);
      if (i % 3 == 2) AddRow(*table, PathOf(entries + layer * step + i), EntryType::kFile, static_cast<uint64_t>(i));
    }
    layers.push_back(std::move(table));
  }
  return layers;
}

int64_t EntriesOf(const std::vector<std::shared_ptr<const LayerTable>>& layers) {
  int64_t entries = 0;
  for (const auto& layer : layers) entries += static_cast<int64_t>(layer->entry_count());
  return entries;
}

UnionTree TreeOf(const std::vector<std::shared_ptr<const LayerTable>>& layers) {
  UnionTree tree;
  for (const auto& layer : layers) tree.AddLayer(layer);
  return tree;
}

void StackUnion(benchmark::State& state) {
  const auto layers = Stack(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(TreeOf(layers).LiveBytes(kStackLayers));
  state.SetItemsProcessed(state.iterations() * EntriesOf(layers));
}
void StackLedger(benchmark::State& state) {
  const auto layers = Stack(static_cast<int>(state.range(0)));
  const UnionTree tree = TreeOf(layers);
  for (auto _ : state) benchmark::DoNotOptimize(MakeLedger(tree, 100, 10).dead);
  state.SetItemsProcessed(state.iterations() * EntriesOf(layers));
}
void StackDuplicates(benchmark::State& state) {
  const auto layers = Stack(static_cast<int>(state.range(0)));
  const UnionTree tree = TreeOf(layers);
  for (auto _ : state) benchmark::DoNotOptimize(FindDuplicates(tree, 50, 10).bytes);
  state.SetItemsProcessed(state.iterations() * EntriesOf(layers));
}
void StackDive(benchmark::State& state) {
  const auto layers = Stack(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(ComputeDiveScore(layers).efficiency);
  state.SetItemsProcessed(state.iterations() * EntriesOf(layers));
}
void StackFindings(benchmark::State& state) {
  const auto layers = Stack(static_cast<int>(state.range(0)));
  const UnionTree tree = TreeOf(layers);
  for (auto _ : state) benchmark::DoNotOptimize(FindFindings(tree, 100, 5).secret_count);
  state.SetItemsProcessed(state.iterations() * EntriesOf(layers));
}
void StackTreemap(benchmark::State& state) {
  const auto layers = Stack(static_cast<int>(state.range(0)));
  const UnionTree tree = TreeOf(layers);
  for (auto _ : state) benchmark::DoNotOptimize(MakeTreemap(tree, "")->size());
  state.SetItemsProcessed(state.iterations() * EntriesOf(layers));
}
void StackSizes(benchmark::internal::Benchmark* bench) {
  bench->Unit(benchmark::kMillisecond)->Arg(62'500)->Arg(125'000)->Arg(250'000)->Arg(kManyEntries);
}
BENCHMARK(StackUnion)->Apply(StackSizes);
BENCHMARK(StackLedger)->Apply(StackSizes);
BENCHMARK(StackDuplicates)->Apply(StackSizes);
BENCHMARK(StackDive)->Apply(StackSizes);
BENCHMARK(StackFindings)->Apply(StackSizes);
BENCHMARK(StackTreemap)->Apply(StackSizes);

void Dive(benchmark::State& state) {
  const auto base = FileTable(kEntries);
  const auto upper = ChangeTable(kEntries, static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(ComputeDiveScore({base, upper}).efficiency);
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(base->entry_count() + upper->entry_count()));
}
BENCHMARK(Dive)->Unit(benchmark::kMillisecond)->Arg(0)->Arg(113)->Arg(1031);

void Wire(benchmark::State& state) {
  const auto table = FileTable(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    const std::vector<uint8_t> block = EncodeLayerTable(*table);
    if (!DecodeLayerTable(block)) state.SkipWithError("refused");
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(Wire)->Unit(benchmark::kMillisecond)->Arg(kEntries)->Arg(4 * kEntries);

void ExpandAllRows(benchmark::State& state) {
  const int entries = static_cast<int>(state.range(0));
  UnionTree tree;
  tree.AddLayer(FileTable(entries));
  tree.AddLayer(ChangeTable(entries, 113));
  for (auto _ : state) {
    TreeView view(tree);
    view.SetPointOfView({.to = 1});
    view.ExpandAll(true);
    benchmark::DoNotOptimize(view.row_count());
  }
  state.SetItemsProcessed(state.iterations() * entries);
}
BENCHMARK(ExpandAllRows)->Apply(StackSizes);

// --- half a million entries on the screen: each of these happens between a key and the next picture ---

const UnionTree& ManyFiles() {
  static const UnionTree tree = TreeOf({FileTable(kManyEntries), ChangeTable(kManyEntries, 113)});
  return tree;
}

RowFilter Looking(PatternKind kind, std::string_view text, bool only_matches = true) {
  return {.pattern = std::make_shared<const Pattern>(std::move(Pattern::Compile(kind, text).value())),
          .only_matches = only_matches};
}

void ManyPointOfView(benchmark::State& state) {
  TreeView view(ManyFiles());
  for (auto _ : state) view.SetPointOfView({.to = 1});
}
BENCHMARK(ManyPointOfView)->Unit(benchmark::kMillisecond);

void ManyExpanded(benchmark::State& state) {
  TreeView view(ManyFiles());
  view.SetPointOfView({.to = 1});
  for (auto _ : state) {
    view.ExpandAll(true);
    benchmark::DoNotOptimize(view.row_count());
  }
}
BENCHMARK(ManyExpanded)->Unit(benchmark::kMillisecond);

// What one screen costs when everything is open.
void ManyRowsOfOneScreen(benchmark::State& state) {
  TreeView view(ManyFiles());
  view.SetPointOfView({.to = 1});
  view.ExpandAll(true);
  const size_t middle = view.row_count() / 2;
  for (auto _ : state) {
    for (size_t i = 0; i < 50; ++i) benchmark::DoNotOptimize(view.Row(middle + i).size);
  }
}
BENCHMARK(ManyRowsOfOneScreen)->Unit(benchmark::kMillisecond);

void ManySorted(benchmark::State& state, SortKey key) {
  TreeView view(ManyFiles());
  view.SetPointOfView({.to = 1});
  view.ExpandAll(true);
  for (auto _ : state) {
    view.SetSort(key, true);
    benchmark::DoNotOptimize(view.row_count());
  }
}
BENCHMARK_CAPTURE(ManySorted, name, SortKey::kName)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ManySorted, size, SortKey::kSize)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ManySorted, modified, SortKey::kModified)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ManySorted, change, SortKey::kChange)->Unit(benchmark::kMillisecond);

void ManyFiltered(benchmark::State& state, PatternKind kind, const char* text) {
  TreeView view(ManyFiles());
  view.SetPointOfView({.to = 1});
  for (auto _ : state) {
    if (!view.SetFilter(Looking(kind, text))) state.SkipWithError("refused");
    benchmark::DoNotOptimize(view.row_count());
  }
  state.counters["matches"] = static_cast<double>(view.match_count());
}
BENCHMARK_CAPTURE(ManyFiltered, few, PatternKind::kName, "e-4999")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ManyFiltered, all, PatternKind::kName, "f")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ManyFiltered, path, PatternKind::kName, "part3/file-4")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ManyFiltered, glob, PatternKind::kGlob, "*-4*9.txt")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ManyFiltered, globPath, PatternKind::kGlob, "part3/*.txt")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ManyFiltered, regex, PatternKind::kRegex, "-(4\\d)+9\\.txt$")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ManyFiltered, regexAny, PatternKind::kRegex, ".*9.*t$")->Unit(benchmark::kMillisecond);

// Nothing is left out: where the first match is, then where the next one is.
void ManySearched(benchmark::State& state) {
  TreeView view(ManyFiles());
  view.SetPointOfView({.to = 1});
  view.ExpandAll(true);
  for (auto _ : state) {
    if (!view.SetFilter(Looking(PatternKind::kName, "9.txt", false))) state.SkipWithError("refused");
    benchmark::DoNotOptimize(view.NextMatch(kNoNode, false).row);
  }
}
BENCHMARK(ManySearched)->Unit(benchmark::kMillisecond);

void ManyNextMatch(benchmark::State& state) {
  TreeView view(ManyFiles());
  view.SetPointOfView({.to = 1});
  view.ExpandAll(true);
  if (!view.SetFilter(Looking(PatternKind::kName, "9.txt", false))) state.SkipWithError("refused");
  NodeId at = kNoNode;
  for (auto _ : state) at = view.Row(static_cast<size_t>(view.NextMatch(at, false).row)).node;
}
BENCHMARK(ManyNextMatch)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace anatomy
