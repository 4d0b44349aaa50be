#include "integration/bisect/search.h"

#include <algorithm>

#include "integration/bisect/line_search.h"
#include "integration/bisect/minimal_set.h"

namespace testfed {
namespace {

class Decider {
 public:
  explicit Decider(const SearchInput& input) : input_(input) {}

  Decision Run() {
    decision_.bad = input_.order.size();
    if (Ends() || Path() || Sides()) return decision_;
    conclusion_.kind = Conclusion::Kind::kFound;
    found_ = conclusion_.good;
    if (Alone() || Partners() || PartnerStep()) return decision_;
    return Conclude();
  }

 private:
  std::string DigestOf(const StepSet& steps) const { return input_.digest(steps); }

  std::optional<BisectVerdict> Of(const StepSet& steps) const {
    return Settled(input_.tally(DigestOf(steps)), input_.repeats);
  }

  bool Full() const { return decision_.probes.size() >= input_.jobs; }

  // Asks for a run, unless the same composition was asked for already.
  void Ask(ProbeKind kind, StepSet steps, size_t position, std::vector<size_t> components = {}) {
    decision_.phase = decision_.probes.empty() ? kind : decision_.phase;
    std::string digest = DigestOf(steps);
    for (const Probe& probe : decision_.probes) {
      if (probe.digest == digest) return;
    }
    int run = input_.tally(digest).Runs() + 1;
    decision_.probes.push_back(
        {kind, std::move(steps), position, std::move(components), std::move(digest), run});
  }

  Decision Conclude() {
    decision_.conclusion = conclusion_;
    return decision_;
  }

  bool End(Conclusion::Kind kind, bool good_end = false) {
    conclusion_.kind = kind;
    conclusion_.good_end = good_end;
    conclusion_.bad = input_.order.size();
    Conclude();
    return true;
  }

  // Each phase is true when the decision is made.
  bool Ends() {
    size_t size = input_.order.size();
    StepSet none = input_.order.First(0), all = input_.order.First(size);
    std::optional<BisectVerdict> good = Of(none);
    if (good == BisectVerdict::kBad) return End(Conclusion::Kind::kEnvironment);
    if (good == BisectVerdict::kUnresolved) return End(Conclusion::Kind::kEndUntestable, true);
    // It failed before, which is why one asks: the run of today is the one that confirms it.
    Tally today = input_.tally(DigestOf(all));
    if (today.Runs() > 0) today.Add(BisectVerdict::kBad);
    std::optional<BisectVerdict> bad = Settled(today, input_.repeats);
    if (!good) Ask(ProbeKind::kGoodEnd, none, 0);
    if (!bad && !Full()) Ask(ProbeKind::kBadEnd, all, size);
    if (!decision_.probes.empty()) return true;
    if (bad == BisectVerdict::kGood) return End(Conclusion::Kind::kPasses);
    return bad == BisectVerdict::kUnresolved && End(Conclusion::Kind::kEndUntestable, false);
  }

  LinePosition At(size_t position) const {
    const Tally& tally = input_.path_tallies[position];
    if (tally.Runs() == 0) return {};
    return {Settled(tally, input_.repeats), true};
  }

  bool Path() {
    LineSearch line = SearchLine(
        input_.order.size(), [this](size_t position) { return At(position); }, input_.jobs);
    conclusion_.good = decision_.good = line.good;
    conclusion_.bad = decision_.bad = line.bad;
    for (size_t position : line.next) {
      Ask(ProbeKind::kPath, input_.order.First(position), position);
    }
    return !decision_.probes.empty();
  }

  bool Sides() {
    for (size_t position : {conclusion_.good, conclusion_.bad}) {
      StepSet steps = input_.order.First(position);
      Tally tally = input_.path_tallies[position];
      if (position == input_.order.size()) tally.Add(BisectVerdict::kBad);  // as for the end
      if (!IsFirm(tally, input_.repeats) && !Full()) Ask(ProbeKind::kSides, steps, position);
    }
    if (!decision_.probes.empty()) return true;
    if (conclusion_.bad - conclusion_.good == 1) return false;
    for (size_t i = conclusion_.good + 1; i < conclusion_.bad; ++i) {
      if (!At(i).run_before) conclusion_.untested.push_back(i);
    }
    conclusion_.kind = Conclusion::Kind::kInterval;
    Conclude();
    return true;
  }

  bool Alone() {
    StepSet steps = input_.order.NeededBy(found_);
    if (DigestOf(steps) == input_.path_digests[found_ + 1]) {
      conclusion_.alone = Conclusion::Alone::kEnough;
      Conclude();
      return true;
    }
    std::optional<BisectVerdict> verdict = Of(steps);
    if (!verdict) {
      Ask(ProbeKind::kAlone, steps, found_);
      return true;
    }
    conclusion_.alone = verdict == BisectVerdict::kBad    ? Conclusion::Alone::kEnough
                        : verdict == BisectVerdict::kGood ? Conclusion::Alone::kNeedsPartners
                                                          : Conclusion::Alone::kUntestable;
    if (verdict == BisectVerdict::kGood) return false;
    Conclude();
    return true;
  }

  // The found step, with these components as far as they were on the path.
  StepSet WithPartners(const Elements& components) const {
    StepSet before = input_.order.First(found_ + 1);
    StepSet steps = input_.order.NeededBy(found_);
    for (size_t component : components) {
      steps = United(std::move(steps),
                     input_.order.NeededBy(input_.order.StepsOf(component, before).back()));
    }
    return steps;
  }

  bool Partners() {
    StepSet before = input_.order.First(found_ + 1), needed = input_.order.NeededBy(found_);
    Elements others;
    for (size_t component = 0; component < input_.order.components(); ++component) {
      size_t advanced = input_.order.StepsOf(component, before).size();
      if (advanced > input_.order.StepsOf(component, needed).size()) others.push_back(component);
    }
    MinimalSet minimal = Minimize(
        others,
        [&](const Elements& subset) -> std::optional<bool> {
          std::optional<BisectVerdict> verdict = Of(WithPartners(subset));
          return verdict ? std::optional(verdict == BisectVerdict::kBad) : std::nullopt;
        },
        input_.jobs);
    for (const Elements& subset : minimal.next) {
      Ask(ProbeKind::kPartners, WithPartners(subset), found_, subset);
    }
    conclusion_.partners = minimal.elements;
    return !decision_.probes.empty();
  }

  bool PartnerStep() {
    if (conclusion_.partners.size() != 1) return false;
    size_t partner = conclusion_.partners[0];
    StepSet needed = input_.order.NeededBy(found_);
    std::vector<size_t> line;
    for (size_t step : input_.order.StepsOf(partner, input_.order.First(found_ + 1))) {
      if (!needed[step]) line.push_back(step);
    }
    auto composed = [&](size_t position) {
      return United(needed, input_.order.NeededBy(line[position - 1]));
    };
    LineSearch search = SearchLine(
        line.size(),
        [&](size_t position) -> LinePosition {
          Tally tally = input_.tally(DigestOf(composed(position)));
          return {Settled(tally, input_.repeats), tally.Runs() > 0};
        },
        input_.jobs);
    for (size_t position : search.next) {
      Ask(ProbeKind::kPartnerStep, composed(position), found_, {partner});
    }
    if (!decision_.probes.empty()) return true;
    if (search.bad - search.good == 1) conclusion_.partner_step = line[search.bad - 1];
    return false;
  }

  const SearchInput& input_;
  Decision decision_;
  Conclusion conclusion_;
  size_t found_ = 0;
};

}  // namespace

Decision Decide(const SearchInput& input) { return Decider(input).Run(); }

ExpectedRuns MostRuns(size_t steps) { return {2, HalvingTests(steps), 1}; }

}  // namespace testfed
