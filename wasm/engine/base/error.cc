#include "engine/base/error.h"

#include <array>

namespace anatomy {
namespace {

struct CodeRow {
  Code code;
  std::string_view name;
  Severity severity;
  std::string_view sentence;
};

constexpr auto kInfo = Severity::kInfo;
constexpr auto kWarning = Severity::kWarning;
constexpr auto kError = Severity::kError;

constexpr std::array<CodeRow, static_cast<size_t>(Code::kCount)> kCodes = {{
    {Code::kEmptyFile, "empty-file", kError, "The file is empty."},
    {Code::kNotAnArchive, "not-an-archive", kError, "This is not a tar archive, compressed or plain."},
    {Code::kFileIsZip, "file-is-zip", kError, "This is a zip file, not a container image."},
    {Code::kFileIsWebPage, "file-is-web-page", kError, "This is a web page or what a server said, not an image."},
    {Code::kFileIsJson, "file-is-json", kError, "This is a JSON document; it may describe an image, but holds none."},
    {Code::kFileIsDockerfile, "file-is-dockerfile", kError, "This is a Dockerfile: how to build an image, not one."},
    {Code::kFileIsPackage, "file-is-package", kError, "This is a package or an archive, but no container image."},
    {Code::kFileIsDisk, "file-is-disk", kError, "This is a disk or a file system, not a container image."},
    {Code::kNoImage, "no-image", kError, "The archive holds no container image."},
    {Code::kArchiveTruncated, "archive-truncated", kError, "The archive ends too early."},
    {Code::kArchiveDamaged, "archive-damaged", kError, "The archive is damaged."},
    {Code::kUnsupportedCompression, "unsupported-compression", kError, "The compression is not supported."},
    {Code::kFileUnreadable, "file-unreadable", kError, "The file cannot be read."},
    {Code::kLimitReached, "limit-reached", kError, "A limit of this program is reached."},
    {Code::kManifestMissing, "manifest-missing", kError, "A manifest is not in this archive."},
    {Code::kManifestInvalid, "manifest-invalid", kError, "A manifest cannot be understood."},
    {Code::kIndexInvalid, "index-invalid", kError, "An image index cannot be understood."},
    {Code::kConfigMissing, "config-missing", kWarning, "The image config is not in this archive."},
    {Code::kConfigInvalid, "config-invalid", kWarning, "The image config cannot be understood."},
    {Code::kHistoryMismatch, "history-mismatch", kInfo, "The history does not match the layers."},
    {Code::kDiffIdMismatch, "diffid-mismatch", kWarning,
     "The config names another number of layers than the manifest."},
    {Code::kBlobMissing, "blob-missing", kWarning, "A blob is not in this archive."},
    {Code::kSizeMismatch, "size-mismatch", kWarning, "A blob does not have the size that its descriptor declares."},
    {Code::kDigestMismatch, "digest-mismatch", kError, "The content is not what its digest declares."},
    {Code::kImageEmpty, "image-empty", kInfo, "The image has no layers."},
    {Code::kNestedTooDeep, "nested-too-deep", kWarning, "Image indexes are nested too deep, or in a circle."},
    {Code::kOciDisagrees, "oci-disagrees", kInfo, "The OCI index disagrees with manifest.json, which is followed."},
    {Code::kImageInFolder, "image-in-folder", kInfo, "The image lies in a folder of the archive."},
    {Code::kLayerMissing, "layer-missing", kWarning, "The layer is not in this archive."},
    {Code::kLayerTruncated, "layer-truncated", kError, "The layer ends too early."},
    {Code::kLayerDamaged, "layer-damaged", kError, "The compressed data of the layer is damaged."},
    {Code::kLayerNotTar, "layer-not-tar", kError, "The layer is not a tar archive."},
    {Code::kTarDamaged, "tar-damaged", kError, "The tar structure is damaged."},
    {Code::kTrailingData, "trailing-data", kInfo, "There is data after the end of the tar archive."},
    {Code::kTocDiffers, "toc-differs", kWarning,
     "The layer is not what its table of contents says, which some runtimes go by."},
    {Code::kPathEscapesRoot, "path-escapes-root", kWarning, "The name points above the root and is kept inside it."},
    {Code::kNameNotUtf8, "name-not-utf8", kInfo, "The name is not UTF-8."},
    {Code::kWorkerFailed, "worker-failed", kError, "The worker that read this layer stopped unexpectedly."},
    {Code::kOutOfMemory, "out-of-memory", kError, "Memory ran out while this layer was read."},
    {Code::kWhiteoutOfNothing, "whiteout-of-nothing", kInfo, "A whiteout removes a path that does not exist."},
    {Code::kWhiteoutInvalid, "whiteout-invalid", kWarning, "The name of the whiteout is not valid; it is ignored."},
    {Code::kOpaqueAtRoot, "opaque-at-root", kInfo, "An opaque marker at the root is ignored, as docker and podman do."},
    {Code::kParentNotDirectory, "parent-not-directory", kWarning,
     "A path leads through something that is no directory; it is replaced by one, as docker and podman do."},
    {Code::kHardlinkMissing, "hardlink-missing", kWarning, "The target of a hard link does not exist."},
    {Code::kHardlinkLowerLayer, "hardlink-lower-layer", kInfo,
     "A hard link leads into a lower layer; the specification allows it, docker and podman refuse it."},
    {Code::kHardlinkAttributes, "hardlink-attributes", kInfo,
     "A hard link gives its file another mode, owner or time; that counts, as in docker and podman."},
    {Code::kDeviceWhiteout, "device-whiteout", kInfo,
     "A character device 0:0 hides the path of the lower layers, as in overlayfs."},
    {Code::kDuplicateEntry, "duplicate-entry", kInfo, "The layer has this path twice; the last one counts."},
    {Code::kPathNotFound, "path-not-found", kError, "The path is not in the image."},
    {Code::kNotAFile, "not-a-file", kError, "The path is not a regular file."},
    {Code::kLinkLoop, "link-loop", kError, "The symbolic links lead in a circle."},
    {Code::kPatternInvalid, "pattern-invalid", kError, "The pattern is not valid."},
    {Code::kPatternTooSlow, "pattern-too-slow", kError, "The pattern takes too long."},
}};

constexpr bool InOrder() {
  for (size_t i = 0; i < kCodes.size(); ++i) {
    if (static_cast<size_t>(kCodes[i].code) != i) return false;
  }
  return true;
}
static_assert(InOrder(), "kCodes has one row per Code, in the same order");

const CodeRow& RowOf(Code code) { return kCodes[static_cast<size_t>(code)]; }

}  // namespace

std::string_view CodeName(Code code) { return RowOf(code).name; }
Severity CodeSeverity(Code code) { return RowOf(code).severity; }
std::string_view CodeSentence(Code code) { return RowOf(code).sentence; }

std::string_view SeverityName(Severity severity) {
  switch (severity) {
    case kInfo:
      return "info";
    case kWarning:
      return "warning";
    case kError:
      return "error";
  }
  std::abort();
}

std::string Message(Code code, std::string_view detail) {
  std::string text(CodeSentence(code));
  if (!detail.empty()) text.append(" ").append(detail);
  return text;
}

}  // namespace anatomy
