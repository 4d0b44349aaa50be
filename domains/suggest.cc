#include "domains/suggest.h"

#include <algorithm>

namespace testfed {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool Same(char a, char b) { return Lower(a) == Lower(b); }

// Optimal string alignment (Damerau-Levenshtein without edits inside a swap), three rows at a time.
size_t Edits(std::string_view a, std::string_view b) {
  std::vector<size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      size_t replaced = last[j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1])) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

}  // namespace

std::optional<std::string> ClosestName(std::string_view typo,
                                       const std::vector<std::string>& names) {
  const size_t limit = std::max<size_t>(1, typo.size() / 3);
  std::optional<std::string> closest;
  size_t fewest = std::min(limit + 1, typo.size());
  for (const std::string& name : names) {
    size_t longer = std::max(name.size(), typo.size());
    size_t shorter = std::min(name.size(), typo.size());
    if (longer - shorter >= fewest) continue;
    size_t edits = Edits(typo, name);
    if (edits >= fewest) continue;
    fewest = edits;
    closest = name;
  }
  return closest;
}

std::string DidYouMean(std::string_view typo, const std::vector<std::string>& names) {
  std::optional<std::string> name = ClosestName(typo, names);
  return name ? "; did you mean `" + *name + "`?" : "";
}

}  // namespace testfed
