#include "engine/query/plain_regex.h"

#include "engine/base/ascii.h"

namespace anatomy {
namespace {

constexpr std::string_view kMoreThanPlain = "^$()|{*+?";
// Behind a backslash; another letter or a digit may be anything but a class.
constexpr std::string_view kClassLetters = "dDhHsSvVwW";

bool IsPlainEscape(char byte) {
  return kClassLetters.find(byte) != std::string_view::npos || (byte > ' ' && byte < 0x7f && !IsAsciiAlnum(byte));
}

// What takes one byte: its length and the bytes. Length 0: it is not plain.
Brackets FirstAtom(std::string_view regex, const BytesOf& bytes_of) {
  if (regex[0] == '[') return FirstBrackets(regex, bytes_of);
  size_t length = 1;
  if (regex[0] == '\\') {
    if (regex.size() < 2 || !IsPlainEscape(regex[1])) return {};
    length = 2;
  } else if (kMoreThanPlain.find(regex[0]) != std::string_view::npos) {
    return {};
  }
  const std::optional<ByteSet> bytes = bytes_of(regex.substr(0, length));
  return bytes ? Brackets{length, *bytes} : Brackets();
}

}  // namespace

std::optional<Automaton> PlainRegexAutomaton(std::string_view regex, const BytesOf& bytes_of) {
  const ByteSet all = ByteSet().set();
  Automaton automaton;
  if (regex.starts_with('^')) {
    regex.remove_prefix(1);
  } else {
    automaton.AddAny(all);
  }
  while (!regex.empty() && regex != "$") {
    if (automaton.full()) return std::nullopt;
    const auto [length, bytes] = FirstAtom(regex, bytes_of);
    // What takes no byte at all, as a word's boundary in brackets, is no class.
    if (length == 0 || bytes.none()) return std::nullopt;
    regex.remove_prefix(length);
    const char times = regex.empty() ? '\0' : regex[0];
    if (times == '*' || times == '+' || times == '?') {
      regex.remove_prefix(1);
      // As few as possible fits the same; as many as possible, whatever follows, does not.
      if (regex.starts_with('?'))
        regex.remove_prefix(1);
      else if (regex.starts_with('+'))
        return std::nullopt;
    }
    if (times == '?') {
      automaton.AddOptional(bytes);
    } else if (times == '*') {
      automaton.AddAny(bytes);
    } else {
      automaton.AddOne(bytes);
      if (times == '+') automaton.AddAny(bytes);
    }
  }
  if (regex.empty()) automaton.AddAny(all);
  automaton.Finish();
  return automaton;
}

}  // namespace anatomy
