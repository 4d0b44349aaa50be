#include "contracts/python_imports.h"

#include <utility>

namespace testfed {
namespace {

void ReadImport(const PythonWords& words, std::vector<Import>& imports) {
  for (const PythonWords& part : SplitOutside(words, ",")) {
    size_t length = 0;
    Import import;
    import.name = DottedName(part, length);
    import.alias = part.size() == length + 2 && part[length].Is("as")
                       ? std::string(part[length + 1].text)
                       : import.name;
    if (length > 0) imports.push_back(std::move(import));
  }
}

void ReadFrom(const PythonWords& words, std::vector<Import>& imports) {
  std::string module;
  size_t at = 0;
  for (; at < words.size() && words[at].Is("."); ++at) module += '.';
  size_t length = 0;
  // `from . import x` has no name here, and `import` is none.
  if (at < words.size() && !words[at].Is("import")) {
    module += DottedName(words.Part(at, words.size()), length);
  }
  at += length;
  if (at >= words.size() || !words[at].Is("import")) return;
  PythonWords names = words.Part(at + 1, words.size());
  if (!names.empty() && names[0].Is("(")) names = names.Part(1, names.size() - 1);
  for (const PythonWords& name : SplitOutside(names, ",")) {
    if (name.empty()) continue;
    Import import;
    import.name = module;
    if (name[0].Is("*")) {
      import.wildcard = true;
    } else {
      if (!module.empty() && module.back() != '.') import.name += '.';
      import.name += name[0].text;
      import.alias = name.size() == 3 && name[1].Is("as") ? name[2].text : name[0].text;
    }
    imports.push_back(std::move(import));
  }
}

}  // namespace

bool ReadPythonImport(const PythonWords& statement, std::vector<Import>& imports) {
  const bool from = statement[0].Is("from");
  if (!from && !statement[0].Is("import")) return false;
  const PythonWords words = statement.Part(1, statement.size());
  from ? ReadFrom(words, imports) : ReadImport(words, imports);
  return true;
}

}  // namespace testfed
