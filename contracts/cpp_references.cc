#include "contracts/cpp_tokens.h"
#include "contracts/path_text.h"
#include "contracts/readers.h"

namespace testfed {

std::vector<Reference> ReadCppReferences(std::string_view text) {
  std::vector<Reference> references;
  CppTokens tokens(text);
  bool include = false;
  for (CppToken token = tokens.Next(); token.kind != CppToken::Kind::kEnd; token = tokens.Next()) {
    if (token.kind == CppToken::Kind::kDirective) {
      include = token.text.starts_with("include") || token.text == "import";
    } else if (token.kind == CppToken::Kind::kText && include && !token.text.empty()) {
      references.push_back({Reference::Kind::kInclude, std::string(token.text), token.position});
      include = false;
    } else if (token.kind == CppToken::Kind::kText && LooksLikePath(token.text)) {
      references.push_back({Reference::Kind::kText, std::string(token.text), token.position});
    } else {
      include = false;
    }
  }
  return references;
}

}  // namespace testfed
