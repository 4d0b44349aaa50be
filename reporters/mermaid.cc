#include "reporters/mermaid.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "domains/inline_text.h"
#include "reporters/cause_chains.h"
#include "reporters/wording.h"

namespace testfed {
namespace {

constexpr size_t kMaxBoxes = 40;
constexpr size_t kMaxEdges = 120;
constexpr size_t kMaxLabelBytes = 80;

// Between double quotes Mermaid reads `#60;` as a character; everything else but letters, digits
// and these marks may mean something to it, to Markdown or to HTML.
std::string Label(std::string_view text) {
  constexpr std::string_view kPlain = " _-./";
  std::string label;
  for (char c : Clipped(InlineText(text), kMaxLabelBytes)) {
    const bool is_alnum =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    const bool is_ascii = static_cast<unsigned char>(c) < 0x80;
    if (!is_ascii || is_alnum || kPlain.find(c) != std::string_view::npos) {
      label += c;
    } else {
      label += "#" + std::to_string(static_cast<int>(c)) + ";";
    }
  }
  return label;
}

std::string Box(size_t number, const std::string& label, std::string_view look) {
  return "  d" + std::to_string(number) + "[\"" + label + "\"]:::" + std::string(look) + "\n";
}

// "Billing<br/>1 path", where changed paths are why it changed.
std::string DomainLabel(const AffectedDomain& domain) {
  std::string label = Label(domain.name);
  for (const Reason& reason : domain.reasons) {
    if (reason.kind == Reason::Kind::kChanges)
      return label + "<br/>" + Amount(reason.count, "path");
  }
  return label;
}

std::string_view LookOf(const AffectedDomain& domain) {
  return domain.changed ? "changed" : domain.direct_only ? "direct" : "affected";
}

constexpr std::string_view kLooks =
    "  classDef changed fill:#1f6feb,stroke:#1f6feb,color:#fff\n"
    "  classDef affected fill:#9e6a03,stroke:#9e6a03,color:#fff\n"
    "  classDef direct fill:none,stroke:#8b949e,stroke-dasharray:4 3\n"
    "  classDef listed fill:none,stroke:#8b949e,stroke-dasharray:4 3\n";

using Numbers = std::unordered_map<std::string_view, size_t>;

// The edge that `reason` of `domain` stands for; "" where it is none between two boxes.
std::string Edge(const Reason& reason, size_t to, const Numbers& numbers) {
  const bool is_edge = reason.kind == Reason::Kind::kEdge;
  if (!is_edge && reason.kind != Reason::Kind::kDirectEdge) return "";
  auto from = numbers.find(reason.domain);
  if (from == numbers.end()) return "";
  return "  d" + std::to_string(from->second) +
         (is_edge ? " -->|fullyAffectedBy| d" : " -.->|mustRunAllTestsOnChangesIn| d") +
         std::to_string(to) + "\n";
}

// Domains that only contracts reached, and what leads there; while there is room.
std::string Contracts(const Plan& plan, Numbers& numbers) {
  std::string boxes, edges;
  size_t count = 0;
  for (const Job& job : plan.jobs) {
    for (const Reason& reason : job.reasons) {
      auto from = numbers.find(reason.domain);
      if (reason.kind != Reason::Kind::kContract || from == numbers.end()) continue;
      if (++count > kMaxEdges) return boxes + edges;
      auto to = numbers.find(job.domain);
      if (to == numbers.end()) {
        if (numbers.size() == kMaxBoxes) continue;
        to = numbers.emplace(job.domain, numbers.size()).first;
        boxes += Box(to->second, Label(job.domain), "listed");
      }
      edges += "  d" + std::to_string(from->second) + " -.->|\"" + Label(reason.name) +
               (reason.count > 0 ? ", " + Amount(reason.count, "test") : "") + "\"| d" +
               std::to_string(to->second) + "\n";
    }
  }
  return boxes + edges;
}

std::string AllBoxes(const Plan& plan) {
  std::string boxes;
  Numbers numbers;
  for (size_t i = 0; i < plan.affected.size(); ++i) {
    numbers.emplace(plan.affected[i].name, i);
    boxes += Box(i, DomainLabel(plan.affected[i]), LookOf(plan.affected[i]));
  }
  std::string edges;
  size_t count = 0;
  for (size_t i = 0; i < plan.affected.size(); ++i) {
    for (const Reason& reason : plan.affected[i].reasons) {
      const std::string edge = Edge(reason, i, numbers);
      if (edge.empty() || ++count > kMaxEdges) continue;
      edges += edge;
    }
  }
  if (count > kMaxEdges) {
    edges.clear();
    const CauseChains chains(plan);
    for (size_t i = 0; i < plan.affected.size(); ++i) {
      const Reason* step = chains.LastStepOf(plan.affected[i].name);
      if (step != nullptr) edges += Edge(*step, i, numbers);
    }
  }
  return boxes + edges + Contracts(plan, numbers);
}

std::string ChangedBoxes(const Plan& plan) {
  const auto changed = static_cast<size_t>(
      std::count_if(plan.affected.begin(), plan.affected.end(),
                    [](const AffectedDomain& domain) { return domain.changed; }));
  const size_t others = plan.affected.size() - changed;
  // Two boxes may be needed for the counts.
  const size_t shown = std::min(changed, kMaxBoxes - 2);
  std::string boxes;
  size_t number = 0;
  for (const AffectedDomain& domain : plan.affected) {
    if (!domain.changed || number == shown) continue;
    boxes += Box(number++, DomainLabel(domain), "changed");
  }
  if (changed > shown) {
    boxes += Box(number++, Amount(changed - shown, "more changed domain"), "changed");
  }
  if (others > 0) boxes += Box(number++, Amount(others, "domain") + " behind them", "affected");
  return boxes;
}

}  // namespace

std::string RenderMermaid(const Plan& plan) {
  if (plan.affected.empty()) return "";
  const bool all = plan.affected.size() <= kMaxBoxes;
  return "flowchart LR\n" + (all ? AllBoxes(plan) : ChangedBoxes(plan)) + std::string(kLooks);
}

}  // namespace testfed
