// Globs as automata.
#pragma once

#include <optional>
#include <string_view>

#include "engine/query/automaton.h"

namespace anatomy {

/// The syntax of PatternKind::kGlob, which `glob` has to keep. `bytes_of` is asked about its brackets. nullopt: it has
/// more than 63 parts, or long brackets.
std::optional<Automaton> GlobAutomaton(std::string_view glob, const BytesOf& bytes_of);

}  // namespace anatomy
