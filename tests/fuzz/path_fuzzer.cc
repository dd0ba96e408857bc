// Any bytes as a name: normalised paths stay inside the root and normal, what is shown is UTF-8, digests name no other
// folder.
#include "engine/base/digest.h"
#include "engine/base/path.h"
#include "engine/image/descriptor.h"
#include "engine/rootfs/whiteout.h"
#include "fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace anatomy;
  using fuzz::Require;
  const std::string_view raw = AsText(Bytes(data, size));
  const std::string path = NormalisePath(raw).path;
  Require(path.size() <= raw.size());
  Require(NormalisePath(path).path == path && !NormalisePath(path).escaped_root);
  Require(!path.starts_with('/') && !path.ends_with('/') && path.find("//") == std::string::npos);
  Require(path != ".." && !path.starts_with("../") && path.find("/../") == std::string::npos && !path.ends_with("/.."));
  const std::string parent(ParentPath(path));
  Require((parent.empty() ? std::string(BaseName(path)) : parent + "/" + std::string(BaseName(path))) == path);
  Require(IsUtf8(ToUtf8(raw)));
  if (IsUtf8(raw)) Require(ToUtf8(raw) == raw);

  const WhiteoutName name = ParseWhiteout(BaseName(path));
  if (name.marker == Marker::kWhiteout) {
    Require(!name.target.empty() && name.target != "." && name.target != ".." &&
            name.target.find('/') == std::string_view::npos);
  }
  (void)LeadsThroughMarker(raw);

  DigestParts parts;
  if (ParseDigest(raw, &parts)) {
    Require(parts.algorithm.find('/') == std::string_view::npos && parts.encoded.find('/') == std::string_view::npos);
    Require(NormalisePath(BlobPath(raw)).path == BlobPath(raw));
  }
  return 0;
}
