// Any bytes as a file that somebody drops on the page: open, read the images, scan their layers, report.
#include "engine/inspector.h"
#include "engine/layer/wire.h"
#include "fuzz/input.h"
#include "fuzz/tar_mutator.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace anatomy;
  const std::shared_ptr<ByteSource> file = fuzz::SourceOf(data, size);
  Result<std::unique_ptr<Archive>> archive = Archive::OpenTar(file);
  if (!archive) return 0;
  Result<std::unique_ptr<Inspector>> opened = Inspector::Open(std::move(*archive), "fuzz");
  if (!opened) return 0;
  Inspector& inspector = **opened;
  fuzz::Require(inspector.images().preferred < inspector.images().images.size());
  fuzz::Require(!inspector.Report().empty());
  const size_t image = inspector.images().preferred;
  ScanBlobs(
      file, inspector.MissingTables(image), 4096,
      [&](const BlobPlace& place, LayerTable table) {
        fuzz::Require(inspector.AddTable(place.id, EncodeLayerTable(table)).ok());
      },
      [](const BlobPlace&, const ScanProgress&) {});
  fuzz::Require(inspector.MissingTables(image).empty());
  fuzz::Require(!inspector.Report().empty());
  return 0;
}
