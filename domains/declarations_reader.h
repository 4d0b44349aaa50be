// Reads domains.yaml (docs/domains-yaml.md describes it for users).
#ifndef TESTFED_DOMAINS_DECLARATIONS_READER_H_
#define TESTFED_DOMAINS_DECLARATIONS_READER_H_

#include <string>
#include <string_view>
#include <vector>

#include "domains/cache.h"
#include "domains/declarations.h"
#include "domains/finding.h"

namespace testfed {

struct DeclarationsResult {
  Declarations declarations;      // usable only when `findings` is empty
  std::vector<Finding> findings;  // every problem, sorted by place; all are errors
};

// `file` is how errors and reasons name the file. Cost: linear in the text, with yaml-cpp's
// constant (about 0.2 ms for each kilobyte) the first time, a twentieth of that where `cache` has
// its tree.
DeclarationsResult ReadDeclarations(std::string_view text, const std::string& file,
                                    Cache* cache = nullptr);

// For callers that stop at the first problem; its hints name `testfed check` when there are more.
absl::StatusOr<Declarations> ReadDeclarationsOrFirstError(std::string_view text,
                                                          const std::string& file,
                                                          Cache* cache = nullptr);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_DECLARATIONS_READER_H_
