#include "contracts/python_marks.h"
#include "contracts/python_strings.h"

#include <algorithm>
#include <utility>

namespace testfed {
namespace {

using Kind = PythonToken::Kind;

constexpr int kMaxDepth = 40;  // of brackets in a mark

bool Opens(const PythonToken& token) {
  return token.kind == Kind::kOperator &&
         std::string_view("([{").find(token.text[0]) != std::string_view::npos;
}
bool Closes(const PythonToken& token) {
  return token.kind == Kind::kOperator &&
         std::string_view(")]}").find(token.text[0]) != std::string_view::npos;
}

// Where the bracket at `at` closes; size() when it does not.
size_t Closing(const PythonWords& words, size_t at) {
  int depth = 0;
  for (; at < words.size(); ++at) {
    if (Opens(words[at])) ++depth;
    if (Closes(words[at]) && --depth == 0) return at;
  }
  return words.size();
}

Annotation Unreadable(const PythonWords& words) {
  Annotation mark;
  mark.literal = false;
  if (!words.empty()) mark.position = words[0].position;
  return mark;
}

bool IsLiteralText(const PythonWords& words, std::string& text) {
  if (words.empty()) return false;
  for (size_t i = 0; i < words.size(); ++i) {
    if (words[i].kind != Kind::kString) return false;
    std::optional<std::string> value = PythonStringValue(words[i].text);
    if (!value) return false;
    text += *value;
  }
  return true;
}

// `NAME=value` of a call; -1 for a positional argument.
bool IsKeyword(const PythonWords& words) {
  return words.size() >= 2 && words[0].kind == Kind::kName && words[1].Is("=");
}

void ReadMarksAt(const PythonWords& words, int depth, std::vector<Annotation>& marks);

// Marks inside the arguments of a call.
void ReadParameterMarks(const PythonWords& words, bool names, int depth,
                        std::vector<Annotation>& marks) {
  std::vector<std::string> seen;
  for (size_t at = 0; at < words.size(); ++at) {
    if (words[at].kind != Kind::kName || (at > 0 && words[at - 1].Is("."))) continue;
    if (at + 1 < words.size() && words[at + 1].Is("=")) {
      if (words[at].text != "marks") continue;
      size_t end = at + 2;
      for (int open = 0; end < words.size(); ++end) {
        if (Opens(words[end])) ++open;
        if (Closes(words[end]) && --open < 0) break;
        if (open == 0 && words[end].Is(",")) break;
      }
      ReadMarksAt(words.Part(at + 2, end), depth + 1, marks);
      at = end;
      continue;
    }
    if (!names) continue;
    size_t length = 0;
    Annotation name;
    name.name = DottedName(words.Part(at, words.size()), length);
    name.position = words[at].position;
    if (std::find(seen.begin(), seen.end(), name.name) == seen.end()) {
      seen.push_back(name.name);
      marks.push_back(std::move(name));
    }
  }
}

// One name or call, alone.
bool ReadOne(const PythonWords& words, int depth, std::vector<Annotation>& marks) {
  size_t length = 0;
  Annotation mark;
  mark.name = DottedName(words, length);
  if (length == 0) return false;
  mark.position = words[0].position;
  if (length == words.size()) {
    if (mark.name != "None") marks.push_back(std::move(mark));
    return true;
  }
  if (!words[length].Is("(") || Closing(words, length) != words.size() - 1) return false;
  const PythonWords arguments = words.Part(length + 1, words.size() - 1);
  for (const PythonWords& argument : SplitOutside(arguments, ",")) {
    std::string text;
    if (IsLiteralText(argument, text)) {
      mark.arguments.push_back(std::move(text));
    } else if (!IsKeyword(argument) || argument[0].text != "reason") {
      mark.literal = false;
    }
  }
  const bool parametrize = mark.name == "parametrize" || mark.name.ends_with(".parametrize");
  marks.push_back(std::move(mark));
  ReadParameterMarks(arguments, parametrize, depth, marks);
  return true;
}

void ReadMarksAt(const PythonWords& words, int depth, std::vector<Annotation>& marks) {
  if (words.empty()) return;
  if (depth > kMaxDepth) {
    marks.push_back(Unreadable(words));
    return;
  }
  const auto each = [&](const std::vector<PythonWords>& parts) {
    for (const PythonWords& part : parts) {
      ReadMarksAt(!part.empty() && part[0].Is("*") ? part.Part(1, part.size()) : part, depth + 1,
                  marks);
    }
  };
  if (FindOutside(words, ",") < words.size()) return each(SplitOutside(words, ","));
  if (FindOutside(words, "+") < words.size()) return each(SplitOutside(words, "+"));
  if ((words[0].Is("[") || words[0].Is("(")) && Closing(words, 0) == words.size() - 1 &&
      FindOutside(words.Part(1, words.size() - 1), "for") == words.size() - 2) {
    return each(SplitOutside(words.Part(1, words.size() - 1), ","));
  }
  if (!ReadOne(words, depth, marks)) marks.push_back(Unreadable(words));
}

}  // namespace

size_t FindOutside(const PythonWords& words, std::string_view word, size_t from) {
  int depth = 0, lambdas = 0;
  for (size_t at = from; at < words.size(); ++at) {
    const PythonToken& token = words[at];
    if (token.kind == Kind::kString || token.kind == Kind::kNumber) continue;
    if (Opens(token)) ++depth;
    if (Closes(token)) --depth;
    if (depth > 0) continue;
    if (token.text == "lambda") ++lambdas;
    if (token.text == ":" && lambdas > 0) {
      --lambdas;
    } else if (token.text == word) {
      return at;
    }
  }
  return words.size();
}

std::vector<PythonWords> SplitOutside(const PythonWords& words, std::string_view word) {
  std::vector<PythonWords> parts;
  for (size_t from = 0; from < words.size();) {
    const size_t to = FindOutside(words, word, from);
    parts.push_back(words.Part(from, to));
    from = to + 1;
  }
  return parts;
}

std::string DottedName(const PythonWords& words, size_t& length) {
  std::string name;
  length = 0;
  while (length < words.size() && words[length].kind == Kind::kName) {
    name += words[length++].text;
    if (length + 1 >= words.size() || !words[length].Is(".") ||
        words[length + 1].kind != Kind::kName) {
      break;
    }
    name += '.';
    ++length;
  }
  return name;
}

void ReadParameterMarks(const PythonWords& words, std::vector<Annotation>& marks) {
  ReadParameterMarks(words, false, 0, marks);
}

void ReadMarks(const PythonWords& words, std::vector<Annotation>& marks) {
  ReadMarksAt(words, 0, marks);
}

}  // namespace testfed
