#include "integration/bisect/report.h"

#include <algorithm>
#include <chrono>
#include <map>

#include "domains/date.h"
#include "domains/inline_text.h"
#include "integration/repository_name.h"

namespace testfed {
namespace {

std::string Counted(size_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string DateText(std::int64_t seconds) {
  std::chrono::year_month_day day{std::chrono::sys_days{std::chrono::days{DayOf(seconds)}}};
  auto two = [](unsigned number) { return (number < 10 ? "-0" : "-") + std::to_string(number); };
  return std::to_string(static_cast<int>(day.year())) + two(static_cast<unsigned>(day.month())) +
         two(static_cast<unsigned>(day.day()));
}

std::string CommitLines(const PathMove& move, const HistoryCommit& commit) {
  std::string text = "  " + InlineText(commit.subject);
  if (!commit.author.empty()) text += "   " + InlineText(commit.author);
  text += ", " + DateText(commit.time) + "\n";
  if (move.to && !move.to->repository.starts_with('/')) {
    text += "  " + RemoteOf(move.to->repository) + "/commit/" + commit.id + "\n";
  } else {
    text += "  " + commit.id + "\n";
  }
  return text;
}

std::string StepLines(const BisectSession& session, size_t step) {
  const PathStep& of = session.path().steps[step];
  std::string text;
  size_t commits = 0;
  for (const PathMove& move : of.moves) {
    commits += move.commits.size();
    for (const HistoryCommit& commit : move.commits) text += CommitLines(move, commit);
  }
  if (commits != 1) {
    for (const std::string& why : of.whole) text += "  not split: " + InlineText(why) + "\n";
  }
  return text;
}

std::string Partners(const BisectSession& session, const std::vector<size_t>& partners) {
  std::string text;
  for (size_t partner : partners) {
    text += (text.empty() ? "" : ", ") + session.components()[partner];
  }
  return text;
}

std::string FoundText(const BisectSession& session, const Conclusion& found) {
  const PathStep& step = session.path().steps[found.good];
  bool one = step.moves.size() == 1 && step.moves[0].commits.size() == 1 && step.whole.empty();
  std::string text = std::string("The first bad ") + (one ? "commit" : "step") + " is " +
                     StepName(session, found.good) + "\n" + StepLines(session, found.good);
  switch (found.alone) {
    case Conclusion::Alone::kEnough:
      text += "Alone it is enough: " + InlineText(session.good_name()) + " with only it fails\n";
      break;
    case Conclusion::Alone::kNeedsPartners:
      text += "Alone it is not enough: it fails together with " +
              (found.partner_step ? StepName(session, *found.partner_step)
                                  : Partners(session, found.partners)) +
              "\n";
      if (found.partner_step) text += StepLines(session, *found.partner_step);
      break;
    case Conclusion::Alone::kUntestable:
      text += "Whether it is enough alone could not be judged\n";
      break;
    case Conclusion::Alone::kNotAsked:
      break;
  }
  return text;
}

std::string IntervalText(const BisectSession& session, const Conclusion& found) {
  size_t commits = 0;
  std::string steps;
  for (size_t i = found.good; i < found.bad; ++i) {
    for (const PathMove& move : session.path().steps[i].moves) {
      commits += std::max<size_t>(move.commits.size(), 1);
    }
    bool untested = std::count(found.untested.begin(), found.untested.end(), i + 1) > 0;
    steps += "  " + StepName(session, i);
    if (i + 1 < found.bad) steps += untested ? "   not tested" : "   cannot be judged";
    steps += "\n";
  }
  return "One of " + Counted(commits, "commit", "commits") + " in " +
         Counted(found.bad - found.good, "step", "steps") +
         " is the first bad one; what lies between them could not be judged\n" + steps;
}

std::string ConclusionText(const BisectSession& session, const Conclusion& conclusion) {
  std::string good = InlineText(session.good_name()), bad = InlineText(session.bad_name());
  switch (conclusion.kind) {
    case Conclusion::Kind::kEnvironment:
      return "The environment, not the composition: " + good + " fails today\n";
    case Conclusion::Kind::kPasses:
      return "Nothing to search: " + bad + " passes today\n";
    case Conclusion::Kind::kEndUntestable:
      return "Nothing to search: " + (conclusion.good_end ? good : bad) +
             " cannot be judged today\n";
    case Conclusion::Kind::kFound:
      return FoundText(session, conclusion);
    case Conclusion::Kind::kInterval:
      return IntervalText(session, conclusion);
  }
  return "";
}

std::string StateText(const BisectSession& session, const Decision& decision) {
  if (decision.conclusion) return ConclusionText(session, *decision.conclusion);
  return Counted(decision.bad - decision.good, "step", "steps") + " of " +
         std::to_string(session.path().steps.size()) + " left; next is " +
         ProbeName(session, decision.probes[0]) + "\n";
}

// What each composition that was run is called, where it can be told.
std::map<std::string, std::string> NamesOfRuns(const BisectSession& session) {
  std::map<std::string, std::string> names;
  size_t size = session.path().steps.size();
  names.emplace(session.DigestOf(session.order().First(0)), InlineText(session.good_name()));
  names.emplace(session.DigestOf(session.order().First(size)), InlineText(session.bad_name()));
  for (size_t i = 1; i < size; ++i) {
    names.emplace(session.DigestOf(session.order().First(i)),
                  "step " + std::to_string(i) + ": " + StepName(session, i - 1));
  }
  return names;
}

std::string NameOfRun(const std::map<std::string, std::string>& names, const Trial& trial) {
  auto found = names.find(trial.tuple_sha256);
  return found == names.end() ? "off the path: tuple " + trial.tuple_sha256.substr(0, 7)
                              : found->second;
}

std::string_view NameOf(Conclusion::Kind kind) {
  switch (kind) {
    case Conclusion::Kind::kEnvironment:
      return "environment";
    case Conclusion::Kind::kPasses:
      return "passes";
    case Conclusion::Kind::kEndUntestable:
      return "end untestable";
    case Conclusion::Kind::kFound:
      return "found";
    case Conclusion::Kind::kInterval:
      return "interval";
  }
  return "";
}

std::string_view NameOf(Conclusion::Alone alone) {
  switch (alone) {
    case Conclusion::Alone::kNotAsked:
      return "not asked";
    case Conclusion::Alone::kEnough:
      return "enough";
    case Conclusion::Alone::kNeedsPartners:
      return "needs partners";
    case Conclusion::Alone::kUntestable:
      return "untestable";
  }
  return "";
}

Json Numbered(const BisectSession& session, size_t step) {
  Json json = ToJson(session.path().steps[step]);
  json.Set("step", step + 1);
  return json;
}

}  // namespace

std::string StepName(const BisectSession& session, size_t step) {
  const PathStep& of = session.path().steps[step];
  std::string text;
  for (const PathMove& move : of.moves) {
    if (!text.empty()) text += ", ";
    text += move.component + " " + (move.to ? ShortText(move.to->pin) : "removed");
  }
  std::string sets;
  for (const std::string& name : of.changesets) {
    sets += (sets.empty() ? "changeset " : ", ") + InlineText(name);
  }
  return sets.empty() ? text : text + " (" + sets + ")";
}

std::string ProbeName(const BisectSession& session, const Probe& probe) {
  size_t size = session.path().steps.size();
  std::string good = InlineText(session.good_name());
  std::string at = probe.position == 0      ? good
                   : probe.position == size ? InlineText(session.bad_name())
                                            : "step " + std::to_string(probe.position) + ": " +
                                                  StepName(session, probe.position - 1);
  switch (probe.kind) {
    case ProbeKind::kGoodEnd:
    case ProbeKind::kBadEnd:
    case ProbeKind::kSides:
      return at + " again";
    case ProbeKind::kPath:
      return probe.run > 1 ? at + " again" : at;
    case ProbeKind::kAlone:
      return good + " + only " + StepName(session, probe.position) +
             (probe.run > 1 ? " again" : "");
    case ProbeKind::kPartners:
    case ProbeKind::kPartnerStep:
      break;
  }
  return good + " + " + StepName(session, probe.position) + " + " +
         Partners(session, probe.components) +
         (probe.kind == ProbeKind::kPartnerStep ? " in part" : "") +
         (probe.run > 1 ? " again" : "");
}

std::string PathSummary(const BisectSession& session) {
  const BisectPath& path = session.path();
  size_t sets = 0, whole = 0;
  for (const PathStep& step : path.steps) {
    if (!step.changesets.empty())
      ++sets;
    else if (!step.whole.empty())
      ++whole;
  }
  std::string text = "Path       " + Counted(path.steps.size(), "step", "steps") + " from " +
                     Counted(path.Commits(), "commit", "commits") + ", " +
                     Counted(session.components().size(), "component", "components");
  if (sets == 1) text += "; 1 step is a whole changeset";
  if (sets > 1) text += "; " + std::to_string(sets) + " steps are whole changesets";
  if (whole == 1) text += "; 1 other cannot be split";
  if (whole > 1) text += "; " + std::to_string(whole) + " others cannot be split";
  ExpectedRuns runs = MostRuns(path.steps.size());
  text += "\nAt most    " + Counted(runs.ends, "run", "runs") + " to test the ends again, " +
          std::to_string(runs.path) + " to search, " + std::to_string(runs.alone) + " to confirm";
  if (session.repeats > 0) {
    text +=
        "; a failure and both sides of the answer are run " +
        std::string(session.repeats == 1 ? "once" : std::to_string(session.repeats) + " times") +
        " more";
  }
  return text + "\n";
}

std::string ReportText(const BisectSession& session, bool whole) {
  std::string text = StateText(session, session.Decide(1));
  if (!whole) return text;
  std::string unsplit;
  for (size_t i = 0; i < session.path().steps.size(); ++i) {
    for (const std::string& why : session.path().steps[i].whole) {
      unsplit += "  step " + std::to_string(i + 1) + ": " + StepName(session, i) + "   " +
                 InlineText(why) + "\n";
    }
  }
  text += "\n" + PathSummary(session);
  if (!unsplit.empty()) text += "\nNot split\n" + unsplit;
  if (session.trials().empty()) return text;
  text += "\nRuns\n";
  std::map<std::string, std::string> names = NamesOfRuns(session);
  std::map<std::string, Tally> tallies;
  for (const Trial& trial : session.trials()) {
    tallies[trial.tuple_sha256].Add(trial.verdict);
    text += "  " + std::string(NameOf(trial.verdict)) +
            std::string(6 - NameOf(trial.verdict).size(), ' ') + NameOfRun(names, trial);
    if (!trial.note.empty()) text += "   " + InlineText(trial.note);
    text += "\n";
  }
  for (const auto& [digest, tally] : tallies) {
    if (!tally.Contradicts()) continue;
    text += "Tuple " + digest.substr(0, 7) + " contradicts itself: " + std::to_string(tally.good) +
            " good, " + std::to_string(tally.bad) + " bad\n";
  }
  return text;
}

Json ReportJson(const BisectSession& session) {
  Decision decision = session.Decide(1);
  Json json, runs = Json::MakeArray(), unsplit = Json::MakeArray();
  json.Set("schema", "testfed.bisect-report/1");
  json.Set("good", session.good_name());
  json.Set("bad", session.bad_name());
  json.Set("steps", session.path().steps.size());
  json.Set("commits", session.path().Commits());
  if (decision.conclusion) {
    const Conclusion& conclusion = *decision.conclusion;
    json.Set("state", NameOf(conclusion.kind));
    Json steps = Json::MakeArray(), partners = Json::MakeArray();
    if (conclusion.kind == Conclusion::Kind::kFound ||
        conclusion.kind == Conclusion::Kind::kInterval) {
      for (size_t i = conclusion.good; i < conclusion.bad; ++i) steps.Append(Numbered(session, i));
    }
    for (size_t partner : conclusion.partners) partners.Append(session.components()[partner]);
    json.Set("first_bad", std::move(steps));
    json.Set("alone", NameOf(conclusion.alone));
    json.Set("partners", std::move(partners));
    if (conclusion.partner_step) {
      json.Set("partner_step", Numbered(session, *conclusion.partner_step));
    }
  } else {
    json.Set("state", "searching");
    json.Set("good_step", decision.good);
    json.Set("bad_step", decision.bad);
  }
  for (size_t i = 0; i < session.path().steps.size(); ++i) {
    if (!session.path().steps[i].whole.empty()) unsplit.Append(Numbered(session, i));
  }
  std::map<std::string, std::string> names = NamesOfRuns(session);
  for (const Trial& trial : session.trials()) {
    Json run;
    run.Set("name", NameOfRun(names, trial));
    run.Set("tuple_sha256", trial.tuple_sha256);
    run.Set("verdict", NameOf(trial.verdict));
    if (!trial.note.empty()) run.Set("note", trial.note);
    runs.Append(std::move(run));
  }
  json.Set("not_split", std::move(unsplit));
  json.Set("runs", std::move(runs));
  return json;
}

}  // namespace testfed
