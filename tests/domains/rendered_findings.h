// What `check` would print about a text of domains.yaml.
#ifndef TESTFED_TESTS_DOMAINS_RENDERED_FINDINGS_H_
#define TESTFED_TESTS_DOMAINS_RENDERED_FINDINGS_H_

#include <string>
#include <string_view>

#include "domains/declarations_reader.h"

namespace testfed {

inline std::string FindingsIn(std::string_view text) {
  std::string rendered;
  for (const Finding& finding : ReadDeclarations(text, "domains.yaml").findings) {
    rendered += Render(finding);
  }
  return rendered;
}

}  // namespace testfed

#endif  // TESTFED_TESTS_DOMAINS_RENDERED_FINDINGS_H_
