// Any bytes as a file that somebody drops on the page: open, read the images, list and scan their layers, check
// digests, write the tree as a tar, report.
#include "engine/export/tree_export.h"
#include "engine/inspector.h"
#include "engine/io/byte_stream.h"
#include "engine/layer/table_of_contents.h"
#include "engine/layer/wire.h"
#include "engine/tar/tar_reader.h"
#include "fuzz/input.h"
#include "fuzz/tar_mutator.h"

namespace anatomy {
namespace {

constexpr size_t kBlock = 4096;
constexpr size_t kMostImages = 3;
constexpr size_t kMostExported = 1 << 20;

void List(Inspector& inspector, const std::shared_ptr<ByteSource>& file, size_t image) {
  for (const BlobPlace& place : inspector.MissingTocs(image)) {
    const std::optional<LayerTable> toc = ReadToc(file, place, kBlock);
    if (toc) fuzz::Require(inspector.AddToc(place.id, EncodeLayerTable(*toc)).ok());
    if (!toc) inspector.GiveUpToc(place.id);
  }
  fuzz::Require(inspector.MissingTocs(image).empty());
}

void Scan(Inspector& inspector, const std::shared_ptr<ByteSource>& file, size_t image) {
  ScanBlobs(
      file, inspector.MissingTables(image), kBlock,
      [&](const BlobPlace& place, LayerTable table) {
        fuzz::Require(inspector.AddTable(place.id, EncodeLayerTable(table)).ok());
      },
      [](const BlobPlace&, const ScanProgress&) {});
  fuzz::Require(inspector.MissingTables(image).empty());
}

void Hash(Inspector& inspector, const std::shared_ptr<ByteSource>& file, size_t image) {
  HashBlobs(
      file, inspector.MissingDigests(image), kBlock,
      [&](const BlobPlace& place, BlobDigests digests) { inspector.AddDigests(place.id, std::move(digests)); },
      [](const BlobPlace&, uint64_t) {});
  fuzz::Require(inspector.MissingDigests(image).empty());
}

// What is written can be read again.
void Export(const Inspector& inspector, const std::shared_ptr<ByteSource>& file, size_t image) {
  const int top = static_cast<int>(inspector.LayersInTree(image)) - 1;
  const Result<ExportPlan> located = inspector.LocateTree(image, "/", top);
  if (!located) return;
  const Result<ExportPlan> plan = DecodeExportPlan(EncodeExportPlan(*located));
  fuzz::Require(plan.ok());
  std::vector<uint8_t> tar;
  ExportTree([&](uint32_t) { return file; }, *plan, kBlock,
             [&](Bytes piece) {
               tar.insert(tar.end(), piece.begin(), piece.end());
               return tar.size() < kMostExported;
             },
             [](const LostFile&) {});
  if (tar.size() >= kMostExported || tar.empty()) return;
  SourceStream stream(std::make_shared<MemorySource>(std::move(tar)), kBlock);
  TarReader reader(stream);
  for (;;) {
    const Result<const TarEntry*> entry = reader.NextEntry();
    fuzz::Require(entry.ok());
    if (*entry == nullptr) break;
  }
}

}  // namespace
}  // namespace anatomy

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace anatomy;
  const std::shared_ptr<ByteSource> file = fuzz::SourceOf(data, size);
  Result<std::unique_ptr<Archive>> archive = Archive::OpenTar(file);
  if (!archive) return 0;
  Result<std::unique_ptr<Inspector>> opened = Inspector::Open(std::move(*archive), "fuzz");
  if (!opened) return 0;
  Inspector& inspector = **opened;
  const size_t preferred = inspector.images().preferred;
  fuzz::Require(preferred < inspector.images().images.size());
  fuzz::Require(!inspector.Report().empty());
  for (size_t image = 0; image < inspector.images().images.size(); ++image) {
    if (image >= kMostImages && image != preferred) continue;
    List(inspector, file, image);
    Export(inspector, file, image);
    fuzz::Require(!inspector.ReportImage(image).empty());
    Scan(inspector, file, image);
    Hash(inspector, file, image);
    Export(inspector, file, image);
  }
  fuzz::Require(!inspector.Report().empty());
  return 0;
}
