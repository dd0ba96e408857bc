// Any bytes as a layer: scan it in blocks of two sizes, which must not matter, then apply it twice, so that it meets
// itself. What begins as JSON does is a layer's table of contents: list it, read every file by it, and apply that.
#include "engine/layer/layer_scanner.h"
#include "engine/layer/read_plan.h"
#include "engine/layer/table_of_contents.h"
#include "engine/layer/wire.h"
#include "fuzz/input.h"
#include "fuzz/tar_mutator.h"

namespace anatomy {
namespace {

constexpr size_t kBlock = 4096;

std::string Number(uint64_t number, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text.push_back(static_cast<char>(number >> (8 * i) & 0xff));
  return text;
}

// RFC 8878, 3.1.1: a frame of one stored block; 3.1.2: one that decoders skip.
std::string Frame(std::string_view content) {
  return "\x28\xb5\x2f\xfd\xa0" + Number(content.size(), 4) + Number(content.size() << 3 | 1, 3) + std::string(content);
}
std::string SkippedFrame(const std::string& content) {
  return "\x50\x2a\x4d\x18" + Number(content.size(), 4) + content;
}

// zstd:chunked: some bodies, then the table.
std::string LayerWithToc(std::string_view toc) {
  const std::string bodies =
      Frame("h") + Frame(std::string(400, 'a')) + Frame(std::string(300, 'b')) + Frame(std::string(200, 'c'));
  const std::string table = Frame(toc);
  return bodies + SkippedFrame(table) +
         SkippedFrame(Number(bodies.size() + 8, 8) + Number(table.size(), 8) + Number(toc.size(), 8) + Number(1, 8) +
                      std::string(24, '\0') + "GNUlInUx");
}

void UseToc(std::string_view text) {
  const std::string blob = LayerWithToc(text);
  const BlobPlace place{.id = 0, .size = blob.size()};
  const Bytes bytes = AsBytes(blob);
  const std::shared_ptr<ByteSource> file = fuzz::SourceOf(bytes.data(), bytes.size());
  const std::optional<LayerTable> read = ReadToc(file, place, kBlock);
  if (!read) return;
  const std::vector<uint8_t> block = EncodeLayerTable(*read);
  Result<LayerTable> crossed = DecodeLayerTable(block);
  fuzz::Require(crossed.ok() && EncodeLayerTable(*crossed) == block);
  fuzz::Require(!WhereTocDiffers(*read, *crossed));
  const auto table = std::make_shared<const LayerTable>(std::move(*crossed));
  for (uint32_t row = 0; row < table->entry_count(); ++row) {
    if (table->type(row) != EntryType::kFile) continue;
    uint64_t given = 0;
    const Status status = ReadEntry(file, PlanToRead(*table, row, place), kBlock, [&](Bytes piece) {
      given += piece.size();
      return true;
    });
    fuzz::Require(status ? given == table->sizes[row] : given < table->sizes[row]);
  }
  fuzz::Require(fuzz::UseLayers({table, table}));
}

}  // namespace
}  // namespace anatomy

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace anatomy;
  if (size > 0 && data[0] == '{') {
    UseToc(AsText({data, size}));
    return 0;
  }
  const std::shared_ptr<ByteSource> file = fuzz::SourceOf(data, size);
  const auto table = std::make_shared<const LayerTable>(ScanLayer(std::make_unique<SourceStream>(file, 1 << 16)));
  // Where data is damaged, liblzma gives more or less of the nonsense behind it.
  if (table->state == LayerState::kComplete) {
    const LayerTable again = ScanLayer(std::make_unique<SourceStream>(file, 509));
    fuzz::Require(EncodeLayerTable(again) == EncodeLayerTable(*table));
  }
  fuzz::Require(fuzz::UseLayers({table, table}));
  return 0;
}
