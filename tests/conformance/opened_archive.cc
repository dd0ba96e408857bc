#include "conformance/opened_archive.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <optional>

#include "engine/analysis/byte_ledger.h"
#include "engine/base/path.h"
#include "engine/layer/table_of_contents.h"
#include "engine/layer/wire.h"
#include "engine/rootfs/whiteout.h"
#include "unit/support/balance.h"

namespace anatomy::conformance {
namespace {

namespace fs = std::filesystem;

constexpr size_t kBlockBytes = 64 << 10;

std::vector<BodyWish> CrossedOver(std::vector<BodyWish> wishes) {
  for (BodyWish& wish : wishes) {
    const Result<BodyList> crossed = DecodeBodyList(EncodeBodyList(wish.bodies));
    EXPECT_TRUE(crossed && *crossed == wish.bodies);
  }
  return wishes;
}

// A marker's own body, should it have one, is no file's body.
bool IsMarker(std::string_view path) {
  return ParseWhiteout(BaseName(path)).marker != Marker::kNone && !LeadsThroughMarker(path);
}

}  // namespace

std::string ReadFile(const fs::path& path) {
  std::string bytes(fs::file_size(path), '\0');
  std::ifstream(path, std::ios::binary).read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return bytes;
}

std::vector<std::string> FilesIn(const fs::path& folder) {
  std::vector<std::string> names;
  if (!fs::is_directory(folder)) return names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.is_regular_file()) names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

std::vector<std::string> FixtureArchives() {
  std::vector<std::string> names = FilesIn(FixturePath(""));
  std::erase_if(names, [](const std::string& name) { return name.find(".tar") == std::string::npos; });
  return names;
}

fs::path FixturePath(std::string_view name) { return fs::path(TEST_SOURCE_DIR) / "fixtures" / name; }

std::string TestName(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::ranges::replace_if(
      name, [](unsigned char c) { return !std::isalnum(c); }, '_');
  return name;
}

Result<OpenedArchive> OpenedArchive::Open(const fs::path& path) {
  const std::string bytes = ReadFile(path);
  auto file = std::make_shared<MemorySource>(std::vector<uint8_t>(bytes.begin(), bytes.end()));
  Result<std::unique_ptr<Archive>> archive = Archive::OpenTar(file);
  if (!archive) return archive.error();
  Result<std::unique_ptr<Inspector>> inspector = Inspector::Open(std::move(*archive), path.filename().string());
  if (!inspector) return inspector.error();
  return OpenedArchive(std::move(file), std::move(*inspector));
}

bool OpenedArchive::List(size_t image) {
  const std::vector<BlobPlace> places = inspector_->MissingTocs(image);
  for (const BlobPlace& place : places) {
    const std::optional<LayerTable> toc = ReadToc(file_, place, kBlockBytes);
    if (!toc) {
      inspector_->GiveUpToc(place.id);
      continue;
    }
    const Status added = inspector_->AddToc(place.id, EncodeLayerTable(*toc));
    EXPECT_TRUE(added) << added.error().detail;
  }
  EXPECT_TRUE(inspector_->MissingTocs(image).empty());
  return !places.empty() && inspector_->LayersInTree(image) == inspector_->images().images[image].layers.size();
}

void OpenedArchive::ScanPlaces(std::vector<BlobPlace> places, uint64_t skipped_body) {
  ScanBlobs(
      file_, std::move(places), kBlockBytes,
      [&](const BlobPlace& place, const LayerTable& table) {
        const Status added = inspector_->AddTable(place.id, EncodeLayerTable(table));
        EXPECT_TRUE(added) << added.error().detail;
      },
      [](const BlobPlace&, const ScanProgress&) {}, skipped_body);
}

void OpenedArchive::ScanLayer(size_t image, uint32_t layer) {
  std::vector<BlobPlace> places = inspector_->MissingTables(image);
  const MemberId blob = inspector_->images().images[image].layers[layer].member;
  std::erase_if(places, [&](const BlobPlace& place) { return place.id != blob; });
  ScanPlaces(std::move(places), kSkipAll);
}

void OpenedArchive::Scan(size_t image, uint64_t skipped_body) {
  ScanPlaces(inspector_->MissingTables(image), skipped_body);
  HashBodies(
      file_, CrossedOver(inspector_->MissingBodies(image)), kBlockBytes,
      [&](const BlobPlace& place, const BodyHashes& hashes) {
        EXPECT_TRUE(inspector_->AddBodies(place.id, EncodeBodyHashes(hashes)));
      },
      [](const BlobPlace&, uint64_t) {});
  EXPECT_TRUE(inspector_->MissingBodies(image).empty());
}

Json OpenedArchive::Report() const {
  Result<Json> report = ParseJson(inspector_->Report(), Code::kConfigInvalid);
  EXPECT_TRUE(report) << report.error().detail;
  return report ? std::move(*report) : Json();
}

Result<std::string> OpenedArchive::Read(size_t image, std::string_view path, int layer) const {
  Result<ReadPlan> plan = inspector_->LocateFile(image, path, layer);
  if (!plan) return plan.error();
  Result<ReadPlan> crossed = DecodeReadPlan(EncodeReadPlan(*plan));
  if (!crossed) return crossed.error();
  std::string content;
  const Status read = ReadEntry(file_, *crossed, kBlockBytes, [&](Bytes piece) {
    content += AsText(piece);
    return true;
  });
  if (!read) return read.error();
  return content;
}

std::vector<BlobPlace> OpenedArchive::Blobs() const {
  std::vector<BlobPlace> blobs;
  for (size_t image = 0; image < inspector_->images().images.size(); ++image) {
    for (const BlobPlace& place : inspector_->MissingTables(image)) {
      const bool known = std::ranges::any_of(blobs, [&](const BlobPlace& other) { return other.id == place.id; });
      if (!known) blobs.push_back(place);
    }
  }
  return blobs;
}

void ExpectBalance(const UnionTree& tree) {
  uint64_t bodies = 0;
  for (uint32_t layer = 0; layer < tree.layer_count(); ++layer) {
    const LayerTable& table = tree.table(layer);
    for (uint32_t row = 0; row < table.entry_count(); ++row) {
      if (table.type(row) == EntryType::kFile && !IsMarker(table.paths[row])) bodies += table.stored_sizes[row];
    }
  }
  const ByteLedger ledger = MakeLedger(tree, 0);
  EXPECT_EQ(ledger.live + ledger.dead, bodies) << "live + dead = all bodies";
  test::ExpectBalance(tree);
}

}  // namespace anatomy::conformance
