#include "engine/image/agreement.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace anatomy {
namespace {

// As docker prints it: "nginx:latest" for "docker.io/library/nginx:latest".
std::string_view FamiliarName(std::string_view name) {
  for (const std::string_view prefix : {"docker.io/", "library/"}) {
    if (!name.starts_with(prefix)) break;
    name.remove_prefix(prefix.size());
  }
  return name;
}

// manifest.json has "nginx:latest" for containerd's "docker.io/library/nginx:latest": its spelling goes for all.
void SpellAlike(const std::vector<Image>& docker, std::vector<Image>& oci) {
  std::unordered_map<std::string_view, std::string_view> spelling;
  for (const Image& image : docker) {
    for (const std::string& name : image.names) spelling.emplace(FamiliarName(name), name);
  }
  for (Image& image : oci) {
    for (std::string& name : image.names) {
      const auto found = spelling.find(FamiliarName(name));
      if (found != spelling.end()) name = found->second;
    }
  }
}

// Not compared where only one of both knows a digest.
bool SameLayers(const Image& docker, const Image& oci) {
  return std::ranges::equal(docker.layers, oci.layers, [](const LayerRef& a, const LayerRef& b) {
    return a.digest == b.digest || a.digest.empty() || b.digest.empty();
  });
}

void TakeOver(Image& docker, Image& oci) {
  docker.manifest = std::move(oci.manifest);
  docker.manifest_digest = oci.manifest_digest;
  docker.index_digest = oci.index_digest;
  docker.platform = oci.platform;
  for (size_t i = 0; i < docker.layers.size(); ++i) {
    docker.layers[i].media_type = oci.layers[i].media_type;
    docker.layers[i].format = oci.layers[i].format;
  }
  for (const std::string& name : oci.names) {
    if (std::ranges::find(docker.names, name) == docker.names.end()) docker.names.push_back(name);
  }
  // The OCI side declares sizes, too, and what leads to the manifest.
  AddNewClaims(oci.claims, docker.claims);
  docker.claims = std::move(oci.claims);
}

}  // namespace

std::vector<Image> BringTogether(std::vector<Image> docker, std::vector<Image> oci) {
  auto disagree = [](Image& image, const char* detail) {
    AddDiagnostic(image.diagnostics, {.code = Code::kOciDisagrees, .detail = detail});
  };
  SpellAlike(docker, oci);
  for (Image& image : docker) {
    auto same_config = [&](const Image& other) {
      return !image.config_digest.empty() && other.config_digest == image.config_digest;
    };
    auto match =
        std::ranges::find_if(oci, [&](const Image& other) { return same_config(other) && SameLayers(image, other); });
    const bool agrees = match != oci.end();
    if (agrees) {
      TakeOver(image, *match);
    } else {
      match = std::ranges::find_if(oci, same_config);
      disagree(image, match == oci.end() ? "It does not list this image." : "It has other layers.");
    }
    if (match != oci.end()) oci.erase(match);
  }
  std::ranges::move(oci, std::back_inserter(docker));
  return docker;
}

}  // namespace anatomy
