// The readers of single languages, behind ReadSource and ReadReferences (source_facts.h).
#ifndef TESTFED_CONTRACTS_READERS_H_
#define TESTFED_CONTRACTS_READERS_H_

#include <string_view>
#include <vector>

#include "contracts/source_facts.h"

namespace testfed {

SourceFacts ReadJava(std::string_view text);
SourceFacts ReadKotlin(std::string_view text);
SourceFacts ReadPython(std::string_view text);
SourceFacts ReadCpp(std::string_view text);
SourceFacts ReadGo(std::string_view text);
SourceFacts ReadScript(std::string_view text);
SourceFacts ReadStarlark(std::string_view text);

std::vector<Reference> ReadJvmReferences(Language language, std::string_view text);
std::vector<Reference> ReadPythonReferences(std::string_view text);
std::vector<Reference> ReadCppReferences(std::string_view text);
std::vector<Reference> ReadGoReferences(std::string_view text);
std::vector<Reference> ReadScriptReferences(std::string_view text);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_READERS_H_
