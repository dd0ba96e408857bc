#include "engine/query/glob.h"

#include <algorithm>

#include "engine/base/ascii.h"

namespace anatomy {
namespace {

ByteSet AnyCase(char byte) {
  ByteSet bytes;
  for (size_t other = 0; other < bytes.size(); ++other) {
    if (AsciiLower(static_cast<char>(other)) == AsciiLower(byte)) bytes.set(other);
  }
  return bytes;
}

// How many bytes of the text are a '/', which may be escaped.
size_t SlashLength(std::string_view text) { return text.starts_with("\\/") ? 2 : text.starts_with('/') ? 1 : 0; }

}  // namespace

std::optional<Automaton> GlobAutomaton(std::string_view glob, const BytesOf& bytes_of) {
  const ByteSet all = ByteSet().set();
  const ByteSet in_name = ByteSet(all).reset('/');
  AutomatonBuilder builder;
  AutomatonBuilder::Piece whole;
  const auto add = [&](const AutomatonBuilder::Piece& piece) { whole = builder.Then(whole, piece); };
  bool begins_name = true;
  while (!glob.empty()) {
    if (builder.has_too_many()) return std::nullopt;
    size_t length = 1;
    if (glob[0] == '*') {
      length = std::min(glob.find_first_not_of('*'), glob.size());
      const size_t slash = SlashLength(glob.substr(length));
      if (length > 1 && begins_name && slash > 0) {
        // Folders, or none.
        const auto folders = builder.Any(builder.One(all));
        add(builder.Optional(builder.Then(folders, builder.One(ByteSet().set('/')))));
        glob.remove_prefix(length + slash);
        continue;
      }
      add(builder.Any(builder.One(length > 1 ? all : in_name)));
      begins_name = false;
    } else if (glob[0] == '?') {
      add(builder.One(in_name));
      begins_name = false;
    } else if (glob[0] == '[') {
      const Brackets brackets = FirstBrackets(glob, bytes_of);
      if (brackets.length == 0) return std::nullopt;
      add(builder.One(brackets.bytes));
      length = brackets.length;
      begins_name = false;
    } else {
      if (glob[0] == '\\' && glob.size() > 1) glob.remove_prefix(1);
      add(builder.One(AnyCase(glob[0])));
      begins_name = glob[0] == '/';
    }
    glob.remove_prefix(length);
  }
  return builder.Finish(whole);
}

}  // namespace anatomy
