// Every cap of the engine, with its reason. Reaching one is a diagnostic (`limit-reached`), never a crash.
#pragma once

#include <cstddef>
#include <cstdint>

namespace anatomy::limits {

/// A JSON document (config, manifest, index). The largest real configs are about 2 MB; OCI registries cap manifests at
/// 4 MiB.
inline constexpr uint64_t kJsonBytes = 32u << 20;

/// All documents read of one archive, one read twice counted twice: thousands of images may name one large config, and
/// each has its own.
inline constexpr uint64_t kDocumentBytes = 64u << 20;

/// A document that is shown as it is, beside what was read from it: indexes take some KB, provenance some tens, the
/// lists of packages that are longer nobody reads here.
inline constexpr uint64_t kShownDocumentBytes = 1u << 20;

/// All of them, and how many; they travel with the report.
inline constexpr uint64_t kShownDocumentsBytes = 4u << 20;
inline constexpr size_t kShownDocuments = 1024;

/// Brackets inside brackets in JSON. Image metadata needs about 6; our JSON library prints recursively.
inline constexpr size_t kJsonDepth = 256;

/// Keys of one JSON object. The ordered map looks through all keys for each new one; labels come in hundreds at most.
inline constexpr size_t kJsonKeys = 1u << 14;

/// Values of one JSON document: each takes some dozen bytes of memory, and three in the document. Real ones have
/// thousands.
inline constexpr size_t kJsonValues = 1u << 20;

/// Indexes inside indexes; two levels occur.
inline constexpr int kIndexDepth = 8;

/// Images in one archive; 500 references to one image occur.
inline constexpr size_t kImages = 4096;

/// Layers of one image; docker allows 127.
inline constexpr size_t kLayers = 4096;

/// Layers of all images of one archive: 500 images of 127.
inline constexpr size_t kAllLayers = 1u << 17;

/// History entries of one image; docker's are as many as a Dockerfile has lines.
inline constexpr size_t kHistory = 1u << 17;

/// Names of one image, and of all in one index. 500 names of one image occur.
inline constexpr size_t kNames = 1u << 16;

/// Members of the outer archive. OCI layouts of many images have some thousands.
inline constexpr size_t kArchiveMembers = 1u << 20;

/// Small members kept from a compressed outer archive, in all, since it cannot be read twice cheaply.
inline constexpr uint64_t kKeptMemberBytes = 64u << 20;

/// Entries of one layer: ids are 32 bits, and the tables of all layers share 2 GB of memory.
inline constexpr size_t kLayerEntries = 8u << 20;

/// Bytes of all names, links and extended attributes of one layer: offsets into the pool are 32 bits.
inline constexpr size_t kLayerStringBytes = 1u << 30;

/// The table of contents of one layer, unpacked: about 300 bytes for each entry.
inline constexpr size_t kTocBytes = 128u << 20;

/// Entries of it: they come out of few bytes, and for nothing that the layer itself does not tell.
inline constexpr size_t kTocEntries = 1u << 20;

/// Names that the paths of one layer have in all, what a path shares with the one before it left out: the tree keeps a
/// node for each. Twice the entries, since folders may have none.
inline constexpr size_t kLayerNames = 16u << 20;

/// Components of one path. Linux itself stops at 4096 bytes; a tar can claim more.
inline constexpr size_t kPathComponents = 4096;

/// Diagnostics kept for one image and one layer; the rest are counted.
inline constexpr size_t kDiagnostics = 1000;

/// Symbolic links followed for one path, as in Linux.
inline constexpr int kSymlinkHops = 40;

/// What one compressed stream gives. A few MB can hold it, and reading it takes half an hour; layers of models have
/// some hundred GB.
inline constexpr uint64_t kUnpackedBytes = uint64_t{1} << 40;

/// zstd window (2^27 = 128 MiB): what `zstd --long` writes at most by default.
inline constexpr int kZstdWindowLog = 27;

/// Memory an .xz stream may ask for; `xz -9` needs 65 MiB.
inline constexpr uint64_t kXzMemory = 256u << 20;

/// Bytes of output between two points from which a compressed stream can be resumed, as long as there are few: 8 MiB of
/// gzip are decompressed in 30 ms.
inline constexpr uint64_t kResumeSpacing = 8u << 20;

/// Such points of one stream; beyond that they lie further apart. Each may hold 32 KiB.
inline constexpr size_t kResumePoints = 128;

/// A sparse member of a tarball, its holes filled with zeros: they cost nothing to claim and time to read.
inline constexpr uint64_t kSparseBlobBytes = uint64_t{64} << 30;

/// A pattern that a person types to filter the tree.
inline constexpr size_t kPatternBytes = 1000;

/// Steps of one regular expression on one name or path, about a millisecond: sensible ones take some dozens.
inline constexpr uint32_t kMatchSteps = 50'000;

/// Memory of one such match, in KiB.
inline constexpr uint32_t kMatchKibibytes = 4096;

/// Time for matching a pattern on the whole tree by PCRE2: 500 000 names take up to 300 ms in wasm, as many paths a
/// second.
inline constexpr int kFilterMilliseconds = 3000;

}  // namespace anatomy::limits
