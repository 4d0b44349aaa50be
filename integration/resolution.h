// What `testfed overrides check` found out about one composition, as a file for `testfed verdict`.
#ifndef TESTFED_INTEGRATION_RESOLUTION_H_
#define TESTFED_INTEGRATION_RESOLUTION_H_

#include <string>
#include <string_view>
#include <vector>

#include "domains/status.h"

namespace testfed {

struct Resolution {
  std::string tuple_sha256;                // what was checked
  std::string sha256;                      // of resolved/1; "": no graph was looked at
  std::vector<std::string> disagreements;  // with the manifest, one sentence each
  std::vector<std::string> mutable_pins;   // pins that may be another thing tomorrow
};

std::string ResolutionText(const Resolution& resolution);  // JSON, ends in "\n"
absl::StatusOr<Resolution> ReadResolution(std::string_view text, std::string_view name);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_RESOLUTION_H_
