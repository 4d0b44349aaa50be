// Records and chains for the tests of the known-good store.
#ifndef TESTFED_TESTS_INTEGRATION_KNOWN_GOOD_SAMPLE_H_
#define TESTFED_TESTS_INTEGRATION_KNOWN_GOOD_SAMPLE_H_

#include <string>
#include <vector>

#include "integration/known_good_chain.h"

namespace testfed {

// A tuple of `comm` at the commit that repeats `digit`, and `logging` at version 1.4.0.
Tuple SampleTuple(char digit);

// A promotion of that tuple on line main by run `run`, without `seq`, `prev` and base.
Record SamplePromotion(char digit, const std::string& run);
Record SampleRevocation(std::int64_t target);

// The bytes of a store with these records, numbered, chained and, where `base.seq` is not 0, based.
std::string StoreOf(std::vector<Record> records);

KnownGoodChain ChainOf(const std::vector<Record>& records);

}  // namespace testfed

#endif  // TESTFED_TESTS_INTEGRATION_KNOWN_GOOD_SAMPLE_H_
