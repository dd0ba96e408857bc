// The extended attribute security.capability for people.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace anatomy {

inline constexpr std::string_view kCapabilityXattr = "security.capability";

/// "cap_net_bind_service,cap_net_raw=ep", as getcap(8) prints it; with " [rootid=1000]" where the value names a user
/// namespace. Nothing where the value is none of the three versions of capability(7)'s struct vfs_cap_data.
std::optional<std::string> CapabilityText(std::string_view value);

}  // namespace anatomy
