// Regular expressions as automata, where they are no more than one thing after the other: most that a person types.
#pragma once

#include <optional>
#include <string_view>

#include "engine/query/automaton.h"

namespace anatomy {

/// Of a valid expression made of characters, classes and '.', each maybe with '*', '+' or '?' behind it, with '^' in
/// front and '$' at the end of the whole. It fits what has the expression anywhere in it. `bytes_of` is asked about
/// each character and class. nullopt: it has something else, as groups and alternatives, or more than 60 parts.
std::optional<Automaton> PlainRegexAutomaton(std::string_view regex, const BytesOf& bytes_of);

}  // namespace anatomy
