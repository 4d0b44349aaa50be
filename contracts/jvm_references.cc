// Literal text of Java and Kotlin that names files, and @TestMetadata of Kotlin's compiler tests.
#include "contracts/jvm_lexer.h"
#include "contracts/readers.h"

namespace testfed {
namespace {

using Kind = JvmToken::Kind;

// Blanks, wildcards and `:` (URLs) are in no path that somebody writes in a source.
bool LooksLikePath(std::string_view text) {
  return text.find('/') != std::string_view::npos && text.size() > 1 &&
         text.find_first_of(" \t\n\r*?:{}<>|\"$\\") == std::string_view::npos;
}

std::vector<Reference> Read(Language language, std::string_view text) {
  std::vector<Reference> references;
  JvmLexer lexer(language, text);
  // How far `@TestMetadata(value =` was read: the tokens before the text.
  bool at = false, metadata = false;
  while (lexer.token().kind != Kind::kEnd) {
    const JvmToken& token = lexer.token();
    if (token.kind == Kind::kText) {
      if (std::optional<std::string> value = lexer.ValueOf(token)) {
        if (metadata || LooksLikePath(*value)) {
          references.push_back({metadata ? Reference::Kind::kMetadata : Reference::Kind::kText,
                                *std::move(value), lexer.Here()});
        }
      }
      metadata = false;
    } else if (token.kind == Kind::kWord) {
      bool name = at && (token.text == "TestMetadata" || token.text.ends_with("TestMetadata"));
      if (name) {
        metadata = true;
      } else if (token.text != "value") {
        metadata = false;
      }
    } else if (!token.Is("(") && !token.Is("=")) {
      metadata = false;
    }
    // Dots keep `@a.b.TestMetadata` together.
    at = token.Is("@") || (at && (token.kind == Kind::kWord || token.Is(".")));
    lexer.Advance();
  }
  return references;
}

}  // namespace

std::vector<Reference> ReadJvmReferences(Language language, std::string_view text) {
  if (language == Language::kJava) {
    if (std::optional<std::string> plain = WithoutUnicodeEscapes(text)) {
      return Read(language, *plain);
    }
  }
  return Read(language, text);
}

}  // namespace testfed
