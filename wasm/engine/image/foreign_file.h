// Files that people drop by mistake: what they look like, so that the answer is more than "no tar".
#pragma once

#include <optional>

#include "engine/base/bytes.h"
#include "engine/base/error.h"

namespace anatomy {

/// Bytes from the beginning of a file that LooksForeign() can use; fewer are fine.
inline constexpr size_t kForeignHeadBytes = 40u << 10;

/// One of the file-is-… codes for something that is known and is no tar, judged by its beginning (decompressed);
/// nothing for what is not known.
std::optional<Error> LooksForeign(Bytes head);

}  // namespace anatomy
