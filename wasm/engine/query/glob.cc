#include "engine/query/glob.h"

#include <algorithm>

#include "engine/base/ascii.h"

namespace anatomy {
namespace {

constexpr Glob::State kTooFar = Glob::State{1} << 60;

}  // namespace

void Glob::AddByte(char byte) {
  for (size_t other = 0; other < fits_.size(); ++other) {
    if (AsciiLower(static_cast<char>(other)) == AsciiLower(byte)) fits_[other] |= end_;
  }
  end_ <<= 1;
}

void Glob::AddAny(State& stars) {
  stars |= end_;
  may_be_empty_ |= end_;
  end_ <<= 1;
}

std::optional<Glob> Glob::Compile(std::string_view text) {
  Glob glob;
  bool begins_name = true;
  while (!text.empty()) {
    if (glob.end_ >= kTooFar || text[0] == '[') return std::nullopt;
    if (text[0] == '*') {
      const size_t stars = std::min(text.find_first_not_of('*'), text.size());
      text.remove_prefix(stars);
      const size_t slash = text.starts_with("\\/") ? 2 : text.starts_with('/') ? 1 : 0;
      const bool for_folders = stars > 1 && begins_name && slash > 0;
      if (for_folders) {
        glob.may_skip_two_ |= glob.end_;
        glob.may_be_empty_ |= glob.end_;
        glob.end_ <<= 1;
      }
      glob.AddAny(stars > 1 ? glob.anywhere_ : glob.in_name_);
      begins_name = for_folders;
      if (!for_folders) continue;
      glob.AddByte('/');
      text.remove_prefix(slash);
      continue;
    }
    if (text[0] == '?') {
      for (size_t byte = 0; byte < glob.fits_.size(); ++byte) {
        if (byte != '/') glob.fits_[byte] |= glob.end_;
      }
      glob.end_ <<= 1;
      begins_name = false;
    } else {
      if (text[0] == '\\' && text.size() > 1) text.remove_prefix(1);
      glob.AddByte(text[0]);
      begins_name = text[0] == '/';
    }
    text.remove_prefix(1);
  }
  for (State part = 1; part < glob.end_; part <<= 1) {
    int leaps = 0;
    for (State state = part; glob.Leap(state) != state; state = glob.Leap(state)) ++leaps;
    glob.most_leaps_ = std::max(glob.most_leaps_, leaps);
  }
  return glob;
}

Glob::State Glob::Leap(State state) const {
  return state | (state & may_be_empty_) << 1 | (state & may_skip_two_) << 3;
}

Glob::State Glob::WithEmpty(State state) const {
  for (int i = 0; i < most_leaps_; ++i) state = Leap(state);
  return state;
}

Glob::State Glob::Step(State state, std::string_view bytes) const {
  for (const char byte : bytes) {
    if (state == 0) return 0;
    const State stay = byte == '/' ? anywhere_ : anywhere_ | in_name_;
    state = WithEmpty((state & fits_[static_cast<uint8_t>(byte)]) << 1 | (state & stay));
  }
  return state;
}

}  // namespace anatomy
