// The receipt of a job: what `testfed run` saw of it, and the only evidence that `testfed gate`
// takes. One JSON file a job (docs/gate.md; schema "testfed.receipt/1").
//
// A receipt says what happened; whether that is good is the plan's to say (job_verdict.h).
#ifndef TESTFED_SELECTOR_RECEIPT_H_
#define TESTFED_SELECTOR_RECEIPT_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domains/status.h"

namespace testfed {

inline constexpr std::string_view kReceiptSchema = "testfed.receipt/1";

// How many names of tests a receipt holds of one kind, and how long one may be. What is left out is
// counted.
inline constexpr size_t kMaxReceiptNames = 200;
inline constexpr size_t kMaxReceiptNameBytes = 1000;

// Some tests by name, and how many there are.
struct NamedTests {
  int count = 0;
  std::vector<std::string> names;  // the first kMaxReceiptNames, as Clipped
  void Add(std::string_view name);
  bool operator==(const NamedTests&) const = default;
};

// What reports counted.
struct TestCounts {
  int passed = 0;
  int skipped = 0;
  NamedTests failed;  // those that count
  // Failures of tests in quarantine, sorted; whole names, because the gate compares them.
  std::vector<std::string> quarantined;
  // Tests that the plan names one by one, and no report shows; none of a whole suite.
  NamedTests missing;
  int Executed() const { return passed + failed.count + static_cast<int>(quarantined.size()); }
  bool operator==(const TestCounts&) const = default;
};

struct Receipt {
  std::string version;      // of testfed
  std::string plan_digest;  // "sha256:..."
  std::string job;
  std::string leg;                  // the leg of several jobs that it ran on; "" for one of its own
  int calls = 0;                    // how often its command was started
  int exit_code = 0;                // the first of its calls that is not 0; 128 + a signal's number
  std::string problem;              // why it did not run, or not to its end; "" where it did
  std::optional<TestCounts> tests;  // nullopt: nobody counted, and
  std::string opaque;               // why
  // The exit code is not 0, and failures of tests in quarantine are all there is behind it.
  bool forgiven = false;
  bool operator==(const Receipt&) const = default;
};

std::string ToJsonText(const Receipt& receipt);  // two spaces of indent, ends in "\n"

// The same receipt as was written, or an error: another schema, a missing or unknown key, another
// type, numbers that contradict each other. `name` is what errors call it.
absl::StatusOr<Receipt> ReadReceipt(std::string_view text, std::string_view name);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_RECEIPT_H_
