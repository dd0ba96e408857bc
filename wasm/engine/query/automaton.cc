#include "engine/query/automaton.h"

#include <bit>

namespace anatomy {
namespace {

constexpr size_t kMostBracketBytes = 64;
// Parts whose followers are looked up together.
constexpr size_t kTogether = 8;
constexpr size_t kSets = 1 << kTogether;

size_t FirstPart(Automaton::State parts) { return static_cast<size_t>(std::countr_zero(parts)); }

}  // namespace

Automaton::State Automaton::Step(State state, std::string_view bytes) const {
  for (const char byte : bytes) {
    State next = 0;
    const State* follows = follows_.data();
    for (State left = state; left != 0; left >>= kTogether, follows += kSets) next |= follows[left % kSets];
    state = next & takes_[static_cast<uint8_t>(byte)];
    if (state == 0) return 0;
  }
  return state;
}

AutomatonBuilder::Piece AutomatonBuilder::One(const ByteSet& bytes) {
  if (parts_ == kMostParts) {
    has_too_many_ = true;
    return {};
  }
  const State part = State{1} << parts_++;
  for (size_t byte = 0; byte < bytes.size(); ++byte) {
    if (bytes[byte]) automaton_.takes_[byte] |= part;
  }
  return {.first = part, .last = part, .may_be_empty = false};
}

AutomatonBuilder::Piece AutomatonBuilder::Begin() {
  const Piece piece = One({});
  at_begin_ |= piece.first;
  return piece;
}

AutomatonBuilder::Piece AutomatonBuilder::End() {
  const Piece piece = One({});
  at_end_ |= piece.first;
  return piece;
}

AutomatonBuilder::Piece AutomatonBuilder::Then(const Piece& before, const Piece& behind) {
  Lead(before.last, behind.first);
  return {
      .first = before.first | (before.may_be_empty ? behind.first : 0),
      .last = behind.last | (behind.may_be_empty ? before.last : 0),
      .may_be_empty = before.may_be_empty && behind.may_be_empty,
  };
}

AutomatonBuilder::Piece AutomatonBuilder::Repeated(const Piece& piece) {
  Lead(piece.last, piece.first);
  return piece;
}

AutomatonBuilder::Piece AutomatonBuilder::Either(const Piece& one, const Piece& other) {
  return {
      .first = one.first | other.first,
      .last = one.last | other.last,
      .may_be_empty = one.may_be_empty || other.may_be_empty,
  };
}

void AutomatonBuilder::Lead(State from, State to) {
  for (; from != 0; from &= from - 1) behind_[FirstPart(from)] |= to;
}

// With what comes behind in `passed`, as far as that goes.
Automaton::State AutomatonBuilder::WithBehind(State state, State passed) const {
  State seen = 0;
  for (State left = state; left != 0; left = state & ~seen) {
    seen |= left & -left;
    state |= behind_[FirstPart(left)] & passed;
  }
  return state;
}

// The beginning comes before the first byte as often as the pattern asks for it, and the end behind the last one. Where
// there is no byte at all, which the state of the beginning stands for, both do.
void AutomatonBuilder::PassBeginAndEnd(const Piece& whole) {
  const State last = whole.last | (whole.may_be_empty ? 1 : 0);
  automaton_.begin_ = WithBehind(1, at_begin_);
  if (WithBehind(1, at_begin_ | at_end_) & last) automaton_.ends_ = 1;
  for (size_t part = 1; part < parts_; ++part) {
    const State bit = State{1} << part;
    if (WithBehind(bit, at_end_) & last) automaton_.ends_ |= bit;
  }
}

std::optional<Automaton> AutomatonBuilder::Finish(const Piece& whole) {
  if (has_too_many_) return std::nullopt;
  behind_[0] = whole.first;
  PassBeginAndEnd(whole);
  for (size_t first = 0; first < parts_; first += kTogether) {
    const size_t begin = automaton_.follows_.size();
    automaton_.follows_.resize(begin + kSets);
    // Each set is a smaller one and one part more.
    for (size_t set = 1; set < kSets; ++set) {
      automaton_.follows_[begin + set] =
          automaton_.follows_[begin + (set & (set - 1))] | behind_[first + FirstPart(set)];
    }
  }
  return std::move(automaton_);
}

// Whoever reads brackets from the left is still inside them before their end: the first end that is valid is theirs.
Brackets FirstBrackets(std::string_view text, const BytesOf& bytes_of) {
  text = text.substr(0, kMostBracketBytes);
  for (size_t end = text.find(']'); end != std::string_view::npos; end = text.find(']', end + 1)) {
    const std::optional<ByteSet> bytes = bytes_of(text.substr(0, end + 1));
    if (bytes) return {.length = end + 1, .bytes = *bytes};
  }
  return {};
}

}  // namespace anatomy
