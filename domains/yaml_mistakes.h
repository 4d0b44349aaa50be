// What is wrong with a line that YAML refuses: the first mistakes that people make with globs and
// handles in YAML, said in the words of what they wrote. The place is the value's; the parser's own
// sentence stands where no known mistake is found.
#ifndef TESTFED_DOMAINS_YAML_MISTAKES_H_
#define TESTFED_DOMAINS_YAML_MISTAKES_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domains/place.h"
#include "domains/status.h"

namespace testfed {

struct Mistake {
  Position position;
  std::string message;
  std::vector<Hint> hints;
};

// `position` and `reason` are the parser's.
Mistake ExplainMistake(std::string_view text, Position position, std::string_view reason);

// The mistake in a plain list item whose text is `value`, where its lines were two items on
// different columns; nullopt where it stands on one line.
std::optional<std::string> ExplainFoldedItems(std::string_view text, Position position,
                                              std::string_view value);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_YAML_MISTAKES_H_
