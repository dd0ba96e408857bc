// Small image archives made in memory, and shortcuts to read them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/digest.h"
#include "engine/image/archive.h"
#include "engine/image/image_set.h"
#include "unit/support/tar_writer.h"

namespace anatomy::image_test {

using test::TarWriter;

std::shared_ptr<MemorySource> Source(std::string_view bytes);
Result<std::unique_ptr<Archive>> OpenBytes(std::string_view bytes);
/// Fails the test when the archive cannot be opened.
ImageSet ReadSet(std::string_view bytes);

std::string Gzip(std::string_view bytes);
std::string Digest(std::string_view bytes);
/// The digest's hex.
std::string Hex(std::string_view bytes);

/// A layer with one file, as tar.
std::string Layer(std::string_view name);

/// A config for layers with these contents, each with a history entry that made it.
std::string Config(const std::vector<std::string>& layers, std::string_view architecture = "amd64");

/// "sha256:<hex>" as a JSON descriptor; `more` goes in as it is.
std::string DescriptorOf(std::string_view blob, std::string_view media_type, std::string_view more = "");

inline constexpr std::string_view kOciManifest = "application/vnd.oci.image.manifest.v1+json";
inline constexpr std::string_view kOciIndex = "application/vnd.oci.image.index.v1+json";
inline constexpr std::string_view kOciConfig = "application/vnd.oci.image.config.v1+json";
inline constexpr std::string_view kOciLayer = "application/vnd.oci.image.layer.v1.tar";

std::string Manifest(std::string_view config, const std::vector<std::string>& layers, std::string_view more = "");
std::string Index(const std::vector<std::string>& descriptors);

/// An OCI layout under construction.
class OciTar {
 public:
  OciTar() { tar_.File("oci-layout", R"({"imageLayoutVersion":"1.0.0"})"); }
  OciTar& Blob(std::string_view bytes);
  OciTar& Blobs(const std::vector<std::string>& blobs);
  OciTar& File(std::string_view name, std::string_view bytes);
  std::string Finish() const { return tar_.Finish(); }
  std::string Finish(std::string_view index) { return File("index.json", index).Finish(); }

 private:
  TarWriter tar_;
};

std::vector<std::string> Codes(const std::vector<Diagnostic>& diagnostics);

}  // namespace anatomy::image_test
