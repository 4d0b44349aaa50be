// Values of JavaScript's strings and templates.
#ifndef TESTFED_CONTRACTS_SCRIPT_STRINGS_H_
#define TESTFED_CONTRACTS_SCRIPT_STRINGS_H_

#include <optional>
#include <string>

#include "contracts/script_lexer.h"

namespace testfed {

// Nullopt for a token that is none, and for escapes of halves of characters (`\ud83d`).
std::optional<std::string> ScriptStringValue(const ScriptToken& token);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_SCRIPT_STRINGS_H_
