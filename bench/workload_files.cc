// Prints a workload for other programs.
//
//   testfed_workload_files NAME paths        its paths, each followed by a NUL
//   testfed_workload_files NAME yaml         its domains.yaml
//   testfed_workload_files NAME fast-import  a repository of it for `git fast-import`: `start`, and
//                                            branches `change-N` from there that change N files
//   testfed_workload_files NAME fast-import-tests
//                                            the same with the sources of test_sources.h, and only
//                                            `change-20` and `other-20`, half of whose files are
//                                            such
//   testfed_workload_files NAME count-tests  how many tests those have at `start`, and their bytes
#include <algorithm>
#include <initializer_list>
#include <iostream>
#include <string>

#include "bench/random_numbers.h"
#include "bench/test_sources.h"
#include "bench/workload.h"

namespace testfed::bench {
namespace {

// What is in the files does not matter to anything that is timed here: all are one blob.
void FastImport(const Workload& workload, bool tests, std::ostream& out) {
  const auto blob = [&out](int mark, const std::string& text) {
    out << "blob\nmark :" << mark << "\ndata " << text.size() << "\n" << text << "\n";
  };
  const auto commit = [&out](const std::string& branch, int mark) {
    out << "commit refs/heads/" << branch << "\nmark :" << mark
        << "\ncommitter Bench <bench@example.com> 1700000000 +0000\ndata 0\n";
  };
  blob(1, "a file\n");
  blob(2, "a changed file\n");
  blob(3, YamlOf(workload) + (tests ? YamlOfTestDomains() : ""));
  const auto source = [&out](size_t number, bool edited) {
    const TestSource made = MakeTestSource(number, edited);
    out << "M 100644 inline " << made.path << "\ndata " << made.text.size() << "\n"
        << made.text << "\n";
  };
  commit("start", 10);
  for (size_t i = 0; i < workload.size(); ++i) {
    out << "M 100644 :1 " << workload.Path(i) << "\n";
  }
  out << "M 100644 :3 domains.yaml\n";
  int mark = 11;
  if (tests) {
    for (size_t i = 0; i < kTestSources; ++i) source(i, false);
    for (const std::string branch : {"change-20", "other-20"}) {
      commit(branch, mark++);
      out << "from :10\n";
      RandomNumbers random(static_cast<std::uint64_t>(mark));
      for (size_t i = 0; i < 10; ++i) {
        // Each in a part of its own, so that none is taken twice.
        const size_t paths = workload.size() / 10, sources = kTestSources / 10;
        out << "M 100644 :2 " << workload.Path(i * paths + random.Below(paths)) << "\n";
        // The first of a domain say nothing that an edit would add to.
        size_t number = i * sources + random.Below(sources);
        if (number < 2 * kTestDomains) number += 2 * kTestDomains;
        source(number, true);
      }
    }
    out << "done\n";
    return;
  }
  for (const size_t changes : std::initializer_list<size_t>{1, 20, 100, 10000}) {
    if (changes > workload.size()) break;
    commit("change-" + std::to_string(changes), mark++);
    out << "from :10\n";
    RandomNumbers random(changes);
    std::vector<bool> taken(workload.size());
    for (size_t done = 0; done < changes;) {
      const size_t i = random.Below(workload.size());
      if (taken[i]) continue;
      taken[i] = true;
      out << "M 100644 :2 " << workload.Path(i) << "\n";
      ++done;
    }
  }
  out << "done\n";
}

}  // namespace
}  // namespace testfed::bench

int main(int argc, char** argv) {
  using namespace testfed::bench;
  std::ios::sync_with_stdio(false);
  const std::string what = argc == 3 ? argv[2] : "";
  if (what != "paths" && what != "yaml" && what != "fast-import" && what != "fast-import-tests" &&
      what != "count-tests") {
    std::cerr << "usage: testfed_workload_files NAME "
                 "paths|yaml|fast-import|fast-import-tests|count-tests\n";
    return 2;
  }
  const std::optional<Workload> workload = FindWorkload(argv[1], TESTFED_SHARED_DATA);
  if (!workload) {
    std::cerr << "no workload `" << argv[1] << "` here\n";
    return 2;
  }
  if (what == "paths") std::cout << workload->bytes;
  if (what == "yaml") std::cout << YamlOf(*workload);
  if (what == "fast-import") FastImport(*workload, false, std::cout);
  if (what == "fast-import-tests") FastImport(*workload, true, std::cout);
  if (what == "count-tests") {
    size_t tests = 0, bytes = 0;
    for (size_t i = 0; i < kTestSources; ++i) {
      const TestSource source = MakeTestSource(i);
      tests += source.tests;
      bytes += source.text.size();
    }
    std::cout << tests << " " << bytes << "\n";
  }
  return std::cout.flush() ? 0 : 2;
}
