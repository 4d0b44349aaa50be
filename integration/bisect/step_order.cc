#include "integration/bisect/step_order.h"

#include <algorithm>

namespace testfed {
namespace {

bool AnyOf(const std::vector<size_t>& components, const std::vector<bool>& marked) {
  return std::any_of(components.begin(), components.end(),
                     [&](size_t component) { return marked[component]; });
}

void Mark(const std::vector<size_t>& components, std::vector<bool>& marked) {
  for (size_t component : components) marked[component] = true;
}

}  // namespace

StepSet United(StepSet a, const StepSet& b) {
  for (size_t i = 0; i < a.size(); ++i) {
    if (b[i]) a[i] = true;
  }
  return a;
}

StepOrder::StepOrder(std::vector<std::vector<size_t>> components)
    : components_(std::move(components)) {
  for (const std::vector<size_t>& of_step : components_) {
    for (size_t component : of_step) component_count_ = std::max(component_count_, component + 1);
  }
}

StepSet StepOrder::First(size_t count) const {
  StepSet steps(size(), false);
  std::fill_n(steps.begin(), count, true);
  return steps;
}

StepSet StepOrder::NeededBy(size_t step) const {
  StepSet steps(size(), false);
  std::vector<bool> needed(component_count_, false);
  steps[step] = true;
  Mark(components_[step], needed);
  for (size_t i = step; i-- > 0;) {
    if (!AnyOf(components_[i], needed)) continue;
    steps[i] = true;
    Mark(components_[i], needed);
  }
  return steps;
}

StepSet StepOrder::Without(size_t step) const {
  StepSet steps(size(), true);
  std::vector<bool> held(component_count_, false);
  steps[step] = false;
  Mark(components_[step], held);
  for (size_t i = step + 1; i < size(); ++i) {
    if (!AnyOf(components_[i], held)) continue;
    steps[i] = false;
    Mark(components_[i], held);
  }
  return steps;
}

std::vector<size_t> StepOrder::StepsOf(size_t component, const StepSet& within) const {
  std::vector<size_t> steps;
  for (size_t i = 0; i < size(); ++i) {
    const std::vector<size_t>& of_step = components_[i];
    if (within[i] && std::find(of_step.begin(), of_step.end(), component) != of_step.end()) {
      steps.push_back(i);
    }
  }
  return steps;
}

}  // namespace testfed
