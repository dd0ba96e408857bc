// Regular expressions as automata, where they are regular in the strict sense: nearly all that a person types.
#pragma once

#include <optional>
#include <string_view>

#include "engine/query/automaton.h"

namespace anatomy {

/// Of a valid expression made of characters, classes, '.', '^', '$', groups, alternatives and counts. It fits what has
/// the expression anywhere in it. `bytes_of` is asked about each character and class. nullopt: it has something else,
/// as look-around or references to groups, or too many parts: about 60 bytes, counted as often as they are repeated.
std::optional<Automaton> PlainRegexAutomaton(std::string_view regex, const BytesOf& bytes_of);

}  // namespace anatomy
