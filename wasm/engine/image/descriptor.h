// Descriptors, by which OCI documents name blobs (image-spec descriptor.md), and the blobs they name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/codec/blob_format.h"
#include "engine/image/archive.h"
#include "engine/image/image_set.h"

namespace anatomy {

struct Descriptor {
  std::string media_type;
  std::string digest;
  std::string artifact_type;
  std::optional<uint64_t> size;
  std::string data;       // embedded content, decoded; "" when there is none, or when it is no base64
  bool has_data = false;  // there is some, whatever it is
  Platform platform;
  std::string ref_name;                    // org.opencontainers.image.ref.name
  std::string containerd_name;             // io.containerd.image.name
  std::string title;                       // org.opencontainers.image.title
  bool unpacked = false;                   // ORAS packed a folder, to be unpacked (io.deis.oras.content.unpack)
  BlobFormat format = BlobFormat::kPlain;  // by the annotations of eStargz and zstd:chunked
  bool attestation = false;                // BuildKit says so by vnd.docker.reference.type
};

/// Fields of a wrong type count as absent.
Descriptor ReadDescriptor(const Json& json);

bool IsIndexType(std::string_view media_type);

/// "blobs/sha256/<hex>"; "" when the digest is none.
std::string BlobPath(std::string_view digest);

/// At BlobPath(), else as skopeo's "dir:" has it: by its hex alone.
MemberId FindBlob(const Archive& archive, std::string_view digest);

/// A blob as text: the archive's, else the descriptor's own `data`. Errors: blob-missing, and Archive::ReadText()'s.
Result<std::string> ReadBlob(const Archive& archive, const Descriptor& descriptor);

/// What a descriptor declares: of its blob, which is `content` where that has been read, and of its own `data`.
std::vector<Claim> ClaimsOf(const Archive& archive, const Descriptor& descriptor, ClaimSubject subject,
                            std::optional<uint32_t> layer, const std::string* content);

}  // namespace anatomy
