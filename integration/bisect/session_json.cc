// The state file of a bisect. One step holds what its components are afterwards as a tuple, so that
// nothing but the tuple's own reader knows how a component is written.
#include <algorithm>

#include "domains/inline_text.h"
#include "integration/bisect/session.h"

namespace testfed {
namespace {

constexpr std::string_view kSchema = "testfed.bisect/1";
constexpr int kIndent = 1;

Json Texts(const std::vector<std::string>& texts) {
  Json json = Json::MakeArray();
  for (const std::string& text : texts) json.Append(text);
  return json;
}

absl::StatusOr<std::vector<std::string>> ReadTexts(const Json& json, const std::string& where) {
  if (!json.IsArray()) return Error(where + " is a list of texts");
  std::vector<std::string> texts;
  for (const Json& item : json.Items()) {
    if (!item.IsString()) return Error(where + " is a list of texts");
    texts.push_back(item.String());
  }
  return texts;
}

Json ToJson(const HistoryCommit& commit) {
  Json json;
  json.Set("id", commit.id);
  json.Set("subject", commit.subject);
  json.Set("author", commit.author);
  json.Set("time", commit.time);
  return json;
}

absl::StatusOr<HistoryCommit> ReadHistoryCommit(const Json& json, const std::string& where) {
  if (!json["id"].IsString() || !json["subject"].IsString() || !json["author"].IsString() ||
      !json["time"].IsInt()) {
    return Error(where + ": a commit has `id`, `subject`, `author` and `time`");
  }
  HistoryCommit commit;
  commit.id = json["id"].String();
  commit.subject = json["subject"].String();
  commit.author = json["author"].String();
  commit.time = json["time"].Int();
  return commit;
}

absl::StatusOr<Trial> ReadTrial(const Json& json, const std::string& where) {
  std::optional<BisectVerdict> verdict = BisectVerdictNamed(json["verdict"].String());
  if (!verdict || !json["tuple_sha256"].IsString() || !json["note"].IsString()) {
    return Error(where + ": a run has `tuple_sha256`, `verdict`, `failing` and `note`");
  }
  Trial trial{json["tuple_sha256"].String(), *verdict, {}, json["note"].String()};
  TESTFED_ASSIGN_OR_RETURN(trial.failing, ReadTexts(json["failing"], where + ".failing"));
  return trial;
}

}  // namespace

Json ToJson(const PathStep& step) {
  Tuple to;
  Json commits = Json::MakeObject(), removed = Json::MakeArray();
  for (const PathMove& move : step.moves) {
    if (move.to)
      to.emplace(move.component, *move.to);
    else
      removed.Append(move.component);
    Json list = Json::MakeArray();
    for (const HistoryCommit& commit : move.commits) list.Append(ToJson(commit));
    commits.Set(move.component, std::move(list));
  }
  Json json;
  json.Set("to", ToJson(to));
  json.Set("removed", std::move(removed));
  json.Set("commits", std::move(commits));
  json.Set("changesets", Texts(step.changesets));
  json.Set("whole", Texts(step.whole));
  return json;
}

absl::StatusOr<PathStep> ReadPathStep(const Json& json, const std::string& where) {
  PathStep step;
  TESTFED_ASSIGN_OR_RETURN(Tuple to, ReadTuple(json["to"], where + ".to"));
  TESTFED_ASSIGN_OR_RETURN(std::vector<std::string> removed,
                           ReadTexts(json["removed"], where + ".removed"));
  TESTFED_ASSIGN_OR_RETURN(step.changesets, ReadTexts(json["changesets"], where + ".changesets"));
  TESTFED_ASSIGN_OR_RETURN(step.whole, ReadTexts(json["whole"], where + ".whole"));
  for (auto& [component, entry] : to) step.moves.push_back({component, entry, {}});
  for (std::string& component : removed) step.moves.push_back({component, std::nullopt, {}});
  std::sort(step.moves.begin(), step.moves.end(),
            [](const PathMove& a, const PathMove& b) { return a.component < b.component; });
  for (PathMove& move : step.moves) {
    const Json& commits = json["commits"][move.component];
    if (!commits.IsArray()) return Error(where + ": no `commits` of `" + move.component + "`");
    for (const Json& one : commits.Items()) {
      TESTFED_ASSIGN_OR_RETURN(HistoryCommit commit, ReadHistoryCommit(one, where));
      move.commits.push_back(std::move(commit));
    }
  }
  if (step.moves.empty()) return Error(where + " moves nothing");
  return step;
}

std::string BisectSession::Text() const {
  Json good, bad, steps = Json::MakeArray(), runs = Json::MakeArray(), json;
  good.Set("name", good_name_);
  good.Set("tuple", ToJson(path_.good));
  bad.Set("name", bad_name_);
  bad.Set("manifest", bad_);
  for (const PathStep& step : path_.steps) steps.Append(ToJson(step));
  for (const Trial& trial : trials_) {
    Json run;
    run.Set("tuple_sha256", trial.tuple_sha256);
    run.Set("verdict", NameOf(trial.verdict));
    run.Set("failing", Texts(trial.failing));
    run.Set("note", trial.note);
    runs.Append(std::move(run));
  }
  json.Set("schema", kSchema);
  json.Set("good", std::move(good));
  json.Set("bad", std::move(bad));
  json.Set("repeats", repeats);
  json.Set("signature", Texts(signature_));
  json.Set("runs", std::move(runs));
  json.Set("steps", std::move(steps));
  return ToText(json, kIndent) + "\n";
}

absl::StatusOr<BisectSession> BisectSession::Read(std::string_view text, std::string_view name) {
  TESTFED_ASSIGN_OR_RETURN(Json json, ParseJson(text, name));
  std::string where(InlineText(name));
  if (json["schema"].String() != kSchema) {
    return Error(
        where + " is no state of a bisect: its `schema` is not `" + std::string(kSchema) + "`",
        "begin one", "testfed bisect start --good @latest --bad manifest.json");
  }
  if (!json["good"]["name"].IsString() || !json["bad"]["name"].IsString() ||
      !json["bad"]["manifest"].IsObject() || !json["repeats"].IsInt() || !json["steps"].IsArray() ||
      !json["runs"].IsArray() || json["steps"].Items().empty()) {
    return Error(where + " is damaged: it lacks a member of a bisect's state");
  }
  BisectSession session;
  session.good_name_ = json["good"]["name"].String();
  session.bad_name_ = json["bad"]["name"].String();
  session.bad_ = json["bad"]["manifest"];
  session.repeats = static_cast<int>(json["repeats"].Int());
  TESTFED_ASSIGN_OR_RETURN(session.path_.good, ReadTuple(json["good"]["tuple"], where + ": good"));
  size_t number = 0;
  for (const Json& one : json["steps"].Items()) {
    TESTFED_ASSIGN_OR_RETURN(
        PathStep step, ReadPathStep(one, where + ": steps[" + std::to_string(number++) + "]"));
    session.path_.steps.push_back(std::move(step));
  }
  session.Prepare();
  number = 0;
  for (const Json& one : json["runs"].Items()) {
    TESTFED_ASSIGN_OR_RETURN(Trial trial,
                             ReadTrial(one, where + ": runs[" + std::to_string(number++) + "]"));
    session.Record(std::move(trial));
  }
  TESTFED_ASSIGN_OR_RETURN(session.signature_, ReadTexts(json["signature"], where + ": signature"));
  return session;
}

}  // namespace testfed
