// JSON that Go reads, and so runtimes do, while our parser refuses the whole document for one value in it.
#pragma once

#include <string>
#include <string_view>

namespace anatomy {

/// The text with numbers that no double holds as texts ("1e999"), and escapes of half a surrogate pair as U+FFFD.
/// Everything else stays as it is, right or wrong.
std::string RepairJson(std::string_view text);

}  // namespace anatomy
