// Follows all ways through a pattern at once, a bit for each part of it that takes a byte (Glushkov's construction): a
// few steps for each byte, whatever the pattern, and below a folder it goes on from where it was there.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace anatomy {

using ByteSet = std::bitset<256>;

class Automaton {
 public:
  /// The parts that may have taken the last byte; 0 when nothing fits any more, whatever follows.
  using State = uint64_t;

  State begin() const { return begin_; }
  State Step(State state, std::string_view bytes) const;
  /// What led to the state fits as a whole.
  bool Fits(State state) const { return (state & ends_) != 0; }

 private:
  friend class AutomatonBuilder;
  Automaton() = default;

  std::array<State, 256> takes_ = {};  // by byte: the parts that take it
  std::vector<State> follows_;  // what may come behind any of eight parts: 256 sets, then those of the next eight
  State begin_ = 1;
  State ends_ = 0;
};

/// Makes an automaton from its parts. All pieces of a builder are for its one automaton, each in one place of it.
class AutomatonBuilder {
 public:
  using State = Automaton::State;

  /// A piece of the pattern by itself; without parts it takes nothing.
  struct Piece {
    State first = 0;  // parts that it may begin with
    State last = 0;   // and end with
    bool may_be_empty = true;
  };

  /// Takes one byte of the set.
  Piece One(const ByteSet& bytes);
  /// Takes nothing, and fits at the beginning or at the end of the whole only.
  Piece Begin();
  Piece End();
  Piece Then(const Piece& before, const Piece& behind);
  Piece Repeated(const Piece& piece);
  /// Any number of times, also none.
  Piece Any(const Piece& piece) { return Optional(Repeated(piece)); }

  static Piece Either(const Piece& one, const Piece& other);
  static Piece Optional(const Piece& piece) { return Either(piece, Piece()); }

  /// It has more parts than fit, whatever else comes.
  bool has_too_many() const { return has_too_many_; }
  /// nullopt: it has too many parts.
  std::optional<Automaton> Finish(const Piece& whole);

 private:
  static constexpr size_t kMostParts = 64;

  void Lead(State from, State to);
  State WithBehind(State state, State passed) const;
  void PassBeginAndEnd(const Piece& whole);

  Automaton automaton_;
  std::array<State, kMostParts> behind_ = {};  // by part
  State at_begin_ = 0;                         // the parts that take it
  State at_end_ = 0;
  size_t parts_ = 1;  // the first one is the beginning
  bool has_too_many_ = false;
};

/// The bytes that a piece of a pattern takes, which takes one at a time; nullopt when it is not valid by itself.
using BytesOf = std::function<std::optional<ByteSet>(std::string_view piece)>;

/// Of the brackets that `text` begins with, as far as they are valid: where they end, 0 when they do not in some bytes,
/// and what they take.
struct Brackets {
  size_t length = 0;
  ByteSet bytes;
};
Brackets FirstBrackets(std::string_view text, const BytesOf& bytes_of);

}  // namespace anatomy
