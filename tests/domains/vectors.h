// The conformance vectors of tests/data, read once for all implementations that are held to them.
#ifndef TESTFED_TESTS_DOMAINS_VECTORS_H_
#define TESTFED_TESTS_DOMAINS_VECTORS_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domains/json.h"

namespace testfed {

struct PatternVector {
  std::string name;
  std::string pattern;
  std::string error;  // "" for a pattern that is accepted
  std::vector<std::pair<std::string, bool>> matches;
};
std::vector<PatternVector> ReadPatternVectors();

struct DecidingDomain {
  std::string name;
  std::vector<std::string> include;
  std::vector<std::string> exclude;
};

struct DecidingVector {
  std::string name;
  bool exclusive = false;
  std::vector<DecidingDomain> domains;
  std::vector<std::string> ignore;
  std::vector<std::string> full;
  // Path and its domains; or one word of "(unowned)", "(ignored)", "(full)".
  std::vector<std::pair<std::string, std::vector<std::string>>> paths;
};
std::vector<DecidingVector> ReadDecidingVectors();

// A file of tests/data. Ends the test run when it cannot be read.
Json ReadData(const std::string& name);
std::vector<std::string> ToStrings(const Json& json);

}  // namespace testfed

#endif  // TESTFED_TESTS_DOMAINS_VECTORS_H_
