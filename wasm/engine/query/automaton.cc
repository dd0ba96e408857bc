#include "engine/query/automaton.h"

#include <algorithm>

namespace anatomy {
namespace {

constexpr size_t kMostBracketBytes = 64;

}  // namespace

void Automaton::Take(std::array<State, 256>& table, const ByteSet& bytes) {
  for (size_t byte = 0; byte < table.size(); ++byte) {
    if (bytes[byte]) table[byte] |= end_;
  }
}

// A part that takes nothing.
void Automaton::AddEmpty() {
  may_be_empty_ |= end_;
  AddOne({});
}

void Automaton::AddOne(const ByteSet& bytes) {
  Take(leaves_, bytes);
  end_ <<= 1;
  stays_at_end_.reset();
}

void Automaton::AddOptional(const ByteSet& bytes) {
  may_be_empty_ |= end_;
  AddOne(bytes);
}

// Staying takes no part of its own. Where it stays for one set and then for another, the two are not the same as both
// together, unless the other has all of the one.
void Automaton::AddAny(const ByteSet& bytes) {
  if ((stays_at_end_ & ~bytes).any()) AddEmpty();
  Take(stays_, bytes);
  stays_at_end_ = bytes;
}

void Automaton::AddFolders() {
  may_skip_one_ |= end_;
  AddEmpty();
  AddAny(ByteSet().set());
  AddOne(ByteSet().set('/'));
}

void Automaton::Finish() {
  for (State part = 1; part < end_; part <<= 1) {
    int leaps = 0;
    for (State state = part; Leap(state) != state; state = Leap(state)) ++leaps;
    most_leaps_ = std::max(most_leaps_, leaps);
  }
}

Automaton::State Automaton::Leap(State state) const {
  return state | (state & may_be_empty_) << 1 | (state & may_skip_one_) << 2;
}

Automaton::State Automaton::WithEmpty(State state) const {
  for (int i = 0; i < most_leaps_; ++i) state = Leap(state);
  return state;
}

Automaton::State Automaton::Step(State state, std::string_view bytes) const {
  for (const char byte : bytes) {
    if (state == 0) return 0;
    const uint8_t index = static_cast<uint8_t>(byte);
    state = WithEmpty((state & leaves_[index]) << 1 | (state & stays_[index]));
  }
  return state;
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
