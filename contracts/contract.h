// A contract: what a consumer relies on in its providers, kept by tests of the consumer that run
// when a provider is affected. Declared in a file (contract_file.h); a tag says the same of one
// test (agreement.h has both).
#ifndef TESTFED_CONTRACTS_CONTRACT_H_
#define TESTFED_CONTRACTS_CONTRACT_H_

#include <string>
#include <vector>

#include "domains/declarations.h"
#include "domains/place.h"

namespace testfed {

struct Contract {
  std::string name;                     // as written, without the consumer
  std::string consumer;                 // the domain whose home holds the file
  std::vector<DeclaredName> providers;  // any of them wakes it
  std::string suite;                    // of the consumer; `default` for the default suite
  std::vector<DeclaredName> tests;      // names (test_name.h); empty: the whole suite
  std::string reason;
  Place at;  // of the name

  std::string FullName() const { return consumer + "/" + name; }  // `Orders/prices-total`
};

// Whether both were agreed on in the same words; where they stand plays no part.
bool SaysTheSame(const Contract& a, const Contract& b);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_CONTRACT_H_
