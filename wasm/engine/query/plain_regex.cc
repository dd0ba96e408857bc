#include "engine/query/plain_regex.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "engine/base/ascii.h"

namespace anatomy {
namespace {

using Piece = AutomatonBuilder::Piece;

constexpr std::string_view kMoreThanPlain = "{*+?";
// Behind a backslash; another letter or a digit may be anything but a class.
constexpr std::string_view kClassLetters = "dDhHsSvVwW";
// More are nobody's, and each is a call in a call.
constexpr int kMostGroupsInGroups = 20;
// Of characters and groups, each as often as it is repeated: empty groups take no part, and could be without end.
constexpr int kMostAtoms = 200;

bool IsPlainEscape(char byte) {
  return kClassLetters.find(byte) != std::string_view::npos || (byte > ' ' && byte < 0x7f && !IsAsciiAlnum(byte));
}

struct Times {
  unsigned least = 1;
  std::optional<unsigned> most = 1;  // nullopt: without end
};

std::optional<unsigned> NumberOf(std::string_view digits) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

// Reads from the left, with a method for each kind of piece. What is not plain ends it for good.
class Reader {
 public:
  Reader(std::string_view regex, const BytesOf& bytes_of) : left_(regex), bytes_of_(bytes_of) {}

  std::optional<Automaton> Read() {
    const ByteSet all = ByteSet().set();
    const Piece before = builder_.Any(builder_.One(all));
    const Piece behind = builder_.Any(builder_.One(all));
    const Piece whole = builder_.Then(builder_.Then(before, ReadAlternatives()), behind);
    return is_plain_ && left_.empty() ? builder_.Finish(whole) : std::nullopt;
  }

 private:
  bool Take(std::string_view text) {
    if (!left_.starts_with(text)) return false;
    left_.remove_prefix(text.size());
    return true;
  }

  Piece NotPlain() {
    is_plain_ = false;
    left_ = {};
    return {};
  }

  Piece ReadAlternatives() {
    Piece alternatives = ReadSequence();
    while (Take("|")) alternatives = AutomatonBuilder::Either(alternatives, ReadSequence());
    return alternatives;
  }

  Piece ReadSequence() {
    Piece sequence;
    while (!left_.empty() && left_[0] != '|' && left_[0] != ')') {
      sequence = builder_.Then(sequence, ReadRepeated());
    }
    return sequence;
  }

  Piece ReadRepeated() {
    const std::string_view begin = left_;
    Piece piece = ReadAtom();
    const Times times = ReadTimes();
    const std::string_view end = left_;
    const unsigned pieces = times.most ? *times.most : std::max(times.least, 1u);
    Piece repeated;
    for (unsigned i = 0; i < pieces && is_plain_; ++i) {
      if (i > 0) {
        // It has parts of its own each time, so it is read as often.
        left_ = begin;
        piece = ReadAtom();
      }
      if (!times.most && i + 1 == pieces) piece = builder_.Repeated(piece);
      if (i >= times.least) piece = AutomatonBuilder::Optional(piece);
      repeated = builder_.Then(repeated, piece);
    }
    if (is_plain_) left_ = end;
    return repeated;
  }

  Piece ReadAtom() {
    if (++atoms_ > kMostAtoms || builder_.has_too_many()) return NotPlain();
    if (Take("(")) return ReadGroup();
    if (Take("^")) return builder_.Begin();
    if (Take("$")) return builder_.End();
    size_t length = 1;
    std::optional<ByteSet> bytes;
    if (left_[0] == '[') {
      const Brackets brackets = FirstBrackets(left_, bytes_of_);
      length = brackets.length;
      bytes = brackets.bytes;
    } else if (kMoreThanPlain.find(left_[0]) == std::string_view::npos) {
      if (left_[0] == '\\') length = left_.size() > 1 && IsPlainEscape(left_[1]) ? 2 : 0;
      if (length > 0) bytes = bytes_of_(left_.substr(0, length));
    }
    // What takes no byte at all, as a word's boundary in brackets, is no class.
    if (length == 0 || !bytes || bytes->none()) return NotPlain();
    left_.remove_prefix(length);
    return builder_.One(*bytes);
  }

  Piece ReadGroup() {
    if (Take("?") && !Take(":")) return NotPlain();
    if (++groups_ > kMostGroupsInGroups) return NotPlain();
    const Piece group = ReadAlternatives();
    --groups_;
    return Take(")") ? group : NotPlain();
  }

  Times ReadTimes() {
    Times times;
    if (Take("*")) {
      times = {0, std::nullopt};
    } else if (Take("+")) {
      times = {1, std::nullopt};
    } else if (Take("?")) {
      times = {0, 1};
    } else if (left_.starts_with('{')) {
      times = ReadCounts();
    } else {
      return times;
    }
    // As few as possible fits the same; as many as possible, whatever follows, does not.
    if (!Take("?") && left_.starts_with('+')) NotPlain();
    return times;
  }

  // {2}, {2,} or {2,3}: whatever else begins with a brace has its own rules.
  Times ReadCounts() {
    const size_t end = left_.find('}');
    const std::string_view counts = left_.substr(1, end == std::string_view::npos ? end : end - 1);
    const size_t comma = counts.find(',');
    const std::optional<unsigned> least = NumberOf(counts.substr(0, comma));
    const bool is_open = comma != std::string_view::npos && comma + 1 == counts.size();
    const std::optional<unsigned> most =
        comma == std::string_view::npos || is_open ? least : NumberOf(counts.substr(comma + 1));
    if (end == std::string_view::npos || !least || !most) {
      NotPlain();
      return {};
    }
    left_.remove_prefix(end + 1);
    return {*least, is_open ? std::nullopt : most};
  }

  std::string_view left_;
  const BytesOf& bytes_of_;
  AutomatonBuilder builder_;
  int atoms_ = 0;
  int groups_ = 0;  // that are open
  bool is_plain_ = true;
};

}  // namespace

std::optional<Automaton> PlainRegexAutomaton(std::string_view regex, const BytesOf& bytes_of) {
  return Reader(regex, bytes_of).Read();
}

}  // namespace anatomy
