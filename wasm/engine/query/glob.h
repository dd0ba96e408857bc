// A glob as an automaton: all ways through it are followed at once, a bit for each, so that it takes a few steps for
// each byte whatever the stars, and goes on below a folder from where it was there.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace anatomy {

class Glob {
 public:
  /// The parts that may come next; 0 when nothing fits any more, whatever follows.
  using State = uint64_t;

  /// The syntax of PatternKind::kGlob, which `text` has to keep. nullopt: it has brackets, or more than 60 parts.
  static std::optional<Glob> Compile(std::string_view text);

  State begin() const { return WithEmpty(1); }
  State Step(State state, std::string_view bytes) const;
  /// What led to the state fits as a whole.
  bool Fits(State state) const { return (state & end_) != 0; }

 private:
  // With what comes behind parts that may be empty, one part further; and as far as that goes.
  State Leap(State state) const;
  State WithEmpty(State state) const;
  void AddByte(char byte);
  void AddAny(State& stars);

  std::array<State, 256> fits_ = {};  // by byte: the parts that take this one
  State in_name_ = 0;                 // stars, which take any byte but '/'
  State anywhere_ = 0;                // double stars
  State may_be_empty_ = 0;
  State may_skip_two_ = 0;  // before a double star and its '/', which together stand for no folder, too
  int most_leaps_ = 0;      // in a row
  State end_ = 1;           // behind the last part; while compiling, the next one
};

}  // namespace anatomy
