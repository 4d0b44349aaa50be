#include "domains/yaml.h"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

#include "domains/path_name.h"
#include "domains/plain_yaml.h"
#include "domains/yaml_cache.h"
#include "domains/yaml_mistakes.h"

namespace testfed {
namespace {

Position ToPosition(const YAML::Mark& mark) {
  // yaml-cpp counts from 0; an empty document has the mark -1,-1.
  return mark.line < 0 ? Position{1, 1} : Position{mark.line + 1, mark.column + 1};
}

struct Refusal {  // thrown through yaml-cpp, caught in ReadYaml: events cannot stop the parser
  Position position;
  std::string message;
  std::vector<Hint> hints;
};

class TreeBuilder : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    bool is_value = !expects_value_.empty() && expects_value_.back();
    YamlNode& node = Put(mark, YamlNode::Kind::kNull);
    if (!is_value) return;
    // The parser marks what comes after a missing value, perhaps far below; the key is its place.
    Position key = open_.back()->members.back().first.position;
    if (node.position.line != key.line) node.position = key;
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    throw Refusal{ToPosition(mark),
                  "an alias (`*name`) is not read here",
                  {{"write the value out; a pattern that begins with `*` needs quotes", ""}}};
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    if (tag != "?" && tag != "!" && !tag.empty()) RefuseTag(mark, tag);
    YamlNode& node = Put(mark, YamlNode::Kind::kScalar);
    node.text = value;
    node.quoted = tag == "!";
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    Open(mark, tag, YamlNode::Kind::kList);
  }
  void OnSequenceEnd() override { Close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    Open(mark, tag, YamlNode::Kind::kMap);
  }
  void OnMapEnd() override { Close(); }

  YamlNode root;

 private:
  // A member is appended when its key comes; its value is the next node.
  YamlNode& Slot(const YAML::Mark& mark, YamlNode::Kind kind) {
    if (open_.empty()) return root;
    YamlNode& parent = *open_.back();
    if (parent.kind == YamlNode::Kind::kList) return parent.items.emplace_back();
    if (expects_value_.back()) {
      expects_value_.back() = false;
      return parent.members.back().second;
    }
    if (kind != YamlNode::Kind::kScalar) {
      throw Refusal{ToPosition(mark), "a key that is not text; quote it if it is one", {}};
    }
    expects_value_.back() = true;
    return parent.members.emplace_back().first;
  }
  YamlNode& Put(const YAML::Mark& mark, YamlNode::Kind kind) {
    YamlNode& node = Slot(mark, kind);
    node.kind = kind;
    node.position = ToPosition(mark);
    return node;
  }
  void Open(const YAML::Mark& mark, const std::string& tag, YamlNode::Kind kind) {
    if (tag != "?" && tag != "!" && !tag.empty()) RefuseTag(mark, tag);
    open_.push_back(&Put(mark, kind));
    expects_value_.push_back(false);
  }
  void Close() {
    open_.pop_back();
    expects_value_.pop_back();
  }
  [[noreturn]] static void RefuseTag(const YAML::Mark& mark, const std::string& tag) {
    constexpr std::string_view kStandard = "tag:yaml.org,2002:";
    if (tag.starts_with('!')) {
      throw Refusal{ToPosition(mark),
                    "`" + tag + "` is a YAML tag, and patterns do not negate; put `" +
                        tag.substr(1) + "` under `exclude`",
                    {}};
    }
    std::string written =
        tag.starts_with(kStandard) ? "!!" + tag.substr(kStandard.size()) : "!<" + tag + ">";
    throw Refusal{ToPosition(mark), "`" + written + "` is a YAML tag; leave it out", {}};
  }

  // Pointers into `root`: a node's children are only appended while it is the innermost open one,
  // so no open node moves.
  std::vector<YamlNode*> open_;
  std::vector<bool> expects_value_;
};

Finding YamlFinding(const std::string& file, Position position, std::string message,
                    std::vector<Hint> hints = {}) {
  return {Severity::kError, {file, position}, "yaml", std::move(message), std::move(hints)};
}

Position PositionOf(std::string_view text, size_t offset) {
  std::string_view before = text.substr(0, offset);
  size_t line_start = before.rfind('\n');
  return {
      static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
      static_cast<int>(offset - (line_start == std::string_view::npos ? 0 : line_start + 1)) + 1};
}

std::optional<Finding> RefuseBytes(std::string_view text, const std::string& file) {
  if (text.size() > kMaxYamlBytes) {
    return YamlFinding(file, {},
                       "has " + std::to_string(text.size()) + " bytes; at most " +
                           std::to_string(kMaxYamlBytes) + " are read");
  }
  if (size_t zero = text.find('\0'); zero != std::string_view::npos) {
    return YamlFinding(file, PositionOf(text, zero), "a NUL byte; YAML is text");
  }
  if (!IsUtf8(text)) {
    size_t at = 0;
    while (size_t length = Utf8Length(text.substr(at))) at += length;
    return YamlFinding(file, PositionOf(text, at),
                       "a byte that is not UTF-8; save the file as UTF-8");
  }
  return std::nullopt;
}

bool IsNumber(const std::string& text, Json* json) {
  // JSON's own numbers only: what JSON would write differently stays text (see the header).
  bool numeric = !text.empty() && text.size() < 18 &&
                 text.find_first_not_of("-0123456789.") == std::string::npos;
  if (!numeric) return false;
  absl::StatusOr<Json> parsed = ParseJson(text, "");
  if (!parsed.ok() || ToText(*parsed) != text) return false;
  *json = *std::move(parsed);
  return true;
}

}  // namespace

YamlResult ReadYaml(std::string_view text, const std::string& file) {
  return ReadYaml(text, file, nullptr);
}

YamlResult ReadYamlByLibrary(std::string_view text, const std::string& file) {
  YamlResult result;
  if (std::optional<Finding> refused = RefuseBytes(text, file)) {
    result.findings.push_back(*std::move(refused));
    return result;
  }
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    TreeBuilder builder;
    parser.HandleNextDocument(builder);
    TreeBuilder second;
    if (parser.HandleNextDocument(second)) {
      result.findings.push_back(
          YamlFinding(file, second.root.position, "a second document (`---`); one file holds one"));
      return result;
    }
    result.root = std::move(builder.root);
  } catch (const Refusal& refusal) {
    result.findings.push_back(YamlFinding(file, refusal.position, refusal.message, refusal.hints));
  } catch (const YAML::DeepRecursion& error) {
    result.findings.push_back(
        YamlFinding(file, ToPosition(error.mark), "more levels than are read (about 500)"));
  } catch (const YAML::ParserException& error) {
    Mistake mistake = ExplainMistake(text, ToPosition(error.mark), error.msg);
    result.findings.push_back(
        YamlFinding(file, mistake.position, mistake.message, std::move(mistake.hints)));
  } catch (const std::exception& error) {
    result.findings.push_back(
        YamlFinding(file, {}, std::string("cannot be read: ") + error.what()));
  }
  return result;
}

YamlResult ReadYaml(std::string_view text, const std::string& file, Cache* cache) {
  if (text.size() <= kMaxYamlBytes && IsUtf8(text) && text.find('\0') == std::string_view::npos) {
    if (std::optional<YamlNode> root = ReadPlainYaml(text)) return {std::move(root), {}};
  }
  if (cache == nullptr || text.size() < kMinCachedYamlBytes) return ReadYamlByLibrary(text, file);
  CacheKey key("yaml", {text});
  if (std::optional<std::string> known = cache->Find(key)) {
    YamlResult result;
    result.root = DecodeYaml(*known);
    if (result.root) return result;
  }
  YamlResult result = ReadYamlByLibrary(text, file);
  if (result.root && result.findings.empty()) cache->Put(key, EncodeYaml(*result.root));
  return result;
}

std::string Describe(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::kNull:
      return "nothing";
    case YamlNode::Kind::kList:
      return "a list";
    case YamlNode::Kind::kMap:
      return "a map";
    case YamlNode::Kind::kScalar:
      break;
  }
  constexpr size_t kShown = 60;
  std::string shown = node.text.size() > kShown ? node.text.substr(0, kShown) + "..." : node.text;
  return "the text `" + shown + "`";
}

Json ToJson(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::kNull:
      return {};
    case YamlNode::Kind::kList: {
      Json list = Json::MakeArray();
      for (const YamlNode& item : node.items) list.Append(ToJson(item));
      return list;
    }
    case YamlNode::Kind::kMap: {
      Json map = Json::MakeObject();
      for (const auto& [key, value] : node.members) map.Set(key.text, ToJson(value));
      return map;
    }
    case YamlNode::Kind::kScalar:
      break;
  }
  if (node.quoted) return node.text;
  if (node.text == "true" || node.text == "True" || node.text == "TRUE") return true;
  if (node.text == "false" || node.text == "False" || node.text == "FALSE") return false;
  Json number;
  return IsNumber(node.text, &number) ? number : Json(node.text);
}

}  // namespace testfed
