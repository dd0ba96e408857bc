// An archive of the test data, opened by the real engine and its layers read: what the page's workers do, in one thread
// and in memory. Also the few file functions that all conformance tests need.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/inspector.h"

namespace anatomy::conformance {

std::string ReadFile(const std::filesystem::path& path);
/// Names of the files in a folder, sorted; none when there is no such folder.
std::vector<std::string> FilesIn(const std::filesystem::path& folder);
/// The archives of tests/fixtures, and where a file of theirs is.
std::vector<std::string> FixtureArchives();
std::filesystem::path FixturePath(std::string_view name);
/// The value as gtest allows it in a test's name: "app.docker20.tar" is "app_docker20_tar".
std::string TestName(const testing::TestParamInfo<std::string>& info);

/// Every body of a plain layer is moved over, and read later only where it has to be compared; or none is.
inline constexpr uint64_t kSkipAll = 0;
inline constexpr uint64_t kReadAll = UINT64_MAX;

class OpenedArchive {
 public:
  /// Errors: as Archive::OpenTar() and Inspector::Open().
  static Result<OpenedArchive> Open(const std::filesystem::path& path);

  const Inspector& inspector() const { return *inspector_; }
  size_t preferred() const { return inspector_->images().preferred; }
  /// Of an image that was scanned: all its layers.
  const UnionTree& tree(size_t image) const { return inspector_->tree(image); }
  const std::shared_ptr<ByteSource>& file() const { return file_; }

  /// Reads the tables of contents of an image's layers where all have one, and says so: its tree is what they say then.
  bool List(size_t image);

  /// Reads the layers of an image, and what of their bodies is needed; all crosses as blocks, as between workers.
  void Scan(size_t image, uint64_t skipped_body = kSkipAll);
  /// Reads one of them, and no more.
  void ScanLayer(size_t image, uint32_t layer);

  /// As `inspect --json` prints it, parsed.
  Json Report() const;

  /// The content of a file, links followed. Errors: as Inspector::LocateFile() and ReadEntry().
  Result<std::string> Read(size_t image, std::string_view path, int layer) const;

  /// The layer blobs of all images, each once, that have not been scanned yet.
  std::vector<BlobPlace> Blobs() const;

 private:
  OpenedArchive(std::shared_ptr<ByteSource> file, std::unique_ptr<Inspector> inspector)
      : file_(std::move(file)), inspector_(std::move(inspector)) {}
  void ScanPlaces(std::vector<BlobPlace> places, uint64_t skipped_body);

  std::shared_ptr<ByteSource> file_;
  std::unique_ptr<Inspector> inspector_;
};

/// The invariant of the ledger: live + dead = the bytes of all bodies, counted in the tables without the tree.
void ExpectBalance(const UnionTree& tree);

}  // namespace anatomy::conformance
