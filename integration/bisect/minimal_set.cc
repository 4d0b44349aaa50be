#include "integration/bisect/minimal_set.h"

#include <algorithm>

namespace testfed {
namespace {

// The part `index` of `count` nearly equal parts, or all but it.
Elements Part(const Elements& elements, size_t index, size_t count, bool all_but) {
  size_t from = elements.size() * index / count, to = elements.size() * (index + 1) / count;
  Elements part;
  for (size_t i = 0; i < elements.size(); ++i) {
    if ((i >= from && i < to) != all_but) part.push_back(elements[i]);
  }
  return part;
}

}  // namespace

MinimalSet Minimize(const Elements& elements,
                    const std::function<std::optional<bool>(const Elements&)>& fails, size_t jobs) {
  MinimalSet minimal{elements, {}};
  auto known_to_fail = [&](const Elements& subset) {
    std::optional<bool> answer = fails(subset);
    if (!answer &&
        std::find(minimal.next.begin(), minimal.next.end(), subset) == minimal.next.end())
      minimal.next.push_back(subset);
    return answer.value_or(false);
  };
  size_t parts = 2;
  while (minimal.elements.size() > 1 && minimal.next.size() < jobs) {
    std::optional<Elements> smaller;
    size_t parts_then = 2;
    for (size_t i = 0; i < parts && !smaller && minimal.next.size() < jobs; ++i) {
      Elements part = Part(minimal.elements, i, parts, false);
      if (known_to_fail(part)) smaller = part;
    }
    for (size_t i = 0; parts > 2 && i < parts && !smaller && minimal.next.size() < jobs; ++i) {
      Elements rest = Part(minimal.elements, i, parts, true);
      if (!known_to_fail(rest)) continue;
      smaller = rest;
      parts_then = std::max<size_t>(parts - 1, 2);
    }
    // What was only supposed to pass decides about no step after it.
    if (smaller && !minimal.next.empty()) break;
    if (smaller) {
      minimal.elements = *smaller;
      parts = parts_then;
    } else if (parts >= minimal.elements.size()) {
      break;
    } else {
      parts = std::min(parts * 2, minimal.elements.size());
    }
  }
  return minimal;
}

}  // namespace testfed
