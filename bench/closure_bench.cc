// What a set of changed domains reaches, in random graphs of ten edges a domain; checked against a
// loop that goes over all edges until nothing is added.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <iostream>

#include "bench/random_numbers.h"
#include "domains/graph.h"

namespace testfed::bench {
namespace {

constexpr size_t kEdgesEach = 10;

Declarations RandomGraph(size_t domains) {
  RandomNumbers random(domains);
  Declarations declarations;
  for (size_t i = 0; i < domains; ++i) {
    Domain domain;
    domain.name = "D" + std::to_string(i);
    for (size_t k = 0; k < kEdgesEach; ++k) {
      domain.fully_affected_by.push_back({"D" + std::to_string(random.Below(domains)), {}});
    }
    declarations.domains.push_back(std::move(domain));
  }
  declarations.Index();
  return declarations;
}

size_t CountReached(const DomainGraph& graph, const Reached& reached) {
  size_t count = 0;
  for (size_t i = 0; i < graph.size(); ++i) {
    count += reached.Includes(GraphId(static_cast<int>(i)));
  }
  return count;
}

size_t SlowCount(const Declarations& declarations, std::vector<bool> affected) {
  for (bool added = true; added;) {
    added = false;
    for (size_t i = 0; i < affected.size(); ++i) {
      for (const DeclaredName& edge : declarations.domains[i].fully_affected_by) {
        if (affected[i] || !affected[static_cast<size_t>(*declarations.Find(edge.name))]) continue;
        affected[i] = added = true;
      }
    }
  }
  size_t count = 0;
  for (const bool one : affected) count += one;
  return count;
}

void Closure(benchmark::State& state, bool build) {
  const auto domains = static_cast<size_t>(state.range(0));
  const Declarations declarations = RandomGraph(domains);
  DomainGraph graph(declarations);
  std::vector<bool> changed(domains);
  changed[0] = changed[domains / 2] = true;
  size_t reached = 0;
  for (auto _ : state) {
    if (build) graph = DomainGraph(declarations);
    reached = CountReached(graph, ReachedFrom(graph, changed));
  }
  if (reached != SlowCount(declarations, changed)) {
    std::cerr << "WRONG ANSWER: the closure of " << domains << " domains\n";
    std::abort();
  }
  state.counters["domains"] = static_cast<double>(domains);
  state.counters["edges"] = static_cast<double>(domains * kEdgesEach);
  state.counters["reached"] = static_cast<double>(reached);
}

BENCHMARK_CAPTURE(Closure, with_graph, true)
    ->Arg(100)
    ->Arg(1000)
    ->Arg(10000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Closure, alone, false)
    ->Arg(100)
    ->Arg(1000)
    ->Arg(10000)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace testfed::bench

BENCHMARK_MAIN();
