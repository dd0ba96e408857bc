// A row of parts, each of which takes bytes: what most patterns are. All ways through it are followed at once, a bit
// for each, so that it takes a few steps for each byte whatever the stars, and goes on below a folder from where it was
// there.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

namespace anatomy {

using ByteSet = std::bitset<256>;

class Automaton {
 public:
  /// The parts that may come next; 0 when nothing fits any more, whatever follows.
  using State = uint64_t;

  /// What follows what was added before takes one byte of the set, maybe one, or any number of them.
  void AddOne(const ByteSet& bytes);
  void AddOptional(const ByteSet& bytes);
  void AddAny(const ByteSet& bytes);
  /// Any bytes with a '/' behind them, or nothing.
  void AddFolders();
  /// Not even one more part has room for sure.
  bool full() const { return end_ >= kTooFar; }
  /// Once all parts are in.
  void Finish();

  State begin() const { return WithEmpty(1); }
  State Step(State state, std::string_view bytes) const;
  /// What led to the state fits as a whole.
  bool Fits(State state) const { return (state & end_) != 0; }

 private:
  static constexpr State kTooFar = State{1} << 60;

  void Take(std::array<State, 256>& table, const ByteSet& bytes);
  void AddEmpty();
  // With what comes behind parts that may be empty, one part further; and as far as that goes.
  State Leap(State state) const;
  State WithEmpty(State state) const;

  std::array<State, 256> leaves_ = {};  // by byte: the parts that it leads out of
  std::array<State, 256> stays_ = {};   // and those that it stays in
  State may_be_empty_ = 0;
  State may_skip_one_ = 0;  // before the bytes of folders, which with their '/' stand for none, too
  int most_leaps_ = 0;      // in a row
  State end_ = 1;           // behind the last part; while parts are added, the next one
  ByteSet stays_at_end_;    // while parts are added
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
