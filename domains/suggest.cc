#include "domains/suggest.h"

#include <algorithm>

namespace testfed {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

size_t Distance(std::string_view a, std::string_view b) {
  std::vector<size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    std::swap(before_last, last);
    std::swap(last, row);
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      size_t substitution = last[j - 1] + (Lower(a[i - 1]) == Lower(b[j - 1]) ? 0 : 1);
      row[j] = std::min({substitution, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && Lower(a[i - 1]) == Lower(b[j - 2]) &&
          Lower(a[i - 2]) == Lower(b[j - 1])) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
  }
  return row[b.size()];
}

}  // namespace

std::optional<std::string> ClosestName(std::string_view typo,
                                       const std::vector<std::string>& names) {
  size_t limit = std::max<size_t>(1, typo.size() / 3);
  const std::string* closest = nullptr;
  for (const std::string& name : names) {
    size_t difference = std::max(name.size(), typo.size()) - std::min(name.size(), typo.size());
    if (difference > limit) continue;
    size_t distance = Distance(typo, name);
    if (distance > limit || (closest != nullptr && distance == limit)) continue;
    if (closest == nullptr || distance < limit) {
      closest = &name;
      limit = distance;
    }
    if (distance == 0) break;
  }
  return closest == nullptr ? std::nullopt : std::optional(*closest);
}

}  // namespace testfed
