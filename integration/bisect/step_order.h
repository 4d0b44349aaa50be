// The steps of a path and which of them need which: a step needs all earlier steps of each of its
// components, and so on. Every composition that is tested is a set of steps that holds whatever its
// steps need, so that a component is always at a state that it really had, and a changeset, which
// is one step of several components, is whole or absent.
#ifndef TESTFED_INTEGRATION_BISECT_STEP_ORDER_H_
#define TESTFED_INTEGRATION_BISECT_STEP_ORDER_H_

#include <cstddef>
#include <vector>

namespace testfed {

using StepSet = std::vector<bool>;  // by step; as long as the path

StepSet United(StepSet a, const StepSet& b);

class StepOrder {
 public:
  StepOrder() = default;
  // The components of each step, as numbers from 0.
  explicit StepOrder(std::vector<std::vector<size_t>> components);

  size_t size() const { return components_.size(); }
  size_t components() const { return component_count_; }
  const std::vector<size_t>& ComponentsOf(size_t step) const { return components_[step]; }

  StepSet First(size_t count) const;    // the first `count` steps
  StepSet NeededBy(size_t step) const;  // the step and what it needs
  StepSet Without(size_t step) const;   // all steps but it and those that need it
  // The steps of a component among those of `within`, in order.
  std::vector<size_t> StepsOf(size_t component, const StepSet& within) const;

 private:
  std::vector<std::vector<size_t>> components_;
  size_t component_count_ = 0;
};

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_BISECT_STEP_ORDER_H_
