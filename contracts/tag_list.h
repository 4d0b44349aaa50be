// The tags of one test, collected from its own annotations outward.
#ifndef TESTFED_CONTRACTS_TAG_LIST_H_
#define TESTFED_CONTRACTS_TAG_LIST_H_

#include <string>
#include <vector>

#include "contracts/source_facts.h"
#include "contracts/tag.h"
#include "contracts/test.h"

namespace testfed {

// Appends what each annotation's name says; names that are no tag are left out. Callers go from the
// test outward, so that the first of a kind and domain is the nearest.
void AddTags(const std::vector<Annotation>& annotations, const std::string& file,
             std::vector<Tag>& tags);

// Keeps the first of each kind and domain, and sorts.
void SortTags(std::vector<Tag>& tags);

// The finding for a tag that applies to no test.
Finding UnusedTag(const Annotation& tag, const std::string& file, const std::string& why);

// A finding and a sentence for each part of a file that a reader could not decide.
Finding UndecidedFinding(const Undecided& undecided, const std::string& file);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_TAG_LIST_H_
