#include "engine/image/image_set.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "engine/base/limits.h"
#include "engine/base/path.h"
#include "engine/image/agreement.h"
#include "engine/image/docker_archive.h"
#include "engine/image/docker_legacy.h"
#include "engine/image/image_folder.h"
#include "engine/image/oci_layout.h"
#include "engine/image/recovery.h"

namespace anatomy {
namespace {

// Folders that a root file system has; so many of them make one, fewer may be a layer that touches some.
constexpr std::array<std::string_view, 11> kRootFolders = {"bin",  "dev", "etc", "lib", "proc", "root",
                                                           "sbin", "sys", "tmp", "usr", "var"};
constexpr size_t kEnoughRootFolders = 4;

// docker export writes a root file system; anything else without metadata is looked at as one layer.
Container BareKind(const Archive& archive) {
  std::array<bool, kRootFolders.size()> seen{};
  bool docker_export = false;
  for (const Member& member : archive.members()) {
    if (BaseName(member.path).starts_with(".wh.")) return Container::kLayer;
    if (member.path == ".dockerenv") docker_export = true;
    const std::string_view top = std::string_view(member.path).substr(0, member.path.find('/'));
    const auto folder = std::ranges::find(kRootFolders, top);
    if (folder != kRootFolders.end()) seen[static_cast<size_t>(folder - kRootFolders.begin())] = true;
  }
  const auto folders = static_cast<size_t>(std::ranges::count(seen, true));
  return docker_export || folders >= kEnoughRootFolders ? Container::kRootfs : Container::kLayer;
}

Image BareImage(const Archive& archive) {
  LayerRef layer;
  layer.whole_archive = true;
  layer.compression = archive.compression();
  layer.size = archive.size();
  Image image;
  image.layers.push_back(std::move(layer));
  return image;
}

bool HasManifest(const Image& image) { return !image.manifest.is_null(); }

bool IsWhole(const Image& image) {
  const bool described = HasManifest(image) || !image.config.is_null() || !image.layers.empty();
  return image.kind == ImageKind::kImage && described && std::ranges::none_of(image.layers, &LayerRef::missing);
}

size_t Preferred(const std::vector<Image>& images) {
  auto whole = std::ranges::find_if(images, IsWhole);
  if (whole == images.end()) {
    whole = std::ranges::find_if(
        images, [](const Image& image) { return image.kind == ImageKind::kImage && HasManifest(image); });
  }
  return whole == images.end() ? 0 : static_cast<size_t>(whole - images.begin());
}

// The first of several folders with images is entered; a person can open the others on their own.
void EnterImageFolder(Archive& archive, std::vector<Diagnostic>& diagnostics) {
  const std::vector<std::string> folders = ImageFolders(archive);
  if (folders.empty()) return;
  archive.Enter(folders[0]);
  std::string detail;
  for (size_t i = 1; i < folders.size(); ++i) detail += (i == 1 ? "Left out: " : ", ") + ToUtf8(folders[i]);
  AddDiagnostic(diagnostics, {.code = Code::kImageInFolder, .detail = detail, .path = ToUtf8(folders[0])});
}

// A layout folder is dropped whole; what else people drop, they can be told.
std::string WhatFolderHolds(const Archive& archive) {
  for (const Member& member : archive.members()) {
    const std::string_view name = BaseName(member.path);
    if (name.find(".tar") == std::string_view::npos && !name.ends_with(".tgz")) continue;
    return "The folder holds " + ToUtf8(member.path) + "; open that file.";
  }
  return "The folder has no index.json and no manifest.json.";
}

}  // namespace

bool IsFileSystem(const Image& image, const LayerRef& layer) {
  switch (image.kind) {
    case ImageKind::kImage:
      return true;
    case ImageKind::kAttestation:
      return false;
    // Helm charts and the like are tarballs, and say so.
    case ImageKind::kArtifact:
      return layer.media_type.find("tar") != std::string::npos && !layer.is_file;
  }
  std::abort();
}

std::string_view ContainerName(Container container) {
  switch (container) {
    case Container::kDockerArchive:
      return "docker-archive";
    case Container::kOciArchive:
      return "oci-archive";
    case Container::kOciLayout:
      return "oci-layout";
    case Container::kDockerLegacy:
      return "docker-legacy";
    case Container::kRootfs:
      return "rootfs";
    case Container::kLayer:
      return "layer";
  }
  std::abort();
}

std::string_view ImageKindName(ImageKind kind) {
  switch (kind) {
    case ImageKind::kImage:
      return "image";
    case ImageKind::kArtifact:
      return "artifact";
    case ImageKind::kAttestation:
      return "attestation";
  }
  std::abort();
}

std::string PlatformText(const Platform& platform) {
  std::string text = platform.os;
  for (const std::string& part : {platform.architecture, platform.variant}) {
    if (part.empty()) continue;
    if (!text.empty()) text.push_back('/');
    text.append(part);
  }
  return text;
}

void AddDiagnostic(std::vector<Diagnostic>& diagnostics, Diagnostic diagnostic) {
  if (diagnostics.size() < limits::kDiagnostics) diagnostics.push_back(std::move(diagnostic));
}

void ImageList::Add(Image image) {
  layers += image.layers.size();
  images.push_back(std::move(image));
}

bool ImageList::Full() {
  if (images.size() < limits::kImages && layers < limits::kAllLayers) return false;
  if (!std::exchange(cut, true)) {
    AddDiagnostic(diagnostics, {.code = Code::kLimitReached, .detail = "Too many images; the rest is left out."});
  }
  return true;
}

// From the surest description to what is left when there is none.
Result<ImageSet> ReadImageSet(Archive& archive) {
  ImageSet set;
  EnterImageFolder(archive, set.diagnostics);
  auto take_diagnostics = [&](std::vector<Diagnostic>& from) {
    std::ranges::move(from, std::back_inserter(set.diagnostics));
  };
  auto finish = [&](Container container, std::vector<Image> images) {
    const bool bare = container == Container::kRootfs || container == Container::kLayer;
    // Where the archive is the layer, the layer says so.
    if (archive.more_follows() && !bare) {
      AddDiagnostic(set.diagnostics, {.code = Code::kTrailingData, .detail = "It is not read, as docker does not."});
    }
    set.container = container;
    set.images = std::move(images);
    set.preferred = Preferred(set.images);
    if (!bare) set.documents = ReadDocuments(archive, set.images);
    return std::move(set);
  };
  const Container oci_container = archive.is_folder() ? Container::kOciLayout : Container::kOciArchive;

  std::optional<ImageList> docker = ReadDockerArchive(archive);
  std::optional<ImageList> oci = ReadOciLayout(archive);
  if (!oci && !docker) oci = ReadDirLayout(archive);
  const bool docker_good = docker && !docker->images.empty();
  const bool oci_listed = oci && (!oci->images.empty() || oci->diagnostics.empty());
  if (docker) take_diagnostics(docker->diagnostics);
  if (oci) take_diagnostics(oci->diagnostics);
  if (docker_good && oci_listed) {
    return finish(Container::kDockerArchive, BringTogether(std::move(docker->images), std::move(oci->images)));
  }
  if (docker_good) return finish(Container::kDockerArchive, std::move(docker->images));
  if (oci && std::ranges::any_of(oci->images, HasManifest)) return finish(oci_container, std::move(oci->images));

  if (std::optional<ImageList> legacy = ReadDockerLegacy(archive)) {
    take_diagnostics(legacy->diagnostics);
    return finish(Container::kDockerLegacy, std::move(legacy->images));
  }
  ImageList recovered = RecoverImages(archive);
  take_diagnostics(recovered.diagnostics);
  if (!recovered.images.empty()) {
    if (set.diagnostics.empty()) {
      const char* detail = "It names no manifest of this archive; those among the blobs are shown.";
      AddDiagnostic(set.diagnostics, {.code = Code::kIndexInvalid, .detail = detail, .path = "index.json"});
    }
    if (oci) std::ranges::move(oci->images, std::back_inserter(recovered.images));
    return finish(oci ? oci_container : Container::kDockerArchive, std::move(recovered.images));
  }
  if (oci && !oci->images.empty()) return finish(oci_container, std::move(oci->images));
  if (oci && oci->diagnostics.empty()) return Error{Code::kNoImage, "index.json lists none."};
  if (docker && docker->diagnostics.empty()) return Error{Code::kNoImage, "manifest.json lists none."};
  if (archive.is_folder()) return Error{Code::kNoImage, WhatFolderHolds(archive)};
  std::vector<Image> bare;
  bare.push_back(BareImage(archive));
  return finish(BareKind(archive), std::move(bare));
}

}  // namespace anatomy
