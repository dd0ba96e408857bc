// What layer workers call: long loops over blobs, each in one worker. Only translation happens here. All of it reads,
// so it waits for JavaScript in the middle of wasm where the browser can do that (JSPI).
#pragma once

#include "bindings/values.h"

namespace anatomy {

/// Hands over what the table of contents of each blob says as one block of bytes; null where there is none.
void ReadTocs(const ReaderHandle& reader, const PlaceList& places, const OnToc& on_toc);

/// Scans the blobs and hands over each table as one block of bytes. `tocs` has what ReadTocs() gave for each place,
/// where somebody has read it already.
void ScanLayers(const ReaderHandle& reader, const PlaceList& places, const BlockList& tocs,
                const OnScanned& on_progress, const OnTable& on_table);

/// Hashes the blobs and hands over the digests of each.
void DigestBlobs(const ReaderHandle& reader, const WishList& wishes, const OnHashed& on_progress,
                 const OnDigests& on_digests);

/// Hashes bodies that a scan moved over and hands over what it found of each blob as one block of bytes.
void HashSkippedBodies(const ReaderHandle& reader, const BodyWishList& wishes, const OnHashed& on_progress,
                       const OnBodies& on_bodies);

/// Hands over a file's bytes piece by piece until `on_piece` returns false. The reader is that of the plan's file.
OutcomeValue ReadFile(const ReaderHandle& reader, const BytesHandle& plan, const OnPiece& on_piece);

/// Hands over a tar piece by piece until `on_piece` returns false, and says what it lacks. The readers are those of the
/// source's files.
OutcomeValue WriteExport(const ReaderList& readers, const BytesHandle& plan, const OnPiece& on_piece,
                         const OnLost& on_lost);

}  // namespace anatomy
