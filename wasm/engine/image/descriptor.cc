#include "engine/image/descriptor.h"

#include "engine/base/base64.h"
#include "engine/base/digest.h"
#include "engine/base/path.h"

namespace anatomy {
namespace {

BlobFormat FormatOf(const Json& annotations) {
  auto has = [&](std::string_view key) { return !TextField(annotations, key).empty(); };
  if (has("containerd.io/snapshot/stargz/toc.digest")) return BlobFormat::kEstargz;
  const bool chunked =
      has("io.containers.zstd-chunked.manifest-position") || has("io.github.containers.zstd-chunked.manifest-position");
  return chunked ? BlobFormat::kZstdChunked : BlobFormat::kPlain;
}

}  // namespace

Descriptor ReadDescriptor(const Json& json) {
  const Json& platform = Field(json, "platform");
  const Json& annotations = Field(json, "annotations");
  Descriptor descriptor;
  descriptor.media_type = TextField(json, "mediaType");
  descriptor.digest = TextField(json, "digest");
  descriptor.artifact_type = TextField(json, "artifactType");
  descriptor.size = NumberField(json, "size");
  const std::string& data = TextField(json, "data");
  descriptor.data = DecodeBase64(data);
  descriptor.has_data = !data.empty();
  descriptor.platform = {.os = TextField(platform, "os"),
                         .architecture = TextField(platform, "architecture"),
                         .variant = TextField(platform, "variant"),
                         .os_version = TextField(platform, "os.version")};
  descriptor.ref_name = TextField(annotations, "org.opencontainers.image.ref.name");
  descriptor.containerd_name = TextField(annotations, "io.containerd.image.name");
  descriptor.title = TextField(annotations, "org.opencontainers.image.title");
  descriptor.unpacked = TextField(annotations, "io.deis.oras.content.unpack") == "true";
  descriptor.format = FormatOf(annotations);
  descriptor.attestation = TextField(annotations, "vnd.docker.reference.type") == "attestation-manifest";
  return descriptor;
}

bool IsIndexType(std::string_view media_type) {
  return media_type == "application/vnd.oci.image.index.v1+json" ||
         media_type == "application/vnd.docker.distribution.manifest.list.v2+json";
}

std::string BlobPath(std::string_view digest) {
  DigestParts parts;
  if (!ParseDigest(digest, &parts)) return {};
  std::string path("blobs/");
  return path.append(parts.algorithm).append("/").append(parts.encoded);
}

MemberId FindBlob(const Archive& archive, std::string_view digest) {
  const std::string path = BlobPath(digest);
  if (path.empty()) return kNoMember;
  const std::string hex(BaseName(path));
  for (const std::string& place : {path, hex, hex + ".manifest.json"}) {
    if (const MemberId member = archive.Find(place); member != kNoMember) return member;
  }
  return kNoMember;
}

Result<std::string> ReadBlob(const Archive& archive, const Descriptor& descriptor) {
  const MemberId member = FindBlob(archive, descriptor.digest);
  if (member != kNoMember) return archive.ReadText(member);
  if (!descriptor.data.empty()) return descriptor.data;
  return Error{Code::kBlobMissing, descriptor.digest};
}

std::vector<Claim> ClaimsOf(const Archive& archive, const Descriptor& descriptor, ClaimSubject subject,
                            std::optional<uint32_t> layer, const std::string* content) {
  std::vector<Claim> claims;
  Claim blob = ClaimAbout(subject, layer, descriptor.digest, FindBlob(archive, descriptor.digest));
  blob.declared_size = descriptor.size;
  if (!blob.missing() && content) Measure(blob, *content);
  if (descriptor.has_data) {
    Claim data = blob;
    data.subject = ClaimSubject::kData;
    data.member = kNoMember;
    Measure(data, descriptor.data);
    claims.push_back(std::move(data));
  }
  // A blob that is carried by its descriptor alone is not missing.
  if (!blob.missing() || !descriptor.has_data) claims.push_back(std::move(blob));
  return claims;
}

}  // namespace anatomy
