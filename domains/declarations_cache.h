// Declarations as bytes, for the cache: reading them back costs a tenth of reading them from a YAML
// tree. What is read back is what was written, positions included; patterns are parsed when they
// are first asked (Pattern::OfParsed).
#ifndef TESTFED_DOMAINS_DECLARATIONS_CACHE_H_
#define TESTFED_DOMAINS_DECLARATIONS_CACHE_H_

#include <optional>
#include <string>
#include <string_view>

#include "domains/declarations.h"

namespace testfed {

// Of declarations without findings.
std::string EncodeDeclarations(const Declarations& declarations);
// Nullopt for bytes that EncodeDeclarations did not write, as far as their form shows it; neither
// time nor memory is more than a constant times their length.
std::optional<Declarations> DecodeDeclarations(std::string_view bytes);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_DECLARATIONS_CACHE_H_
