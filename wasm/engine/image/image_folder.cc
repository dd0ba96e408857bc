#include "engine/image/image_folder.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "engine/base/path.h"
#include "engine/image/json.h"

namespace anatomy {
namespace {

// Folders around the image; two occur ("tar czf x.tgz dir/layout").
constexpr int kDepth = 3;

// What tools and desktops leave beside what a person packed.
bool IsLitter(std::string_view path) {
  const std::string_view name = BaseName(path);
  return name.starts_with("._") || name == ".DS_Store" || name == "Thumbs.db" || name == "desktop.ini" ||
         path.starts_with("__MACOSX");
}

struct Signs {
  bool manifest = false;      // manifest.json with a list of images
  bool index = false;         // index.json
  bool layout = false;        // oci-layout
  bool blobs = false;         // blobs/<algorithm>/…
  bool repositories = false;  // with an object in it
  bool legacy = false;        // <id>/layer.tar

  bool image() const { return manifest || (layout && index) || (index && blobs) || (repositories && legacy); }
};

// Only documents that are at hand: a folder may have thousands with such names.
bool HoldsImageList(const Archive& archive, MemberId id) {
  if (!archive.IsSmallJson(id)) return false;
  Result<std::string> text = archive.ReadText(id);
  Result<Json> json = text ? ParseJson(*text, Code::kManifestInvalid) : text.error();
  if (!json || !json->is_array() || json->empty()) return false;
  return FieldAnyCase((*json)[0], "Config").is_string() || FieldAnyCase((*json)[0], "Layers").is_array();
}

// By depth, then by name.
using SignsByFolder = std::map<std::pair<int, std::string>, Signs>;

SignsByFolder FindSigns(const Archive& archive) {
  SignsByFolder folders;
  auto signs_of = [&](std::string_view folder) -> Signs* {
    const int depth = folder.empty() ? 0 : 1 + static_cast<int>(std::ranges::count(folder, '/'));
    return depth > kDepth ? nullptr : &folders[{depth, std::string(folder)}];
  };
  for (MemberId id = 0; id < archive.members().size(); ++id) {
    const std::string_view path = archive.members()[id].path;
    const std::string_view name = BaseName(path);
    const std::string_view parent = ParentPath(path);
    if (name == "manifest.json" || name == "index.json" || name == "oci-layout" || name == "repositories") {
      Signs* signs = signs_of(parent);
      if (!signs) continue;
      signs->manifest |= name == "manifest.json" && (parent.empty() || HoldsImageList(archive, id));
      signs->index |= name == "index.json";
      signs->layout |= name == "oci-layout";
      signs->repositories |= name == "repositories" && (parent.empty() || archive.IsSmallJson(id));
    } else if (name == "layer.tar") {
      if (Signs* signs = parent.empty() ? nullptr : signs_of(ParentPath(parent))) signs->legacy = true;
    } else if (BaseName(ParentPath(parent)) == "blobs") {
      if (Signs* signs = signs_of(ParentPath(ParentPath(parent)))) signs->blobs = true;
    }
  }
  return folders;
}

// Whether all members lie in the folder, or on the way to it.
bool IsAll(const Archive& archive, const std::string& folder) {
  const std::string prefix = folder + "/";
  return std::ranges::all_of(archive.members(), [&](const Member& member) {
    return member.path.starts_with(prefix) || prefix.starts_with(member.path + "/") || member.path.empty() ||
           IsLitter(member.path);
  });
}

}  // namespace

std::vector<std::string> ImageFolders(const Archive& archive) {
  std::vector<std::string> found;
  for (const auto& [place, signs] : FindSigns(archive)) {
    const auto& [depth, folder] = place;
    const bool any = signs.manifest || signs.index || signs.layout || signs.blobs || signs.repositories;
    if (depth == 0 && any) return {};
    if (!signs.image()) continue;
    if (archive.is_folder() || IsAll(archive, folder)) found.push_back(folder);
  }
  return found;
}

}  // namespace anatomy
