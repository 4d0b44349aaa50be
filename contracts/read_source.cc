#include "contracts/readers.h"

namespace testfed {

SourceFacts ReadSource(Language language, std::string_view text) {
  switch (language) {
    case Language::kJava:
      return ReadJava(text);
    case Language::kKotlin:
      return ReadKotlin(text);
    case Language::kPython:
      return ReadPython(text);
    case Language::kCpp:
      return ReadCpp(text);
    case Language::kGo:
      return ReadGo(text);
    case Language::kScript:
      return ReadScript(text);
    case Language::kStarlark:
      break;
  }
  return ReadStarlark(text);
}

std::vector<Reference> ReadReferences(Language language, std::string_view text) {
  switch (language) {
    case Language::kJava:
    case Language::kKotlin:
      return ReadJvmReferences(language, text);
    case Language::kPython:
      return ReadPythonReferences(text);
    case Language::kCpp:
      return ReadCppReferences(text);
    case Language::kGo:
      return ReadGoReferences(text);
    case Language::kScript:
      return ReadScriptReferences(text);
    case Language::kStarlark:
      break;
  }
  return {};
}

}  // namespace testfed
