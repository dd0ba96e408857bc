// Letter case as far as ASCII goes: names are bytes, and case beyond that would take the tables of Unicode.
#pragma once

namespace anatomy {

inline bool IsAsciiAlnum(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
inline char AsciiLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace anatomy
