// Errors and diagnostics of the engine: bad input is a value, never an exception.
//
// `Error` stops one operation (a layer, the archive). `Diagnostic` is a remark that stays with the image.
// Both carry a stable code; the page words it in its own catalogue, terminals print the English message.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace anatomy {

enum class Severity : uint8_t { kInfo, kWarning, kError };

// To add a code: a line here, a line in error.cc, a text in both catalogues of web/src/i18n.
enum class Code : uint8_t {
  // The input as a whole.
  kEmptyFile,
  kNotAnArchive,
  kFileIsZip,
  kFileIsWebPage,
  kFileIsJson,
  kFileIsDockerfile,
  kFileIsPackage,
  kFileIsDisk,
  kNoImage,
  kArchiveTruncated,
  kArchiveDamaged,
  kUnsupportedCompression,
  kFileUnreadable,
  kLimitReached,
  // Metadata.
  kManifestMissing,
  kManifestInvalid,
  kIndexInvalid,
  kConfigMissing,
  kConfigInvalid,
  kHistoryMismatch,
  kDiffIdMismatch,
  kBlobMissing,
  kSizeMismatch,
  kDigestMismatch,
  kImageEmpty,
  kNestedTooDeep,
  kOciDisagrees,
  kImageInFolder,
  // One layer.
  kLayerMissing,
  kLayerTruncated,
  kLayerDamaged,
  kLayerNotTar,
  kTarDamaged,
  kTrailingData,
  kTocDiffers,
  kPathEscapesRoot,
  kNameNotUtf8,
  kWorkerFailed,
  kOutOfMemory,
  // Applying layers.
  kWhiteoutOfNothing,
  kWhiteoutInvalid,
  kOpaqueAtRoot,
  kParentNotDirectory,
  kHardlinkMissing,
  kHardlinkLowerLayer,
  kHardlinkAttributes,
  kDeviceWhiteout,
  kDuplicateEntry,
  // Questions about paths.
  kPathNotFound,
  kNotAFile,
  kLinkLoop,
  // Filters.
  kPatternInvalid,
  kPatternTooSlow,
  kCount,
};

/// The stable name, in kebab-case: "layer-truncated".
std::string_view CodeName(Code code);
Severity CodeSeverity(Code code);
/// One English sentence without detail.
std::string_view CodeSentence(Code code);
std::string_view SeverityName(Severity severity);

struct Error {
  Code code;
  /// What was found, in English; may be empty.
  std::string detail = {};
  /// Byte in the stream or file where it was found.
  std::optional<uint64_t> offset = std::nullopt;
};

struct Diagnostic {
  Code code;
  std::string detail = {};
  /// Counts from 0 at the base.
  std::optional<uint32_t> layer = std::nullopt;
  /// Absolute path inside the image, or a member of the archive; empty when it is about neither.
  std::string path = {};
  std::optional<uint64_t> offset = std::nullopt;
};

/// Sentence and detail in one line.
std::string Message(Code code, std::string_view detail);

/// A value or the error that kept it from being made.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  /// From what converts to a T: a pointer to a derived class, say.
  template <typename U>
  requires(std::is_convertible_v<U, T> && !std::is_same_v<std::remove_cvref_t<U>, T>) Result(U&& value)
      : state_(T(std::forward<U>(value))) {}
  Result(Error error) : state_(std::move(error)) {}

  bool ok() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return ok(); }
  T& value() { return *Held(std::get_if<T>(&state_)); }
  const T& value() const { return *Held(std::get_if<T>(&state_)); }
  const Error& error() const { return *Held(std::get_if<Error>(&state_)); }
  T& operator*() { return value(); }
  const T& operator*() const { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

 private:
  // Asking for what is not held is a bug of ours, not bad input.
  template <typename P>
  static P Held(P pointer) {
    if (!pointer) std::abort();
    return pointer;
  }

  std::variant<T, Error> state_;
};

struct Ok {};
using Status = Result<Ok>;

}  // namespace anatomy
