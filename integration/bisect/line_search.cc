#include "integration/bisect/line_search.h"

#include <algorithm>
#include <set>

namespace testfed {
namespace {

// An interval as short as this is tested position by position.
constexpr size_t kShortInterval = 16;

// The position nearest to `target` between the two that is not in `tested`; the lower of two.
std::optional<size_t> NearestUntested(size_t good, size_t bad, size_t target,
                                      const std::set<size_t>& tested) {
  for (size_t distance = 0; distance < bad - good; ++distance) {
    if (target > good + distance && target - distance < bad && !tested.contains(target - distance))
      return target - distance;
    if (target + distance < bad && target + distance > good && !tested.contains(target + distance))
      return target + distance;
  }
  return std::nullopt;
}

// The middle of the longest stretch without a tested position; the first of several.
std::optional<size_t> MiddleOfLongestGap(size_t good, size_t bad, const std::set<size_t>& tested) {
  size_t from = good, longest = 1;
  std::optional<size_t> middle;
  auto gap = [&](size_t to) {
    if (to - from > longest) {
      longest = to - from;
      middle = from + (to - from) / 2;
    }
    from = to;
  };
  for (size_t position : tested) gap(position);
  gap(bad);
  return middle;
}

// One position between a good and a bad one, where those in `unresolved` cannot be judged.
std::optional<size_t> Pick(size_t good, size_t bad, const std::set<size_t>& unresolved,
                           size_t most_unresolved) {
  size_t length = bad - good;
  if (unresolved.size() + 1 >= length) return std::nullopt;
  size_t middle = good + length / 2;
  if (unresolved.empty()) return middle;
  size_t tries = unresolved.size() - 1;
  size_t jump = tries < 40 ? size_t{1} << tries : length;
  if (jump <= length / 2) {
    size_t target = tries % 2 == 0 ? middle + jump : middle - std::min(middle, jump);
    return NearestUntested(good, bad, std::clamp(target, good + 1, bad - 1), unresolved);
  }
  size_t first = *unresolved.begin(), last = *unresolved.rbegin();
  if (first - good > 1) return good + (first - good) / 2;
  if (bad - last > 1) return last + (bad - last) / 2;
  if (length > kShortInterval && unresolved.size() >= most_unresolved) return std::nullopt;
  return MiddleOfLongestGap(good, bad, unresolved);
}

}  // namespace

size_t HalvingTests(size_t size) {
  size_t tests = 0;
  while ((size_t{1} << tests) < size) ++tests;
  return tests;
}

size_t MostUnresolved(size_t size) { return 2 * HalvingTests(size) + 4; }

LineSearch SearchLine(size_t size, const std::function<LinePosition(size_t)>& at, size_t jobs) {
  LineSearch search;
  search.bad = size;
  std::set<size_t> unresolved;
  std::optional<size_t> unsettled;
  for (size_t i = 1; i < size; ++i) {
    LinePosition position = at(i);
    if (position.settled == BisectVerdict::kBad) {
      search.bad = i;
      break;
    }
    if (position.settled == BisectVerdict::kGood) {
      search.good = i;
      unresolved.clear();
      unsettled.reset();
    } else if (position.settled == BisectVerdict::kUnresolved) {
      unresolved.insert(i);
    } else if (position.run_before && !unsettled) {
      unsettled = i;
    }
  }
  size_t bad = search.bad;
  if (unsettled) {
    // Most likely it fails again; further jobs look on its left.
    search.next.push_back(*unsettled);
    bad = *unsettled;
    unresolved.erase(unresolved.lower_bound(bad), unresolved.end());
  }
  size_t left = jobs - std::min(jobs, search.next.size());
  size_t length = bad - search.good;
  if (unresolved.empty() && length > 1) {
    for (size_t i = 1; i <= left; ++i) {
      size_t position = search.good + length * i / (left + 1);
      bool new_one = search.next.empty() || search.next.back() != position;
      if (position > search.good && position < bad && new_one) search.next.push_back(position);
    }
    return search;
  }
  for (; left > 0; --left) {
    std::optional<size_t> position = Pick(search.good, bad, unresolved, MostUnresolved(size));
    if (!position) break;
    search.next.push_back(*position);
    unresolved.insert(*position);
  }
  return search;
}

}  // namespace testfed
