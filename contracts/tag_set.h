// The tags of one test while a resolver gathers them, from the nearest place outwards.
#ifndef TESTFED_CONTRACTS_TAG_SET_H_
#define TESTFED_CONTRACTS_TAG_SET_H_

#include <algorithm>
#include <string>
#include <vector>

#include "contracts/tag.h"

namespace testfed {

struct TagSet {
  std::vector<Tag> tags;  // each kind and domain once
  std::string undecided;  // the first reason; "" for almost all

  bool empty() const { return tags.empty() && undecided.empty(); }
  void Add(const Tag& tag) {
    for (const Tag& own : tags) {
      if (own.kind == tag.kind && own.domain == tag.domain) return;
    }
    tags.push_back(tag);
  }
  void Add(const TagSet& outer) {
    for (const Tag& tag : outer.tags) Add(tag);
    if (undecided.empty()) undecided = outer.undecided;
  }
  std::vector<Tag> Sorted() const {
    std::vector<Tag> sorted = tags;
    std::sort(sorted.begin(), sorted.end());
    return sorted;
  }
};

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_TAG_SET_H_
