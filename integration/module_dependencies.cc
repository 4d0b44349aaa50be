#include "integration/module_dependencies.h"

#include <algorithm>
#include <set>

namespace testfed {
namespace {

struct Token {
  enum class Kind { kWord, kText, kMark, kEnd };
  Kind kind = Kind::kEnd;
  std::string text;
};

bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Words, strings and marks of a Starlark file; comments and blanks are passed over.
class Tokens {
 public:
  explicit Tokens(std::string_view text) : text_(text) {}

  Token Next() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (c == '"' || c == '\'') {
        return {Token::Kind::kText, String(c)};
      } else if (IsWordByte(c)) {
        const size_t begin = at_;
        while (at_ < text_.size() && IsWordByte(text_[at_])) ++at_;
        return {Token::Kind::kWord, std::string(text_.substr(begin, at_ - begin))};
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\\') {
        ++at_;
      } else {
        ++at_;
        return {Token::Kind::kMark, std::string(1, c)};
      }
    }
    return {};
  }

 private:
  std::string String(char quote) {
    const std::string triple(3, quote);
    const bool is_long = text_.substr(at_, 3) == triple;
    const std::string_view end = is_long ? std::string_view(triple) : std::string_view(&quote, 1);
    at_ += end.size();
    std::string value;
    while (at_ < text_.size() && text_.substr(at_, end.size()) != end) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      value += text_[at_++];
    }
    at_ = std::min(at_ + end.size(), text_.size());
    return value;
  }

  std::string_view text_;
  size_t at_ = 0;
};

}  // namespace

std::vector<std::string> ModuleDependencies(std::string_view module_file) {
  std::set<std::string> names;
  Tokens tokens(module_file);
  Token token = tokens.Next();
  while (token.kind != Token::Kind::kEnd) {
    const bool call = token.kind == Token::Kind::kWord && token.text == "bazel_dep";
    token = tokens.Next();
    if (!call || token.text != "(" || token.kind != Token::Kind::kMark) continue;
    std::string name, key, before;
    bool dev = false;
    int depth = 1;
    while (depth > 0) {
      token = tokens.Next();
      if (token.kind == Token::Kind::kEnd) break;
      if (token.kind == Token::Kind::kMark) {
        if (token.text == "(") ++depth;
        if (token.text == ")") --depth;
        if (token.text == "=") key = before;
        if (token.text == ",") key.clear();
      } else if (depth == 1 && key == "name" && token.kind == Token::Kind::kText) {
        name = token.text;
      } else if (depth == 1 && key == "dev_dependency" && token.kind == Token::Kind::kWord) {
        dev = token.text == "True";
      }
      before = token.text;
    }
    if (!name.empty() && !dev) names.insert(name);
    if (token.kind != Token::Kind::kEnd) token = tokens.Next();
  }
  return {names.begin(), names.end()};
}

}  // namespace testfed
