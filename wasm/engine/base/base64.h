// Base64 (RFC 4648, section 4).
#pragma once

#include <string>
#include <string_view>

namespace anatomy {

/// With padding.
std::string Base64(std::string_view bytes);

/// With padding or without; "" when it is not base64.
std::string DecodeBase64(std::string_view text);

}  // namespace anatomy
